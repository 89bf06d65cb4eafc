#pragma once
#include <QObject>

namespace mgc::ui {

/// The time under the pointer, shared by all panels of a page.
class CursorHub : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// ms since 1970; `owner` is the panel that has the pointer (it shows the time label).
    void show(double timeMs, const QObject* owner);
    void hide(const QObject* owner);
    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] double timeMs() const { return m_timeMs; }
    [[nodiscard]] const QObject* owner() const { return m_owner; }

signals:
    void moved();

private:
    double m_timeMs = 0;
    const QObject* m_owner = nullptr;
    bool m_shown = false;
};

}  // namespace mgc::ui
