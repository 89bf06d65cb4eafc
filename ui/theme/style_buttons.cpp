#include <QPainter>
#include <QStyle>
#include <QWidget>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

namespace mgc::ui::style {

namespace {

constexpr int sidePadding = 11;
constexpr int iconGap = 6;
constexpr int keyGap = 8;

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

TextRole labelRole(const QString& kind, bool on) {
    return kind == QLatin1String("primary") || on ? TextRole::BodyStrong : TextRole::BodyMedium;
}

QString keyCapOf(const QWidget* widget) { return widget ? widget->property("keycap").toString() : QString(); }

}  // namespace

QString kindOf(const QWidget* widget) { return widget ? widget->property("kind").toString() : QString(); }

void buttonBevel(const QStyleOption& option, QPainter& painter, const QWidget* widget) {
    const QString kind = kindOf(widget);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool over = enabled && has(option, QStyle::State_MouseOver);
    const bool down = has(option, QStyle::State_Sunken);
    const bool on = has(option, QStyle::State_On);
    const QRectF rect(option.rect);
    QColor fill = themeColor(ColorRole::Card);
    QColor edge = themeColor(ColorRole::Line2);
    if (kind == QLatin1String("primary")) {
        fill = themeColor(enabled ? ColorRole::Accent : ColorRole::Sunken);
        if (down)
            fill = Theme::instance().isDark() ? fill.darker(115) : fill.darker(125);
        else if (over)
            fill = Theme::instance().isDark() ? fill.lighter(108) : fill.darker(110);
        edge = enabled ? fill : themeColor(ColorRole::Line2);
    } else if (kind == QLatin1String("ghost")) {
        fill = down || over ? themeColor(ColorRole::Hover) : QColor();
        edge = QColor();
    } else {
        if (on) {
            fill = themeColor(ColorRole::AccentTint);
            edge = themeColor(ColorRole::Accent);
        } else if (down || over) {
            fill = themeColor(ColorRole::Hover);
        }
    }
    if (fill.isValid() || edge.isValid()) paint::box(painter, rect, fill, edge, px(4));
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        // On accent ground the ring keeps its distance from the same colour: a line of the text colour inside.
        const bool primary = kind == QLatin1String("primary");
        paint::focusRing(painter, primary ? rect.adjusted(2, 2, -2, -2) : rect, px(primary ? 3 : 4),
                         primary ? ColorRole::OnAccent : ColorRole::Accent);
    }
}

QSize buttonSize(const QStyleOptionButton& option, const QWidget* widget) {
    const QString kind = kindOf(widget);
    QFontMetrics metrics(Theme::instance().font(labelRole(kind, true)));
    int width = 2 * px(sidePadding);
    if (!option.text.isEmpty()) width += metrics.size(Qt::TextShowMnemonic, option.text).width();
    if (!option.icon.isNull()) width += px(16) + (option.text.isEmpty() ? 0 : px(iconGap));
    if (const QString keys = keyCapOf(widget); !keys.isEmpty()) width += px(keyGap) + paint::keyCapSize(keys).width();
    if (option.features.testFlag(QStyleOptionButton::HasMenu)) width += px(16);
    int height = Theme::instance().metric(Metric::Control);
    if (widget && widget->property("tall").toBool()) height += px(4);
    if (option.text.isEmpty()) width = std::max(height, px(24));
    return {width, height};
}

