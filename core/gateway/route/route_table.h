#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "gateway/route/api_trie.h"
#include "gateway/route/key_checker.h"
#include "gateway/route/routed.h"
#include "http/headers.h"

namespace mgc::gateway {

/// Where a request leads.
struct Match {
    enum class Outcome {
        Operation,    ///< api and operation are set
        Preflight,    ///< a CORS preflight without an OPTIONS operation: only cors policies run, no key check; operation may be null
        NoOperation,  ///< the path leads to an API, but no operation fits (wrong method included): 404; on-error of the API's scope runs
        NoApi         ///< 404; on-error of the global scope runs
    };
    Outcome outcome = Outcome::NoApi;
    const RoutedApi* api = nullptr;
    const RoutedOperation* operation = nullptr;
    OperationTrie::Parameters parameters;  ///< context.Request.MatchedParameters, decoded
    std::string_view tail;                 ///< the request path behind the API's prefix ("" or "/..."), still encoded: a view of `path`
};

/// API and operation lookup and subscription keys of one workspace. Immutable, shared by all threads; keeps the workspace alive.
class RouteTable {
public:
    /// Diagnostics: MGC2020 (two APIs answer the same path), MGC2021 (two operations answer the same calls), MGC2022 (template).
    [[nodiscard]] static std::shared_ptr<const RouteTable> build(std::shared_ptr<const resources::Workspace> workspace,
                                                                 Diagnostics& diagnostics);

    /// `path` as on the request line, without query; `host` is not used for choosing: the local gateway answers for every host name.
    /// DIFFERS: an API's `protocols` do not keep calls out, because the local listener usually speaks plain HTTP.
    [[nodiscard]] Match match(std::string_view host, std::string_view method, std::string_view path, std::string_view query,
                              const http::Headers& headers) const;

    [[nodiscard]] const KeyChecker& keys() const { return *m_keys; }
    [[nodiscard]] const std::vector<std::unique_ptr<RoutedApi>>& apis() const { return m_apis; }
    [[nodiscard]] const std::vector<std::unique_ptr<RoutedProduct>>& products() const { return m_products; }
    [[nodiscard]] std::size_t operationCount() const { return m_operationCount; }
    [[nodiscard]] const resources::Workspace& workspace() const { return *m_workspace; }
    /// By API name (";rev=n" included for other revisions than the current one); null without.
    [[nodiscard]] const RoutedApi* api(std::string_view name) const;

private:
    RouteTable();
    void addProducts();
    void addApi(const resources::Api& api, Diagnostics& diagnostics);
    void reportTwins(Diagnostics& diagnostics) const;
    [[nodiscard]] Match search(std::string_view method, std::string_view path, std::string_view query, const http::Headers& headers) const;
    [[nodiscard]] const RoutedApi* choose(const ApiTrie::Found& found, std::string_view query, const http::Headers& headers) const;

    std::shared_ptr<const resources::Workspace> m_workspace;
    std::vector<std::unique_ptr<RoutedProduct>> m_products;
    std::vector<std::unique_ptr<RoutedApi>> m_apis;
    std::unique_ptr<KeyChecker> m_keys;
    ApiTrie m_trie;
    std::size_t m_operationCount = 0;
    std::uint64_t m_number;  ///< of this table among all of the process
};

}  // namespace mgc::gateway
