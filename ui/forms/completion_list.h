#pragma once
#include <QFrame>
#include <QStandardItemModel>
#include <QVector>

class QKeyEvent;
class QListView;

namespace mgc::ui {

class Label;

/// Something that may be written at a caret.
struct Completion {
    QString text;    ///< what is shown and matched
    QString insert;  ///< what replaces the typed part; "|" marks where the caret goes
    QString detail;  ///< muted, at the right
    QString icon;
    QString documentation;
};

/// The list of completions below a caret. Whoever is typed in keeps the focus; keys reach the list through takeKey().
class CompletionList : public QFrame {
    Q_OBJECT
public:
    explicit CompletionList(QWidget* parent);

    /// Shows what holds `typed`, best first, and hides where nothing does or it is there in full already. `caret`: the character's
    /// rectangle in the parent, which the list does not cover.
    void offer(const QVector<Completion>& items, const QString& typed, const QString& footer, const QRect& caret);
    /// True if the list has used the key.
    bool takeKey(QKeyEvent* event);
    [[nodiscard]] int count() const { return m_model.rowCount(); }

signals:
    /// What to write instead of the typed part.
    void chosen(const QString& insert);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QRect& caret);
    void accept();

    QListView* m_list;
    Label* m_footer;
    QStandardItemModel m_model;
};

}  // namespace mgc::ui
