#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/support/liquid/rendering.h"

namespace mgc::policies::liquid {

using Arguments = std::vector<Value>;
/// A filter: the value in front of it, its arguments. Throws RenderProblem.
using Filter = Value (*)(const Value& input, const Arguments& arguments, Rendering& rendering);

/// Null where there is none of that name. Names are in C# spelling ("DividedBy").
[[nodiscard]] const Filter* findFilter(std::string_view name);

using FilterTable = std::span<const std::pair<std::string_view, Filter>>;
[[nodiscard]] FilterTable textFilters();
[[nodiscard]] FilterTable listFilters();
[[nodiscard]] FilterTable numberFilters();

/// .NET's string length.
[[nodiscard]] std::size_t utf16Length(std::string_view text);
/// Argument `index`, or nil.
[[nodiscard]] inline const Value& argument(const Arguments& arguments, std::size_t index) {
    static const Value nil;
    return index < arguments.size() ? arguments[index] : nil;
}

}  // namespace mgc::policies::liquid
