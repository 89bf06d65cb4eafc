#include "tests/policies/fake_services.h"

#include <algorithm>
#include <cmath>

namespace mgc::test {

using policy::CounterSpec;
using policy::CounterState;

namespace {

class Pieces : public http::BodySource {
public:
    explicit Pieces(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_at == m_pieces.size()) co_return std::optional<std::string>{};
        co_return std::optional<std::string>{m_pieces[m_at++]};
    }

private:
    std::vector<std::string> m_pieces;
    std::size_t m_at = 0;
};

}  // namespace

Task<Result<http::Response>> ScriptedExchange::exchange(http::Request& request, const http::SendOptions& options) {
    Call call{request.method, request.url.toText(), {}, request.headers, options};
    auto whole = co_await request.body.buffer(1u << 20);
    if (whole) call.body = request.body.view();
    const auto fits = [&](const Answer& answer) { return call.url.find(answer.forUrl) != std::string::npos; };
    const auto found = std::ranges::find_if(answers, fits);
    calls.push_back(std::move(call));
    if (found == answers.end()) co_return fail("BackendConnectionFailure", "The script has no answer left.");
    const Answer answer = *found;
    answers.erase(found);
    if (!answer.error.empty()) co_return fail(answer.error, "scripted");
    http::Response response;
    response.status = answer.status;
    response.reason = answer.reason.empty() ? std::string(http::reasonPhrase(answer.status)) : answer.reason;
    for (const auto& [name, value] : answer.headers) response.headers.add(name, value);
    if (answer.chunks.empty())
        response.body =
            http::Body::stream(std::make_unique<Pieces>(answer.body.empty() ? std::vector<std::string>{} : std::vector{answer.body}));
    else
        response.body = http::Body::stream(std::make_unique<Pieces>(answer.chunks));
    co_return response;
}

CounterState PlainCounters::state(const CounterSpec& spec, std::int64_t needed) {
    auto& bookings = m_windows[spec.key];
    while (!bookings.empty() && bookings.front().time + spec.window <= m_clock.now()) bookings.pop_front();
    CounterState result;
    for (const auto& booking : bookings) result.used += booking.amount;
    result.remaining = std::max<std::int64_t>(0, spec.limit - result.used);
    std::int64_t used = result.used;
    for (const auto& booking : bookings) {
        if (spec.limit - used >= needed) break;
        used -= booking.amount;
        result.retryAfter = booking.time + spec.window - m_clock.now();
        result.freed = std::max<std::int64_t>(0, spec.limit - used);
    }
    return result;
}

ValueTask<Result<CounterState>> PlainCounters::read(const CounterSpec& spec) { co_return state(spec, 1); }

ValueTask<Result<policy::Counters::Admission>> PlainCounters::tryBook(const CounterSpec& spec, std::int64_t amount, std::int64_t needed) {
    Admission admission;
    admission.state = state(spec, needed);
    admission.admitted = spec.limit - admission.state.used >= needed;
    if (admission.admitted) {
        if (amount != 0) m_windows[spec.key].push_back({m_clock.now(), amount});
        admission.state = state(spec, 1);
    }
    co_return admission;
}

ValueTask<Result<CounterState>> PlainCounters::book(const CounterSpec& spec, std::int64_t amount) {
    if (amount != 0) m_windows[spec.key].push_back({m_clock.now(), amount});
    co_return state(spec, 1);
}

CounterState PlainCounters::fixedState(const CounterSpec& spec, Instant start) {
    CounterState result;
    result.used = m_fixed[{spec.key, start}];
    result.remaining = std::max<std::int64_t>(0, spec.limit - result.used);
    if (result.remaining == 0) result.retryAfter = start + spec.window - m_clock.now();
    return result;
}

ValueTask<Result<policy::Counters::Admission>> PlainCounters::tryBookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                                                      std::int64_t needed) {
    Admission admission;
    admission.state = fixedState(spec, windowStart);
    admission.admitted = spec.limit - admission.state.used >= needed;
    if (admission.admitted) {
        m_fixed[{spec.key, windowStart}] += amount;
        admission.state = fixedState(spec, windowStart);
    }
    co_return admission;
}

ValueTask<Result<CounterState>> PlainCounters::bookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount) {
    m_fixed[{spec.key, windowStart}] += amount;
    co_return fixedState(spec, windowStart);
}

ValueTask<Result<Instant>> PlainCounters::windowStart(const CounterSpec& spec, std::optional<Instant> firstPeriodStart) {
    const Instant first = firstPeriodStart.value_or(m_starts.try_emplace(spec.key, m_clock.now()).first->second);
    co_return first + (m_clock.now() - first) / spec.window* spec.window;
}

Task<Result<std::optional<std::string>>> PlainCache::get(std::string key) {
    const auto found = m_values.find(key);
    if (found == m_values.end() || found->second.second <= m_clock.now()) co_return std::optional<std::string>{};
    co_return std::optional<std::string>{found->second.first};
}

