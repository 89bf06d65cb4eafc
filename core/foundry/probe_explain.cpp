// The part of Probe that finds out why a request failed and what to change.
#include <optional>

#include "foundry/answers.h"
#include "foundry/probe.h"

namespace mgc::foundry {

void Probe::connectionFailed(const Call& call, const Error& error) {
    const RequestSeen request{call.method, call.url, 0};
    if (error.code == "Cancelled") return;
    if (error.code == "Timeout")
        m_findings.error("TimedOut", "No answer came in time: " + error.fullMessage(),
                         "The gateway must be reachable from Foundry's network (public, or through the project's own network), and the "
                         "model must answer in time.",
                         request);
    else if (error.code == "TlsFailed" || error.fullMessage().find("certificate") != std::string::npos)
        m_findings.error("TlsFailed", "The TLS connection failed: " + error.fullMessage(),
                         "The gateway needs a certificate chain of a public authority for its host name.", request);
    else
        m_findings.error("Unreachable",
                         "The gateway cannot be reached: " + error.fullMessage() + " Foundry would show the connection as Inactive.",
                         "Check host and port of the target, and that the gateway runs and is reachable.", request);
}

void Probe::explain(std::string_view what, const Call& call, const Answer& answer) {
    const std::string begin = std::string(what) + " was answered " + std::to_string(answer.status) + ": " + messageOf(answer);
    const RequestSeen request = seen(call, answer);
    if (answer.status >= 300 && answer.status < 400)
        m_findings.error("Redirected", std::string(what) + " was redirected to " + answer.header("Location") + '.',
                         "Set the target to the address it is redirected to.", request);
    else if (answer.status == 401)
        m_findings.error("KeyRejected", begin, "Check the key first: wrong, expired, or of a subscription that does not cover this API.",
                         request);
    else if (answer.status == 403)
        m_findings.error("Forbidden", begin,
                         "The caller is known but refused: check quota, ip-filter and other policies of the API, and the roles behind it.",
                         request);
    else if (answer.status == 429) {
        const std::string after = answer.header("Retry-After");
        m_findings.error("Throttled", begin + (after.empty() ? "" : " Retry-After: " + after + " s."),
                         "Raise the limit (llm-token-limit, rate-limit, the model's capacity), or try again later.", request);
    } else if (answer.status == 500)
        m_findings.error("GatewayError", begin, "A policy or the backend failed: look at the request's trace in Traffic.", request);
    else if (answer.status > 500)
        m_findings.error("BackendFailed", begin,
                         "The gateway did not reach its backend: check the backend's address, its credentials and its breaker.", request);
    else
        m_findings.error("UnexpectedStatus", begin, "Look at the request's trace in Traffic.", request);
}

bool Probe::works(const Shape& shape, const std::string& deployment) {
    if (m_cancelled) return false;
    const Call call = chatCall(shape, deployment);
    const auto answer = send("alternative", call, 0);
    return answer && answer->status == 200 && isChatCompletion(*answer);
}

void Probe::explainRejectedKey(const Call& call, const Answer& answer, const std::string& deployment) {
    const RequestSeen request = seen(call, answer);
    const std::string begin = "The credentials were refused (" + std::to_string(answer.status) + "): " + messageOf(answer);
    const std::string wanted = deployment.empty() ? requestedDeployment() : deployment;
    if (m_connection.authType == AuthType::ApiKey && m_options.searchAlternatives && answer.status == 401) {
        const std::string& key = m_connection.credentials.key;
        const std::string used = m_connection.auth ? m_connection.auth->header + ": " + m_connection.auth->format : "api-key: {api_key}";
        const std::pair<const char*, const char*> forms[] = {{"api-key", "{api_key}"},
                                                             {"Ocp-Apim-Subscription-Key", "{api_key}"},
                                                             {"Authorization", "Bearer {api_key}"},
                                                             {"x-api-key", "{api_key}"}};
        for (const auto& [header, format] : forms) {
            if (equalsIgnoreCase(used, std::string(header) + ": " + format) || m_cancelled) continue;
            const HeaderList credentials{{header, replacedAll(format, "{api_key}", key)}};
            bool found = false;
            if (wanted.empty()) {  // no model is known yet: the same request again
                Call again = call;
                again.headers = headersFor(credentials);
                const auto second = send("alternative", again, 0);
                found = second && second->status != 401 && second->status != 403;
            } else {
                Shape shape = configured();
                shape.credentials = credentials;
                found = works(shape, wanted);
            }
            if (!found) continue;
            const bool plain = equalsIgnoreCase(header, "api-key");
            m_findings.error("AuthHeaderWrong", begin + " The same key works as " + header + ": " + format + '.',
                             plain ? std::string("Remove authConfig: without it the key goes into api-key.")
                                   : "Set metadata.authConfig to {\"type\":\"api_key\",\"name\":\"" + std::string(header) +
                                         "\",\"format\":\"" + format + "\"}.",
                             request);
            return;
        }
    }
    if (answer.status == 403) return explain("The request", call, answer);
    m_findings.error("KeyRejected", begin,
                     m_connection.authType == AuthType::ApiKey
                         ? "The key is wrong or expired, its subscription is not active, or its scope does not cover this API. Take a key "
                           "of a subscription with scope /apis or of this API or its product."
                         : "Check that the gateway accepts the token: audience, issuer and required claims of validate-azure-ad-token or "
                           "validate-jwt, and subscriptionRequired=false.",
                     request);
}

void Probe::explainNotFound(const Call& call, const Answer& answer, const std::string& deployment) {
    const RequestSeen request = seen(call, answer);
    const std::string begin =
        "The chat call for \"" + deployment + "\" was answered " + std::to_string(answer.status) + ": " + messageOf(answer);
    if (answer.status == 404 && saysModelUnknown(answer) && m_connection.deploymentInPath) {
        m_findings.error("DeploymentNotFound", begin,
                         "No such deployment behind the gateway: use the deployment's name (not the model's) as the model's name in the "
                         "connection, or deploy it.",
                         request);
        return;
    }
    if (m_options.searchAlternatives) {
        const Shape now = configured();
        const std::string version = now.apiVersion.empty() ? "2024-10-21" : "";
        struct Candidate {
            Shape shape;
            std::string code, fix;
        };
        std::vector<Candidate> candidates;
        const std::string versionFix = now.apiVersion.empty() ? "Set metadata.inferenceAPIVersion, for example to \"" + version + "\"."
                                                              : "Leave metadata.inferenceAPIVersion empty.";
        const std::string pathFix = std::string("Set metadata.deploymentInPath to \"") + (now.inPath ? "false" : "true") + "\".";
        candidates.push_back({{now.target, now.inPath, version, now.credentials}, "InferenceApiVersionWrong", versionFix});
        if (!now.apiVersion.empty() && now.apiVersion != "2024-10-21")
            candidates.push_back({{now.target, now.inPath, "2024-10-21", now.credentials},
                                  "InferenceApiVersionWrong",
                                  "Set metadata.inferenceAPIVersion to a version that the API knows, for example \"2024-10-21\"."});
        candidates.push_back({{now.target, !now.inPath, now.apiVersion, now.credentials}, "DeploymentInPathWrong", pathFix});
        candidates.push_back({{now.target, !now.inPath, version, now.credentials}, "DeploymentInPathWrong", pathFix + ' ' + versionFix});
        const std::string base = now.target.substr(0, now.target.find_last_not_of('/') + 1);
        if (base != now.target)
            candidates.push_back(
                {{base, now.inPath, now.apiVersion, now.credentials}, "TargetTrailingSlash", "Remove the slash at the end of the target."});
        for (const char* const end : {"/openai", "/openai/v1", "/v1", "/models"})
            candidates.push_back(
                {{base + end, now.inPath, now.apiVersion, now.credentials}, "TargetPathWrong", "Set the target to " + base + end + '.'});
        if (const std::size_t slash = base.rfind('/'); slash != std::string::npos && slash > base.find("//") + 1)
            candidates.push_back({{base.substr(0, slash), now.inPath, now.apiVersion, now.credentials},
                                  "TargetPathWrong",
                                  "Set the target to " + base.substr(0, slash) + '.'});
        for (const Candidate& candidate : candidates) {
            if (!works(candidate.shape, deployment)) continue;
            m_findings.error(candidate.code, begin + " With that changed the same call is answered.", candidate.fix, request);
            return;
        }
    }
    const bool apim = m_connection.category == Category::ApiManagement;
    if (saysModelUnknown(answer))
        m_findings.error("DeploymentNotFound", begin,
                         "No such deployment behind the gateway: use the deployment's name (not the model's) as the model's name in the "
                         "connection, or deploy it.",
                         request);
    else if (saysApiVersion(answer))
        m_findings.error("InferenceApiVersionWrong", begin,
                         "Set metadata.inferenceAPIVersion to a version that the models' API knows, or leave it empty where it needs none.",
                         request);
    else if (answer.status == 400)
        m_findings.error("BadRequest", begin,
                         "Check the model's name, the request that the policies make of the body, and inferenceAPIVersion.", request);
    else
        m_findings.error("PathNotFound", begin,
                         apim ? std::string("No operation of the gateway's APIs matches this path: check the API's path in the target, "
                                            "deploymentInPath, and that the API has POST ") +
                                    (m_connection.deploymentInPath ? "/deployments/{name}/chat/completions." : "/chat/completions.")
                              : std::string("Nothing answers at this path: check the target, deploymentInPath and inferenceAPIVersion."),
                         request);
}

}  // namespace mgc::foundry
