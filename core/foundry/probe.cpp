#include "foundry/probe.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "foundry/answers.h"
#include "http/url.h"

namespace mgc::foundry {
namespace {

constexpr std::chrono::milliseconds firstPause{500};
constexpr std::chrono::milliseconds longestPause{10'000};

/// Retry-After in seconds where the answer has one, else the doubling pause; bounded.
std::chrono::milliseconds pauseAfter(const Answer& answer, int attempt) {
    if (const auto seconds = toInteger(answer.header("Retry-After")); seconds && *seconds >= 0)
        return std::min(longestPause, std::chrono::milliseconds(*seconds * 1000));
    return std::min(longestPause, firstPause * (1 << attempt));
}

}  // namespace

void Probe::run() {
    if (m_connection.target.empty()) return;
    if (m_connection.authType == AuthType::OAuth2) {
        if (!fetchToken()) return;
    } else if (m_connection.authType == AuthType::ApiKey) {
        if (m_connection.credentials.key.empty()) return;  // checkCredentials has said so
    } else {
        m_token = m_connection.credentials.key;
        if (m_token.empty()) {
            m_findings.warning("EntraNotTested",
                               "No request was made: with " + std::string(toText(m_connection.authType)) +
                                   " Foundry sends an Entra token of the project's identity.",
                               "Pass an access token for the audience with --key to try the requests.");
            return;
        }
    }
    const std::vector<std::string> known = discover();
    bool allWell = true;
    std::string last;
    for (const std::string& deployment : modelsToCall(known)) {
        if (m_cancelled) break;
        allWell = chat(deployment) && allWell;
        last = deployment;
        if (!allWell && m_options.deployment.empty() && (m_findings.has("Unreachable") || m_findings.has("KeyRejected"))) break;
    }
    if (m_options.extras && allWell && !last.empty() && !m_cancelled) extras(last);
}

Probe::Shape Probe::configured() const {
    return {m_connection.target, m_connection.deploymentInPath, m_connection.inferenceApiVersion, keyHeaders()};
}

HeaderList Probe::keyHeaders() const {
    if (m_connection.authType != AuthType::ApiKey) return {{"Authorization", "Bearer " + m_token}};
    const AuthConfig config = m_connection.auth.value_or(AuthConfig());
    return {{config.header, replacedAll(config.format, "{api_key}", m_connection.credentials.key)}};
}

HeaderList Probe::headersFor(const HeaderList& credentials) const {
    HeaderList headers{{"Content-Type", "application/json"}};
    const auto set = [&](const std::string& name, const std::string& value) {
        for (auto& [field, old] : headers)
            if (equalsIgnoreCase(field, name)) {
                old = value;
                return;
            }
        headers.emplace_back(name, value);
    };
    for (const auto& [name, value] : credentials) set(name, value);
    for (const auto& [name, value] : m_connection.customHeaders) set(name, value);  // custom headers win (samples' scripts)
    return headers;
}

Call Probe::chatCall(const Shape& shape, const std::string& deployment, const std::string& extraMembers) const {
    Call call;
    call.method = "POST";
    call.url = shape.target + (shape.inPath ? "/deployments/" + percentEncoded(deployment) : "") + "/chat/completions";
    if (!shape.apiVersion.empty()) call.url += "?api-version=" + percentEncoded(shape.apiVersion);
    call.headers = headersFor(shape.credentials);
    nlohmann::ordered_json body{{"messages", {{{"role", "user"}, {"content", "Say hello in one word."}}}}};
    if (!shape.inPath) body["model"] = deployment;
    call.body = body.dump();
    if (!extraMembers.empty()) call.body.insert(call.body.size() - 1, "," + extraMembers);
    return call;
}

Result<Answer> Probe::send(std::string_view step, const Call& call, int retries) {
    for (int attempt = 0;; ++attempt) {
        auto answer = m_send(call);
        m_requests.push_back({std::string(step), {call.method, call.url, answer ? answer->status : 0}, answer ? answer->took.count() : 0});
        if (!answer) {
            if (answer.error().code == "Cancelled") m_cancelled = true;
            return answer;
        }
        const int status = answer->status;
        const bool again = status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
        if (!again || attempt >= retries) return answer;
        // A longer wait than ours would not help: the throttled answer is the finding.
        if (const auto asked = toInteger(answer->header("Retry-After")); asked && std::chrono::seconds(*asked) > longestPause) return answer;
        if (!m_pause(pauseAfter(*answer, attempt))) {
            m_cancelled = true;
            return fail("Cancelled", "The check was cancelled.");
        }
    }
}

bool Probe::fetchToken() {
    const Credentials& given = m_connection.credentials;
    if (given.clientId.empty() || given.clientSecret.empty() || m_connection.tokenUrl.empty()) return false;
    std::vector<std::pair<std::string, std::string>> form{
        {"grant_type", "client_credentials"}, {"client_id", given.clientId}, {"client_secret", given.clientSecret}};
    std::string scopes;
    for (const std::string& scope : m_connection.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
    if (!scopes.empty()) form.emplace_back("scope", scopes);
    const Call call{"POST", m_connection.tokenUrl, {{"Content-Type", "application/x-www-form-urlencoded"}}, http::formatQuery(form)};
    auto answer = send("token", call);
    if (!answer) {
        m_findings.error("TokenUrlUnreachable", "The token endpoint cannot be reached: " + answer.error().fullMessage(), "Check tokenUrl.",
                         RequestSeen{call.method, call.url, 0});
        return false;
    }
    const auto body = nlohmann::json::parse(answer->body, nullptr, false);
    if (answer->status == 200 && body.is_object() && body.contains("access_token") && body["access_token"].is_string()) {
        m_token = body["access_token"].get<std::string>();
        return true;
    }
    m_findings.error(
        "TokenRefused",
        "The token endpoint answered " + std::to_string(answer->status) + " without an access_token: " + shortened(answer->body),
        answer->status == 404 ? "Check tokenUrl." : "Check clientId, the client secret and scopes.", seen(call, *answer));
    return false;
}

std::string Probe::requestedDeployment() const {
    const std::string prefix = m_connection.name + '/';
    // Agents write CONNECTION/DEPLOYMENT; Foundry takes its own name off.
    return !m_connection.name.empty() && m_options.deployment.starts_with(prefix) ? m_options.deployment.substr(prefix.size())
                                                                                  : m_options.deployment;
}

std::vector<std::string> Probe::modelsToCall(const std::vector<std::string>& known) {
    if (m_options.deployment.empty()) {
        if (known.empty()) {
            if (m_findings.ok())
                m_findings.error("NoModelKnown", "No model is known that could be called.",
                                 "Pass --deployment NAME, or list models in the connection.");
            return {};
        }
        if (m_connection.discovery) return {known.front()};
        std::vector<std::string> names;
        for (const StaticModel& model : m_connection.models) {
            if (model.format == "Anthropic")
                m_findings.info("NotTested",
                                "\"" + model.name + "\" is called through the Anthropic messages API, which this check does not try.");
            else if (names.size() < maximumModels)
                names.push_back(model.name);
        }
        return names;
    }
    const std::string wanted = requestedDeployment();
    if (!known.empty() && std::find(known.begin(), known.end(), wanted) == known.end()) {
        std::string names;
        for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
        const std::size_t slash = wanted.find('/');
        m_findings.error("DeploymentNotListed",
                         "\"" + wanted + "\" is not among the connection's models: " + names + ". An agent would get \"model not found\".",
                         slash != std::string::npos
                             ? "Agents write CONNECTION/DEPLOYMENT with this connection's name, " + m_connection.name + '.'
                             : "Add it to the models, or call one of those that are listed.");
    }
    return {wanted};
}

}  // namespace mgc::foundry
