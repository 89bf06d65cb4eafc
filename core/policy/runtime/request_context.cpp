#include "policy/runtime/request_context.h"

#include "base/text.h"
#include "http/content_coding.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {
constexpr std::size_t maximumFlags = 32;

/// Length of the API's prefix in `path` ("/inference/openai"), 0 where the path does not lie below it.
std::size_t apiPrefixLength(std::string_view path, std::string_view apiPath) {
    while (apiPath.starts_with('/')) apiPath.remove_prefix(1);
    while (apiPath.ends_with('/')) apiPath.remove_suffix(1);
    if (apiPath.empty()) return 0;
    if (path.size() <= apiPath.size() || path.front() != '/') return 0;
    if (!startsWithIgnoreCase(path.substr(1), apiPath)) return 0;
    const std::size_t length = apiPath.size() + 1;
    if (path.size() > length && path[length] != '/') {
        // "/echo;rev=2/x": the revision belongs to the prefix.
        if (!startsWithIgnoreCase(path.substr(length), ";rev=")) return 0;
        const auto slash = path.find('/', length);
        return slash == std::string_view::npos ? path.size() : slash;
    }
    return length;
}

/// What the headers say of a replaced body: an announced length stays true (without one the sender frames it as it likes), and it has no
/// coding.
void followBody(http::Headers& headers, const http::Body& body) {
    headers.remove("Content-Encoding");
    if (!headers.contains("Content-Length")) return;
    if (const auto length = body.length())
        headers.set("Content-Length", std::to_string(*length));
    else
        headers.remove("Content-Length");
}
}  // namespace

RequestContext::RequestContext(Services& services, http::Request&& request)
    : m_services(services), m_request(std::move(request)), m_originalUrl(m_request.url), m_requestBody(&m_request.body) {
    m_evaluation.request = &m_request;
    m_evaluation.originalUrl = &m_originalUrl;
    m_evaluation.variables = &variables;
    m_evaluation.clock = &services.clock;
    m_evaluation.random = &services.random;
}

RequestContext::~RequestContext() = default;

void RequestContext::setRequestBody(http::Body body) {
    m_request.body = std::move(body);
    followBody(m_request.headers, m_request.body);
    m_requestBody.reset(&m_request.body);
    modelCall.reset();
}

void RequestContext::setResponse(http::Response response) {
    m_response.emplace(std::move(response));
    m_responseBody.reset(&m_response->body);
    m_backendAnswered = false;
}

void RequestContext::clearResponse() {
    m_responseBody.reset(nullptr);
    m_response.reset();
    m_backendAnswered = false;
}

void RequestContext::setResponseBody(http::Body body) {
    ensureResponse().body = std::move(body);
    followBody(m_response->headers, m_response->body);
    m_responseBody.reset(&m_response->body);
}

http::Response& RequestContext::ensureResponse() {
    if (!m_response) setResponse(http::Response{});
    return *m_response;
}

http::Response RequestContext::takeResponse() {
    ensureResponse();
    http::Response response = std::move(*m_response);
    clearResponse();
    return response;
}

std::string_view RequestContext::pathBehindApi() const {
    const std::string_view path = m_request.url.path;
    return path.substr(api ? apiPrefixLength(path, api->path) : 0);
}

std::string RequestContext::pathBelowApi() const {
    std::string below(pathBehindApi());
    if (below.empty() || below.front() != '/') below.insert(below.begin(), '/');
    return below;
}

void RequestContext::setPathBelowApi(std::string_view path) {
    const std::string& current = m_request.url.path;
    std::string changed = current.substr(0, api ? apiPrefixLength(current, api->path) : 0);
    if (!path.starts_with('/')) changed += '/';
    changed += path;
    m_request.url.path = std::move(changed);
}

bool RequestContext::mustBuffer(expression::Reads reads) const {
    const auto notReadable = [](const http::Headers& headers, const http::Body& body) {
        return !body.isWhole() || (!body.isEmpty() && http::isEncoded(headers));
    };
    return (reads.requestBody && notReadable(m_request.headers, m_request.body)) ||
           (reads.responseBody && m_response && notReadable(m_response->headers, m_response->body));
}

Task<Result<void>> RequestContext::buffer(expression::Reads reads, std::string_view reader) {
    auto whole = co_await collect(reads, reader);
    MGC_CO_TRY(whole);
    if (reads.requestBody) {
        auto done = http::decodeBody(m_request.headers, m_request.body, m_services.bodyLimit);
        MGC_CO_TRY(done);
    }
    if (reads.responseBody && m_response) {
        auto done = http::decodeBody(m_response->headers, m_response->body, m_services.bodyLimit);
        MGC_CO_TRY(done);
    }
    co_return Result<void>{};
}

