#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/model/descriptor.h"

namespace mgc::policy {

/// What is wrong with a constant attribute value: code (MGC2203 to MGC2205) and a sentence.
struct ValueProblem {
    std::string_view code;
    std::string message;
    std::vector<std::string> suggestions = {};  ///< values that would do, the likeliest first
    bool doubtful = false;                      ///< taken all the same: AttributeDescriptor::doubtfulValues
};

/// Checks a constant against type, range and choices; white space around it does not count.
[[nodiscard]] std::optional<ValueProblem> checkValue(const AttributeDescriptor& attribute, std::string_view value);

/// "'a', 'b' or 'c'".
[[nodiscard]] std::string listed(std::span<const std::string_view> names, std::string_view lastSeparator = "or");

}  // namespace mgc::policy
