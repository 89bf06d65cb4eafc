#pragma once
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azure/arm/call_log.h"
#include "azure/cloud.h"
#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

namespace mgc::azure {

using Json = nlohmann::ordered_json;

struct ArmCall {
    std::string method = "GET";
    std::string path;  ///< below the resource manager, "/subscriptions/..."; or an absolute address of the same host
    std::string apiVersion;
    std::vector<std::pair<std::string, std::string>> query;
    std::string ifMatch;  ///< "" sends none
    std::optional<Json> body;
    std::string purpose;              ///< for the call log, "Reading API a"
    bool retryLostConnection = true;  ///< false where a repeated call could not be told from the first (PUT with If-Match)
    std::string scope = {};  ///< of the token, for the data planes (logs, Foundry); `path` is an absolute address then. "": the resource manager
    HeaderList headers = {};  ///< further ones
};

struct ArmAnswer {
    int status = 0;
    HeaderList headers;
    Json body;  ///< null where there is none
    std::string etag;
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// How far a long-running operation is: status as Azure names it, percent where it tells one.
struct OperationState {
    std::string status;
    std::optional<double> percent;
};

struct ArmLimits {
    int attempts = 5;                           ///< of one call
    std::chrono::milliseconds firstPause{500};  ///< doubles; Retry-After wins
    std::chrono::milliseconds longestPause{60'000};
    std::chrono::milliseconds pollInterval{2'000};          ///< of long-running operations without Retry-After
    std::chrono::milliseconds operationTimeout{7'200'000};  ///< of one long-running operation
    std::size_t pages = 10'000;
};

/// Calls Azure Resource Manager: tokens, request ids, retries, throttling, paging, long-running operations. One thread.
/// Errors: Azure's own codes (see armError), those of Transport and of the token source, OperationFailed, OperationCanceled.
class ArmClient {
public:
    ArmClient(Cloud cloud, Transport& transport, TokenSource& tokens, CallLog& log, ArmLimits limits = {});

    /// One call with retries of 408, 429 and 5xx (GET, HEAD, PUT, DELETE; POST only on 429 and 503 with Retry-After). Any status of
    /// 200..299, or one of `alsoFine`, is an answer; others are errors.
    [[nodiscard]] Result<ArmAnswer> call(const ArmCall& call, const std::vector<int>& alsoFine = {});
    /// The same, and follows the long-running operation to its end: Azure-AsyncOperation, Location or provisioningState, whatever the
    /// first status. The answer is the final one.
    [[nodiscard]] Result<ArmAnswer> callToEnd(const ArmCall& call, const std::function<void(const OperationState&)>& progress = {},
                                              const std::vector<int>& alsoFine = {});
    /// All pages of a list ("value", "nextLink").
    [[nodiscard]] Result<std::vector<Json>> list(const std::string& path, const std::string& apiVersion, const std::string& purpose,
                                                 std::vector<std::pair<std::string, std::string>> query = {});
    /// Nullopt on 404.
    [[nodiscard]] Result<std::optional<ArmAnswer>> find(ArmCall call);

    [[nodiscard]] std::string urlOf(const ArmCall& call) const;
    [[nodiscard]] const Cloud& cloud() const { return m_cloud; }
    [[nodiscard]] Transport& transport() { return m_transport; }
    [[nodiscard]] TokenSource& tokens() { return m_tokens; }
    [[nodiscard]] CallLog& log() { return m_log; }
    [[nodiscard]] const ArmLimits& limits() const { return m_limits; }

private:
    [[nodiscard]] Result<HttpResponse> attempt(const ArmCall& call, const std::string& url, int number, std::string& claims);
    [[nodiscard]] Result<ArmAnswer> followOperation(const ArmCall& start, ArmAnswer first,
                                                    const std::function<void(const OperationState&)>& progress);
    [[nodiscard]] bool sameHost(const std::string& url) const;

    Cloud m_cloud;
    Transport& m_transport;
    TokenSource& m_tokens;
    CallLog& m_log;
    ArmLimits m_limits;
};

/// "3f2504e0-4f89-41d3-9a0c-0305e82c3301", random.
[[nodiscard]] std::string newGuid();
/// The pause that Retry-After asks for (seconds or an HTTP date); nullopt where there is none.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const std::string& header);

}  // namespace mgc::azure