Task<Result<void>> RequestContext::collect(expression::Reads reads, std::string_view reader) {
    if (reads.requestBody && !m_request.body.isWhole()) {
        auto done = co_await m_request.body.buffer(m_services.bodyLimit);
        MGC_CO_TRY(done);
    }
    if (reads.responseBody && m_response && !m_response->body.isWhole()) {
        auto done = co_await m_response->body.buffer(m_services.bodyLimit);
        MGC_CO_TRY(done);
        addFlag("buffered by " + std::string(reader));
        if (m_trace) m_trace->addMessage(reader, "The response body was read as a whole because this policy reads it.");
    }
    co_return Result<void>{};
}

void RequestContext::addFlag(std::string flag) {
    for (const auto& known : m_flags)
        if (known == flag) return;
    if (m_flags.size() < maximumFlags) m_flags.push_back(std::move(flag));
}

void RequestContext::setClientHeader(std::string_view name, std::string_view value) {
    if (!m_clientHeaders.empty()) m_clientHeaders.remove(name);
    addClientHeader(name, value);
}

void RequestContext::addClientHeader(std::string_view name, std::string_view value) {
    constexpr std::size_t usualFields = 8, usualBytes = 384;
    if (m_clientHeaders.empty()) m_clientHeaders.reserve(usualFields, usualBytes);
    m_clientHeaders.add(name, value);
}

void RequestContext::applyClientHeaders(http::Response& response) const {
    for (std::size_t index = 0; index < m_clientHeaders.size(); ++index) {
        const auto [name, value] = m_clientHeaders.at(index);
        bool repeated = equalsIgnoreCase(name, "Set-Cookie");
        for (std::size_t earlier = 0; earlier < index && !repeated; ++earlier) repeated = equalsIgnoreCase(m_clientHeaders.at(earlier).name, name);
        if (repeated)
            response.headers.add(name, value);
        else
            response.headers.set(name, value);
    }
}

tl::unexpected<Error> RequestContext::fail(PolicyError error) {
    Error plain(error.reason, error.message);
    m_pendingError.emplace(std::move(error));
    return tl::unexpected<Error>(std::move(plain));
}

PolicyError RequestContext::takeError(const Error& error) {
    PolicyError result = m_pendingError ? std::move(*m_pendingError) : toPolicyError(error);
    m_pendingError.reset();
    return result;
}

void RequestContext::placeError(const Error& error, const ErrorPlace& place) {
    if (!m_pendingError) m_pendingError.emplace(toPolicyError(error));
    PolicyError& pending = *m_pendingError;
    if (pending.source.empty()) pending.source = place.source;
    if (!pending.section.empty()) return;
    pending.section = sectionName(section);
    pending.scope = place.scope;
    pending.path = place.path;
    pending.policyId = place.policyId;
}

const PolicyError& RequestContext::finalError() const {
    static const PolicyError none;
    return m_finalError ? *m_finalError : none;
}

void RequestContext::setLastError(const PolicyError& error) {
    m_finalError.emplace(error);
    m_lastError.emplace(
        expression::LastErrorData{error.source, error.reason, error.message, error.scope, error.section, error.path, error.policyId});
}

expression::EvaluationContext& RequestContext::evaluation() {
    auto& to = m_evaluation;
    to.requestBody = m_request.body.isEmpty() && !m_requestBody.consumed() ? nullptr : &m_requestBody;
    to.response = m_response ? &*m_response : nullptr;
    to.responseBody = m_response ? &m_responseBody : nullptr;
    to.clientIp = clientIp;
    to.clientCertificate = clientCertificateDer;
    to.matchedParameters = &matchedParameters;
    to.api = api.get();
    to.operation = operation.get();
    to.product = product.get();
    to.subscription = subscription.get();
    to.user = user.get();
    to.workspace = workspace.get();
    to.deployment = deployment.get();
    to.lastError = lastError();
    to.requestId = requestId;
    to.timestamp = received;
    const std::string_view id = backend.backendId.empty() ? calledBackendId() : std::string_view(backend.backendId);
    if (id.empty()) {
        to.backend = nullptr;
    } else {
        if (m_backendData.id != id) {
            m_backendData.id = id;
            m_backendData.isPool = m_services.backends.isPool(id);
        }
        to.backend = &m_backendData;
    }
    to.tracing = m_trace != nullptr;
    if (m_trace && !to.trace) to.trace = [this](std::string_view text) { m_trace->addMessage("context.Trace", text); };
    return to;
}

void RequestContext::startTrace() {
    if (!m_trace) m_trace = std::make_unique<TraceRecorder>(requestId, m_services.clock, received);
}

}  // namespace mgc::policy
