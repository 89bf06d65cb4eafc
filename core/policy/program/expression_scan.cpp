#include "policy/program/expression_scan.h"

#include "base/text.h"

namespace mgc::policy {

namespace {

/// Index behind a string, character or comment that starts at `at`; `at` if none starts there; npos if it is not closed.
std::size_t skipLiteral(std::string_view text, std::size_t at);

/// Behind the closing bracket that matches the opening one before `at`.
std::size_t skipNested(std::string_view text, std::size_t at, char open, char close) {
    std::size_t depth = 1;
    while (at < text.size()) {
        const std::size_t behind = skipLiteral(text, at);
        if (behind == std::string_view::npos) return behind;
        if (behind != at) {
            at = behind;
            continue;
        }
        if (text[at] == open) ++depth;
        if (text[at] == close && --depth == 0) return at + 1;
        ++at;
    }
    return std::string_view::npos;
}

std::size_t skipString(std::string_view text, std::size_t at, bool verbatim, bool interpolated) {
    while (at < text.size()) {
        const char character = text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (character == '"') {
            if (verbatim && next == '"') {
                at += 2;
                continue;
            }
            return at + 1;
        }
        if (character == '\\' && !verbatim) {
            at += 2;
            continue;
        }
        if (interpolated && character == '{') {
            if (next == '{') {
                at += 2;
                continue;
            }
            at = skipNested(text, at + 1, '{', '}');
            if (at == std::string_view::npos) return at;
            continue;
        }
        ++at;
    }
    return std::string_view::npos;
}

std::size_t skipLiteral(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest.starts_with("//")) {
        const auto end = text.find('\n', at);
        return end == std::string_view::npos ? end : end + 1;
    }
    if (rest.starts_with("/*")) {
        const auto end = text.find("*/", at + 2);
        return end == std::string_view::npos ? end : end + 2;
    }
    if (rest.starts_with("$@\"") || rest.starts_with("@$\"")) return skipString(text, at + 3, true, true);
    if (rest.starts_with("@\"")) return skipString(text, at + 2, true, false);
    if (rest.starts_with("$\"")) return skipString(text, at + 2, false, true);
    if (rest.starts_with('"')) return skipString(text, at + 1, false, false);
    if (rest.starts_with('\'')) {
        std::size_t index = at + 1;
        while (index < text.size() && text[index] != '\'') index += text[index] == '\\' ? 2 : 1;
        return index < text.size() ? index + 1 : std::string_view::npos;
    }
    return at;
}

bool startsExpression(std::string_view text, std::size_t at, bool first) {
    return at + 1 < text.size() && text[at] == '@' && (text[at + 1] == '(' || (first && text[at + 1] == '{'));
}

}  // namespace

std::optional<std::size_t> expressionEnd(std::string_view text, std::size_t begin) {
    if (!startsExpression(text, begin, true)) return std::nullopt;
    const char open = text[begin + 1];
    const std::size_t end = skipNested(text, begin + 2, open, open == '(' ? ')' : '}');
    if (end == std::string_view::npos) return std::nullopt;
    return end;
}

std::optional<std::vector<TextPart>> splitExpressions(std::string_view text) {
    std::vector<TextPart> parts;
    const std::string_view inner = trimmed(text);
    if (inner.empty()) {
        if (!text.empty()) parts.push_back({text, 0, false});
        return parts;
    }
    const auto lead = static_cast<std::size_t>(inner.data() - text.data());
    if (startsExpression(inner, 0, true)) {
        const auto end = expressionEnd(inner, 0);
        if (!end) return std::nullopt;
        if (*end == inner.size()) {
            parts.push_back({inner, lead, true});
            return parts;
        }
    }
    std::size_t literal = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (!startsExpression(text, at, at == lead)) {
            ++at;
            continue;
        }
        const auto end = expressionEnd(text, at);
        if (!end) return std::nullopt;
        if (at > literal) parts.push_back({text.substr(literal, at - literal), literal, false});
        parts.push_back({text.substr(at, *end - at), at, true});
        at = literal = *end;
    }
    if (literal < text.size()) parts.push_back({text.substr(literal), literal, false});
    return parts;
}

}  // namespace mgc::policy
