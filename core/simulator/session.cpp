#include "simulator/session.h"

#include <algorithm>

#include "base/text.h"
#include "simulator/pause.h"
#include "simulator/wire/json_writer.h"
#include "simulator/wire/lists.h"

namespace mgc::simulator {

namespace {

constexpr std::size_t longestBody = 32u << 20;

bool generates(OperationKind kind) {
    return kind == OperationKind::ChatCompletions || kind == OperationKind::Completions || kind == OperationKind::CreateResponse;
}

}  // namespace

Session::Session(std::shared_ptr<State> state, Clock& clock, Random& random, http::Request request, http::SendOptions options)
    : m_state(std::move(state)),
      m_clock(clock),
      m_random(random),
      m_request(std::move(request)),
      m_options(std::move(options)),
      m_profile(m_state->profile()) {
    m_region = m_profile->regionOf(m_request.url.host);
    if (!m_region) m_region = &m_profile->regions.front();
    m_operation = findOperation(m_request.method, m_request.url.path);
}

Task<Result<http::Response>> Session::run() {
    m_started = m_clock.now();
    if (m_options.headerTimeout) m_deadline = m_started + *m_options.headerTimeout;
    if (!m_region->enabled)
        co_return fail("BackendConnectionFailure", "The simulated region " + m_region->id + " is switched off: connection refused.");
    auto read = co_await m_request.body.buffer(longestBody);
    if (!read) {
        if (read.error().code == "BodyTooLarge") co_return error(tooLarge(), State::Outcome::Refused);
        co_return fail(std::move(read).error());
    }
    readBody();
    chooseFaults();
    if (m_fault.connectRefused)
        co_return fail("BackendConnectionFailure", "Connection refused (a simulated fault of " + m_region->id + ").");
    const Duration delay = m_fault.hangBeforeHead ? std::chrono::minutes(10) : Duration(std::chrono::milliseconds(m_fault.latencyMs));
    if (delay > Duration{}) {
        auto waited = co_await pause(m_clock, delay, m_options.cancellation, m_deadline);
        if (!waited) co_return fail(std::move(waited).error());
        if (m_fault.hangBeforeHead) co_return fail("BackendConnectionFailure", "The simulated backend never answered.");
    }
    if (auto early = refuseEarly()) co_return std::move(*early);
    if (generates(m_operation.kind)) {
        auto answered = co_await generateAnswer();
        co_return answered;
    }
    if (m_operation.kind == OperationKind::Embeddings) {
        auto answered = co_await embeddings();
        co_return answered;
    }
    if (m_operation.kind == OperationKind::Realtime) co_return realtime();
    co_return lists();
}

void Session::readBody() {
    m_wantedDeployment = m_operation.deployment;
    if (generates(m_operation.kind)) {
        m_refusal = readGenerationRequest(m_operation.kind, m_request.body.view(), m_generation);
        if (m_wantedDeployment.empty()) m_wantedDeployment = m_generation.model;
    } else if (m_operation.kind == OperationKind::Embeddings) {
        const auto* named = m_wantedDeployment.empty() ? nullptr : m_profile->find(m_wantedDeployment, m_region->id);
        m_refusal = readEmbeddingsRequest(m_request.body.view(), named ? named->model : std::string(), m_embeddings);
        if (m_wantedDeployment.empty()) m_wantedDeployment = m_embeddings.model;
    }
    if (m_operation.kind == OperationKind::Realtime)
        for (const auto& [name, value] : http::parseQuery(m_request.url.query))
            if (equalsIgnoreCase(name, "deployment") || equalsIgnoreCase(name, "model")) m_wantedDeployment = value;
    // Azure AI inference without a model: the endpoint's first deployment of the fitting kind.
    if (m_wantedDeployment.empty() && m_operation.dialect == Dialect::Inference)
        for (const auto& deployment : m_profile->deployments)
            if (m_wantedDeployment.empty() && (deployment.kind == ModelKind::Embeddings) == (m_operation.kind == OperationKind::Embeddings))
                m_wantedDeployment = deployment.name;
    m_deployment = m_profile->find(m_wantedDeployment, m_region->id);
}

void Session::chooseFaults() {
    std::vector<std::string> struck;
    m_fault = m_state->selectFaults(*m_profile,
                                    {m_wantedDeployment, m_region->id, shortName(m_operation.kind), m_request.headers, m_started}, struck);
    if (const auto header = m_request.headers.get("x-sim-fault")) {
        const auto rule =
            std::find_if(m_profile->faults.begin(), m_profile->faults.end(), [&](const FaultRule& one) { return one.id == *header; });
        const auto parsed = rule != m_profile->faults.end() ? Result<FaultPlan>(rule->fault) : parseFaultText(*header);
        if (parsed)
            m_fault.merge(*parsed);
        else
            m_refusal = Refusal{400, parsed.error().code, parsed.error().message, "x-sim-fault", "invalid_request_error"};
        m_state->noteFault("header");
    }
    const FaultPlan before = m_fault;
    m_generation.lastUserText = takeFaultMarkers(m_generation.lastUserText, m_fault);
    if (!m_embeddings.inputs.empty()) m_embeddings.inputs.back() = takeFaultMarkers(m_embeddings.inputs.back(), m_fault);
    if (!(before == m_fault)) m_state->noteFault("prompt");
}

bool Session::hasGoodKey() const {
    const auto key = m_request.headers.get("api-key");
    const auto bearer = m_request.headers.get("authorization");
    if (!m_profile->authRequired) return true;
    if (key && !key->empty())
        return m_profile->keys.empty() || std::find(m_profile->keys.begin(), m_profile->keys.end(), *key) != m_profile->keys.end();
    // Any bearer token is taken: who may call is the gateway's business, and the stand-in identity's tokens prove nothing.
    return bearer && startsWithIgnoreCase(*bearer, "bearer ") && bearer->size() > 7;
}

std::optional<http::Response> Session::refuseEarly() {
    using enum State::Outcome;
    const auto dialect = m_operation.dialect;
    if (m_fault.status) {
        auto response = error(faultAnswer(m_fault, dialect), *m_fault.status == 429 ? Throttled : Faulted);
        if (m_fault.retryAfterMs) addRetryHeaders(response.headers, std::chrono::milliseconds(*m_fault.retryAfterMs), m_fault.retryHeaders);
        return response;
    }
    if (m_operation.kind == OperationKind::AnalyzeText || m_operation.kind == OperationKind::ShieldPrompt) return contentSafety();
    if (m_operation.kind == OperationKind::Unknown) {
        m_state->countUnknownPath();
        return error(unknownPath(dialect, m_request.method, m_request.url.path), Refused);
    }
    if (!hasGoodKey()) return error(badKey(dialect), Refused);
    const bool realtime = m_operation.kind == OperationKind::Realtime;
    const bool listing = !generates(m_operation.kind) && m_operation.kind != OperationKind::Embeddings && !realtime;
    const bool needsVersion = dialect == Dialect::AzureClassic && !m_operation.deployment.empty();
    if (needsVersion && apiVersion().empty()) return error(unknownPath(dialect, m_request.method, m_request.url.path), Refused);
    if (listing) return std::nullopt;
    // A body that cannot be read has no model either: say what is wrong with the body first.
    if (m_refusal && m_wantedDeployment.empty()) return error(refused(*m_refusal), Refused);
    if (m_wantedDeployment.empty())
        return error(refused({400, "", "you must provide a model parameter", "", "invalid_request_error"}), Refused);
    if (!m_deployment) return error(unknownDeployment(dialect, m_wantedDeployment), Refused);
    const auto wanted = m_operation.kind == OperationKind::Embeddings    ? ModelKind::Embeddings
                        : m_operation.kind == OperationKind::Completions ? ModelKind::Completion
                                                                         : ModelKind::Chat;
    // Text completions of a chat deployment are answered: Azure's own refusal would leave the starter workspace without any.
    const bool fits = m_deployment->kind == wanted || (wanted == ModelKind::Completion && m_deployment->kind == ModelKind::Chat);
    if (!fits) return error(wrongOperation(dialect, m_operation.kind, m_deployment->model), Refused);
    if (m_refusal) return error(refused(*m_refusal), Refused);
    if (realtime && (!m_options.upgrade || !m_request.headers.contains("Sec-WebSocket-Key")))
        return error(unknownPath(dialect, m_request.method, m_request.url.path), Refused);
    if (m_fault.emptyBody) {
        auto response = jsonResponse(200, "");
        m_state->count(m_region->id, m_wantedDeployment, Faulted, 0, 0);
        return response;
    }
    return std::nullopt;
}

std::optional<http::Response> Session::admit(std::int64_t promptTokens, std::int64_t estimate) {
    m_verdict = m_state->admit(m_started, m_region->id, *m_deployment, estimate);
    if (!m_verdict->admitted) {
        const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(m_verdict->retryAfter).count());
        auto response = error(
            rateLimited(m_operation.dialect, m_operation.kind, apiVersion(), m_deployment->versionedModel(), m_verdict->byTokens, seconds),
            State::Outcome::Throttled);
        addRetryHeaders(response.headers, m_verdict->retryAfter, RetryHeaders::Both);
        if (m_operation.dialect != Dialect::OpenAi)
            response.headers.set("policy-id", m_verdict->byTokens ? "DeploymentRatelimit-Token" : "DeploymentRatelimit-Call");
        return response;
    }
    if (!m_fault.filterPrompt.empty()) {
        // A filtered prompt is billed all the same.
        m_state->count(m_region->id, m_deployment->name, State::Outcome::Faulted, promptTokens, 0);
        return error(filteredPrompt(m_fault.filterPrompt, m_fault.severity), State::Outcome::Refused);
    }
    return std::nullopt;
}

