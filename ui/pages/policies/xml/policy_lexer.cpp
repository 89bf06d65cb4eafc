#include "ui/pages/policies/xml/policy_lexer.h"

#include <Qsci/qsciscintilla.h>

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

#include "ui/forms/expression_queries.h"
#include "ui/pages/policies/xml/expression_text.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

using policy::xml::NodeKind;
using policy::xml::Span;

bool joins(char c) { return std::string_view("=!<>&|-/*:+?.#~^%$@;_").find(c) != std::string_view::npos; }

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
    return style >= 0 && style < StyleCount + twins ? QLatin1String(names[style % twins]) : QString();
}

QColor PolicyLexer::defaultColor(int style) const { return themeColor(roleOf(style % twins)); }
QColor PolicyLexer::defaultPaper(int) const { return themeColor(ColorRole::Bg); }

QFont PolicyLexer::defaultFont(int style) const {
    QFont font = inPoints(Theme::instance().font(TextRole::Code));
    font.setItalic(style % twins == Comment);
    font.setBold(style % twins == Keyword);
    return font;
}

void PolicyLexer::applyTheme() {
    setDefaultFont(inPoints(Theme::instance().font(TextRole::Code)));
    setDefaultColor(themeColor(ColorRole::Text));
    setDefaultPaper(themeColor(ColorRole::Bg));
    for (int style = 0; style < StyleCount + twins; ++style) {
        setColor(defaultColor(style), style);
        setPaper(defaultPaper(style), style);
        setFont(defaultFont(style), style);
    }
}

void PolicyLexer::add(Span span, Style style) {
    if (span.begin < span.end) m_ranges.push_back({span.begin, span.end, style});
}

void PolicyLexer::addExpression(Span span) {
    const ExpressionText expression = expressionText(m_document.text(), span.begin, span.end);
    std::uint32_t plain = span.begin;
    for (const auto& range : expressionParts(expression.text)) {
        const auto begin = static_cast<std::uint32_t>(expression.sourceOf(range.begin));
        const auto end = static_cast<std::uint32_t>(expression.sourceOf(range.end));
        add({plain, begin}, Expression);
        add({begin, end}, range.part == ExpressionPart::Keyword   ? Keyword
                          : range.part == ExpressionPart::Text    ? ExpressionString
                          : range.part == ExpressionPart::Comment ? Comment
                                                                  : Expression);
        plain = end;
    }
    add({plain, span.end}, Expression);
}

void PolicyLexer::collect(std::uint32_t begin, std::uint32_t end) {
    m_ranges.clear();
    const auto& tree = m_document.tree();
    for (policy::xml::NodeId id = 1; id < tree.nodes.size(); ++id) {
        const auto& node = tree.nodes[id];
        if (node.range.begin >= end) break;  // nodes are in the order of their starts
        if (node.range.end <= begin) continue;
        switch (node.kind) {
            case NodeKind::Element:
                if (node.startTag.end > begin) addStartTag(id);
                if (!node.endTag.empty() && node.endTag.begin < end && node.endTag.end > begin) {
                    add({node.endTag.begin, node.endTag.begin + 2}, Bracket);
                    add({node.endTag.begin + 2, node.endTag.end - 1}, Tag);
                    add({node.endTag.end - 1, node.endTag.end}, Bracket);
                }
                break;
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
            case NodeKind::Text:
                if (m_document.name(node.parent) == "set-body") addLiquid(node.range);
                break;
            default:
                break;
        }
    }
    std::sort(m_ranges.begin(), m_ranges.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
}

void PolicyLexer::addLiquid(Span span) {
    const std::string_view text = m_document.slice(span);
    for (std::size_t at = text.find('{'); at != std::string_view::npos && at + 1 < text.size(); at = text.find('{', at + 1)) {
        if (text[at + 1] != '{' && text[at + 1] != '%') continue;
        const std::size_t end = text.find(text[at + 1] == '{' ? "}}" : "%}", at + 2);
        if (end == std::string_view::npos) return;
        add({span.begin + static_cast<std::uint32_t>(at), span.begin + static_cast<std::uint32_t>(end) + 2}, Expression);
        at = end;
    }
}

void PolicyLexer::addStartTag(policy::xml::NodeId id) {
    const auto& node = m_document.node(id);
    add({node.startTag.begin, node.name.begin}, Bracket);
    add(node.name, Tag);
    std::uint32_t last = node.name.end;
    for (const auto& attribute : m_document.attributes(id)) {
        add(attribute.name, Attribute);
        std::uint32_t at = attribute.value.begin > 0 && attribute.quote != '\0' ? attribute.value.begin - 1 : attribute.value.begin;
        for (const Span& expression : m_document.expressions(attribute)) {
            add({at, expression.begin}, String);
            addExpression(expression);
            at = expression.end;
        }
        last = attribute.range.end;
        add({at, last}, String);
    }
    add({last, node.startTag.end}, Bracket);
}

void PolicyLexer::style(std::uint32_t begin, std::uint32_t end, Style style) {
    const std::string_view text = m_document.text();
    bool twin = false;
    std::uint32_t from = begin;
    for (std::uint32_t at = begin + 1; at < end && at < text.size(); ++at) {
        if (!joins(text[at]) || !joins(text[at - 1])) continue;
        setStyling(static_cast<int>(at - from), style + (twin ? twins : 0));
        twin = !twin;
        from = at;
    }
    setStyling(static_cast<int>(end - from), style + (twin ? twins : 0));
}

void PolicyLexer::styleText(int start, int end) {
    if (!editor() || end <= start) return;
    startStyling(start);
    auto at = static_cast<std::uint32_t>(start);
    const auto stop = static_cast<std::uint32_t>(end);
    collect(at, stop);
    auto range =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), at, [](const Range& each, std::uint32_t offset) { return each.end <= offset; });
    for (; at < stop; ++range) {
        const std::uint32_t next = range == m_ranges.end() ? stop : std::clamp(range->begin, at, stop);
        if (next > at) style(at, next, Plain);
        at = next;
        if (range == m_ranges.end() || at >= stop) break;
        const std::uint32_t until = std::clamp(range->end, at, stop);
        if (until > at) style(at, until, range->style);
        at = until;
    }
}

}  // namespace mgc::ui
