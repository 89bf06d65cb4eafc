#pragma once
#include <QDateTime>
#include <QObject>
#include <QString>
#include <QVector>

namespace mgc::ui {

class SettingsStore;

struct RecentWorkspace {
    QString folder;
    QDateTime opened;
    [[nodiscard]] QString name() const;
    /// "~/src/contoso/apim-artifacts": the folder that holds it.
    [[nodiscard]] QString where() const;
    /// "today", "yesterday", "Tue", "12 Apr"
    [[nodiscard]] QString when(const QDate& today) const;
};

/// The workspaces opened last, newest first, at most 20; kept in the settings file.
class Recents : public QObject {
    Q_OBJECT
public:
    explicit Recents(SettingsStore& settings, QObject* parent = nullptr);
    [[nodiscard]] QVector<RecentWorkspace> all() const;
    void add(const QString& folder);
    void remove(const QString& folder);
    void clear();

signals:
    void changed();

private:
    void save(const QVector<RecentWorkspace>& list);
    SettingsStore& m_settings;
};

}  // namespace mgc::ui
