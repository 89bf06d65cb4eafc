#pragma once
#include <string>
#include <vector>

#include "foundry/connection.h"
#include "foundry/finding.h"
#include "foundry/transport.h"

namespace mgc::foundry {

struct ProbeOptions {
    std::string deployment;  ///< the model that is called; "": all static models (at most maximumModels), or the first one discovered
    bool extras = true;      ///< also streaming, tools and response_format
    bool searchAlternatives = true;  ///< on 401 and 404: find out which setting would work
};

inline constexpr std::size_t maximumModels = 20;

/// A request that was made, in order, for the report. The URL holds no secret.
struct ProbedRequest {
    std::string step;  ///< "token", "list models", "get model", "chat", "streaming", "tools", "response_format", "alternative"
    RequestSeen request;
    long long milliseconds = 0;
};

/// Calls a gateway request by request as Foundry's agent service does: token, discovery, chat completions; then what agents also send.
/// Each failure becomes a Finding with cause and fix. Facts: foundry-connections.md sections 3 to 5.
class Probe {
public:
    Probe(const Connection& connection, ProbeOptions options, Send send, Pause pause, Findings& findings)
        : m_connection(connection),
          m_options(std::move(options)),
          m_send(std::move(send)),
          m_pause(std::move(pause)),
          m_findings(findings) {}

    void run();
    [[nodiscard]] const std::vector<ProbedRequest>& requests() const { return m_requests; }

private:
    /// How one chat call is put together; the alternatives vary it.
    struct Shape {
        std::string target;
        bool inPath = true;
        std::string apiVersion;
        HeaderList credentials;
    };

    [[nodiscard]] Shape configured() const;
    [[nodiscard]] HeaderList keyHeaders() const;
    [[nodiscard]] HeaderList headersFor(const HeaderList& credentials) const;
    [[nodiscard]] Call chatCall(const Shape& shape, const std::string& deployment, const std::string& extraMembers = {}) const;
    /// Retries 429, 500, 502, 503 and 504 three times, as the samples' scripts do.
    [[nodiscard]] Result<Answer> send(std::string_view step, const Call& call, int retries = 3);
    [[nodiscard]] RequestSeen seen(const Call& call, const Answer& answer) const { return {call.method, call.url, answer.status}; }

    [[nodiscard]] bool fetchToken();
    [[nodiscard]] std::vector<std::string> discover();
    [[nodiscard]] std::vector<std::string> listModels(const Discovery& discovery, bool& failed);
    bool getModel(const Discovery& discovery, const std::string& name);
    [[nodiscard]] std::vector<std::string> modelsToCall(const std::vector<std::string>& known);
    [[nodiscard]] std::string requestedDeployment() const;
    bool chat(const std::string& deployment);
    bool checkChatAnswer(const Call& call, const Answer& answer);
    void extras(const std::string& deployment);

    void connectionFailed(const Call& call, const Error& error);
    /// A failed answer that is not about settings of this connection alone; `what` names the step.
    void explain(std::string_view what, const Call& call, const Answer& answer);
    void explainRejectedKey(const Call& call, const Answer& answer, const std::string& deployment);
    void explainNotFound(const Call& call, const Answer& answer, const std::string& deployment);
    [[nodiscard]] bool works(const Shape& shape, const std::string& deployment);

    const Connection& m_connection;
    ProbeOptions m_options;
    Send m_send;
    Pause m_pause;
    Findings& m_findings;
    std::vector<ProbedRequest> m_requests;
    std::string m_token;
    bool m_cancelled = false;
};

}  // namespace mgc::foundry
