#include "policy/xml/parser.h"

#include <algorithm>
#include <string>

#include "policy/xml/characters.h"
#include "policy/xml/document.h"
#include "policy/xml/problem_reporter.h"
#include "policy/xml/start_tag_reader.h"
#include "policy/xml/tree_builder.h"

namespace mgc::policy::xml {

namespace {

class Parser {
public:
    Parser(SyntaxTree& tree, ProblemReporter& problems)
        : m_builder(tree), m_problems(problems), m_text(tree.source.text()), m_tags(tree, problems, m_budget), m_budget(tree.source) {}

    void run() {
        if (m_text.starts_with(byteOrderMark)) m_at = byteOrderMark.size();
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '<') {
                markup();
            } else {
                text(m_at);
            }
        }
        while (m_builder.openDepth() != 0) reportNotClosed(m_builder.closeUnfinished(m_at));
    }

private:
    [[nodiscard]] bool at(std::string_view token) const { return m_text.substr(m_at, token.size()) == token; }

    void markup() {
        if (at("<!--"))
            return closedBy("-->", 4, NodeKind::Comment, codes::commentNotClosed, "This comment is never closed; '-->' is missing.");
        if (at("<![CDATA["))
            return closedBy("]]>", 9, NodeKind::CData, codes::cdataNotClosed, "This CDATA section is never closed; ']]>' is missing.");
        if (at("<?"))
            return closedBy("?>", 2, NodeKind::ProcessingInstruction, codes::instructionNotClosed,
                            "This processing instruction is never closed; '?>' is missing.");
        if (at("<!")) return doctype();
        if (at("</")) return endTag();
        if (m_at + 1 < m_text.size() && startsName(m_text[m_at + 1])) return startTag();
        m_problems.error(codes::malformedTag, "'<' starts no tag here. Write '&lt;' for the character itself.", {offset(), offset() + 1});
        text(m_at + 1);
    }

    void closedBy(std::string_view closer, std::size_t opener, NodeKind kind, std::string_view code, std::string_view message) {
        const auto found = m_text.find(closer, m_at + opener);
        const std::size_t end = found == std::string_view::npos ? m_text.size() : found + closer.size();
        if (found == std::string_view::npos) m_problems.error(code, message, {offset(), offset() + static_cast<std::uint32_t>(opener)});
        m_builder.leaf(kind, {offset(), static_cast<std::uint32_t>(end)});
        m_at = end;
    }

    /// A document type could name outside entities; no policy needs one, so none is ever read.
    void doctype() {
        std::size_t end = m_at;
        for (int depth = 0; end < m_text.size();) {
            const char c = m_text[end++];
            if (c == '[') ++depth;
            if (c == ']') --depth;
            if (c == '>' && depth <= 0) break;
        }
        const Span span{offset(), static_cast<std::uint32_t>(end)};
        m_problems.error(codes::doctypeNotAllowed, "A document type declaration is not allowed in a policy document.", span);
        m_builder.leaf(NodeKind::Doctype, span);
        m_at = end;
    }

    void startTag() {
        if (m_builder.openDepth() >= deepestElement) {
            m_problems.error(codes::nestingTooDeep, "Elements are nested more than 200 deep.", {offset(), offset() + 1});
            // What is deeper is kept as text, so that the tree stays bounded and nothing is lost.
            return text(m_text.size());
        }
        Node element = m_tags.read(m_at);
        m_at = element.startTag.end;
        m_builder.open(element);
    }

    void endTag() {
        const std::size_t begin = m_at;
        std::size_t end = begin + 2;
        while (end < m_text.size() && continuesName(m_text[end])) ++end;
        const std::string_view name = m_text.substr(begin + 2, end - begin - 2);
        end = skipBlanks(m_text, end);
        if (end < m_text.size() && m_text[end] == '>') {
            ++end;
        } else {
            m_problems.error(codes::malformedTag, "This end tag is not closed with '>'.", {offset(), static_cast<std::uint32_t>(end)});
            while (end < m_text.size() && m_text[end] != '>' && m_text[end] != '<') ++end;
            if (end < m_text.size() && m_text[end] == '>') ++end;
        }
        const Span span{offset(), static_cast<std::uint32_t>(end)};
        m_at = end;
        if (!m_builder.isOpen(name)) {
            m_problems.error(codes::unexpectedEndTag,
                             "There is no open element '" + std::string(name) + "' that '</" + std::string(name) + ">' could end.", span);
            m_builder.leaf(NodeKind::Text, span);
            return;
        }
        while (m_builder.innermostName() != name) reportNotClosed(m_builder.closeUnfinished(begin));
        m_builder.close(span);
    }

