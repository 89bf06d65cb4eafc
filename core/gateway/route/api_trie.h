#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mgc::gateway {

/// API path prefixes as a tree over segments; finds the longest prefix that holds an API. Compares without case.
class ApiTrie {
public:
    struct Found {
        const std::vector<std::size_t>* apis = nullptr;  ///< all revisions and versions that share the prefix; null: no API
        std::string_view revision;                       ///< of ";rev=n"; "" where the caller named none
        std::string_view tail;                           ///< the path behind the prefix: "" or "/..."
    };

    ApiTrie() : m_nodes(1) {}
    void add(std::string_view prefix, std::size_t api);
    [[nodiscard]] Found find(std::string_view path) const;
    /// The APIs at exactly this prefix.
    [[nodiscard]] const std::vector<std::size_t>& at(std::string_view prefix) const;

private:
    struct Node {
        std::vector<std::pair<std::string, std::size_t>> children;  ///< sorted without case
        std::vector<std::size_t> apis;
    };
    /// 0 where there is none.
    [[nodiscard]] std::size_t childOf(std::size_t node, std::string_view segment) const;

    std::vector<Node> m_nodes;
};

}  // namespace mgc::gateway
