#include "ui/widgets/basic/label.h"

#include <QEvent>
#include <QPainter>

namespace mgc::ui {

Label::Label(const QString& text, TextRole role, ColorRole color, QWidget* parent) : QLabel(text, parent), m_role(role), m_color(color) {
    setTextFormat(Qt::PlainText);
    apply();
}

void Label::setRole(TextRole role) {
    m_role = role;
    apply();
}

void Label::setColor(ColorRole color) {
    if (color == m_color) return;
    m_color = color;
    apply();
}

void Label::setElide(Qt::TextElideMode mode) {
    m_elide = mode;
    updateGeometry();
    update();
}

QSize Label::minimumSizeHint() const {
    QSize size = QLabel::minimumSizeHint();
    if (m_elide != Qt::ElideNone) size.setWidth(px(24));
    return size;
}

void Label::apply() {
    const QFont wanted = Theme::instance().font(m_role);
    if (font() != wanted) setFont(wanted);
    QPalette p = palette();
    p.setColor(QPalette::WindowText, themeColor(m_color));
    p.setColor(QPalette::Text, themeColor(m_color));
    p.setColor(QPalette::Link, themeColor(ColorRole::Accent));
    if (p != palette()) setPalette(p);
}

void Label::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::StyleChange) apply();
}

void Label::paintEvent(QPaintEvent* event) {
    if (m_elide == Qt::ElideNone || wordWrap()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const QString shown = fontMetrics().elidedText(text(), m_elide, contentsRect().width());
    const bool cut = shown != text();
    if (cut && toolTip() != text())
        setToolTip(text());
    else if (!cut && toolTip() == text())
        setToolTip({});
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine, shown);
}

}  // namespace mgc::ui
