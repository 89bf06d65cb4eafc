#include "policy/xml/start_tag_reader.h"

#include <string>

#include "policy/xml/characters.h"
#include "policy/xml/document.h"

namespace mgc::policy::xml {

namespace {

std::uint32_t at32(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

}  // namespace

void StartTagReader::problem(std::string_view code, std::string_view message, std::size_t begin, std::size_t end) {
    if (!m_damaged) m_problems.error(code, message, {at32(begin), at32(end)}, m_element);
}

Node StartTagReader::read(std::size_t at) {
    Node element;
    element.kind = NodeKind::Element;
    element.firstAttribute = at32(m_tree.attributes.size());
    m_damaged = false;
    m_at = at + 1;
    while (m_at < m_text.size() && continuesName(m_text[m_at])) ++m_at;
    element.name = {at32(at + 1), at32(m_at)};
    m_element = m_tree.source.slice(element.name);
    while (true) {
        const std::size_t gap = m_at;
        m_at = skipBlanks(m_text, m_at);
        if (m_at >= m_text.size() || m_text[m_at] == '<') {
            problem(codes::malformedTag, "The start tag '<" + std::string(m_element) + "' is not closed with '>'.", at, element.name.end);
            break;
        }
        const char c = m_text[m_at];
        if (c == '>') {
            ++m_at;
            break;
        }
        if (c == '/' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '>') {
            m_at += 2;
            element.selfClosing = true;
            break;
        }
        if (startsName(c)) {
            if (gap == m_at) problem(codes::malformedTag, "A space is missing before this attribute.", m_at, m_at + 1);
            attribute(element);
            continue;
        }
        problem(codes::malformedTag, "This character does not belong into a start tag; an attribute, '>' or '/>' is expected.", m_at,
                m_at + 1);
        // One report per run of strange characters.
        const std::string_view stops = "<>/ \t\r\n";
        while (m_at < m_text.size() && stops.find(m_text[m_at]) == std::string_view::npos) ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '/') ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '>' && m_text[m_at - 1] == '/') --m_at;
    }
    element.startTag = {at32(at), at32(m_at)};
    return element;
}

void StartTagReader::attribute(Node& element) {
    Attribute attribute;
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && continuesName(m_text[m_at])) ++m_at;
    attribute.name = {at32(begin), at32(m_at)};
    attribute.firstExpression = at32(m_tree.expressions.size());
    const std::string_view name = m_tree.source.slice(attribute.name);
    const std::size_t equals = skipBlanks(m_text, m_at);
    if (equals >= m_text.size() || m_text[equals] != '=') {
        problem(codes::attributeWithoutValue, "Attribute '" + std::string(name) + "' has no value.", begin, m_at);
        attribute.value = {at32(m_at), at32(m_at)};
        attribute.quote = '\0';
    } else {
        m_at = skipBlanks(m_text, equals + 1);
        if (m_at < m_text.size() && (m_text[m_at] == '"' || m_text[m_at] == '\'')) {
            value(attribute);
        } else {
            unquotedValue(attribute);
        }
    }
    attribute.range = {at32(begin), at32(m_at)};
    attribute.expressionCount = at32(m_tree.expressions.size()) - attribute.firstExpression;
    if (element.attributeCount >= mostAttributes) {
        problem(codes::malformedTag, "An element has at most 256 attributes.", begin, attribute.name.end);
        return;
    }
    for (std::uint32_t i = 0; i < element.attributeCount; ++i) {
        if (m_tree.source.slice(m_tree.attributes[element.firstAttribute + i].name) == name) {
            problem(codes::duplicateAttribute, "Attribute '" + std::string(name) + "' is given twice.", begin, attribute.name.end);
            break;
        }
    }
    m_tree.attributes.push_back(attribute);
    ++element.attributeCount;
}

