#pragma once
#include <QListView>

#include "ui/theme/paint.h"

class QStandardItemModel;

namespace mgc::ui {

/// One line of a NoteList.
struct Note {
    paint::Tone tone = paint::Tone::Neutral;
    QString icon;  ///< filled, in the colour of the tone
    QString title;
    QString detail;     ///< muted, wrapped under the title
    QString trailing;   ///< at the right, muted
    bool code = false;  ///< the title in the code font
    bool checkable = false, checked = false;
};

/// A list of findings, requests, resources or steps: glyph, title, wrapped detail, something at the right; with a box to tick where
/// notes ask for it. At most 2,000 notes are shown.
class NoteList : public QListView {
    Q_OBJECT
public:
    explicit NoteList(const QString& accessibleName, QWidget* parent = nullptr);
    void setNotes(const QVector<Note>& notes);
    void setNote(int row, const Note& note);
    [[nodiscard]] int count() const;
    [[nodiscard]] bool isChecked(int row) const;
    [[nodiscard]] int checkedCount() const;
    /// Shown while there is nothing.
    void setEmptyText(const QString& text);

signals:
    void checksChanged();
    void rowChosen(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QStandardItemModel* m_model;
    QString m_empty;
};

}  // namespace mgc::ui
