#include "ui/pages/policies/xml/policy_lexer.h"

#include <Qsci/qsciscintilla.h>

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>
#include <array>
#include <cctype>

#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

using policy::xml::NodeKind;
using policy::xml::Span;

constexpr auto csharpKeywords = std::to_array<std::string_view>(
    {"as",    "bool",    "break",  "case",   "catch",   "char",  "const", "continue", "decimal", "default", "do",  "double", "else",
     "false", "finally", "float",  "for",    "foreach", "if",    "in",    "int",      "is",      "long",    "new", "null",   "object",
     "out",   "return",  "static", "string", "switch",  "throw", "true",  "try",      "typeof",  "using",   "var", "void",   "while"});

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

ColorRole roleOf(int style) {
    switch (style) {
        case PolicyLexer::Bracket:
            return ColorRole::Muted;
        case PolicyLexer::Tag:
            return ColorRole::CodeTag;
        case PolicyLexer::Attribute:
            return ColorRole::CodeAttribute;
        case PolicyLexer::String:
        case PolicyLexer::ExpressionString:
            return ColorRole::CodeString;
        case PolicyLexer::Expression:
        case PolicyLexer::Keyword:
            return ColorRole::CodeExpression;
        case PolicyLexer::Comment:
        case PolicyLexer::Instruction:
            return ColorRole::CodeComment;
        default:
            return ColorRole::Text;
    }
}

}  // namespace

QFont inPoints(QFont font) {
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double dots = screen ? screen->logicalDotsPerInchY() : 96;
    if (font.pixelSize() > 0) font.setPointSizeF(font.pixelSize() * 72.0 / dots);
    return font;
}

PolicyLexer::PolicyLexer(QObject* parent) : QsciLexerCustom(parent) { applyTheme(); }

QString PolicyLexer::description(int style) const {
    static const char* const names[] = {
        "Text", "Bracket", "Element", "Attribute", "Value", "Expression", "Keyword", "Text in expression", "Comment", "Instruction"};
    return style >= 0 && style < StyleCount ? QLatin1String(names[style]) : QString();
}

QColor PolicyLexer::defaultColor(int style) const { return themeColor(roleOf(style)); }
QColor PolicyLexer::defaultPaper(int) const { return themeColor(ColorRole::Bg); }

QFont PolicyLexer::defaultFont(int style) const {
    QFont font = inPoints(Theme::instance().font(TextRole::Code));
    font.setItalic(style == Comment);
    font.setBold(style == Keyword);
    return font;
}

void PolicyLexer::applyTheme() {
    setDefaultFont(inPoints(Theme::instance().font(TextRole::Code)));
    setDefaultColor(themeColor(ColorRole::Text));
    setDefaultPaper(themeColor(ColorRole::Bg));
    for (int style = 0; style < StyleCount; ++style) {
        setColor(defaultColor(style), style);
        setPaper(defaultPaper(style), style);
        setFont(defaultFont(style), style);
    }
}

void PolicyLexer::add(Span span, Style style) {
    if (!span.empty()) m_ranges.push_back({span.begin, span.end, style});
}

void PolicyLexer::addExpression(Span span) {
    const std::string_view text = m_document.slice(span);
    std::uint32_t plain = 0;
    std::size_t at = 0;
    const auto flush = [&](std::size_t begin, std::size_t end, Style style) {
        add({span.begin + plain, span.begin + static_cast<std::uint32_t>(begin)}, Expression);
        add({span.begin + static_cast<std::uint32_t>(begin), span.begin + static_cast<std::uint32_t>(end)}, style);
        plain = static_cast<std::uint32_t>(end);
        at = end;
    };
    constexpr std::string_view entity = "&quot;";
    while (at < text.size()) {
        const bool quoted = text[at] == '"' || text.substr(at).starts_with(entity);
        if (quoted) {
            const std::string_view quote = text[at] == '"' ? std::string_view("\"") : entity;
            std::size_t end = at + quote.size();
            while (end < text.size() && !text.substr(end).starts_with(quote) && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
            flush(at, std::min(text.size(), end + quote.size()), ExpressionString);
        } else if (text.substr(at).starts_with("//")) {
            const auto end = text.find('\n', at);
            flush(at, end == std::string_view::npos ? text.size() - 1 : end, Comment);
        } else if (text.substr(at).starts_with("/*")) {
            const auto end = text.find("*/", at);
            flush(at, end == std::string_view::npos ? text.size() - 1 : end + 2, Comment);
        } else if (isWord(text[at])) {
            std::size_t end = at;
            while (end < text.size() && isWord(text[end])) ++end;
            if (std::binary_search(csharpKeywords.begin(), csharpKeywords.end(), text.substr(at, end - at)))
                flush(at, end, Keyword);
            else
                at = end;
        } else {
            ++at;
        }
    }
    add({span.begin + plain, span.end}, Expression);
}

void PolicyLexer::setDocument(const policy::xml::Document& document) {
    m_document = document;
    m_ranges.clear();
    const auto& tree = document.tree();
    m_ranges.reserve(tree.nodes.size() * 4);
    for (policy::xml::NodeId id = 1; id < tree.nodes.size(); ++id) {
        const auto& node = tree.nodes[id];
        switch (node.kind) {
            case NodeKind::Element: {
                add({node.startTag.begin, node.name.begin}, Bracket);
                add(node.name, Tag);
                std::uint32_t last = node.name.end;
                for (const auto& attribute : document.attributes(id)) {
                    add(attribute.name, Attribute);
                    std::uint32_t at =
                        attribute.value.begin > 0 && attribute.quote != '\0' ? attribute.value.begin - 1 : attribute.value.begin;
                    for (const Span& expression : document.expressions(attribute)) {
                        add({at, expression.begin}, String);
                        addExpression(expression);
                        at = expression.end;
                    }
                    last = attribute.range.end;
                    add({at, last}, String);
                }
                add({last, node.startTag.end}, Bracket);
                if (!node.endTag.empty()) {
                    add({node.endTag.begin, node.endTag.begin + 2}, Bracket);
                    add({node.endTag.begin + 2, node.endTag.end - 1}, Tag);
                    add({node.endTag.end - 1, node.endTag.end}, Bracket);
                }
                break;
            }
            case NodeKind::Expression:
                addExpression(node.range);
                break;
            case NodeKind::Comment:
                add(node.range, Comment);
                break;
            case NodeKind::ProcessingInstruction:
            case NodeKind::Doctype:
                add(node.range, Instruction);
                break;
            case NodeKind::CData:
                add(node.range, String);
                break;
            default:
                break;
        }
    }
    std::sort(m_ranges.begin(), m_ranges.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
}

void PolicyLexer::styleText(int start, int end) {
    if (!editor() || end <= start) return;
    startStyling(start);
    auto at = static_cast<std::uint32_t>(start);
    const auto stop = static_cast<std::uint32_t>(end);
    auto range =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), at, [](const Range& each, std::uint32_t offset) { return each.end <= offset; });
    for (; at < stop; ++range) {
        const std::uint32_t next = range == m_ranges.end() ? stop : std::clamp(range->begin, at, stop);
        if (next > at) setStyling(static_cast<int>(next - at), Plain);
        at = next;
        if (range == m_ranges.end() || at >= stop) break;
        const std::uint32_t until = std::clamp(range->end, at, stop);
        if (until > at) setStyling(static_cast<int>(until - at), range->style);
        at = until;
    }
}

}  // namespace mgc::ui
