#include "ui/widgets/basic/surfaces.h"

#include <QEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

Surface::Surface(ColorRole role, QWidget* parent) : QWidget(parent), m_role(role) {}

void Surface::setEdges(Qt::Edges edges, ColorRole role) {
    m_edges = edges;
    m_edgeRole = role;
    update();
}

void Surface::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_radius > 0)
        paint::box(painter, rect(), themeColor(m_role), QColor(), px(m_radius));
    else
        painter.fillRect(rect(), themeColor(m_role));
    const QColor line = themeColor(m_edgeRole);
    if (m_edges & Qt::TopEdge) paint::horizontalLine(painter, 0, width(), 0, line);
    if (m_edges & Qt::BottomEdge) paint::horizontalLine(painter, 0, width(), height() - 1, line);
    if (m_edges & Qt::LeftEdge) paint::verticalLine(painter, 0, 0, height(), line);
    if (m_edges & Qt::RightEdge) paint::verticalLine(painter, width() - 1, 0, height(), line);
}

Card::Card(QWidget* parent) : QFrame(parent), m_body(plainLayout<QVBoxLayout>(this)) { setFrameShape(QFrame::NoFrame); }

Card::Card(const QString& title, QWidget* parent) : QFrame(parent) {
    setFrameShape(QFrame::NoFrame);
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* top = new QWidget(this);
    setFixedHeightScaled(top, 44);
    m_header = plainLayout<QHBoxLayout>(top);
    setMargins(m_header, 16, 0, 12, 0);
    setSpacing(m_header, 8);
    m_title = new Label(title, TextRole::SectionTitle, ColorRole::Text, top);
    m_header->addWidget(m_title);
    column->addWidget(top);
    m_body = plainLayout<QVBoxLayout>();
    column->addLayout(m_body, 1);
}

void Card::setHeaderLine(bool on) {
    m_headerLine = on;
    update();
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(ColorRole::Line), px(6));
    if (m_headerLine) paint::horizontalLine(painter, 1, width() - 1, px(44) - 1, themeColor(ColorRole::Line));
}

HairLine::HairLine(Qt::Orientation orientation, QWidget* parent, ColorRole role)
    : QWidget(parent), m_orientation(orientation), m_role(role) {
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void HairLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_orientation == Qt::Horizontal)
        paint::horizontalLine(painter, 0, width(), 0, themeColor(m_role));
    else
        paint::verticalLine(painter, 0, 0, height(), themeColor(m_role));
}

Chip::Chip(paint::ChipSpec spec, QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSpec(spec);
}

void Chip::setSpec(const paint::ChipSpec& spec) {
    m_spec = spec;
    setAccessibleName(spec.text);
    setVisible(!spec.text.isEmpty());
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const { return m_spec.text.isEmpty() ? QSize(0, 0) : paint::chipSize(m_spec); }

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_spec.text.isEmpty()) paint::chip(painter, rect(), m_spec);
}

void Chip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) updateGeometry();
}

KeyCap::KeyCap(QString keys, QWidget* parent) : QWidget(parent), m_keys(std::move(keys)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(m_keys);
}

QSize KeyCap::sizeHint() const { return paint::keyCapSize(m_keys); }

void KeyCap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::keyCap(painter, rect(), m_keys, themeColor(ColorRole::Muted), themeColor(ColorRole::Line2));
}

IconView::IconView(QString name, int size, ColorRole role, QWidget* parent, bool filled)
    : QWidget(parent), m_name(std::move(name)), m_size(size), m_role(role), m_filled(filled) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconView::setIcon(const QString& name, ColorRole role, bool filled) {
    m_name = name;
    m_role = role;
    m_filled = filled;
    update();
}

QSize IconView::sizeHint() const { return {px(m_size), px(m_size)}; }

void IconView::paintEvent(QPaintEvent*) {
    if (m_name.isEmpty()) return;
    QPainter painter(this);
    icons::paint(painter, rect(), m_name, px(m_size), m_role, m_filled ? icons::Style::Filled : icons::Style::Regular);
}

}  // namespace mgc::ui
