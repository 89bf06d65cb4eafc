#include "ui/widgets/charts/cursor_hub.h"

namespace mgc::ui {

void CursorHub::show(double timeMs, const QObject* owner) {
    if (m_shown && m_timeMs == timeMs && m_owner == owner) return;
    m_shown = true;
    m_timeMs = timeMs;
    m_owner = owner;
    emit moved();
}

void CursorHub::hide(const QObject* owner) {
    if (!m_shown || owner != m_owner) return;
    m_shown = false;
    m_owner = nullptr;
    emit moved();
}

}  // namespace mgc::ui
