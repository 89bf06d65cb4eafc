#include "ui/pages/backends/pool_member_row.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include "ui/pages/backends/backend_items.h"
#include "ui/pages/backends/share_bar.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {
constexpr int settleMs = 250;
constexpr int rowHeight = 64;
constexpr int widthForSlider = 620;  ///< below, the number alone sets the weight
}  // namespace

PoolMemberRow::PoolMemberRow(QString name, int weight, QWidget* parent) : QWidget(parent), m_name(std::move(name)) {
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeightScaled(this, rowHeight);
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 34, 0, 16, 0);
    setSpacing(row, 12);
    auto* words = plainLayout<QVBoxLayout>();
    words->addStretch();
    m_title = new Label(m_name, TextRole::BodyMedium, ColorRole::Text, this);
    m_title->setElide(Qt::ElideMiddle);
    m_detail = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_detail->setElide(Qt::ElideRight);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    words->addStretch();
    row->addLayout(words, 3);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, 100);
    m_slider->setAccessibleName(tr("Weight of %1, slider").arg(m_name));
    setMinimumWidthScaled(m_slider, 90);
    m_number = new QSpinBox(this);
    m_number->setRange(0, 100);
    m_number->setAccessibleName(tr("Weight of %1").arg(m_name));
    setFixedWidthScaled(m_number, 64);
    row->addWidget(m_slider, 2);
    row->addWidget(m_number);
    m_share = new ShareBar(this);
    row->addWidget(m_share, 3);
    m_state = new Chip({}, this);
    auto* right = plainLayout<QHBoxLayout>();
    right->addStretch();
    right->addWidget(m_state);
    row->addLayout(right, 2);
    setWeight(weight);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    const auto take = [this](int value) {
        setWeight(value);
        m_settle.start();
    };
    connect(m_slider, &QSlider::valueChanged, this, take);
    connect(m_number, &QSpinBox::valueChanged, this, take);
    connect(&m_settle, &QTimer::timeout, this, [this] { emit weightChosen(m_number->value()); });
    for (QWidget* editor : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_number)}) editor->installEventFilter(this);
}

void PoolMemberRow::setWeight(int weight) {
    const QSignalBlocker slider(m_slider), number(m_number);
    m_slider->setValue(weight);
    m_number->setValue(weight);
}

void PoolMemberRow::setLive(const BackendItem& item, int configured, int observed) {
    m_share->setShares(configured, observed);
    const QString calls =
        item.isIdle() ? tr("no calls in the last minute") : tr("%1 calls/min").arg(QLocale().toString(item.callsPerMinute));
    m_detail->setText(item.definition->azureRegion.empty() ? calls
                                                           : QString::fromStdString(item.definition->azureRegion) + tr(", ") + calls);
    m_state->setSpec({item.isOpen ? QStringLiteral("error_circle") : QStringLiteral("checkmark_circle"), item.stateText(),
                      item.isOpen          ? paint::Tone::Err
                      : item.requests == 0 ? paint::Tone::Neutral
                                           : paint::Tone::Ok});
    setAccessibleName(tr("%1, weight %2, breaker %3").arg(m_name).arg(m_number->value()).arg(item.stateText()));
    setAccessibleDescription(tr("Alt+Up and Alt+Down or dragging move it to another priority, Delete removes it from the pool"));
}

void PoolMemberRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_slider->setVisible(width() >= px(widthForSlider));
}

void PoolMemberRow::setSelected(bool selected) {
    m_selected = selected;
    update();
}

void PoolMemberRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_selected) painter.fillRect(rect(), themeColor(ColorRole::Sel));
    paint::horizontalLine(painter, 0, width(), 0, themeColor(ColorRole::Line));
    icons::paint(painter, QRect(px(10), 0, px(16), height()), QStringLiteral("re_order_dots_vertical"), px(16), ColorRole::Faint);
    if (hasFocus()) paint::focusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), px(4));
}

bool PoolMemberRow::handleKey(const QKeyEvent& event) {
    if (event.modifiers() == Qt::AltModifier && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down)) {
        emit moveAsked(event.key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    return false;
}

bool PoolMemberRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) emit chosen();
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event))) return true;
    return QWidget::eventFilter(watched, event);
}

void PoolMemberRow::keyPressEvent(QKeyEvent* event) {
    if (handleKey(*event)) return;
    if (event->key() == Qt::Key_Delete) {
        emit removeAsked();
        return;
    }
    QWidget::keyPressEvent(event);
}

void PoolMemberRow::mousePressEvent(QMouseEvent* event) {
    emit chosen();
    m_pressedAt = event->position().toPoint();
    QWidget::mousePressEvent(event);
}

void PoolMemberRow::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    if ((event->position().toPoint() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) emit dragAsked();
}

void PoolMemberRow::focusInEvent(QFocusEvent* event) {
    emit chosen();
    update();
    QWidget::focusInEvent(event);
}

void PoolMemberRow::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

void PoolMemberRow::contextMenuEvent(QContextMenuEvent* event) { showMenu(event->globalPos()); }

void PoolMemberRow::showMenu(const QPoint& at) {
    QMenu menu(this);
    menu.addAction(tr("Call earlier (lower priority number)"), QKeySequence(QStringLiteral("Alt+Up")), this,
                   [this] { emit moveAsked(-1); });
    menu.addAction(tr("Call later (higher priority number)"), QKeySequence(QStringLiteral("Alt+Down")), this,
                   [this] { emit moveAsked(1); });
    menu.addSeparator();
    menu.addAction(tr("Remove from the pool"), QKeySequence(Qt::Key_Delete), this, &PoolMemberRow::removeAsked);
    menu.exec(at);
}

}  // namespace mgc::ui
