#pragma once
#include <QApplication>
#include <vector>

namespace mgc::test {

/// An application that can say how long each event kept the event loop, so that a test can prove a window stays responsive.
class TimedApplication : public QApplication {
public:
    struct Hold {
        double wallMs = 0;  ///< other programs of a busy machine included
        double usedMs = 0;  ///< what this thread computed
        QString what;       ///< "Timer to FlowModel"
    };
    using QApplication::QApplication;
    /// The application of this program.
    [[nodiscard]] static TimedApplication& instance();

    /// Forgets what was measured and measures every event from now on; events inside of an event count as its own.
    void begin();
    /// Ends the measuring. Bounded: 200,000 events, later ones are not noted.
    [[nodiscard]] std::vector<Hold> end();

    bool notify(QObject* receiver, QEvent* event) override;

private:
    std::vector<Hold> m_holds;
    bool m_measuring = false, m_inside = false;
};

/// What this thread has computed so far, in milliseconds.
[[nodiscard]] double usedMs();
/// The value that this part (0 to 1) of the values does not exceed; 0 without values.
[[nodiscard]] double percentile(std::vector<double> values, double part);

}  // namespace mgc::test
