#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "expression/expression.h"
#include "expression/host/context_data.h"
#include "expression/host/message_body.h"
#include "expression/variable_store.h"
#include "http/message.h"
#include "policy/model/descriptor.h"
#include "policy/runtime/pipeline_hook.h"
#include "policy/runtime/policy_error.h"
#include "policy/runtime/services.h"

namespace mgc::schema {
struct OperationContract;
}

namespace mgc::policy {

class Program;
class StepObserver;
class TraceRecorder;

/// Where the request goes when forward-request runs.
struct BackendSelection {
    std::string backendId;             ///< entity or pool; "" for a plain URL
    std::optional<http::Url> baseUrl;  ///< set-backend-service base-url; nullopt: the API's service URL
};

/// Tokens of one model call as the traffic list and the charts show them.
struct TokenUsage {
    std::int64_t prompt = 0, completion = 0, total = 0, cached = 0, reasoning = 0;
    bool known = false;      ///< something was read or counted
    bool estimated = false;  ///< no usage in the answer: counted by the gateway
};

/// What a model call asks for, read from the request once (policies/support/model_call.h) and kept for the other token policies.
struct ModelCall {
    std::string model;                         ///< deployment of the path, else `model` of the body; "" if neither
    bool stream = false;                       ///< `stream` of the body
    std::optional<std::int64_t> promptTokens;  ///< counted on demand
};

/// What cache-lookup leaves for cache-store after a miss.
struct CachePlan {
    std::string key;
    std::string downstream;      ///< none, private, public: who else may cache the response
    CachingType type = CachingType::PreferExternal;
    bool mustRevalidate = true;  ///< for downstream caches
};

/// What a semantic cache lookup leaves for the store after a miss.
struct SemanticPlan {
    std::string partition;
    std::vector<float> vector;  ///< of the prompt
};

/// All state of one request on its way through the pipeline. Lives on one worker; made by the request pipeline, which fills the data
/// of routing and key check, hands it to the Runner, and keeps it until the answer's body has ended.
class RequestContext {
public:
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    /// `request.url` is the whole URL the client called; `pathBelowApi()` needs `api` to be set afterwards.
    RequestContext(Services& services, http::Request&& request);
    ~RequestContext();
    RequestContext(const RequestContext&) = delete;
    RequestContext& operator=(const RequestContext&) = delete;

    // --- filled by the pipeline before the run; null where C# sees null -------------------------------------------------------
    std::string requestId;  ///< GUID text
    Instant received{};
    std::string clientIp;
    std::string clientCertificateChain;  ///< PEM, leaf first, of a mutual TLS listener; "" for none
    std::string clientCertificateDer;    ///< of its leaf, for context.Request.Certificate
    std::shared_ptr<const expression::ApiData> api;
    std::shared_ptr<const expression::OperationData> operation;
    std::shared_ptr<const expression::ProductData> product;
    std::shared_ptr<const expression::SubscriptionData> subscription;
    std::shared_ptr<const expression::UserData> user;
    std::shared_ptr<const expression::WorkspaceData> workspace;
    std::shared_ptr<const expression::DeploymentData> deployment;
    Pairs matchedParameters;
    std::shared_ptr<Cancellation> cancellation;
    /// Of the handshake on a WebSocket API: forward-request asks the backend to change the protocol. Null: an ordinary request.
    std::shared_ptr<http::Upgrade> upgrade;
    StepObserver* observer = nullptr;  ///< null: nobody watches
    const Program* program = nullptr;  ///< the effective policy that runs; set by the Runner
    /// Preflight: OPTIONS with Origin and Access-Control-Request-Method on an API without an OPTIONS operation. The runner then runs
    /// the cors policies that stand directly in inbound, nothing else.
    bool corsPreflight = false;
    /// Examples of the operation's responses by status, for mock-response.
    struct ResponseExample {
        int status = 200;
        std::string contentType, body;
    };
    std::shared_ptr<const std::vector<ResponseExample>> responseExamples;  ///< null: none
    std::shared_ptr<const schema::OperationContract> contract;             ///< what the API's definition says; null: no operation

    // --- messages ---------------------------------------------------------------------------------------------------------------
    [[nodiscard]] Services& services() const { return m_services; }
    [[nodiscard]] http::Request& request() { return m_request; }
    [[nodiscard]] const http::Request& request() const { return m_request; }
    [[nodiscard]] const http::Url& originalUrl() const { return m_originalUrl; }
    [[nodiscard]] expression::MessageBody& requestBody() { return m_requestBody; }
    /// Replaces the request's body; parse results of the old one are dropped. Content-Length follows when it is sent.
    void setRequestBody(http::Body body);
    /// Null before there is a response.
    [[nodiscard]] http::Response* response() { return m_response ? &*m_response : nullptr; }
    [[nodiscard]] expression::MessageBody& responseBody() { return m_responseBody; }
    void setResponse(http::Response response);
    void clearResponse();
    void setResponseBody(http::Body body);
    /// The response, made as an empty 200 where there is none yet.
    http::Response& ensureResponse();
    /// Takes the response out, at the end of the pipeline.
    [[nodiscard]] http::Response takeResponse();

    /// Part of the request's path below the API's own path ("/deployments/x/chat/completions"); rewrite-uri changes it.
    [[nodiscard]] std::string pathBelowApi() const;
    /// The same as a view of the request's URL; "" instead of "/" where the path is the API's own.
    [[nodiscard]] std::string_view pathBehindApi() const;
    void setPathBelowApi(std::string_view path);

