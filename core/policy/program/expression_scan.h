#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace mgc::policy {

/// Index just behind the policy expression that starts at `begin` ("@(" or "@{"): C# strings, characters and comments inside it are
/// respected. Nullopt when it is not closed or does not start there.
[[nodiscard]] std::optional<std::size_t> expressionEnd(std::string_view text, std::size_t begin);

/// A text in its literal and expression parts. White space around a text that is otherwise one expression does not count.
struct TextPart {
    std::string_view text;
    std::size_t offset = 0;  ///< in the text that was split
    bool isExpression = false;
};
/// Nullopt: an expression is not closed. Statement blocks "@{...}" are recognised only at the start of the text, as in the XSD's
/// pattern; "@(...)" also in the middle (used by published policies in set-url and message).
[[nodiscard]] std::optional<std::vector<TextPart>> splitExpressions(std::string_view text);

}  // namespace mgc::policy