    void reportNotClosed(Span startTagName) {
        const std::string name(m_text.substr(startTagName.begin, startTagName.size()));
        m_problems.error(codes::elementNotClosed, "Element '" + name + "' is never closed; '</" + name + ">' is missing.", startTagName,
                         name);
    }

    [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(m_at); }

    void flush(std::size_t begin, std::size_t end) {
        if (end > begin) m_builder.leaf(NodeKind::Text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }

    /// Text up to the next markup; expressions in it become nodes of their own. Up to `from` it is text without looking.
    void text(std::size_t from) {
        std::size_t begin = m_at;
        std::size_t end = from;
        bool first = from == begin;
        while (end < m_text.size() && m_text[end] != '<') {
            if (startsExpression(m_text, end)) {
                const auto match = m_budget.match(end);
                if (match.matched) {
                    flush(begin, end);
                    m_builder.leaf(NodeKind::Expression, {static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(match.end)});
                    begin = end = match.end;
                    first = false;
                    continue;
                }
                if (first) {
                    end = afterDamagedExpression(end, match);
                    break;
                }
            } else if (m_text[end] == '&') {
                m_tags.checkAmpersand(end);
            }
            first = first && isBlank(m_text[end]);
            ++end;
        }
        if (m_builder.openDepth() == 0) checkOutsideText(begin, end);
        flush(begin, end);
        m_at = end;
    }

    /// The end tag of the element around it is the surest mark that a broken expression in text is over.
    std::size_t afterDamagedExpression(std::size_t begin, const ExpressionMatch& match) {
        const std::string closer = "</" + std::string(m_builder.innermostName());
        auto end = m_budget.find(closer, begin);
        if (end == std::string_view::npos) end = m_text.find('<', begin);
        if (end == std::string_view::npos) end = m_text.size();
        m_problems.expressionNotClosed(begin, end, match);
        return end;
    }

    void checkOutsideText(std::size_t begin, std::size_t end) {
        const std::size_t visible = skipBlanks(m_text, begin);
        if (visible >= end) return;
        const Span span{static_cast<std::uint32_t>(visible), static_cast<std::uint32_t>(end)};
        m_problems.error(codes::textOutsideElements, "Text outside of any element.", span);
    }

    TreeBuilder m_builder;
    ProblemReporter& m_problems;
    std::string_view m_text;
    StartTagReader m_tags;
    ScanBudget m_budget;
    std::size_t m_at = 0;
};

/// Problems that make reading pointless or dangerous; the text then stays one text node.
bool isReadable(const SourceText& source, ProblemReporter& problems) {
    const std::string_view text = source.text();
    const auto at = [](std::size_t offset, std::size_t length) {
        return Span{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + length)};
    };
    if (text.size() > largestDocument) {
        problems.error(codes::documentTooLarge, "The document is larger than 16 MiB.", at(0, 0));
        return false;
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        problems.error(codes::notUtf8, "The document is UTF-16. Save it as UTF-8.", at(0, 0));
        return false;
    }
    if (const auto offset = findInvalidUtf8(text); offset != std::string_view::npos) {
        problems.error(codes::notUtf8, "This byte is not UTF-8. Save the document as UTF-8.", at(offset, 1));
        return false;
    }
    const auto control =
        std::find_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && !isBlank(c)) || c == '\x7F'; });
    if (control != text.end()) {
        const auto offset = static_cast<std::size_t>(control - text.begin());
        problems.error(codes::controlCharacter, "This control character is not allowed in a policy document.", at(offset, 1));
    }
    return true;
}

}  // namespace

SyntaxTree parseTree(SourceText source, Diagnostics& diagnostics) {
    SyntaxTree tree;
    tree.source = std::move(source);
    tree.nodes.push_back(Node{});
    tree.nodes[documentNode].range = {0, static_cast<std::uint32_t>(tree.source.text().size())};
    ProblemReporter problems(tree.source, diagnostics);
    if (!isReadable(tree.source, problems)) {
        const std::string_view text = tree.source.text();
        const auto begin = static_cast<std::uint32_t>(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
        if (text.size() > begin) TreeBuilder(tree).leaf(NodeKind::Text, {begin, static_cast<std::uint32_t>(text.size())});
        return tree;
    }
    tree.nodes.reserve(tree.source.text().size() / 24 + 8);
    Parser(tree, problems).run();
    const bool hasElement =
        std::any_of(tree.nodes.begin(), tree.nodes.end(), [](const Node& node) { return node.kind == NodeKind::Element; });
    if (!hasElement) problems.error(codes::noElement, "The document has no element; <policies> or <fragment> is expected.", {0, 0});
    return tree;
}

}  // namespace mgc::policy::xml
