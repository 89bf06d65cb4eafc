#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QWidget>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

namespace mgc::ui::style {

namespace {

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

QString withoutMnemonic(QString text) {
    text.replace(QLatin1String("&&"), QString(QChar(1)));
    text.remove(QLatin1Char('&'));
    text.replace(QChar(1), QLatin1Char('&'));
    return text;
}

constexpr int menuIcon = 34;

}  // namespace

void scrollBar(const QStyleOptionSlider& option, QPainter& painter) {
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect rect = option.rect;
    const int length = horizontal ? rect.width() : rect.height();
    const qint64 range = static_cast<qint64>(option.maximum) - option.minimum;
    if (range <= 0) return;
    const int handle = std::max<int>(px(28), static_cast<int>(static_cast<qint64>(length) * option.pageStep / (range + option.pageStep)));
    const int at =
        QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const bool active = has(option, QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const int thick = active ? px(8) : px(6);
    QRectF knob = horizontal ? QRectF(rect.x() + at + 2, rect.bottom() - thick - 1, handle - 4, thick)
                             : QRectF(rect.right() - thick - 1, rect.y() + at + 2, thick, handle - 4);
    paint::box(painter, knob, themeColor(active ? ColorRole::Ctl : ColorRole::Line2), QColor(), thick / 2.0);
}

void menuBarItem(const QStyleOptionMenuItem& option, QPainter& painter) {
    if (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken))
        paint::box(painter, option.rect, themeColor(ColorRole::Hover), QColor(), px(4));
    painter.save();
    painter.setFont(Theme::instance().font(TextRole::Body));
    painter.setPen(themeColor(has(option, QStyle::State_Enabled) ? ColorRole::Text : ColorRole::Faint));
    const int mnemonic = has(option, QStyle::State_KeyboardFocusChange) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | mnemonic, option.text);
    painter.restore();
}

QSize menuItemSize(const QStyleOptionMenuItem& option, const QWidget*) {
    if (option.menuItemType == QStyleOptionMenuItem::Separator) return {px(10), px(9)};
    const QFontMetrics body(Theme::instance().font(TextRole::Body));
    const QFontMetrics hint(Theme::instance().font(TextRole::Hint));
    const int tab = static_cast<int>(option.text.indexOf(QLatin1Char('\t')));
    const QString label = tab < 0 ? option.text : option.text.left(tab);
    const QString keys = tab < 0 ? QString() : option.text.mid(tab + 1);
    int width = px(menuIcon) + body.horizontalAdvance(withoutMnemonic(label)) + px(36);
    if (!keys.isEmpty()) width += px(24) + hint.horizontalAdvance(keys);
    return {width, px(28)};
}

void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, const QWidget*) {
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        paint::horizontalLine(painter, rect.left() + px(8), rect.right() - px(8), rect.center().y(), themeColor(ColorRole::Line));
        return;
    }
    const bool enabled = has(option, QStyle::State_Enabled);
    if (has(option, QStyle::State_Selected))
        paint::box(painter, rect.adjusted(px(4), 0, -px(4), 0), themeColor(enabled ? ColorRole::Sel : ColorRole::Hover), QColor(), px(4));
    const ColorRole role = enabled ? ColorRole::Text : ColorRole::Faint;
    const QRect iconRect(rect.x() + px(10), rect.y(), px(16), rect.height());
    if (option.checked)
        icons::paint(painter, iconRect, QStringLiteral("checkmark"), px(16), enabled ? ColorRole::Accent : ColorRole::Faint);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, iconRect, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const int tab = static_cast<int>(option.text.indexOf(QLatin1Char('\t')));
    const QString label = tab < 0 ? option.text : option.text.left(tab);
    QRect textRect = rect.adjusted(px(menuIcon), 0, -px(28), 0);
    painter.save();
    painter.setFont(Theme::instance().font(TextRole::Body));
    painter.setPen(themeColor(role));
    painter.drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic, label);
    painter.restore();
    if (tab >= 0)
        paint::text(painter, rect.adjusted(0, 0, -px(16), 0), option.text.mid(tab + 1), TextRole::Hint,
                    enabled && !has(option, QStyle::State_Selected) ? ColorRole::Muted : role, Qt::AlignRight | Qt::AlignVCenter);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        icons::paint(painter, QRect(rect.right() - px(24), rect.y(), px(16), rect.height()), QStringLiteral("chevron_right"), px(12), role);
}

void headerSection(const QStyleOptionHeader& option, QPainter& painter) {
    painter.fillRect(option.rect, themeColor(ColorRole::Dock));
    paint::horizontalLine(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), themeColor(ColorRole::Line2));
}

void headerLabel(const QStyleOptionHeader& option, QPainter& painter) {
    QRect rect = option.rect;  // inside PM_HeaderMargin already
    if (option.sortIndicator != QStyleOptionHeader::None) {
        const QString icon = option.sortIndicator == QStyleOptionHeader::SortUp ? QStringLiteral("arrow_up") : QStringLiteral("arrow_down");
        icons::paint(painter, QRect(rect.right() - px(12), rect.y(), px(12), rect.height()), icon, px(12), ColorRole::Muted);
        rect.setRight(rect.right() - px(16));
    }
    paint::text(painter, rect, option.text, TextRole::Tab, ColorRole::Muted, option.textAlignment | Qt::AlignVCenter);
}

void tab(const QStyleOptionTab& option, QPainter& painter) {
    const bool selected = has(option, QStyle::State_Selected);
    const QRect rect = option.rect;
    if (!selected && has(option, QStyle::State_MouseOver)) painter.fillRect(rect.adjusted(0, 0, 0, -1), themeColor(ColorRole::Hover));
    if (selected) painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), themeColor(ColorRole::Accent));
    paint::text(painter, rect, withoutMnemonic(option.text), selected ? TextRole::DockTitle : TextRole::Tab,
                !has(option, QStyle::State_Enabled) ? ColorRole::Faint
                : selected                          ? ColorRole::Text
                                                    : ColorRole::Muted,
                Qt::AlignCenter);
    if (has(option, QStyle::State_HasFocus)) paint::focusRing(painter, rect.adjusted(2, 2, -2, -2), px(4));
}

void progressBar(const QStyleOptionProgressBar& option, QPainter& painter) {
    const QRectF rect(option.rect);
    const qreal radius = rect.height() / 2;
    paint::box(painter, rect, themeColor(ColorRole::Line2), QColor(), radius);
    const int range = option.maximum - option.minimum;
    if (range <= 0) return;
    QRectF filled = rect;
    filled.setWidth(rect.width() * (option.progress - option.minimum) / range);
    if (filled.width() >= rect.height()) paint::box(painter, filled, themeColor(ColorRole::Accent), QColor(), radius);
}

}  // namespace mgc::ui::style
