#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "expression/host/context_data.h"
#include "gateway/route/agent_api.h"
#include "gateway/route/mcp_api.h"
#include "gateway/route/operation_trie.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// A product as the request path needs it, made once per workspace.
struct RoutedProduct {
    std::size_t index = 0;  ///< position in RouteTable::products()
    const resources::Product* resource = nullptr;
    std::shared_ptr<const expression::ProductData> data;
};

struct RoutedOperation {
    std::size_t index = 0;  ///< unique over all APIs of the table, dense: programs can lie in one array
    const resources::Operation* resource = nullptr;
    std::shared_ptr<const expression::OperationData> data;
};

struct RoutedApi {
    std::size_t index = 0;  ///< position in RouteTable::apis()
    const resources::Api* resource = nullptr;
    const resources::VersionSet* versionSet = nullptr;  ///< of APIs with a version set
    std::shared_ptr<const expression::ApiData> data;
    std::shared_ptr<const expression::WorkspaceData> workspace;  ///< null at service level
    std::vector<RoutedOperation> operations;
    std::vector<const RoutedProduct*> products;  ///< that hold the API
    const RoutedProduct* openProduct = nullptr;  ///< the first of them that needs no subscription
    std::optional<McpApi> mcp;  ///< of APIs of type mcp
    std::optional<AgentApi> agent;  ///< of APIs of type a2a
    OperationTrie trie;
};

/// The plain data that expressions see, from the resources.
[[nodiscard]] std::shared_ptr<const expression::ApiData> apiData(const resources::Api& api, Diagnostics& diagnostics);
[[nodiscard]] std::shared_ptr<const expression::OperationData> operationData(const resources::Operation& operation);
[[nodiscard]] std::shared_ptr<expression::ProductData> productData(const resources::Product& product,
                                                                   const resources::Workspace& workspace);
[[nodiscard]] std::shared_ptr<expression::SubscriptionData> subscriptionData(const resources::Subscription& subscription);

}  // namespace mgc::gateway
