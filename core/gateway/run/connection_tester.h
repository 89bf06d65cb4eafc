#pragma once
#include <string>

#include "gateway/run/local_model.h"
#include "gateway/state/backend_registry.h"
#include "management/messages.h"

namespace mgc::gateway {

/// Asks a backend for the models it serves, with the backend's own credentials, TLS settings and proxy. Circuit breakers neither hinder
/// the test nor hear of it. The address follows from the backend's URL: Azure OpenAI (".../openai": deployments, then models), the OpenAI
/// surface (".../v1" and the like: models), Azure AI inference (".../models": info), else ".../v1/models", then ".../models".
class ConnectionTester {
public:
    static constexpr std::size_t maximumModels = 1000;
    static constexpr std::size_t largestAnswer = 4u << 20;

    ConnectionTester(BackendRegistry& backends, policy::Identity& identity, http::Exchange& exchange, LocalModel* local, const Clock& clock)
        : m_backends(backends), m_identity(identity), m_exchange(exchange), m_local(local), m_clock(clock) {}

    /// Errors: NotFound (no such backend), IsPool (test its members). A backend that does not answer as it should is no error: the
    /// result says so. `patience` bounds each call.
    [[nodiscard]] Task<Result<management::ConnectionTest>> test(std::string backendId, Duration patience);

private:
    [[nodiscard]] Task<Result<http::Response>> ask(const policy::Backends::Target& target, http::Url url, std::string token,
                                                   Duration patience);

    BackendRegistry& m_backends;
    policy::Identity& m_identity;
    http::Exchange& m_exchange;
    LocalModel* m_local;
    const Clock& m_clock;
};

/// Addresses to ask in turn, the next one after a 404; exposed for tests.
[[nodiscard]] std::vector<http::Url> modelListAddresses(const http::Url& base);
/// Names in a list of models or deployments, whichever dialect wrote it; nullopt: this is no such list.
[[nodiscard]] std::optional<std::vector<std::string>> modelNames(std::string_view json);

}  // namespace mgc::gateway
