#include <algorithm>

#include "base/text.h"
#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

namespace {

/// A list as it is; nil as none; any other value as the only item.
List itemsOf(const Value& value) {
    if (const auto* list = value.list()) return *list;
    return value.isNil() ? List{} : List{value};
}

Value member(const Value& item, const std::string& name) {
    const auto* hash = item.hash();
    const Value* found = hash ? hash->find(name) : nullptr;
    return found ? *found : Value{};
}

Value join(const Value& input, const Arguments& arguments, Rendering&) {
    if (!input.list()) return input.text();
    const std::string glue = argument(arguments, 0).isNil() ? " " : argument(arguments, 0).text();
    std::string result;
    bool first = true;
    for (const Value& item : *input.list()) {
        result += (first ? "" : glue) + item.text();
        if (result.size() > Rendering::maximumOutput) throw RenderProblem{"A text exceeds 16 MiB."};
        first = false;
    }
    return result;
}

Value split(const Value& input, const Arguments& arguments, Rendering&) {
    const std::string text = input.text();
    const std::string separator = argument(arguments, 0).text();
    List result;
    if (text.empty()) return List{Value("")};
    if (separator.empty()) {
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = at + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
            result.emplace_back(text.substr(at, end - at));
            at = end;
        }
        return result;
    }
    std::size_t at = 0;
    while (at <= text.size()) {
        const auto end = std::min(text.find(separator, at), text.size());
        if (end > at) result.emplace_back(text.substr(at, end - at));  // DotLiquid drops empty pieces
        at = end + separator.size();
    }
    return result;
}

Value sort(const Value& input, const Arguments& arguments, Rendering&) {
    List items = itemsOf(input);
    const std::string name = argument(arguments, 0).text();
    const auto keyOf = [&](const Value& item) { return name.empty() ? item : member(item, name); };
    std::stable_sort(items.begin(), items.end(), [&](const Value& a, const Value& b) {
        const Value left = keyOf(a);
        const Value right = keyOf(b);
        if (left.isNil() != right.isNil()) return left.isNil();
        if (const auto order = compare(left, right)) return *order < 0;
        return left.text() < right.text();
    });
    return items;
}

Value map(const Value& input, const Arguments& arguments, Rendering&) {
    List result;
    for (const Value& item : itemsOf(input)) result.push_back(member(item, argument(arguments, 0).text()));
    return result;
}

Value uniq(const Value& input, const Arguments&, Rendering& rendering) {
    List result;
    for (const Value& item : itemsOf(input)) {
        const bool known = std::ranges::any_of(result, [&](const Value& other) {
            rendering.step();
            return equal(other, item);
        });
        if (!known) result.push_back(item);
    }
    return result;
}

Value compact(const Value& input, const Arguments&, Rendering&) {
    List result;
    for (const Value& item : itemsOf(input))
        if (!item.isNil()) result.push_back(item);
    return result;
}

Value concat(const Value& input, const Arguments& arguments, Rendering&) {
    List result = itemsOf(input);
    for (const Value& item : itemsOf(argument(arguments, 0))) result.push_back(item);
    if (result.size() > 1'000'000) throw RenderProblem{"A list holds more than 1,000,000 items."};
    return result;
}

Value size(const Value& input, const Arguments&, Rendering&) {
    if (const auto* list = input.list()) return static_cast<std::int64_t>(list->size());
    if (const auto* hash = input.hash()) return static_cast<std::int64_t>(hash->members.size());
    return static_cast<std::int64_t>(input.string() ? utf16Length(*input.string()) : 0);
}

constexpr std::pair<std::string_view, Filter> table[] = {
    {"Compact", compact},
    {"Concat", concat},
    {"Default",
     [](const Value& v, const Arguments& a, Rendering&) -> Value { return v.isNil() || v.isEmpty() || !v.isTrue() ? argument(a, 0) : v; }},
    {"First",
     [](const Value& v, const Arguments&, Rendering&) -> Value { return v.list() && !v.list()->empty() ? v.list()->front() : Value{}; }},
    {"Last",
     [](const Value& v, const Arguments&, Rendering&) -> Value { return v.list() && !v.list()->empty() ? v.list()->back() : Value{}; }},
    {"Join", join},
    {"Map", map},
    {"Reverse",
     [](const Value& v, const Arguments&, Rendering&) -> Value {
         List items = itemsOf(v);
         std::ranges::reverse(items);
         return items;
     }},
    {"Size", size},
    {"Sort", sort},
    {"Split", split},
    {"Uniq", uniq},
};

}  // namespace

FilterTable listFilters() { return table; }

}  // namespace mgc::policies::liquid
