#pragma once
#include <QListView>

#include "ui/pages/azure/diff_rows.h"

namespace mgc::ui {

/// A diff between Azure and the workspace, inline or side by side: line numbers, sign, ground of the line, stronger ground of the words.
class DiffView : public QListView {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);
    void setLines(const std::vector<azure::DiffLine>& lines);
    void setSideBySide(bool on);
    /// Moves to the next (or previous) change.
    void step(int direction);
    [[nodiscard]] const QVector<DiffRow>& rows() const { return m_rows; }
    [[nodiscard]] bool isSideBySide() const { return m_sideBySide; }

private:
    void build();

    std::vector<azure::DiffLine> m_lines;
    QVector<DiffRow> m_rows;
    bool m_sideBySide = false;
};

}  // namespace mgc::ui
