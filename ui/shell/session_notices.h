#pragma once
#include <QObject>

namespace mgc::ui {

class MainWindow;
struct BurstProgress;

/// Says in toasts, and to screen readers, what the gateway did: state, reloads, answers, the end of a burst, files that could not be
/// written.
class SessionNotices : public QObject {
    Q_OBJECT
public:
    explicit SessionNotices(MainWindow& window);

private:
    void burstEnded(const BurstProgress& burst);
    void revisionLive();

    MainWindow& m_window;
    quint64 m_seenRevision = 0;
};

}  // namespace mgc::ui
