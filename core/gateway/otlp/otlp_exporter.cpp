#include "gateway/otlp/otlp_exporter.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace mgc::gateway::otlp {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Duration firstPause = std::chrono::seconds(1), longestPause = std::chrono::seconds(30);
constexpr Duration lastPatience = std::chrono::seconds(2);

/// Where the calling thread waits for an answer; outlives it, for the answer may come later.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<Result<OtlpExporter::Answer>> answer;
};

/// The statuses that the protocol calls retryable.
bool mayComeLater(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

/// "rejectedSpans" and the like of a partial success.
std::uint64_t rejectedIn(const nlohmann::json& partial) {
    for (const char* const name : {"rejectedSpans", "rejectedLogRecords", "rejectedDataPoints"}) {
        const auto found = partial.find(name);
        if (found == partial.end()) continue;
        if (found->is_number_unsigned()) return found->get<std::uint64_t>();
        if (found->is_string())
            return static_cast<std::uint64_t>(std::max<std::int64_t>(0, toInteger(found->get<std::string>()).value_or(0)));
    }
    return 0;
}

}  // namespace

OtlpExporter::OtlpExporter(Options options, const TrafficRing& ring, const metrics::Metrics& metrics, const Clock& clock, Send send)
    : m_options(std::move(options)), m_ring(ring), m_metrics(metrics), m_clock(clock), m_send(std::move(send)), m_start(clock.now()) {
    m_traces.path = "/v1/traces";
    m_logs.path = "/v1/logs";
    m_totals.path = "/v1/metrics";
    m_traces.last = m_logs.last = ring.lastId();
    m_totals.due = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(m_options.metricsInterval);
    m_thread = std::thread([this] { run(); });
}

OtlpExporter::~OtlpExporter() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

Reading OtlpExporter::reading() const {
    const std::lock_guard lock(m_mutex);
    return {m_options.endpoint.toText(), m_traces.totals, m_logs.totals, m_totals.totals, m_problem};
}

void OtlpExporter::run() {
    bool stopping = false;
    while (!stopping) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, m_options.interval, [this] { return m_stopping; });
            stopping = m_stopping;
        }
        const auto now = SteadyClock::now();
        const Duration patience = stopping ? std::min(lastPatience, m_options.patience) : m_options.patience;
        if (stopping || now >= m_traces.due) exportRecords(m_traces, traces, patience);
        if (stopping || now >= m_logs.due) exportRecords(m_logs, logs, patience);
        if (stopping || now >= m_totals.due) exportMetrics(patience);
    }
}

void OtlpExporter::exportRecords(Signal& signal, std::string (*encode)(const Records&, const Source&), Duration patience) {
    while (true) {
        const auto rows = m_ring.after(signal.last, batch);
        if (rows.empty()) return;
        Records records;
        for (const auto& row : rows)
            if (auto whole = m_ring.find(row->id)) records.push_back(std::move(whole));  // with headers and calls
        const std::uint64_t upTo = rows.back()->id;
        if (!records.empty() && post(signal, encode(records, m_options.source), records.size(), patience) == Outcome::Later) return;
        const std::lock_guard lock(m_mutex);
        signal.totals.dropped += upTo - signal.last - records.size();
        signal.last = upTo;
    }
}

void OtlpExporter::exportMetrics(Duration patience) {
    const std::string body = otlp::metrics(m_metrics, m_start, m_clock.now(), m_options.source);
    if (post(m_totals, body, 1, patience) != Outcome::Later)
        m_totals.due = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(m_options.metricsInterval);
}

OtlpExporter::Outcome OtlpExporter::post(Signal& signal, std::string body, std::uint64_t count, Duration patience) {
    http::Request request;
    request.method = "POST";
    request.url = m_options.endpoint;
    while (request.url.path.ends_with('/')) request.url.path.pop_back();
    request.url.path += signal.path;
    request.headers.add("Content-Type", "application/json");
    for (const auto& [name, value] : m_options.headers) request.headers.set(name, value);
    request.body = http::Body::text(std::move(body));

    const auto mailbox = std::make_shared<Mailbox>();
    m_send(std::move(request), [mailbox](Result<Answer> answer) {
        const std::lock_guard lock(mailbox->mutex);
        mailbox->answer = std::move(answer);
        mailbox->arrived.notify_all();
    });
    std::unique_lock lock(mailbox->mutex);
    mailbox->arrived.wait_for(lock, patience, [&] { return mailbox->answer.has_value(); });
    if (!mailbox->answer) {
        fail(signal, "the collector did not answer in time");
        putOff(signal, {});
        return Outcome::Later;
    }
    const auto& answer = *mailbox->answer;
    if (!answer) {
        fail(signal, answer.error().fullMessage());
        putOff(signal, {});
        return Outcome::Later;
    }
    if (answer->status >= 200 && answer->status < 300) {
        judge(*answer, signal, count);
        return Outcome::Taken;
    }
    fail(signal, "the collector answered " + signal.path + " with status " + std::to_string(answer->status));
    if (mayComeLater(answer->status)) {
        putOff(signal, answer->retryAfter);
        return Outcome::Later;
    }
    const std::lock_guard totals(m_mutex);
    signal.totals.dropped += count;
    return Outcome::Refused;
}

void OtlpExporter::judge(const Answer& answer, Signal& signal, std::uint64_t count) {
    const auto json = nlohmann::json::parse(answer.body, nullptr, false);
    const auto partial = json.is_object() && json.contains("partialSuccess") && json["partialSuccess"].is_object()
                             ? json["partialSuccess"]
                             : nlohmann::json::object();
    const std::uint64_t rejected = std::min(count, rejectedIn(partial));
    const auto message = partial.find("errorMessage");
    const std::lock_guard lock(m_mutex);
    signal.totals.exported += count - rejected;
    signal.totals.dropped += rejected;
    signal.pause = {};
    signal.due = {};
    m_problem = message != partial.end() && message->is_string() ? message->get<std::string>() : std::string();
}

void OtlpExporter::putOff(Signal& signal, const std::string& retryAfter) {
    signal.pause = signal.pause == Duration::zero() ? firstPause : std::min(longestPause, signal.pause * 2);
    Duration wait = signal.pause;
    if (const auto seconds = toInteger(retryAfter); seconds && *seconds >= 0)
        wait = std::min<Duration>(std::chrono::seconds(std::min<std::int64_t>(*seconds, 3600)), std::chrono::hours(1));
    signal.due = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(wait);
}

void OtlpExporter::fail(Signal& signal, std::string problem) {
    const std::lock_guard lock(m_mutex);
    ++signal.totals.failures;
    m_problem = std::move(problem);
}

std::vector<std::pair<std::string, std::string>> parseOtlpHeaders(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> headers;
    for (const auto part : split(text, ',')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trimmed(part.substr(0, equals));
        if (!name.empty()) headers.emplace_back(std::string(name), percentDecoded(trimmed(part.substr(equals + 1))));
    }
    return headers;
}

}  // namespace mgc::gateway::otlp
