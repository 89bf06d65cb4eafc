#include "gateway/redis/redis_counters.h"

#include <algorithm>

#include "base/text.h"
#include "gateway/redis/counter_scripts.h"

namespace mgc::gateway::redis {

using policy::CounterSpec;
using policy::CounterState;

namespace {

std::int64_t micros(Duration duration) { return std::chrono::duration_cast<std::chrono::microseconds>(duration).count(); }
std::string micros(Instant instant) { return std::to_string(micros(instant.time_since_epoch())); }

}  // namespace

Task<Result<policy::Counters::Admission>> RedisCounters::run(Call call) {
    const Instant now = m_clock.now();
    const std::string key = "mgc:counter:{" + call.spec.key + "}";
    const bool sliding = !call.start && call.spec.kind == policy::WindowKind::Sliding;
    const std::string_view script = call.start ? fixedScript : sliding ? slidingScript : bucketScript;
    std::vector<std::string> command{"EVAL", std::string(script)};
    if (sliding)
        command.insert(command.end(), {"2", key + ":bookings", key + ":sum"});
    else
        command.insert(command.end(), {"1", key + (call.start ? ":fixed" : ":bucket")});
    command.insert(command.end(), {micros(now), std::to_string(micros(call.spec.window)), std::to_string(call.spec.limit),
                                   std::to_string(call.needed), std::to_string(call.amount), call.onlyIfFits ? "1" : "0"});
    if (call.start) command.push_back(micros(*call.start));
    auto reply = co_await m_client.call(std::move(command));
    if (!reply) co_return fail(std::move(reply).error());
    Admission admission;
    admission.admitted = reply->number(0) == 1;
    admission.state.used = reply->number(1);
    admission.state.remaining = std::max<std::int64_t>(0, call.spec.limit - admission.state.used);
    admission.state.retryAfter = std::chrono::microseconds(reply->number(2));
    admission.state.freed = reply->number(3);
    co_return admission;
}

ValueTask<Result<CounterState>> RedisCounters::read(const CounterSpec& spec) {
    Call call{spec, 0, 1, false, {}};
    auto shared = co_await run(std::move(call));
    if (shared) co_return shared->state;
    auto own = co_await m_own.read(spec);
    co_return own;
}

ValueTask<Result<policy::Counters::Admission>> RedisCounters::tryBook(const CounterSpec& spec, std::int64_t amount, std::int64_t needed) {
    Call call{spec, amount, needed, true, {}};
    auto shared = co_await run(std::move(call));
    if (!shared) {
        auto own = co_await m_own.tryBook(spec, amount, needed);
        co_return own;
    }
    if (shared->admitted) {
        auto own = co_await m_own.book(spec, amount);
        (void)own;
    }
    co_return shared;
}

ValueTask<Result<CounterState>> RedisCounters::book(const CounterSpec& spec, std::int64_t amount) {
    auto own = co_await m_own.book(spec, amount);
    Call call{spec, amount, 1, false, {}};
    auto shared = co_await run(std::move(call));
    if (shared) co_return shared->state;
    co_return own;
}

ValueTask<Result<policy::Counters::Admission>> RedisCounters::tryBookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                                                      std::int64_t needed) {
    Call call{spec, amount, needed, true, windowStart};
    auto shared = co_await run(std::move(call));
    if (!shared) {
        auto own = co_await m_own.tryBookFixed(spec, windowStart, amount, needed);
        co_return own;
    }
    if (shared->admitted) {
        auto own = co_await m_own.bookFixed(spec, windowStart, amount);
        (void)own;
    }
    co_return shared;
}

ValueTask<Result<CounterState>> RedisCounters::bookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount) {
    auto own = co_await m_own.bookFixed(spec, windowStart, amount);
    Call call{spec, amount, 1, false, windowStart};
    auto shared = co_await run(std::move(call));
    if (shared) co_return shared->state;
    co_return own;
}

ValueTask<Result<Instant>> RedisCounters::windowStart(const CounterSpec& spec, std::optional<Instant> firstPeriodStart) {
    std::vector<std::string> command{"EVAL",
                                     std::string(windowStartScript),
                                     "1",
                                     "mgc:counter:{" + spec.key + "}:fixed",
                                     micros(m_clock.now()),
                                     std::to_string(micros(spec.window)),
                                     firstPeriodStart ? micros(*firstPeriodStart) : std::string()};
    auto reply = co_await m_client.call(std::move(command));
    const auto start = reply ? toInteger(reply->text) : std::nullopt;
    if (start) co_return Instant(std::chrono::microseconds(*start));
    auto own = co_await m_own.windowStart(spec, firstPeriodStart);
    co_return own;
}

}  // namespace mgc::gateway::redis
