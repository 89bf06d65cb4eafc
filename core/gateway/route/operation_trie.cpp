#include "gateway/route/operation_trie.h"

#include <algorithm>

#include "base/text.h"
#include "gateway/route/path_text.h"

namespace mgc::gateway {

struct OperationTrie::Search {
    std::string_view method, query;
    std::vector<std::string_view> values;  // of the path parameters on the way down, still encoded
};

std::size_t OperationTrie::child(std::size_t node, const TemplateSegment& segment) {
    const std::size_t fresh = m_nodes.size();
    switch (segment.kind) {
        case TemplateSegment::Kind::Parameter:
            if (m_nodes[node].parameter != 0) return m_nodes[node].parameter;
            m_nodes[node].parameter = fresh;
            break;
        case TemplateSegment::Kind::Mixed:
            for (const auto& [known, index] : m_nodes[node].mixed) {
                bool same = known.texts.size() == segment.texts.size();
                for (std::size_t at = 0; same && at < known.texts.size(); at += 2)
                    same = equalsIgnoreCase(known.texts[at], segment.texts[at]);
                if (same) return index;
            }
            m_nodes[node].mixed.emplace_back(segment, fresh);
            break;
        default: {
            auto& literals = m_nodes[node].literals;
            const auto place =
                std::lower_bound(literals.begin(), literals.end(), segment.text,
                                 [](const auto& entry, const std::string& text) { return compareIgnoreCase(entry.first, text) < 0; });
            if (place != literals.end() && equalsIgnoreCase(place->first, segment.text)) return place->second;
            literals.insert(place, {segment.text, fresh});
            break;
        }
    }
    m_nodes.emplace_back();
    return fresh;
}

std::size_t OperationTrie::add(std::string_view method, UrlTemplate urlTemplate, std::size_t operation) {
    Terminal terminal{std::string(method), operation, {}, std::move(urlTemplate.query)};
    m_asksQuery = m_asksQuery || !terminal.query.empty();
    std::size_t node = 0;
    bool wildcard = false;
    for (const TemplateSegment& segment : urlTemplate.segments) {
        if (segment.kind == TemplateSegment::Kind::Parameter || segment.kind == TemplateSegment::Kind::Wildcard)
            terminal.names.push_back(segment.text);
        for (std::size_t at = 1; at < segment.texts.size(); at += 2) terminal.names.push_back(segment.texts[at]);
        wildcard = segment.kind == TemplateSegment::Kind::Wildcard;
        if (!wildcard) node = child(node, segment);
    }
    auto& terminals = wildcard ? m_nodes[node].wildcards : m_nodes[node].terminals;
    std::size_t twin = none;
    for (const Terminal& other : terminals) {
        const bool same =
            equalsIgnoreCase(other.method, terminal.method) && other.query.size() == terminal.query.size() &&
            std::equal(other.query.begin(), other.query.end(), terminal.query.begin(), [](const auto& left, const auto& right) {
                return equalsIgnoreCase(left.name, right.name) && left.literal == right.literal;
            });
        if (same && twin == none) twin = other.operation;
    }
    const auto place =
        std::find_if(terminals.begin(), terminals.end(), [&](const Terminal& other) { return other.query.size() < terminal.query.size(); });
    terminals.insert(place, std::move(terminal));
    return twin;
}

const OperationTrie::Terminal* OperationTrie::choose(const std::vector<Terminal>& terminals, const Search& search) {
    for (const Terminal& terminal : terminals) {
        if (!equalsIgnoreCase(terminal.method, search.method) && terminal.method != "*") continue;
        const bool fits = std::all_of(terminal.query.begin(), terminal.query.end(), [&](const UrlTemplate::QueryCondition& condition) {
            const auto value = queryValue(search.query, condition.name);
            return value && (!condition.parameter.empty() || percentDecoded(*value, true) == condition.literal);
        });
        if (fits) return &terminal;
    }
    return nullptr;
}

const OperationTrie::Terminal* OperationTrie::find(std::size_t index, std::string_view path, Search& search) const {
    const Node& node = m_nodes[index];
    const std::string_view whole = path;
    const auto segment = nextSegment(path);
    if (!segment) {
        if (const Terminal* const terminal = choose(node.terminals, search)) return terminal;
    } else {
        std::string decoded;
        std::string_view plain = *segment;
        if (plain.find('%') != std::string_view::npos) plain = decoded = percentDecoded(plain);
        const auto place =
            std::lower_bound(node.literals.begin(), node.literals.end(), plain,
                             [](const auto& entry, std::string_view text) { return compareIgnoreCase(entry.first, text) < 0; });
        if (place != node.literals.end() && equalsIgnoreCase(place->first, plain))
            if (const Terminal* const terminal = find(place->second, path, search)) return terminal;
        for (const auto& [mixed, next] : node.mixed) {
            const std::size_t before = search.values.size();
            if (!matchMixed(mixed, *segment, search.values)) continue;
            if (const Terminal* const terminal = find(next, path, search)) return terminal;
            search.values.resize(before);
        }
        if (node.parameter != 0 && !segment->empty()) {
            search.values.push_back(*segment);
            if (const Terminal* const terminal = find(node.parameter, path, search)) return terminal;
            search.values.pop_back();
        }
    }
    const Terminal* const terminal = choose(node.wildcards, search);
    if (terminal) search.values.push_back(whole.starts_with('/') ? whole.substr(1) : whole);
    return terminal;
}

std::size_t OperationTrie::find(std::string_view method, std::string_view path, std::string_view query, Parameters* parameters) const {
    Search search{method, query, {}};
    const Terminal* const terminal = find(0, path, search);
    if (!terminal) return none;
    if (parameters) {
        for (std::size_t at = 0; at < terminal->names.size(); ++at)
            if (!terminal->names[at].empty()) parameters->emplace_back(terminal->names[at], percentDecoded(search.values[at]));
        for (const UrlTemplate::QueryCondition& condition : terminal->query)
            if (!condition.parameter.empty())
                parameters->emplace_back(condition.parameter, percentDecoded(queryValue(query, condition.name).value_or(""), true));
    }
    return terminal->operation;
}

}  // namespace mgc::gateway
