#include "policy/model/named_value_text.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::policy {

namespace {

constexpr std::size_t longestName = 256;  // Azure's bound of a display name

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::optional<NamedValueToken> findNamedValue(std::string_view text, std::size_t from) {
    for (auto at = text.find("{{", from); at != std::string_view::npos; at = text.find("{{", at + 1)) {
        const auto end = text.substr(at + 2, longestName + 8).find("}}");
        if (end == std::string_view::npos) continue;
        const std::string_view name = trimmed(text.substr(at + 2, end));
        if (!name.empty() && name.size() <= longestName && std::all_of(name.begin(), name.end(), isNameCharacter)) {
            return NamedValueToken{at, at + 2 + end + 2, name};
        }
    }
    return std::nullopt;
}

xml::MappedText withNamedValues(xml::MappedText text, const std::function<std::optional<std::string>(std::string_view)>& lookup) {
    if (!lookup || text.text().find("{{") == std::string::npos) return text;
    xml::MappedText out;
    std::size_t copied = 0;
    std::size_t from = 0;
    while (const auto token = findNamedValue(text.text(), from)) {
        from = token->end;
        const auto value = lookup(token->name);
        if (!value) continue;
        out.appendPart(text, copied, token->begin);
        out.appendReplacement(*value, text.sourceOffset(token->begin));
        copied = token->end;
    }
    if (copied == 0) return text;
    out.appendPart(text, copied, text.text().size());
    return out;
}

}  // namespace mgc::policy
