#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "expression/variable_store.h"
#include "http/message.h"

// What `context` shows to expressions, as plain data. The engine fills it, expression/types reads it; names follow
// reference/expressions.md section 3. Pointers may be null where C# would see null (no product, no user, ...).
namespace mgc::expression {

class MessageBody;

struct SubscriptionKeyParameterNames {
    std::string header = "Ocp-Apim-Subscription-Key";
    std::string query = "subscription-key";
};

struct ApiData {
    std::string id, name, path, revision = "1", version;
    bool isCurrentRevision = true;
    std::vector<std::string> protocols;
    http::Url serviceUrl;
    SubscriptionKeyParameterNames keyNames;
};

struct OperationData {
    std::string id, method, name, urlTemplate;
};

struct GroupData {
    std::string id, name;
};

struct ProductData {
    std::string id, name;
    bool approvalRequired = false;
    bool subscriptionRequired = true;
    bool published = true;
    std::optional<int> subscriptionsLimit;
    std::vector<GroupData> groups;
    std::vector<std::shared_ptr<const ApiData>> apis;
};

struct SubscriptionData {
    std::string id, name, key, primaryKey, secondaryKey;
    Instant createdDate{};
    std::optional<Instant> startDate, endDate;
};

struct IdentityData {
    std::string id, provider;
};

struct UserData {
    std::string id, email, firstName, lastName, note;
    Instant registrationDate{};
    std::vector<GroupData> groups;
    std::vector<IdentityData> identities;
};

struct WorkspaceData {
    std::string id, name;
};

struct BackendData {
    std::string id, azureRegion;
    bool isPool = false;
};

struct DeploymentData {
    /// By the certificate's id in the service, DER; context.Deployment.Certificates.
    std::vector<std::pair<std::string, std::string>> certificates;
    std::string gatewayId = "managed", instanceId = "managed", region = "local", serviceId = "local", serviceName = "local";
    bool isManaged = true;
};

struct LastErrorData {
    std::string source, reason, message, scope, section, path, policyId;
    int httpErrorCode = 0;
};

/// Everything one evaluation may read. Owned by the engine's request context; valid while the expression runs.
struct EvaluationContext {
    const http::Request* request = nullptr;       ///< method, url and headers as they stand now
    MessageBody* requestBody = nullptr;           ///< null: the request has no body
    const http::Url* originalUrl = nullptr;
    std::string_view clientIp;
    std::string_view clientCertificate;           ///< DER of the client's certificate; empty: none
    const std::vector<std::pair<std::string, std::string>>* matchedParameters = nullptr;
    const http::Response* response = nullptr;     ///< null before there is a response
    MessageBody* responseBody = nullptr;
    VariableStore* variables = nullptr;
    const ApiData* api = nullptr;
    const OperationData* operation = nullptr;
    const ProductData* product = nullptr;
    const SubscriptionData* subscription = nullptr;
    const UserData* user = nullptr;
    const WorkspaceData* workspace = nullptr;
    const BackendData* backend = nullptr;
    const DeploymentData* deployment = nullptr;
    const LastErrorData* lastError = nullptr;
    std::string_view requestId;                   ///< GUID text
    Instant timestamp{};                          ///< request received
    bool tracing = false;
    std::optional<Duration> elapsed;              ///< overrides clock - timestamp (eval, tests)
    const Clock* clock = nullptr;                 ///< DateTime.UtcNow, Elapsed
    Random* random = nullptr;                     ///< Guid.NewGuid, new Random()
    std::function<void(std::string_view)> trace;  ///< context.Trace(message)
    struct Limits {
        std::uint64_t steps = 10'000'000;         ///< loop iterations and calls
        std::size_t recursion = 200;
        std::size_t stringBytes = 64u << 20;
        std::size_t collectionItems = 5'000'000;
        Duration time = std::chrono::seconds(10);
        Duration regexTime = std::chrono::seconds(2);
    } limits;
};

}  // namespace mgc::expression