http::Response Session::lists() {
    std::vector<const Deployment*> here;
    for (const auto& deployment : m_profile->deployments)
        if (m_profile->find(deployment.name, m_region->id) == &deployment) here.push_back(&deployment);
    const auto version = apiVersion();
    const bool legacy = m_operation.dialect == Dialect::AzureClassic && m_request.url.path.find("/openai/") != std::string::npos &&
                        !version.empty() && version <= "2023-03-15-preview";
    switch (m_operation.kind) {
        case OperationKind::ListModels:
            return jsonResponse(200, modelList(m_operation.dialect, here));
        case OperationKind::ListDeployments:
            return jsonResponse(200, deploymentList(here, legacy));
        case OperationKind::ModelInfo:
            for (const auto* deployment : here)
                if (deployment->kind == ModelKind::Chat) return jsonResponse(200, inferenceInfo(*deployment));
            return here.empty() ? error(unknownDeployment(m_operation.dialect, ""), State::Outcome::Refused)
                                : jsonResponse(200, inferenceInfo(*here.front()));
        case OperationKind::GetModel:
        case OperationKind::GetDeployment: {
            const auto* found = m_profile->find(m_operation.id, m_region->id);
            if (!found) return error(unknownDeployment(m_operation.dialect, m_operation.id), State::Outcome::Refused);
            return jsonResponse(200, m_operation.kind == OperationKind::GetModel ? modelEntry(m_operation.dialect, *found)
                                                                                 : deploymentEntry(*found, legacy));
        }
        default:
            return storedResponses();
    }
}

