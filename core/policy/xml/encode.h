#pragma once
#include <string>
#include <string_view>

namespace mgc::policy::xml {

/// How expressions are written: as XML wants it, or with raw quotes and "<" as the document does already.
enum class ExpressionStyle { Escaped, Raw };

/// `value` as it has to stand between two `quote` characters. A text that is no expression is always escaped.
[[nodiscard]] std::string encodeAttribute(std::string_view value, char quote, ExpressionStyle style);
/// `text` as it has to stand between tags.
[[nodiscard]] std::string encodeText(std::string_view text, ExpressionStyle style);

}  // namespace mgc::policy::xml
