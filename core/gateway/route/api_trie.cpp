#include "gateway/route/api_trie.h"

#include <algorithm>

#include "base/text.h"
#include "gateway/route/path_text.h"

namespace mgc::gateway {
namespace {

template <class Children>
auto placeOf(Children& children, std::string_view segment) {
    return std::lower_bound(children.begin(), children.end(), segment,
                            [](const auto& entry, std::string_view text) { return compareIgnoreCase(entry.first, text) < 0; });
}

}  // namespace

std::size_t ApiTrie::childOf(std::size_t node, std::string_view segment) const {
    const auto& children = m_nodes[node].children;
    const auto place = placeOf(children, segment);
    return place != children.end() && equalsIgnoreCase(place->first, segment) ? place->second : 0;
}

void ApiTrie::add(std::string_view prefix, std::size_t api) {
    std::size_t node = 0;
    while (const auto segment = nextSegment(prefix)) {
        std::size_t next = childOf(node, *segment);
        if (next == 0) {
            next = m_nodes.size();
            auto& children = m_nodes[node].children;
            children.insert(placeOf(children, *segment), {std::string(*segment), next});
            m_nodes.emplace_back();
        }
        node = next;
    }
    m_nodes[node].apis.push_back(api);
}

const std::vector<std::size_t>& ApiTrie::at(std::string_view prefix) const {
    static const std::vector<std::size_t> nothing;
    std::size_t node = 0;
    while (const auto segment = nextSegment(prefix)) {
        node = childOf(node, *segment);
        if (node == 0) return nothing;
    }
    return m_nodes[node].apis;
}

ApiTrie::Found ApiTrie::find(std::string_view path) const {
    Found best;
    std::string_view revision;
    std::size_t node = 0;
    if (!m_nodes[0].apis.empty()) best = {&m_nodes[0].apis, {}, path};
    while (const auto segment = nextSegment(path)) {
        std::string_view name = *segment;
        if (const std::size_t mark = name.find(";rev="); mark != std::string_view::npos) {
            revision = name.substr(mark + 5);
            name = name.substr(0, mark);
        }
        std::string decoded;
        if (name.find('%') != std::string_view::npos) name = decoded = percentDecoded(name);
        node = childOf(node, name);
        if (node == 0) break;
        if (!m_nodes[node].apis.empty()) best = {&m_nodes[node].apis, revision, path};
    }
    return best;
}

}  // namespace mgc::gateway
