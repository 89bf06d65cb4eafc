#pragma once
#include <QHash>
#include <QScrollArea>
#include <QVector>

class QLineEdit;
class QVBoxLayout;

namespace mgc::ui {

class Card;
class Label;
struct PageContext;
struct SettingDescriptor;

/// Every setting that has an effect, from the catalog: search, an editor by kind, reset per entry; then the keys of all commands.
class SettingsPage : public QScrollArea {
    Q_OBJECT
public:
    SettingsPage(PageContext& context, QWidget* parent);
    /// Scrolls to an entry and focuses it.
    Q_INVOKABLE void reveal(const QString& key);

private:
    struct Entry {
        QWidget* row;
        QWidget* editor;
        QWidget* card;
        QString words;
    };
    QWidget* row(const SettingDescriptor& setting, QWidget* parent);
    QWidget* editorFor(const SettingDescriptor& setting, QWidget* parent);
    void addKeys(QVBoxLayout* column);
    void filter(const QString& text);
    void showConflicts();

    PageContext& m_context;
    QHash<QString, Entry> m_entries;
    QVector<Card*> m_cards;
    QLineEdit* m_search;
    Label* m_conflicts = nullptr;
};

}  // namespace mgc::ui
