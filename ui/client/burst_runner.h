#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QVector>
#include <memory>
#include <vector>

#include "ui/client/burst_plan.h"
#include "ui/client/prompt_client.h"

namespace mgc::ui {

/// Running totals of a burst; also its summary once `running` is false.
struct BurstProgress {
    int total = 0;
    int sent = 0;
    int inFlight = 0;
    int answered = 0;
    int throttled = 0;
    int failed = 0;
    int firstThrottledAt = 0;  ///< 1-based number of the first request that got 429; 0: none
    double firstThrottledSeconds = 0;
    double worstP95Ms = 0;                       ///< the worst p95 of any 10 s of answered requests
    int retryAfterMin = -1, retryAfterMax = -1;  ///< seconds seen in Retry-After; -1: none
    qint64 tokens = 0;                           ///< prompt + completion, as the usage of the answers says
    double elapsedSeconds = 0;
    double remainingSeconds = 0;  ///< an estimate
    bool running = false;
    bool stopped = false;  ///< before all were sent: by stop() or the first error
    QString firstError;    ///< plain words
    QString name;          ///< "Burst 2"
    QString paceText;      ///< "10/s, 3 callers"
};

/// Fires the prompts of a BurstPlan at the gateway. One burst at a time; start() while one runs is refused.
class BurstRunner : public QObject {
    Q_OBJECT
public:
    explicit BurstRunner(QObject* parent = nullptr);
    ~BurstRunner() override;

    bool start(const BurstPlan& plan);
    /// Sends no more and drops what is in flight; finished() follows.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_progress.running; }
    [[nodiscard]] const BurstProgress& progress() const { return m_progress; }
    [[nodiscard]] const BurstPlan& plan() const { return m_plan; }
    /// Number of the burst that start() would run, 1-based.
    [[nodiscard]] int nextNumber() const { return m_number + 1; }

signals:
    void started(const mgc::ui::BurstProgress& progress);
    /// At most 10 times a second, and once at the end.
    void progressed(const mgc::ui::BurstProgress& progress);
    void finished(const mgc::ui::BurstProgress& summary);

private:
    struct Slot;
    void pump();
    void sendNext(Slot& slot);
    void take(const PromptResult& result, int index);
    void report();
    void end(bool stopped);
    void updateWorst();

    BurstPlan m_plan;
    BurstProgress m_progress;
    QVector<int> m_callers;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_networks;
    std::vector<std::unique_ptr<Slot>> m_slots;
    QTimer m_pump;
    QTimer m_report;
    QElapsedTimer m_clock;
    struct Sample {
        double atSeconds, totalMs;
    };
    QVector<Sample> m_recent;  ///< of the last 10 s, at most 20,000
    int m_number = 0;
};

}  // namespace mgc::ui
