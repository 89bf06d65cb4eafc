#include "policies/support/validation/odata.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "http/url.h"

namespace mgc::policies {

namespace {

constexpr std::string_view systemOptions[] = {"filter",    "select",     "expand", "orderby",       "top",   "skip",
                                              "count",     "search",     "format", "compute",       "apply", "index",
                                              "skiptoken", "deltatoken", "levels", "schemaversion", "id"};

bool isNumber(std::string_view text) {
    return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Quotes closed (a quote inside is doubled) and brackets in pairs; nesting up to 100.
bool isBalanced(std::string_view text) {
    std::string open;
    bool inText = false;
    for (const char c : text) {
        if (c == '\'') inText = !inText;
        if (inText) continue;
        if (c == '(' || c == '[' || c == '{') open += c;
        if (open.size() > 100) return false;
        if (c != ')' && c != ']' && c != '}') continue;
        const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (open.empty() || open.back() != wanted) return false;
        open.pop_back();
    }
    return open.empty() && !inText;
}

std::optional<std::string> optionProblem(const std::string& name, const std::string& value) {
    const std::string shown = "The query option '$" + name + "' ";
    if ((name == "top" || name == "skip" || name == "index") && !isNumber(value))
        return shown + "needs a whole number that is not negative.";
    if (name == "count" && value != "true" && value != "false") return shown + "must be true or false.";
    if (name == "levels" && value != "max" && !isNumber(value)) return shown + "must be a whole number or max.";
    if (trimmed(value).empty()) return shown + "has no value.";
    if (name != "search" && !isBalanced(value)) return shown + "has an open quote or bracket.";
    if (name == "orderby" || name == "select" || name == "expand")
        for (const auto part : split(value, ','))
            if (trimmed(part).empty()) return shown + "has an empty part.";
    return std::nullopt;
}

}  // namespace

std::optional<int> odataVersion(std::string_view text) {
    const std::string_view version = trimmed(text.substr(0, text.find(';')));
    if (version == "4.01") return 41;
    if (version.size() == 3 && version[1] == '.' && version[2] == '0' && version[0] >= '1' && version[0] <= '4')
        return (version[0] - '0') * 10;
    return std::nullopt;
}

std::optional<std::string> odataUrlProblem(std::string_view path, std::string_view query, int version) {
    if (!isBalanced(percentDecoded(path))) return "The path has an open quote or bracket.";
    std::set<std::string> seen;
    for (const auto& [given, value] : http::parseQuery(query)) {
        std::string name = given;
        const bool marked = name.starts_with('$');
        if (marked) name.erase(0, 1);
        const bool known = std::ranges::find(systemOptions, name) != std::end(systemOptions);
        if (marked && !known) return "The query option '$" + name + "' is none of OData.";
        if (!known || (!marked && version < 41)) continue;  // a custom option
        if (!seen.insert(name).second) return "The query option '$" + name + "' stands more than once.";
        if (auto problem = optionProblem(name, value)) return problem;
    }
    return std::nullopt;
}

}  // namespace mgc::policies