void buttonLabel(const QStyleOptionButton& option, QPainter& painter, const QWidget* widget) {
    const QString kind = kindOf(widget);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    ColorRole role = ColorRole::Text;
    if (!enabled)
        role = ColorRole::Faint;
    else if (kind == QLatin1String("primary"))
        role = ColorRole::OnAccent;
    else if (kind == QLatin1String("danger"))
        role = ColorRole::Err;
    else if (kind == QLatin1String("link") || on)
        role = ColorRole::Accent;
    const QFont font = Theme::instance().font(labelRole(kind, on));
    const QFontMetrics metrics(font);
    const QString keys = keyCapOf(widget);
    const bool menu = option.features.testFlag(QStyleOptionButton::HasMenu);
    const int textWidth = option.text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, option.text).width();
    int content = textWidth;
    if (!option.icon.isNull()) content += px(16) + (textWidth ? px(iconGap) : 0);
    if (!keys.isEmpty()) content += px(keyGap) + paint::keyCapSize(keys).width();
    if (menu) content += px(16);
    const QRect rect = option.rect;
    int x = rect.x() + std::max(px(4), (rect.width() - content) / 2);
    if (widget && widget->property("align").toString() == QLatin1String("left")) x = rect.x() + px(sidePadding);
    painter.save();
    if (!option.icon.isNull()) {
        const QIcon::Mode mode = enabled ? QIcon::Normal : QIcon::Disabled;
        option.icon.paint(&painter, QRect(x, rect.y() + (rect.height() - px(16)) / 2, px(16), px(16)), Qt::AlignCenter, mode);
        x += px(16) + px(iconGap);
    }
    painter.setFont(font);
    painter.setPen(themeColor(role));
    const int right = rect.right() - px(4) - (keys.isEmpty() ? 0 : px(keyGap) + paint::keyCapSize(keys).width()) - (menu ? px(16) : 0);
    const int shown = std::min(textWidth, right - x + 1);
    const QString label = shown < textWidth ? metrics.elidedText(option.text, Qt::ElideRight, shown, Qt::TextShowMnemonic) : option.text;
    painter.drawText(QRect(x, rect.y(), shown + 2, rect.height()), Qt::AlignVCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, label);
    x += shown;
    if (!keys.isEmpty()) {
        const QRect at(x + px(keyGap), rect.y(), paint::keyCapSize(keys).width(), rect.height());
        if (kind == QLatin1String("primary") && enabled) {
            QColor edge = themeColor(ColorRole::OnAccent);
            edge.setAlphaF(0.55F);
            paint::keyCap(painter, at, keys, themeColor(ColorRole::OnAccent), edge);
        } else {
            paint::keyCap(painter, at, keys, themeColor(enabled ? ColorRole::Muted : ColorRole::Faint), themeColor(ColorRole::Line2));
        }
        x = at.right();
    }
    if (menu) icons::paint(painter, QRect(x + px(2), rect.y(), px(16), rect.height()), QStringLiteral("chevron_down"), px(12), role);
    painter.restore();
}

void toolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool over = enabled && has(option, QStyle::State_MouseOver);
    const bool down = has(option, QStyle::State_Sunken);
    const bool on = has(option, QStyle::State_On);
    const QRectF rect(option.rect);
    if (on)
        paint::box(painter, rect, themeColor(ColorRole::AccentTint), QColor(), px(4));
    else if (over || down)
        paint::box(painter, rect, themeColor(ColorRole::Hover), QColor(), px(4));
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) paint::focusRing(painter, rect, px(4));
    const QIcon::Mode mode = enabled ? QIcon::Normal : QIcon::Disabled;
    const bool text = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const int icon = option.iconSize.width();
    if (!text) {
        option.icon.paint(
            &painter,
            QRect(option.rect.x() + (option.rect.width() - icon) / 2, option.rect.y() + (option.rect.height() - icon) / 2, icon, icon),
            Qt::AlignCenter, mode);
        return;
    }
    painter.save();
    painter.setFont(widget ? widget->font() : Theme::instance().font(TextRole::Body));
    painter.setPen(themeColor(!enabled ? ColorRole::Faint : on ? ColorRole::Accent : ColorRole::Text));
    int x = option.rect.x() + px(8);
    if (!option.icon.isNull()) {
        option.icon.paint(&painter, QRect(x, option.rect.y() + (option.rect.height() - icon) / 2, icon, icon), Qt::AlignCenter, mode);
        x += icon + px(6);
    }
    painter.drawText(QRect(x, option.rect.y(), option.rect.right() - x, option.rect.height()),
                     Qt::AlignVCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text);
    painter.restore();
}

void checkMark(const QStyleOption& option, QPainter& painter) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool partial = has(option, QStyle::State_NoChange);
    const QRectF rect(option.rect);
    if (on || partial) {
        const ColorRole fill = enabled ? ColorRole::Accent : ColorRole::Ctl;
        paint::box(painter, rect, themeColor(fill), QColor(), px(3));
        icons::paint(painter, option.rect, partial ? QStringLiteral("subtract") : QStringLiteral("checkmark"), px(12),
                     enabled ? ColorRole::OnAccent : ColorRole::Card);
    } else {
        paint::box(painter, rect, themeColor(enabled ? ColorRole::Field : ColorRole::Sunken), themeColor(ColorRole::Ctl), px(3));
    }
}

void radioMark(const QStyleOption& option, QPainter& painter) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const QRectF rect(option.rect);
    const bool on = has(option, QStyle::State_On);
    paint::box(painter, rect, themeColor(ColorRole::Field), themeColor(on && enabled ? ColorRole::Accent : ColorRole::Ctl),
               rect.width() / 2);
    if (!on) return;
    const qreal inset = rect.width() / 4;
    paint::box(painter, rect.adjusted(inset, inset, -inset, -inset), themeColor(enabled ? ColorRole::Accent : ColorRole::Ctl), QColor(),
               rect.width() / 4);
}

}  // namespace mgc::ui::style
