#include "ui/shell/toast_layer.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/toast_place.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int shownMs = 6000;
constexpr int maxToasts = 2;
constexpr int watchMs = 500;

QString iconOf(paint::Tone tone) {
    if (tone == paint::Tone::Ok) return QStringLiteral("checkmark_circle");
    if (tone == paint::Tone::Warn) return QStringLiteral("warning");
    return tone == paint::Tone::Err ? QStringLiteral("error_circle") : QStringLiteral("info");
}

}  // namespace

Toast::Toast(paint::Tone tone, const QString& text, const QVector<ToastLink>& links, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(text);
    setFixedWidth(px(360));
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 12, 10, 8, 10);
    setSpacing(row, 10);
    row->addWidget(new IconView(iconOf(tone), 16, paint::textRole(tone), this, true), 0, Qt::AlignTop);
    auto* column = plainLayout<QVBoxLayout>();
    setSpacing(column, 2);
    auto* words = new Label(text, TextRole::Body, ColorRole::Text, this);
    words->setWordWrap(true);
    column->addWidget(words);
    if (!links.isEmpty()) {
        auto* actions = plainLayout<QHBoxLayout>();
        setSpacing(actions, 12);
        for (const ToastLink& link : links.mid(0, 2)) {
            auto* button = new LinkButton(link.text, this);
            connect(button, &QPushButton::clicked, this, [this, run = link.run] {
                run();
                emit closed();
            });
            actions->addWidget(button);
        }
        actions->addStretch();
        column->addLayout(actions);
    }
    row->addLayout(column, 1);
    auto* dismiss = new IconButton(QStringLiteral("dismiss"), tr("Dismiss the message"), this);
    connect(dismiss, &QToolButton::clicked, this, &Toast::closed);
    row->addWidget(dismiss, 0, Qt::AlignTop);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Toast::closed);
    m_timer.start(shownMs);
}

void Toast::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Line2), px(6));
}

void Toast::enterEvent(QEnterEvent*) { m_timer.stop(); }

void Toast::leaveEvent(QEvent*) { m_timer.start(shownMs); }

ToastLayer::ToastLayer(QWidget* window) : QObject(window), m_window(window) {
    window->installEventFilter(this);
    // Pages go on while a message stands there; it makes room for controls that come later, but not under the pointer.
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        if (std::none_of(m_toasts.begin(), m_toasts.end(), [](const Toast* toast) { return toast->underMouse(); })) place();
    });
}

void ToastLayer::show(paint::Tone tone, const QString& text, const QVector<ToastLink>& links) {
    auto* toast = new Toast(tone, text, links, m_window);
    connect(toast, &Toast::closed, this, [this, toast] {
        m_toasts.removeAll(toast);
        toast->hide();
        toast->deleteLater();
        place();
    });
    m_toasts.push_back(toast);
    if (m_toasts.size() > maxToasts) emit m_toasts.first()->closed();
    toast->adjustSize();
    toast->show();
    toast->raise();
    place();
}

void ToastLayer::place() {
    if (m_toasts.isEmpty()) return m_watch.stop();
    if (!m_watch.isActive()) m_watch.start();
    QVector<QWidget*> own;
    QSize block(0, 0);
    for (Toast* toast : m_toasts) {
        const int height = toast->heightForWidth(toast->width()) > 0 ? toast->heightForWidth(toast->width()) : toast->sizeHint().height();
        toast->resize(toast->width(), height);
        block = {std::max(block.width(), toast->width()), block.height() + height + (own.isEmpty() ? 0 : px(8))};
        own.push_back(toast);
    }
    const QRect area = m_window->rect().adjusted(px(16), Theme::instance().metric(Metric::TopBar) + px(12), -px(16),
                                                 -(Theme::instance().metric(Metric::StatusBar) + px(12)));
    QPoint at = freePlace(area, block, controlsOf(*m_window, own));
    for (Toast* toast : m_toasts) {
        toast->move(at.x() + block.width() - toast->width(), at.y());
        at.ry() += toast->height() + px(8);
    }
}

bool ToastLayer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window && event->type() == QEvent::Resize) place();
    return QObject::eventFilter(watched, event);
}

}  // namespace mgc::ui
