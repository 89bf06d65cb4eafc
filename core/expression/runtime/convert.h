#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expression/check/type_system.h"

namespace mgc::expression {

/// Convert.ToXxx and Convert.ChangeType in the invariant culture: strings are parsed, numbers rounded half to even and checked.
/// InvalidCastException where .NET has no conversion, FormatException, OverflowException.
[[nodiscard]] Value convertTo(const Value& value, const Type* target);
/// bool.Parse; nullptr-like result through `ok`.
[[nodiscard]] bool parseBoolean(std::string_view text, bool& out);
/// The number of an enumeration's "Name", "A, B" or "5"; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> enumNumber(const Type* type, std::string_view text, bool ignoreCase);
[[nodiscard]] bool parseGuid(std::string_view text, std::string& bytes);
[[nodiscard]] Value guidValue(std::string bytes);
[[nodiscard]] std::string base64Encode(std::string_view bytes);
/// Convert.FromBase64String: white space is ignored, padding required. False if invalid.
[[nodiscard]] bool base64Decode(std::string_view text, std::string& bytes);

}  // namespace mgc::expression