void StartTagReader::value(Attribute& attribute) {
    const char quote = m_text[m_at];
    const std::size_t begin = m_at + 1;
    std::size_t end = begin;
    bool blankSoFar = true;
    attribute.quote = quote;
    while (end < m_text.size() && m_text[end] != quote) {
        if (startsExpression(m_text, end)) {
            const auto match = m_budget.match(end);
            if (match.matched) {
                m_tree.expressions.push_back({at32(end), at32(match.end)});
                end = match.end;
                blankSoFar = false;
                continue;
            }
            if (blankSoFar) {
                const std::size_t start = end;
                end = plausibleEnd(end, quote);
                // The quote that closes the value may be the very one that opened a string: still inside.
                m_problems.expressionNotClosed(start, end + 1, match);
                m_damaged = true;
                break;
            }
        } else if (m_text[end] == '<') {
            problem(codes::rawLessThan, "'<' must be written '&lt;' in an attribute value that is no expression.", end, end + 1);
        } else if (m_text[end] == '&') {
            if (!m_damaged) checkAmpersand(end);
        }
        blankSoFar = blankSoFar && isBlank(m_text[end]);
        ++end;
    }
    attribute.value = {at32(begin), at32(end)};
    if (end >= m_text.size()) {
        problem(codes::attributeNotClosed,
                "The value of attribute '" + std::string(m_tree.source.slice(attribute.name)) + "' is never closed.", begin - 1, begin);
        m_damaged = true;  // the tag is not closed either, for the same reason
        m_at = end;
        return;
    }
    m_at = end + 1;
}

void StartTagReader::unquotedValue(Attribute& attribute) {
    const std::size_t begin = m_at;
    const std::string_view stops = "<>\"' \t\r\n";
    while (m_at < m_text.size() && stops.find(m_text[m_at]) == std::string_view::npos && m_text.substr(m_at, 2) != "/>") ++m_at;
    attribute.quote = '\0';
    attribute.value = {at32(begin), at32(m_at)};
    problem(codes::attributeNotQuoted,
            "The value of attribute '" + std::string(m_tree.source.slice(attribute.name)) + "' must stand in quotes.", begin,
            m_at > begin ? m_at : attribute.name.end);
}

std::size_t StartTagReader::plausibleEnd(std::size_t begin, char quote) {
    std::size_t firstQuote = std::string_view::npos;
    for (std::size_t at = begin; at < m_text.size() && !m_budget.exhausted(); ++at) {
        m_budget.spend(1);
        if (m_text[at] != quote) continue;
        if (firstQuote == std::string_view::npos) firstQuote = at;
        std::size_t next = skipBlanks(m_text, at + 1);
        if (next >= m_text.size()) break;
        if (m_text[next] == '>' || m_text.substr(next, 2) == "/>") return at;
        if (next == at + 1 || !startsName(m_text[next])) continue;
        while (next < m_text.size() && continuesName(m_text[next])) ++next;
        next = skipBlanks(m_text, next);
        if (next >= m_text.size() || m_text[next] != '=') continue;
        next = skipBlanks(m_text, next + 1);
        if (next < m_text.size() && (m_text[next] == '"' || m_text[next] == '\'')) return at;
    }
    return firstQuote == std::string_view::npos ? m_text.size() : firstQuote;
}

void StartTagReader::checkAmpersand(std::size_t at) {
    if (entityAt(m_text, at)) return;
    std::size_t end = at + 1;
    while (end < m_text.size() && end < at + 32 && (continuesName(m_text[end]) || m_text[end] == '#')) ++end;
    const bool named = end > at + 1 && end < m_text.size() && m_text[end] == ';';
    if (named) {
        m_problems.error(codes::unknownEntity, "There is no entity '" + std::string(m_text.substr(at, end + 1 - at)) + "'.",
                         {at32(at), at32(end + 1)}, m_element);
    } else {
        m_problems.warning(codes::rawAmpersand, "'&' must be written '&amp;' outside of expressions.", {at32(at), at32(at + 1)}, m_element);
    }
}

}  // namespace mgc::policy::xml
