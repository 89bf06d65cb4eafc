#include "azure/arm/arm_client.h"

#include <QDateTime>
#include <QUuid>
#include <algorithm>

#include "azure/arm/arm_error.h"
#include "azure/sign_in/claims_challenge.h"
#include "base/clock.h"
#include "http/url.h"

namespace mgc::azure {

namespace {

bool isIdempotent(const std::string& method) { return method != "POST" && method != "PATCH"; }

bool isTransient(int status) { return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505); }

}  // namespace

std::string newGuid() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

std::optional<std::chrono::milliseconds> retryAfter(const std::string& header) {
    if (header.empty()) return std::nullopt;
    if (const auto seconds = toInteger(trimmed(header))) return std::chrono::milliseconds(std::max<std::int64_t>(0, *seconds) * 1000);
    const QDateTime date = QDateTime::fromString(QString::fromStdString(header), Qt::RFC2822Date);
    if (!date.isValid()) return std::nullopt;
    return std::chrono::milliseconds(std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(date)));
}

std::string ArmAnswer::header(std::string_view name) const {
    for (const auto& [field, value] : headers)
        if (equalsIgnoreCase(field, name)) return value;
    return {};
}

ArmClient::ArmClient(Cloud cloud, Transport& transport, TokenSource& tokens, CallLog& log, ArmLimits limits)
    : m_cloud(std::move(cloud)), m_transport(transport), m_tokens(tokens), m_log(log), m_limits(limits) {}

bool ArmClient::sameHost(const std::string& url) const {
    const auto ours = http::parseUrl(m_cloud.resourceManager), theirs = http::parseUrl(url);
    return ours && theirs && ours->scheme == theirs->scheme && equalsIgnoreCase(ours->host, theirs->host) &&
           ours->effectivePort() == theirs->effectivePort();
}

std::string ArmClient::urlOf(const ArmCall& call) const {
    std::string url = call.path.starts_with('/') ? m_cloud.resourceManager + call.path : call.path;
    char separator = url.find('?') == std::string::npos ? '?' : '&';
    const auto add = [&](const std::string& name, const std::string& value) {
        url += separator + name + '=' + percentEncoded(value);  // names such as $filter stay readable
        separator = '&';
    };
    if (!call.apiVersion.empty()) add("api-version", call.apiVersion);
    for (const auto& [name, value] : call.query) add(name, value);
    return url;
}

Result<HttpResponse> ArmClient::attempt(const ArmCall& call, const std::string& url, int number, std::string& claims) {
    // Links of answers (paging, operations) carry our token, so they must not leave the host.
    const std::string& scope = call.scope.empty() ? m_cloud.resourceManagerScope : call.scope;
    if (call.scope.empty() && !sameHost(url))
        return fail("ForeignLink", "The address " + url + " is not at " + m_cloud.resourceManager + "; the token is not sent there.");
    MGC_TRY_ASSIGN(const std::string token, m_tokens.token(scope, claims));
    HttpRequest request;
    request.method = call.method;
    request.url = url;
    const std::string requestId = newGuid();
    request.headers = {{"Authorization", "Bearer " + token},
                       {"Accept", "application/json"},
                       {"x-ms-client-request-id", requestId},
                       {"User-Agent", "model-gateway-console"}};
    if (!call.ifMatch.empty()) request.headers.emplace_back("If-Match", call.ifMatch);
    request.headers.insert(request.headers.end(), call.headers.begin(), call.headers.end());
    if (call.body) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = call.body->dump();
    } else if (call.method == "POST" || call.method == "PUT") {
        request.headers.emplace_back("Content-Length", "0");
    }
    const std::string time = toIso8601(std::chrono::system_clock::now());
    auto response = m_transport.send(request);
    CallRecord record{time, call.method, url, call.purpose, 0, 0, number, requestId, {}, {}, call.body.has_value()};
    if (response) {
        record.status = response->status;
        record.milliseconds = response->took.count();
        record.requestId = response->header("x-ms-request-id");
        record.correlationId = response->header("x-ms-correlation-request-id");
    }
    m_log.add(std::move(record));
    return response;
}

Result<ArmAnswer> ArmClient::call(const ArmCall& call, const std::vector<int>& alsoFine) {
    const std::string url = urlOf(call);
    std::string claims;
    bool challenged = false;
    for (int number = 1;; ++number) {
        auto response = attempt(call, url, number, claims);
        const bool last = number >= m_limits.attempts;
        std::chrono::milliseconds pause = std::min(m_limits.longestPause, m_limits.firstPause * (1 << std::min(number - 1, 10)));
        if (!response) {
            const std::string& code = response.error().code;
            const bool lost = code == "ConnectionFailed" || code == "Timeout";
            if (!lost || last || !call.retryLostConnection || !isIdempotent(call.method)) return fail(response.error());
            MGC_TRY(m_transport.wait(pause));
            continue;
        }
        const int status = response->status;
        if ((status >= 200 && status < 300) || std::find(alsoFine.begin(), alsoFine.end(), status) != alsoFine.end()) {
            ArmAnswer answer{status, std::move(response->headers), nullptr, {}};
            answer.etag = answer.header("ETag");
            if (!response->body.empty()) answer.body = Json::parse(response->body, nullptr, false);
            if (answer.body.is_discarded()) {
                if (status < 300) return fail("AnswerNotJson", call.method + ' ' + url + " answered something that is not JSON.");
                answer.body = nullptr;
            }
            return answer;
        }
        if (status == 401 && !challenged) {  // a claims challenge, or a token that was revoked: once
            challenged = true;
            claims = claimsOfChallenge(response->headers).value_or("");
            m_tokens.forget(call.scope.empty() ? m_cloud.resourceManagerScope : call.scope);
            continue;
        }
        const auto asked = retryAfter(response->header("Retry-After"));
        const bool again = isIdempotent(call.method) ? isTransient(status) : (status == 429 || (status == 503 && asked));
        if (!again || last) return fail(armError(call.method, url, *response));
        MGC_TRY(m_transport.wait(asked ? std::min(*asked, m_limits.longestPause) : pause));
    }
}

Result<std::vector<Json>> ArmClient::list(const std::string& path, const std::string& apiVersion, const std::string& purpose,
                                          std::vector<std::pair<std::string, std::string>> query) {
    std::vector<Json> items;
    ArmCall next{.path = path, .apiVersion = apiVersion, .query = std::move(query), .ifMatch = {}, .body = {}, .purpose = purpose};
    for (std::size_t page = 0; page < m_limits.pages; ++page) {
        MGC_TRY_ASSIGN(ArmAnswer answer, call(next));
        if (!answer.body.is_object()) return items;
        if (const auto value = answer.body.find("value"); value != answer.body.end() && value->is_array())
            for (Json& item : *value) items.push_back(std::move(item));
        const auto link = answer.body.find("nextLink");
        if (link == answer.body.end() || !link->is_string() || link->get_ref<const std::string&>().empty()) return items;
        next = ArmCall{.path = link->get<std::string>(), .apiVersion = {}, .query = {}, .ifMatch = {}, .body = {}, .purpose = purpose};
        if (next.path.starts_with('/')) next.path = m_cloud.resourceManager + next.path;
    }
    return fail("TooManyPages", "The list " + path + " does not end.");
}

Result<std::optional<ArmAnswer>> ArmClient::find(ArmCall call) {
    MGC_TRY_ASSIGN(ArmAnswer answer, this->call(call, {404}));
    if (answer.status == 404) return std::optional<ArmAnswer>();
    return std::optional<ArmAnswer>(std::move(answer));
}

}  // namespace mgc::azure
