#include "ui/pages/traffic/traffic_delegate.h"

#include <QPainter>
#include <QWidget>

#include "ui/models/traffic_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

StatusLook statusLook(int status) {
    if (status == 429) return {"gauge", ColorRole::Warn, ColorRole::WarnTint};
    if (status >= 200 && status < 400) return {"checkmark_circle", ColorRole::Ok, ColorRole::OkTint};
    return {"error_circle", ColorRole::Err, ColorRole::ErrTint};
}

void TrafficDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = index.row() == m_hovered;
    painter->save();
    painter->fillRect(option.rect, themeColor(selected ? ColorRole::Sel : hovered ? ColorRole::Hover : ColorRole::Bg));
    paint::horizontalLine(*painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(),
                          themeColor(selected ? ColorRole::Sel : ColorRole::Line));
    const QRect cell = option.rect.adjusted(px(8), 0, -px(8), -1);  // as the headings
    const QString text = index.data().toString();
    const Theme& theme = Theme::instance();
    switch (index.column()) {
        case TrafficModel::Time:
            paint::text(*painter, cell, text, TextRole::CodeSmall, ColorRole::Text);
            break;
        case TrafficModel::Status: {
            const StatusLook look = statusLook(index.data(TrafficModel::RawRole).toInt());
            icons::paint(*painter, QRect(cell.left(), cell.top(), px(16), cell.height()), QLatin1String(look.icon), px(16), look.role,
                         icons::Style::Filled);
            paint::text(*painter, cell.adjusted(px(22), 0, px(4), 0), text, TextRole::BodyMedium, look.role);
            break;
        }
        case TrafficModel::Number:
        case TrafficModel::FirstToken:
        case TrafficModel::Total:
        case TrafficModel::In:
        case TrafficModel::Out:
        case TrafficModel::PolicyTime:
            paint::tabular(*painter, cell, text, theme.font(TextRole::Body),
                           themeColor(index.column() == TrafficModel::Number ? ColorRole::Muted : ColorRole::Text));
            break;
        case TrafficModel::Cost:
            // A word in a column of figures stands back.
            paint::tabular(*painter, cell, text, theme.font(TextRole::Body),
                           themeColor(index.data(TrafficModel::RawRole).toDouble() < 0 ? ColorRole::Muted : ColorRole::Text));
            break;
        case TrafficModel::Operation:
            paint::text(*painter, cell, text, selected ? TextRole::BodyStrong : TextRole::Body, ColorRole::Text);
            break;
        case TrafficModel::Backend:
            paint::text(*painter, cell, text, TextRole::Body, text == TrafficModel::tr("none") ? ColorRole::Muted : ColorRole::Text);
            break;
        case TrafficModel::Notes:
            paint::text(*painter, cell, text, TextRole::Body, ColorRole::Muted);
            break;
        default:
            paint::text(*painter, cell, text, TextRole::Body, ColorRole::Text);
    }
    if ((option.state & QStyle::State_HasFocus) && selected) {
        // The ring goes round the row, not round one cell; only the row's end pieces belong to this cell.
        painter->setClipRect(option.rect);
        QRect row = option.rect;
        row.setLeft(0);
        row.setRight(option.widget ? option.widget->width() : row.right());
        if (option.widget && option.widget->hasFocus()) paint::focusRing(*painter, QRectF(row).adjusted(0, 0, 0, -1), px(2));
    }
    painter->restore();
}

}  // namespace mgc::ui
