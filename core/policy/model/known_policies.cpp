#include "policy/model/known_policies.h"

#include <algorithm>
#include <array>

namespace mgc::policy {

namespace {

constexpr auto known = std::to_array<std::string_view>({
    // Rate limiting and quotas
    "rate-limit",
    "rate-limit-by-key",
    "quota",
    "quota-by-key",
    "limit-concurrency",
    // Authentication and authorization
    "check-header",
    "get-authorization-context",
    "ip-filter",
    "validate-azure-ad-token",
    "validate-jwt",
    "validate-client-certificate",
    "authentication-basic",
    "authentication-certificate",
    "authentication-managed-identity",
    // Content validation
    "validate-content",
    "validate-graphql-request",
    "validate-odata-request",
    "validate-parameters",
    "validate-headers",
    "validate-status-code",
    // Routing
    "forward-request",
    "set-backend-service",
    "proxy",
    // Caching
    "cache-lookup",
    "cache-store",
    "cache-lookup-value",
    "cache-store-value",
    "cache-remove-value",
    // Transformation
    "set-method",
    "set-status",
    "set-variable",
    "set-body",
    "set-header",
    "set-query-parameter",
    "rewrite-uri",
    "json-to-xml",
    "xml-to-json",
    "find-and-replace",
    "redirect-content-urls",
    "xsl-transform",
    "return-response",
    "mock-response",
    // Cross-domain
    "cross-domain",
    "cors",
    "jsonp",
    // Integration
    "send-request",
    "send-one-way-request",
    "log-to-eventhub",
    "send-service-bus-message",
    "publish-to-dapr",
    "invoke-dapr-binding",
    // Logging
    "trace",
    "emit-metric",
    // GraphQL
    "http-data-source",
    "sql-data-source",
    "cosmosdb-data-source",
    "publish-event",
    // AI gateway
    "llm-token-limit",
    "azure-openai-token-limit",
    "llm-semantic-cache-lookup",
    "llm-semantic-cache-store",
    "azure-openai-semantic-cache-lookup",
    "azure-openai-semantic-cache-store",
    "llm-emit-token-metric",
    "azure-openai-emit-token-metric",
    "llm-content-safety",
    // Policy control and flow
    "choose",
    "include-fragment",
    "retry",
    "wait",
    // In the product's XSD or toolkit, not in the index
    "cache-value",
    "invoke-request",
    "authentication-token",
    "authentication-token-store",
    "set-request-metric-dimension-value",
    "graphql-data-source",
    "block",
});

constexpr auto containers = std::to_array<std::string_view>({"limit-concurrency", "retry", "wait", "block"});

}  // namespace

std::span<const std::string_view> knownPolicies() { return known; }

bool isKnownPolicy(std::string_view element) { return std::find(known.begin(), known.end(), element) != known.end(); }

bool isKnownContainer(std::string_view element) { return std::find(containers.begin(), containers.end(), element) != containers.end(); }

}  // namespace mgc::policy
