#include "policy/model/text_check.h"

#include <algorithm>

#include "base/text.h"
#include "expression/expression.h"
#include "policy/model/codes.h"
#include "policy/xml/text_parts.h"

namespace mgc::policy {

namespace {

using Part = xml::TextPart;

class TextCheck {
public:
    TextCheck(const CheckedText& text, const ValidationContext& context) : m_text(text), m_context(context) {}

    TextKind run() {
        const auto split = xml::splitExpressions(m_text.text);
        if (!split.start.matched) reportOpen(split.start);
        for (const Part& part : split.parts) {
            const bool open = placeholders(part);
            if (part.isExpression) expression(part, open);
        }
        return m_kind;
    }

private:
    [[nodiscard]] SourceRange range(std::size_t begin, std::size_t end) const {
        return {std::string(m_text.file), m_text.position(begin), m_text.position(end)};
    }

    /// The document's own reader reports this; it gets here only when a named value's value is such an expression.
    void reportOpen(const xml::ExpressionMatch& match) {
        const std::size_t at = m_text.text.find('@');
        m_context.error(codes::expressionNotClosed, "The expression is not closed: " + std::string(match.problem), range(at, at + 2),
                        m_text.element);
    }

    /// True if any is left open.
    bool placeholders(const Part& part) {
        const std::string_view text = part.text;
        bool open = false;
        for (const Placeholder& found : findPlaceholders(text, part.isExpression ? Braces::Free : m_text.braces)) {
            if (found.namedValue && !m_text.namedValues) continue;
            open = m_kind.hasPlaceholder = m_context.openPlaceholders = true;
            const SourceRange place = range(part.offset + found.begin, part.offset + found.end);
            const std::string name(found.text);
            if (found.namedValue && m_context.options.namedValueExists &&
                m_context.options.namedValueExists(trimmed(text.substr(found.begin + 2, found.end - found.begin - 4))))
                continue;
            if (found.namedValue) {
                m_context.handled(m_context.options.placeholders, codes::unknownNamedValue,
                                  "There is no named value for " + quotedName(name) + ".", place, m_text.element);
            } else {
                m_context.handled(m_context.options.placeholders, codes::placeholder,
                                  "The placeholder " + quotedName(name) + " is not filled in.", place, m_text.element);
            }
        }
        return open;
    }

    void expression(const Part& part, bool hasPlaceholder) {
        m_kind.hasExpression = true;
        const SourceRange whole = range(part.offset, part.offset + part.text.size());
        if (m_text.expressions == Expressions::NotAllowed)
            return m_context.error(codes::expressionNotAllowed, "An expression is not allowed here.", whole, m_text.element);
        if (m_text.expressions == Expressions::Tolerated)
            m_context.diagnostics.warning(codes::expressionNotAllowed, "Azure's documentation wants a constant here, not an expression.",
                                          whole, m_text.element);
        const std::string_view source = part.text;
        const auto& known = m_context.options.expressionFindings;
        Diagnostics own;
        if (!known) own = findingsOf(source);
        for (Diagnostic finding : (known ? known(source) : own).all()) {
            // What stands in a placeholder's place decides whether the expression is sound.
            if (hasPlaceholder && finding.severity == Severity::Error) continue;
            if (scriptToken(finding, part)) {
                m_kind.hasPlaceholder = true;
                continue;
            }
            const auto inText = [&](const SourcePosition& position) { return part.offset + std::min(position.offset, source.size()); };
            finding.range = range(inText(finding.range.begin), inText(finding.range.end));
            if (finding.element.empty()) finding.element = m_text.element;
            m_context.diagnostics.add(std::move(finding));
        }
    }

    /// An unknown name such as RETRY_COUNT, where the caller has said what to do with placeholders; reported as such.
    bool scriptToken(const Diagnostic& finding, const Part& part) {
        const std::string_view source = part.text;
        if (finding.code != "MGC3103" || m_context.options.placeholders == Handling::Error) return false;
        const std::size_t begin = std::min(finding.range.begin.offset, source.size());
        const std::size_t end = std::min(std::max(finding.range.end.offset, begin), source.size());
        const std::string_view name = source.substr(begin, end - begin);
        if (name.empty() || !isScriptToken(name)) return false;
        m_context.openPlaceholders = true;
        m_context.handled(m_context.options.placeholders, codes::placeholder, "The placeholder " + quotedName(name) + " is not filled in.",
                          range(part.offset + begin, part.offset + end), m_text.element);
        return true;
    }

    const CheckedText& m_text;
    const ValidationContext& m_context;
    TextKind m_kind;
};

}  // namespace

Diagnostics findingsOf(std::string_view expression) {
    Diagnostics findings;
    const SourceRange origin{{}, {1, 1, 0}, {1, 1, 0}};
    static_cast<void>(expression::compile(expression, origin, findings));
    return findings;
}

TextKind checkText(const CheckedText& text, const ValidationContext& context) { return TextCheck(text, context).run(); }

}  // namespace mgc::policy