    /// True if a body in `reads` is still arriving, or compressed.
    [[nodiscard]] bool mustBuffer(expression::Reads reads) const;
    /// Makes the bodies in `reads` whole and takes off their Content-Encoding (gzip, deflate, br), so that they can be read. `reader`
    /// names the policy that asked, for the trace and the traffic list. A body beyond Services::bodyLimit, compressed or not, is error
    /// BodyTooLarge; one that is no such data is InvalidDataException.
    [[nodiscard]] Task<Result<void>> buffer(expression::Reads reads, std::string_view reader);
    /// Makes them whole as they were sent, for policies that only keep or repeat them.
    [[nodiscard]] Task<Result<void>> collect(expression::Reads reads, std::string_view reader);

    // --- state of the pipeline ----------------------------------------------------------------------------------------------------
    expression::VariableStore variables;
    BackendSelection backend;
    Section section = Section::Inbound;
    /// Bytes that forward-request has sent to and taken from backends, and the time it waited for them.
    Duration backendTime{};
    TokenUsage usage;
    std::string model;                     ///< of the model call, as far as a policy has read it
    std::optional<ModelCall> modelCall;    ///< dropped when the request's body is replaced
    bool corsHandled = false;              ///< a cors policy has decided; later ones do nothing
    std::vector<std::string> countedKeys;  ///< quota counters this request has been booked on (once per key)
    bool streaming = false;                ///< the model answers with server-sent events
    std::shared_ptr<const Backends::Target> calledTarget;  ///< of the last forward-request; null: none, or a plain address
    std::shared_ptr<const http::Url> calledBase;           ///< of the last forward-request; null before
    /// Entity of the last forward-request; "" for none.
    [[nodiscard]] std::string_view calledBackendId() const {
        return calledTarget ? std::string_view(calledTarget->backendId) : std::string_view();
    }
    std::optional<CachePlan> cachePlan;
    std::optional<SemanticPlan> semanticPlan;
    std::string proxyUrl;                                               ///< of the proxy policy, for forward-request; "" for none
    std::shared_ptr<const http::ClientCertificate> backendCertificate;  ///< of authentication-certificate, for forward-request
    Pairs requestDimensions;                                            ///< of set-request-metric-dimension-value
    /// Short marks for the traffic list: "token limit", "cache hit", "retry 1", "buffered by set-body". At most 32.
    void addFlag(std::string flag);
    [[nodiscard]] const std::vector<std::string>& flags() const { return m_flags; }

    /// A header for the client's response, whatever that turns out to be (remaining calls, Retry-After, CORS). Replaces earlier ones
    /// of that name.
    void setClientHeader(std::string_view name, std::string_view value);
    void addClientHeader(std::string_view name, std::string_view value);
    /// Puts them on `response`.
    void applyClientHeaders(http::Response& response) const;

    void addHook(std::shared_ptr<PipelineHook> hook) { m_hooks.push_back(std::move(hook)); }
    [[nodiscard]] const std::vector<std::shared_ptr<PipelineHook>>& hooks() const { return m_hooks; }
    /// True if the response is the one forward-request brought.
    [[nodiscard]] bool backendAnswered() const { return m_backendAnswered; }
    void setBackendAnswered(bool answered) { m_backendAnswered = answered; }

    // --- errors -------------------------------------------------------------------------------------------------------------------
    /// How a step fails: `return context.fail({...});`.
    [[nodiscard]] tl::unexpected<Error> fail(PolicyError error);
    /// The error a step has just reported, with its place; made from `error` when it came as a plain one.
    [[nodiscard]] PolicyError takeError(const Error& error);
    /// Fills in the place of an error on its way out of a step; the innermost step wins.
    struct ErrorPlace {
        std::string_view source, scope, path, policyId;
    };
    void placeError(const Error& error, const ErrorPlace& place);
    [[nodiscard]] const PolicyError* pendingError() const { return m_pendingError ? &*m_pendingError : nullptr; }
    /// What context.LastError shows; null before an error.
    [[nodiscard]] const expression::LastErrorData* lastError() const { return m_lastError ? &*m_lastError : nullptr; }
    void setLastError(const PolicyError& error);
    /// The error that ended the normal path, for metrics; empty reason: none.
    [[nodiscard]] const PolicyError& finalError() const;

    // --- expressions and trace ----------------------------------------------------------------------------------------------------
    /// Everything an expression may read, as it stands now. Valid until the next change of the messages.
    [[nodiscard]] expression::EvaluationContext& evaluation();
    /// Null unless the request is traced.
    [[nodiscard]] TraceRecorder* trace() const { return m_trace.get(); }
    void startTrace();

private:
    Services& m_services;
    http::Request m_request;
    http::Url m_originalUrl;
    expression::MessageBody m_requestBody;
    std::optional<http::Response> m_response;
    expression::MessageBody m_responseBody;
    bool m_backendAnswered = false;
    http::Headers m_clientHeaders;
    std::vector<std::shared_ptr<PipelineHook>> m_hooks;
    std::vector<std::string> m_flags;
    std::optional<PolicyError> m_pendingError;
    std::optional<expression::LastErrorData> m_lastError;
    std::optional<PolicyError> m_finalError;
    expression::EvaluationContext m_evaluation;
    expression::BackendData m_backendData;
    std::unique_ptr<TraceRecorder> m_trace;
};

}  // namespace mgc::policy
