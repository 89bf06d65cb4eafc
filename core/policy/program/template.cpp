#include "policy/program/template.h"

#include <charconv>

#include "base/text.h"
#include "policy/program/step.h"
#include "policy/runtime/request_context.h"
#include "policy/xml/text_parts.h"

namespace mgc::policy {

namespace {

/// `origin` moved forward over `passed`.
SourceRange advanced(SourceRange origin, std::string_view passed) {
    for (const char character : passed) {
        ++origin.begin.offset;
        if (character == '\n') {
            ++origin.begin.line;
            origin.begin.column = 1;
        } else if ((static_cast<unsigned char>(character) & 0xC0) != 0x80) {
            ++origin.begin.column;
        }
    }
    return origin;
}

Error conversionError(std::string_view text, std::string_view type) {
    return {"FormatException", "'" + std::string(text) + "' cannot be converted to " + std::string(type) + "."};
}

}  // namespace

std::optional<bool> toBoolean(std::string_view text) {
    const auto inner = trimmed(text);
    if (equalsIgnoreCase(inner, "true") || inner == "1") return true;
    if (equalsIgnoreCase(inner, "false") || inner == "0") return false;
    return std::nullopt;
}

std::optional<double> toNumber(std::string_view text) {
    const auto inner = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(inner.data(), inner.data() + inner.size(), value);
    if (error != std::errc{} || end != inner.data() + inner.size()) return std::nullopt;
    return value;
}

Template Template::constant(std::string text) {
    Template result;
    result.m_present = true;
    result.m_source = text;
    result.m_constant = std::move(text);
    return result;
}

std::optional<Template> Template::compile(std::string_view text, const SourceRange& origin, Diagnostics& diagnostics) {
    const auto split = xml::splitExpressions(text);
    if (!split.start.matched) {
        diagnostics.error("MGC2301", "The policy expression is not closed.", origin);
        return std::nullopt;
    }
    Template result = constant(std::string(text));
    const auto& parts = split.parts;
    const bool plain = parts.empty() || (parts.size() == 1 && !parts.front().isExpression);
    if (plain) return result;
    result.m_constant.clear();
    for (const auto& part : parts) {
        if (!part.isExpression) {
            result.m_parts.push_back({std::string(part.text), nullptr});
            continue;
        }
        auto compiled = expression::compile(part.text, advanced(origin, text.substr(0, part.offset)), diagnostics);
        if (!compiled) return std::nullopt;
        result.m_parts.push_back({{}, std::move(compiled)});
    }
    return result;
}

expression::Reads Template::reads() const {
    expression::Reads reads;
    for (const auto& part : m_parts)
        if (part.expression) reads = reads | part.expression->reads();
    return reads;
}

Result<std::string> Template::text(RequestContext& context) const {
    if (m_parts.empty()) return m_constant;
    if (m_parts.size() == 1) return m_parts.front().expression->evaluateText(context.evaluation());
    std::string joined;
    for (const auto& part : m_parts) {
        if (!part.expression) {
            joined += part.literal;
            continue;
        }
        auto piece = part.expression->evaluateText(context.evaluation());
        if (!piece) return piece;
        joined += *piece;
    }
    return joined;
}

Result<std::string_view> Template::text(RequestContext& context, std::string& storage) const {
    if (m_parts.empty()) return std::string_view(m_constant);
    MGC_TRY_ASSIGN(storage, text(context));
    return std::string_view(storage);
}

Result<expression::Value> Template::value(RequestContext& context) const {
    if (m_parts.size() == 1) return m_parts.front().expression->evaluate(context.evaluation());
    if (m_parts.empty()) return expression::Value::text(m_constant);
    MGC_TRY_ASSIGN(const std::string joined, text(context));
    return expression::Value::text(joined);
}

Result<bool> Template::boolean(RequestContext& context) const {
    if (m_parts.size() == 1) {
        auto result = m_parts.front().expression->evaluate(context.evaluation());
        if (!result) return fail(std::move(result).error());
        if (const auto value = result->asBool()) return *value;
        const std::string written = result->toText();
        if (const auto value = toBoolean(written)) return *value;
        return fail(conversionError(written, "bool"));
    }
    MGC_TRY_ASSIGN(const std::string written, text(context));
    if (const auto value = toBoolean(written)) return *value;
    return fail(conversionError(written, "bool"));
}

Result<std::int64_t> Template::integer(RequestContext& context) const {
    if (m_parts.size() == 1) {
        auto result = m_parts.front().expression->evaluate(context.evaluation());
        if (!result) return fail(std::move(result).error());
        if (const auto value = result->asInteger()) return *value;
        if (const auto value = result->asDouble(); value && *value == static_cast<double>(static_cast<std::int64_t>(*value)))
            return static_cast<std::int64_t>(*value);
        const std::string written = result->toText();
        if (const auto value = toInteger(trimmed(written))) return *value;
        return fail(conversionError(written, "int"));
    }
    MGC_TRY_ASSIGN(const std::string written, text(context));
    if (const auto value = toInteger(trimmed(written))) return *value;
    return fail(conversionError(written, "int"));
}

Result<double> Template::number(RequestContext& context) const {
    if (m_parts.size() == 1) {
        auto result = m_parts.front().expression->evaluate(context.evaluation());
        if (!result) return fail(std::move(result).error());
        if (const auto value = result->asDouble()) return *value;
        const std::string written = result->toText();
        if (const auto value = toNumber(written)) return *value;
        return fail(conversionError(written, "double"));
    }
    MGC_TRY_ASSIGN(const std::string written, text(context));
    if (const auto value = toNumber(written)) return *value;
    return fail(conversionError(written, "double"));
}

}  // namespace mgc::policy
