#pragma once
#include <optional>

#include "azure/demo/demo_store.h"

namespace mgc::azure {

/// What the demonstration answers beside plain resources: deployments that make progress, its gateway with traces, logs, metrics, agents.
class DemoAnswers {
public:
    explicit DemoAnswers(DemoStore& store) : m_store(store) {}
    /// Nullopt where it is a plain resource.
    [[nodiscard]] std::optional<HttpResponse> answer(const HttpRequest& request, const std::string& host, const std::string& path,
                                                     const std::string& query);

private:
    using Json = DemoStore::Json;
    [[nodiscard]] std::optional<HttpResponse> deployment(const HttpRequest& request, const std::string& path);
    [[nodiscard]] HttpResponse startDeployment(const std::string& id, const Json& body);
    [[nodiscard]] HttpResponse pollDeployment();
    [[nodiscard]] Json operations() const;
    [[nodiscard]] HttpResponse gateway(const HttpRequest& request, const std::string& path);
    [[nodiscard]] HttpResponse agents(const HttpRequest& request, const std::string& path);
    [[nodiscard]] static HttpResponse logs(const HttpRequest& request);
    [[nodiscard]] static HttpResponse metrics(const std::string& query);

    struct Planned {
        std::string id;
        Json body;
    };
    DemoStore& m_store;
    std::vector<Planned> m_planned;  ///< of the deployment under way
    std::size_t m_made = 0;
    std::string m_deploymentId;
    Json m_outputs;
    Json m_trace;  ///< of the last traced call
    int m_calls = 0;
    std::string m_lastCall;
};

/// Addresses that exist nowhere.
inline constexpr const char* demoGateway = "https://apim-demo.demonstration.invalid";
inline constexpr const char* demoFoundry = "https://foundry.demonstration.invalid";
inline constexpr const char* demoLogs = "https://logs.demonstration.invalid";

}  // namespace mgc::azure
