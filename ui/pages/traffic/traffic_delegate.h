#pragma once
#include <QStyledItemDelegate>

#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

/// Rows of the traffic list: hairline, tabular numbers, glyph and code for the status.
class TrafficDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    /// The row under the mouse, -1 for none: it is tinted whole.
    void setHoveredRow(int row) { m_hovered = row; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_hovered = -1;
};

struct StatusLook {
    const char* icon;
    ColorRole role, tint;
};
/// Glyph and colour of an HTTP status: 2xx done, 429 gauge, other errors.
[[nodiscard]] StatusLook statusLook(int status);

}  // namespace mgc::ui
