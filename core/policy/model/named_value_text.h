#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "policy/xml/mapped_text.h"

namespace mgc::policy {

/// "{{name}}" in a text. Display names are letters, digits, ".", "-" and "_" (docs "Use named values").
struct NamedValueToken {
    std::size_t begin = 0;  ///< of "{{"
    std::size_t end = 0;    ///< behind "}}"
    std::string_view name;
};

/// The next token at or after `from`.
[[nodiscard]] std::optional<NamedValueToken> findNamedValue(std::string_view text, std::size_t from);

/// Replaces the named values that `lookup` knows.
[[nodiscard]] xml::MappedText withNamedValues(xml::MappedText text,
                                              const std::function<std::optional<std::string>(std::string_view)>& lookup);

}  // namespace mgc::policy
