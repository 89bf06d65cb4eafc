#include "policies/support/quota_window.h"

#include "policies/support/limit_report.h"

namespace mgc::policies {

using policy::Counters;
using policy::CounterSpec;
using policy::PipelineHook;
using policy::PolicyError;
using policy::RequestContext;

namespace {

constexpr std::int64_t bytesPerKilobyte = 1024;
// "Infinite": as far as 64-bit nanoseconds comfortably reach.
constexpr std::int64_t foreverSeconds = 100LL * 365 * 86400;

/// `renews` is false for a quota with renewal-period="0": it never does, so there is no time to name (docs silent on the text).
PolicyError refusal(RequestContext& context, std::string_view what, bool renews, Duration retryAfter) {
    PolicyError error;
    error.status = 403;
    error.reason = "QuotaExceeded";
    error.message = "Out of " + std::string(what) + " quota.";
    if (renews) {
        error.message += " Quota will be replenished in " + clockText(retryAfter) + ".";
        error.headers.emplace_back("Retry-After", std::to_string(wholeSeconds(retryAfter)));
    }
    error.throttle = "quota";
    context.addFlag("quota");
    return error;
}

/// Counts a streamed response and books it with what the request held once the stream has ended.
class ByteCount : public http::BodyTap {
public:
    ByteCount(Counters& counters, CounterSpec spec, Instant start, std::int64_t already)
        : m_counters(counters), m_spec(std::move(spec)), m_start(start), m_bytes(already) {}
    void onChunk(std::string_view chunk) override { m_bytes += static_cast<std::int64_t>(chunk.size()); }
    void onEnd(bool /*complete*/) override {
        startTask(book(m_counters, m_spec, m_start, m_bytes), [] {});
    }

private:
    static Task<void> book(Counters& counters, CounterSpec spec, Instant start, std::int64_t bytes) {
        auto booked = co_await counters.bookFixed(spec, start, bytes);
        (void)booked;
    }
    Counters& m_counters;
    CounterSpec m_spec;
    Instant m_start;
    std::int64_t m_bytes;
};

class ByteBooking : public PipelineHook {
public:
    ByteBooking(QuotaWindow window, std::int64_t requestBytes) : m_window(std::move(window)), m_requestBytes(requestBytes) {}
    Points points() const override { return {.afterBackend = false, .beforeSend = true}; }
    Task<Result<void>> beforeSend(RequestContext& context) override {
        auto start = co_await m_window.start(context);
        if (!start) co_return fail(std::move(start).error());
        auto& body = context.ensureResponse().body;
        if (!body.isWhole()) {
            body.addTap(std::make_shared<ByteCount>(context.services().counters, m_window.byteSpec(), *start, m_requestBytes));
            co_return Result<void>{};
        }
        const auto bytes = m_requestBytes + static_cast<std::int64_t>(body.view().size());
        const CounterSpec spec = m_window.byteSpec();
        auto booked = co_await context.services().counters.bookFixed(spec, *start, bytes);
        if (!booked) co_return fail(std::move(booked).error());
        co_return Result<void>{};
    }

private:
    QuotaWindow m_window;
    std::int64_t m_requestBytes;
};

std::int64_t windowSeconds(std::int64_t period) { return period > 0 ? std::min(period, foreverSeconds) : foreverSeconds; }

}  // namespace

CounterSpec QuotaWindow::callSpec() const {
    return {name + ":calls", calls.value_or(0), std::chrono::seconds(windowSeconds(periodSeconds)), policy::WindowKind::Sliding};
}

CounterSpec QuotaWindow::byteSpec() const {
    return {name + ":bytes", kilobytes.value_or(0) * bytesPerKilobyte, std::chrono::seconds(windowSeconds(periodSeconds)),
            policy::WindowKind::Sliding};
}

Task<Result<Instant>> QuotaWindow::start(RequestContext& context) const {
    if (periodSeconds <= 0) co_return Instant{} + std::chrono::seconds(1);
    if (!phase) {
        const CounterSpec spec = calls ? callSpec() : byteSpec();
        auto first = co_await context.services().counters.windowStart(spec, std::nullopt);
        co_return first;
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(context.services().clock.now()).time_since_epoch().count();
    std::int64_t into = (now - *phase) % periodSeconds;
    if (into < 0) into += periodSeconds;
    co_return Instant{} + std::chrono::seconds(now - into);
}

Task<Result<void>> QuotaWindow::admit(RequestContext& context, std::int64_t increment, bool counted) const {
    auto& counters = context.services().counters;
    auto begun = co_await start(context);
    if (!begun) co_return fail(std::move(begun).error());
    if (kilobytes) {
        const CounterSpec spec = byteSpec();
        auto room = co_await counters.tryBookFixed(spec, *begun, 0, 1);
        if (!room) co_return fail(std::move(room).error());
        if (!room->admitted) co_return context.fail(refusal(context, "bandwidth", periodSeconds > 0, room->state.retryAfter));
    }
    if (calls) {
        const CounterSpec spec = callSpec();
        auto room = co_await counters.tryBookFixed(spec, *begun, increment, counted ? 0 : 1);
        if (!room) co_return fail(std::move(room).error());
        if (!room->admitted) co_return context.fail(refusal(context, "call volume", periodSeconds > 0, room->state.retryAfter));
    }
    co_return Result<void>{};
}

void bookBytesAtEnd(RequestContext& context, QuotaWindow window) {
    const auto length = context.request().body.length();
    context.addHook(std::make_shared<ByteBooking>(std::move(window), static_cast<std::int64_t>(length.value_or(0))));
}

}  // namespace mgc::policies
