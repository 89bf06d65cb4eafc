#include "policy/model/placeholders.h"

#include <algorithm>

#include "policy/model/named_value_text.h"

namespace mgc::policy {

namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isTokenCharacter(char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; }

/// End of a name that starts at `at` with a letter or underscore; `at` if there is none.
std::size_t nameEnd(std::string_view text, std::size_t at) {
    if (at >= text.size() || !(isLetter(text[at]) || text[at] == '_')) return at;
    while (at < text.size() && isTokenCharacter(text[at])) ++at;
    return at;
}

/// "{name}" at `at`; npos if there is none.
std::size_t bracedEnd(std::string_view text, std::size_t at) {
    const std::size_t end = nameEnd(text, at + 1);
    return end > at + 1 && end < text.size() && text[end] == '}' ? end + 1 : std::string_view::npos;
}

/// "__NAME__" at `at`, with nothing word-like around it; npos if there is none.
std::size_t dunderEnd(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) != "__" || (at > 0 && isTokenCharacter(text[at - 1]))) return std::string_view::npos;
    std::size_t end = at + 2;
    while (end < text.size() && isTokenCharacter(text[end])) ++end;
    const std::string_view token = text.substr(at, end - at);
    return token.size() > 4 && token.ends_with("__") && isLetter(token[2]) ? end : std::string_view::npos;
}

}  // namespace

bool isScriptToken(std::string_view word) {
    bool underscore = false;
    for (const char c : word) {
        if (c == '_') underscore = true;
        if (c != '_' && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return false;
    }
    return underscore && word.front() >= 'A' && word.front() <= 'Z' && word.back() != '_';
}

bool isFillInWord(std::string_view value, std::string_view unit) {
    return isScriptToken(value) || (!value.empty() && (value == unit || value == "number" || value == "integer"));
}

std::vector<Placeholder> findPlaceholders(std::string_view text, Braces braces) {
    std::vector<Placeholder> found;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::string_view::npos;
        bool namedValue = false;
        const char c = text[at];
        if (c == '{' && text.substr(at, 2) == "{{") {
            const auto token = findNamedValue(text.substr(0, std::min(text.size(), at + 300)), at);
            if (token && token->begin == at) {
                end = token->end;
                namedValue = true;
            } else {
                at += 2;
                continue;
            }
        } else if (c == '{' && braces == Braces::Tokens) {
            end = bracedEnd(text, at);
        } else if (c == '$' && braces != Braces::Free && text.substr(at, 2) == "${") {
            end = bracedEnd(text, at + 1);
        } else if (c == '_') {
            end = dunderEnd(text, at);
        }
        if (end == std::string_view::npos) {
            ++at;
            continue;
        }
        found.push_back({at, end, text.substr(at, end - at), namedValue});
        at = end;
    }
    return found;
}

}  // namespace mgc::policy