Task<Result<void>> PlainCache::put(std::string key, std::string value, Duration timeToLive) {
    m_values[key] = {std::move(value), m_clock.now() + timeToLive};
    co_return Result<void>{};
}

Task<Result<void>> PlainCache::remove(std::string key) {
    m_values.erase(key);
    co_return Result<void>{};
}

Task<Result<policy::SemanticCache::Lookup>> PlainSemanticCache::find(std::string partition, std::vector<float> vector, double threshold) {
    Lookup result;
    const Entry* best = nullptr;
    for (const auto& entry : m_entries) {
        if (entry.partition != partition || entry.expires <= m_clock.now() || entry.vector.size() != vector.size()) continue;
        ++result.entries;
        double product = 0, left = 0, right = 0;
        for (std::size_t i = 0; i < vector.size(); ++i) {
            product += static_cast<double>(vector[i]) * static_cast<double>(entry.vector[i]);
            left += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
            right += static_cast<double>(entry.vector[i]) * static_cast<double>(entry.vector[i]);
        }
        const double distance = 1 - product / std::sqrt(left * right);
        if (result.nearest.empty() || distance < result.nearest.front()) best = &entry;
        result.nearest.push_back(distance);
        std::ranges::sort(result.nearest);
    }
    if (best && result.nearest.front() <= threshold + 1e-6) result.value = best->value;
    co_return result;
}

Task<Result<void>> PlainSemanticCache::store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) {
    m_entries.push_back({std::move(partition), std::move(vector), std::move(value), m_clock.now() + timeToLive});
    co_return Result<void>{};
}

ValueTask<Result<policy::Identity::Token>> PlainIdentity::managedIdentityToken(std::string resource, std::string clientId) {
    if (fails) co_return fail("IdentityUnavailable", "Nobody is signed in.");
    co_return Token{"token-for-" + resource + (clientId.empty() ? "" : "-as-" + clientId), true};
}

std::int64_t WordCounter::countText(std::string_view text, std::string_view /*model*/) const {
    std::int64_t words = 0;
    bool inside = false;
    for (const char c : text) {
        if (c != ' ' && !inside) ++words;
        inside = c != ' ';
    }
    return words;
}

std::int64_t WordCounter::countPrompt(std::string_view requestBody, std::string_view model) const {
    const auto at = requestBody.find("\"content\":\"");
    if (at == std::string_view::npos) return 0;
    const auto text = requestBody.substr(at + 11);
    return countText(text.substr(0, text.find('"')), model);
}

std::string PlainBackends::affinityCookie(std::string_view poolId) const {
    const auto found = cookies.find(poolId);
    return found == cookies.end() ? std::string() : found->second;
}

Result<std::shared_ptr<const policy::Backends::Target>> PlainBackends::resolve(std::string_view backendId, std::string_view /*sessionCookie*/) {
    const auto found = entities.find(backendId);
    if (found == entities.end())
        return fail("BackendPoolUnavailable", "503 Backend pool '" + std::string(backendId) + "' is temporarily unavailable");
    return std::make_shared<const Target>(found->second);
}

std::optional<std::string> PlainBackends::findByUrl(const http::Url& url) const {
    for (const auto& [id, target] : entities)
        if (target.url.host == url.host) return id;
    return std::nullopt;
}

void PlainBackends::reportOutcome(const Target& target, int status, std::string_view errorReason, std::optional<Duration> /*retryAfter*/) {
    outcomes.push_back({target.backendId, std::string(errorReason), status});
}

std::shared_ptr<const http::ClientCertificate> PlainCertificates::byId(std::string_view id) const {
    for (const auto& each : all)
        if (each->id == id) return each;
    return nullptr;
}

std::shared_ptr<const http::ClientCertificate> PlainCertificates::byThumbprint(std::string_view thumbprint) const {
    for (const auto& each : all)
        if (each->thumbprint == thumbprint) return each;
    return nullptr;
}

Result<void> PlainCertificates::verifyChain(std::string_view, bool trust, bool) const {
    if (!trust || problem.empty()) return {};
    return fail("CertificateNotTrusted", problem);
}

Task<Result<policy::Connections::Authorization>> PlainConnections::authorize(std::string providerId, std::string authorizationId,
                                                                             http::Exchange&) {
    const auto found = tokens.find(providerId + "/" + authorizationId);
    if (found == tokens.end()) co_return fail("ConnectionNotFound", "There is no connection '" + authorizationId + "'.");
    co_return Authorization{found->second, {{"sub", "somebody"}}};
}

Task<Result<policy::Messages::Delivery>> KeptMessages::deliver(policy::OutgoingMessage message, http::Exchange&) {
    all.push_back(std::move(message));
    co_return Delivery::Kept;
}

FakeServices::FakeServices() : clock(Instant{} + std::chrono::seconds(1768471200)) {
    services.certificates = &certificates;
    services.connections = &connections;
    services.messages = &messages;
}

}  // namespace mgc::test