http::Response Session::contentSafety() {
    const auto key = m_request.headers.get("Ocp-Apim-Subscription-Key");
    const bool allowed = hasGoodKey() || (key && !key->empty());
    const auto answer = !allowed                                       ? safetyAccessDenied()
                        : m_operation.kind == OperationKind::AnalyzeText ? analyzeText(m_profile->contentSafety, m_request.body.view())
                                                                       : shieldPrompt(m_profile->contentSafety, m_request.body.view());
    return jsonResponse(answer.status, answer.body);
}

http::Response Session::storedResponses() {
    if (m_operation.kind == OperationKind::DeleteResponse) {
        if (!m_state->removeStored(m_region->id, m_operation.id)) return error(unknownResponse(m_operation.id), State::Outcome::Refused);
        return jsonResponse(200, "{\"id\":" + jsonString(m_operation.id) + ",\"object\":\"response\",\"deleted\":true}");
    }
    auto entry = m_state->stored(m_region->id, m_operation.id);
    if (!entry) return error(unknownResponse(m_operation.id), State::Outcome::Refused);
    return jsonResponse(200, m_operation.kind == OperationKind::ListInputItems ? std::move(entry->inputItems) : std::move(entry->body));
}

http::Response Session::error(const ErrorAnswer& answer, State::Outcome outcome) {
    auto response = jsonResponse(answer.status, answer.body);
    if (m_operation.dialect == Dialect::Inference && !answer.code.empty()) response.headers.set("x-ms-error-code", answer.code);
    if (m_deployment) m_state->count(m_region->id, m_deployment->name, outcome, 0, 0);
    return response;
}

}  // namespace mgc::simulator
