#include "ui/shell/announcer.h"

#include <QAccessible>

namespace mgc::ui {

namespace {

constexpr int pauseMs = 3000;

}  // namespace

Announcer::Announcer(QWidget* parent) : QLabel(parent) {
    setObjectName(QStringLiteral("announcer"));
    setAccessibleName(tr("Announcements"));
    setGeometry(-2, -2, 1, 1);
    setFocusPolicy(Qt::NoFocus);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Announcer::raiseNow);
}

void Announcer::say(const QString& words) {
    m_waiting = words;
    if (m_timer.isActive()) return;
    const qint64 since = m_last.isValid() ? m_last.elapsed() : pauseMs;
    if (since >= pauseMs)
        raiseNow();
    else
        m_timer.start(static_cast<int>(pauseMs - since));
}

void Announcer::raiseNow() {
    if (m_waiting.isEmpty()) return;
    setAccessibleName(m_waiting);
    m_waiting.clear();
    m_last.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

}  // namespace mgc::ui
