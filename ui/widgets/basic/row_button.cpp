#include "ui/widgets/basic/row_button.h"

#include <QPainter>

#include "ui/theme/icons.h"

namespace mgc::ui {

RowButton::RowButton(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void RowButton::setTexts(const QString& title, const QString& detail) {
    m_title = title;
    m_detail = detail;
    setAccessibleName(detail.isEmpty() ? title : tr("%1: %2").arg(title, detail));
    update();
}

void RowButton::setIconMark(const QString& icon) {
    m_icon = icon;
    update();
}

void RowButton::setNumberMark(int number) {
    m_number = number;
    update();
}

void RowButton::setDone(bool done) {
    if (done == m_done) return;
    m_done = done;
    setAccessibleDescription(done ? tr("done") : QString());
    update();
}

QSize RowButton::sizeHint() const { return {px(240), px(52)}; }

void RowButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (underMouse() || isDown()) painter.fillRect(rect().adjusted(1, 0, -1, 0), themeColor(ColorRole::Hover));
    if (m_topLine) paint::horizontalLine(painter, 1, width() - 1, 0, themeColor(ColorRole::Line));
    const int left = px(16);
    const QRect mark(left, 0, px(20), height());
    if (m_done) {
        paint::box(painter, QRectF(left, (height() - px(20)) / 2.0, px(20), px(20)), themeColor(ColorRole::OkTint), QColor(), px(10));
        icons::paint(painter, mark, QStringLiteral("checkmark"), px(12), ColorRole::Ok);
    } else if (m_number > 0) {
        paint::box(painter, QRectF(left, (height() - px(20)) / 2.0, px(20), px(20)), QColor(), themeColor(ColorRole::Ctl), px(10));
        paint::text(painter, mark, QString::number(m_number), TextRole::Caption, ColorRole::Text, Qt::AlignCenter);
    } else if (!m_icon.isEmpty()) {
        icons::paint(painter, mark, m_icon, px(16), ColorRole::Muted);
    }
    int right = width() - px(14);
    if (m_arrow) {
        icons::paint(painter, QRect(right - px(16), 0, px(16), height()), QStringLiteral("chevron_right"), px(16), ColorRole::Muted);
        right -= px(26);
    }
    if (!m_keys.isEmpty()) {
        const QSize size = paint::keyCapSize(m_keys);
        paint::keyCap(painter, QRect(right - size.width(), 0, size.width(), height()), m_keys, themeColor(ColorRole::Muted),
                      themeColor(ColorRole::Line2));
        right -= size.width() + px(8);
    }
    if (!m_trailing.isEmpty()) {
        const int width = QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(m_trailing) + 1;
        paint::text(painter, QRect(right - width, 0, width, height()), m_trailing, TextRole::Hint, ColorRole::Muted,
                    Qt::AlignRight | Qt::AlignVCenter);
        right -= width + px(8);
    }
    const int textLeft = left + px(32);
    const QRect line(textLeft, 0, right - textLeft, height());
    if (m_detail.isEmpty()) {
        paint::text(painter, line, m_title, TextRole::BodyMedium, ColorRole::Text);
    } else {
        const int top = (height() - px(36)) / 2;
        paint::text(painter, QRect(textLeft, top, line.width(), px(19)), m_title, TextRole::BodyMedium,
                    m_done ? ColorRole::Muted : ColorRole::Text);
        paint::text(painter, QRect(textLeft, top + px(18), line.width(), px(17)), m_detail, TextRole::Hint, ColorRole::Muted,
                    Qt::AlignLeft | Qt::AlignVCenter, m_icon.isEmpty() ? Qt::ElideRight : Qt::ElideMiddle);
    }
    if (hasFocus()) paint::focusRing(painter, rect().adjusted(1, 1, -1, -1), px(4));
}

}  // namespace mgc::ui
