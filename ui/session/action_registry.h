#pragma once
#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <functional>
#include <map>
#include <vector>

namespace mgc::ui {

class SettingsStore;

/// One command of the console. Menus, tool bar, shortcut editor and command palette are views of the registry.
struct ActionSpec {
    QString id;     ///< stable: "gateway.restart"
    QString text;   ///< sentence case, "Restart gateway"; a mnemonic is fine
    QString group;  ///< heading in the palette: "Gateway", "Go to", "View", ...
    QString icon;   ///< icon name, may be empty
    QList<QKeySequence> keys;
    QString detail;  ///< muted words behind the name in the palette
    std::function<void()> run;
};

/// Two commands that ask for the same keys.
struct KeyConflict {
    QKeySequence keys;
    QStringList ids;
};

class ActionRegistry : public QObject {
    Q_OBJECT
public:
    /// `settings` holds rebound keys under "keys.<id>"; may be null. `owner` gets the actions, so that their keys work in its window.
    explicit ActionRegistry(QWidget* owner, SettingsStore* settings = nullptr, QObject* parent = nullptr);

    /// Ids are unique; a second add() of an id is a programming error and asserts.
    QAction* add(const ActionSpec& spec);
    [[nodiscard]] QAction* action(const QString& id) const;
    [[nodiscard]] const ActionSpec* spec(const QString& id) const;
    /// In the order of registration.
    [[nodiscard]] QStringList ids() const;
    bool trigger(const QString& id);

    /// Why a disabled command cannot run, shown in menus and palette; empty enables it.
    void setBlocked(const QString& id, const QString& reason);
    [[nodiscard]] QString blockedReason(const QString& id) const;

    /// Rebinds and remembers; an empty list unbinds, resetKeys() returns to the default.
    void setKeys(const QString& id, const QList<QKeySequence>& keys);
    void resetKeys(const QString& id);
    [[nodiscard]] QString keyText(const QString& id) const;
    [[nodiscard]] QList<KeyConflict> conflicts() const;
    /// Commands other than `id` that already use `keys`.
    [[nodiscard]] QStringList usersOf(const QKeySequence& keys, const QString& id) const;

signals:
    void changed();
    void triggered(const QString& id);

private:
    struct Entry {
        ActionSpec spec;
        QAction* action = nullptr;
        QString blocked;
    };
    Entry* find(const QString& id);
    [[nodiscard]] const Entry* find(const QString& id) const;

    QWidget* m_owner;
    SettingsStore* m_settings;
    std::vector<Entry> m_entries;
    std::map<QString, std::size_t> m_index;
};

}  // namespace mgc::ui
