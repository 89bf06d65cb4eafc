#include "ui/shell/mode_rail.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

ModeButton::ModeButton(const QString& icon, const QString& text, const QString& keys, QWidget* parent)
    : QAbstractButton(parent), m_icon(icon) {
    setText(text);
    setAccessibleName(tr("%1 page").arg(text));
    setToolTip(keys.isEmpty() ? text : tr("%1 (%2)", "name (keys)").arg(text, keys));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void ModeButton::setCount(int count) {
    if (count == m_count) return;
    m_count = count;
    setAccessibleDescription(count > 0 ? tr("%n need attention", nullptr, count) : QString());
    update();
}

QSize ModeButton::sizeHint() const { return {px(56), Theme::instance().metric(Metric::RailItemHeight)}; }

void ModeButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool compact = Theme::instance().density() == Theme::Density::Compact;
    const bool on = isChecked();
    if (on)
        paint::box(painter, rect(), themeColor(ColorRole::Card), Theme::instance().variant() == ThemeVariant::Dark ? QColor() : themeColor(ColorRole::Line),
                   px(6));
    else if (underMouse())
        paint::box(painter, rect(), themeColor(ColorRole::Hover), QColor(), px(6));
    const ColorRole role = on ? ColorRole::Accent : ColorRole::Muted;
    const int top = compact ? 0 : px(7);
    const QRect iconRect(0, top, width(), compact ? height() : px(20));
    icons::paint(painter, iconRect, m_icon, px(20), role, on ? icons::Style::Filled : icons::Style::Regular);
    if (!compact)
        paint::text(painter, QRect(0, px(30), width(), px(16)), text(), on ? TextRole::Group : TextRole::Caption, role, Qt::AlignCenter);
    if (m_count > 0) {
        const QString number = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
        const QFont font = Theme::instance().font(TextRole::Caption);
        const int wide = std::max(px(16), QFontMetrics(font).horizontalAdvance(number) + px(8));
        const QRect dot(width() / 2 + px(4), px(3), wide, px(16));
        paint::box(painter, dot, themeColor(ColorRole::Err), QColor(), px(8));
        painter.setFont(font);
        painter.setPen(themeColor(ColorRole::OnAccent));
        painter.drawText(dot, Qt::AlignCenter, number);
    }
    if (hasFocus()) paint::focusRing(painter, rect(), px(6));
}

ModeRail::ModeRail(QWidget* parent) : Surface(ColorRole::Chrome, parent) {
    setObjectName(QStringLiteral("modeRail"));
    setAccessibleName(tr("Modes"));
    setEdges(Qt::RightEdge, ColorRole::Line2);
    setFixedWidthMetric(this, Metric::RailWidth);
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 4, 8, 4, 8);
    m_top = plainLayout<QVBoxLayout>();
    setSpacing(m_top, 4);
    column->addLayout(m_top);
    column->addStretch();
    m_foot = plainLayout<QVBoxLayout>();
    setSpacing(m_foot, 4);
    column->addLayout(m_foot);
}

ModeButton* ModeRail::make(const QString& id, const QString& icon, const QString& text, const QString& keys) {
    auto* button = new ModeButton(icon, text, keys, this);
    button->setObjectName(QStringLiteral("mode.") + id);
    connect(button, &QAbstractButton::clicked, this, [this, id] { emit chosen(id); });
    m_buttons.push_back(button);
    return button;
}

ModeButton* ModeRail::addMode(const QString& id, const QString& icon, const QString& text, const QString& keys) {
    ModeButton* button = make(id, icon, text, keys);
    m_top->addWidget(button);
    return button;
}

ModeButton* ModeRail::addFootMode(const QString& id, const QString& icon, const QString& text, const QString& keys) {
    ModeButton* button = make(id, icon, text, keys);
    m_foot->addWidget(button);
    return button;
}

ModeButton* ModeRail::button(const QString& id) const {
    for (ModeButton* candidate : m_buttons)
        if (candidate->objectName() == QStringLiteral("mode.") + id) return candidate;
    return nullptr;
}

void ModeRail::setCurrent(const QString& id) {
    if (ModeButton* found = button(id)) found->setChecked(true);
}

void ModeRail::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    for (int i = 0; step != 0 && i < m_buttons.size(); ++i) {
        if (!m_buttons[i]->hasFocus()) continue;
        m_buttons[(i + step + m_buttons.size()) % m_buttons.size()]->setFocus(Qt::TabFocusReason);
        return;
    }
    Surface::keyPressEvent(event);
}

}  // namespace mgc::ui
