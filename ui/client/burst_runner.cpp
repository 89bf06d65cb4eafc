#include "ui/client/burst_runner.h"

#include <QNetworkProxy>
#include <algorithm>

namespace mgc::ui {

namespace {

// Qt keeps at most six connections per host and access manager, so more in flight needs more managers.
constexpr int connectionsPerManager = 6;
constexpr double windowSeconds = 10;
constexpr qsizetype maxSamples = 20000;

}  // namespace

struct BurstRunner::Slot {
    std::unique_ptr<PromptClient> client;
    int index = -1;  ///< of the request in flight; -1: free
};

BurstRunner::BurstRunner(QObject* parent) : QObject(parent) {
    m_pump.setSingleShot(true);
    m_pump.setTimerType(Qt::PreciseTimer);
    m_report.setInterval(100);
    connect(&m_pump, &QTimer::timeout, this, &BurstRunner::pump);
    connect(&m_report, &QTimer::timeout, this, &BurstRunner::report);
}

BurstRunner::~BurstRunner() {
    for (auto& slot : m_slots) slot->client->disconnect(this);
}

bool BurstRunner::start(const BurstPlan& plan) {
    if (m_progress.running) return false;
    m_plan = plan;
    m_plan.total = std::clamp(plan.total, 1, 100000);
    m_callers = m_plan.callerSequence();
    m_recent.clear();
    m_progress = {};
    m_progress.total = m_plan.total;
    m_progress.running = true;
    m_progress.name = tr("Burst %1").arg(++m_number);
    QStringList pace;
    pace << (m_plan.pace == BurstPlan::Pace::Rate ? tr("%1/s").arg(m_plan.perSecond) : tr("%1 at once").arg(m_plan.allowedInFlight(1e9)));
    const auto callers = std::count_if(m_plan.callers.begin(), m_plan.callers.end(), [](const BurstCaller& c) { return c.weight > 0; });
    if (callers > 1) pace << tr("%n caller(s)", nullptr, static_cast<int>(callers));
    m_progress.paceText = pace.join(QStringLiteral(", "));
    m_clock.start();
    m_report.start();
    emit started(m_progress);
    pump();
    return true;
}

void BurstRunner::stop() {
    if (m_progress.running) end(true);
}

void BurstRunner::pump() {
    if (!m_progress.running) return;
    const double now = static_cast<double>(m_clock.elapsed()) / 1000.0;
    while (m_progress.running && m_progress.sent < m_plan.total && m_progress.inFlight < m_plan.allowedInFlight(now) &&
           m_plan.dueSeconds(m_progress.sent) <= now + 0.0005) {
        const auto free = std::find_if(m_slots.begin(), m_slots.end(), [](const auto& slot) { return slot->index < 0; });
        if (free != m_slots.end()) {
            sendNext(**free);
            continue;
        }
        if (m_slots.size() % connectionsPerManager == 0) {
            m_networks.push_back(std::make_unique<QNetworkAccessManager>());
            m_networks.back()->setProxy(QNetworkProxy::NoProxy);
        }
        auto slot = std::make_unique<Slot>();
        slot->client = std::make_unique<PromptClient>(m_networks.back().get());
        connect(slot->client.get(), &PromptClient::finished, this, [this, raw = slot.get()](const PromptResult& result) {
            const int index = std::exchange(raw->index, -1);
            if (index >= 0 && m_progress.running) take(result, index);
        });
        m_slots.push_back(std::move(slot));
        sendNext(*m_slots.back());
    }
    if (!m_progress.running || m_progress.sent >= m_plan.total) return;
    const bool waitsForTime = m_progress.inFlight < m_plan.allowedInFlight(now);
    if (waitsForTime) {
        m_pump.start(std::max(1, static_cast<int>((m_plan.dueSeconds(m_progress.sent) - now) * 1000)));
    } else if (m_plan.rampSeconds > now) {
        m_pump.start(50);  // the ramp lets more through soon
    }
}

void BurstRunner::sendNext(Slot& slot) {
    const int index = m_progress.sent++;
    ++m_progress.inFlight;
    slot.index = index;
    slot.client->send(m_plan.requestAt(index, m_callers.isEmpty() ? -1 : m_callers[index]));
}

void BurstRunner::take(const PromptResult& result, int index) {
    --m_progress.inFlight;
    const double now = static_cast<double>(m_clock.elapsed()) / 1000.0;
    bool failedNow = false;
    if (result.throttled()) {
        ++m_progress.throttled;
        if (m_progress.firstThrottledAt == 0 || index + 1 < m_progress.firstThrottledAt) {
            m_progress.firstThrottledAt = index + 1;
            m_progress.firstThrottledSeconds = now;
        }
        if (result.retryAfterSeconds >= 0) {
            const int seen = result.retryAfterSeconds;
            m_progress.retryAfterMin = m_progress.retryAfterMin < 0 ? seen : std::min(m_progress.retryAfterMin, seen);
            m_progress.retryAfterMax = std::max(m_progress.retryAfterMax, seen);
        }
    } else if (result.answered()) {
        ++m_progress.answered;
        if (m_recent.size() >= maxSamples) m_recent.removeFirst();
        m_recent.push_back({now, result.totalMs});
    } else {
        ++m_progress.failed;
        failedNow = true;
        if (m_progress.firstError.isEmpty())
            m_progress.firstError = result.status > 0 ? tr("%1: %2").arg(result.status).arg(result.error) : result.error;
    }
    m_progress.tokens += result.promptTokens + result.completionTokens;
    if (failedNow && m_plan.stopOnFirstError) {
        end(true);
        return;
    }
    if (m_progress.sent >= m_plan.total && m_progress.inFlight == 0) {
        end(false);
        return;
    }
    pump();
}

void BurstRunner::updateWorst() {
    const double now = static_cast<double>(m_clock.elapsed()) / 1000.0;
    const auto stale =
        std::find_if(m_recent.begin(), m_recent.end(), [now](const Sample& s) { return s.atSeconds >= now - windowSeconds; });
    m_recent.erase(m_recent.begin(), stale);
    if (m_recent.isEmpty()) return;
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(m_recent.size()));
    for (const Sample& sample : m_recent) values.push_back(sample.totalMs);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * 95 / 100);
    std::nth_element(values.begin(), at, values.end());
    m_progress.worstP95Ms = std::max(m_progress.worstP95Ms, *at);
}

void BurstRunner::report() {
    updateWorst();
    m_progress.elapsedSeconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    const int done = m_progress.sent - m_progress.inFlight;
    if (m_plan.pace == BurstPlan::Pace::Rate) {
        m_progress.remainingSeconds = std::max(0.0, m_plan.plannedSeconds() - m_progress.elapsedSeconds);
    } else if (done > 0) {
        m_progress.remainingSeconds = m_progress.elapsedSeconds / done * (m_progress.total - done);
    }
    emit progressed(m_progress);
}

void BurstRunner::end(bool stopped) {
    m_pump.stop();
    m_report.stop();
    m_progress.running = false;
    m_progress.stopped = stopped;
    // The index is cleared first, so that the finished() of a cancelled prompt is not counted.
    for (auto& slot : m_slots) {
        slot->index = -1;
        slot->client->cancel();
    }
    m_progress.sent -= m_progress.inFlight;  // dropped in flight: neither answered nor failed
    m_progress.inFlight = 0;
    report();
    m_progress.remainingSeconds = 0;
    emit finished(m_progress);
}

}  // namespace mgc::ui
