#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/route/url_template.h"

namespace mgc::gateway {

/// The operations of one API as a tree over path segments. A literal segment wins over one with a parameter, and that over a wildcard;
/// where the more specific branch has no operation for the method, the next one is tried. Each node is visited at most once per match.
class OperationTrie {
public:
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    OperationTrie() : m_nodes(1) {}
    /// Index of an operation with the same method and an equivalent template, or none; the new one is added behind it.
    std::size_t add(std::string_view method, UrlTemplate urlTemplate, std::size_t operation);
    /// The operation for method, path below the API and query, with decoded template parameters in template order; none without a match.
    /// `parameters` may be null.
    [[nodiscard]] std::size_t find(std::string_view method, std::string_view path, std::string_view query, Parameters* parameters) const;

    /// True where an operation's template has a query: the query then takes part in the choice.
    [[nodiscard]] bool asksQuery() const { return m_asksQuery; }

private:
    struct Terminal {
        std::string method;
        std::size_t operation = none;
        std::vector<std::string> names;  ///< of the path parameters in order
        std::vector<UrlTemplate::QueryCondition> query;
    };
    struct Node {
        std::vector<std::pair<std::string, std::size_t>> literals;  ///< sorted without case
        std::vector<std::pair<TemplateSegment, std::size_t>> mixed;
        std::size_t parameter = 0;        ///< child of "{x}"; 0: none
        std::vector<Terminal> terminals;  ///< more query conditions first
        std::vector<Terminal> wildcards;
    };
    struct Search;

    std::size_t child(std::size_t node, const TemplateSegment& segment);
    static const Terminal* choose(const std::vector<Terminal>& terminals, const Search& search);
    const Terminal* find(std::size_t node, std::string_view path, Search& search) const;

    std::vector<Node> m_nodes;
    bool m_asksQuery = false;
};

}  // namespace mgc::gateway
