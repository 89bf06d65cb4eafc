#pragma once
#include <string>
#include <string_view>

namespace mgc::policies {

/// A URL as policies may write it, with what cannot stand on a request line percent-encoded: blanks, control characters, "<>\^`{|}
/// and all that is not ASCII (as UTF-8). Escapes that are there stay; this is what .NET's Uri does with the text it is given.
[[nodiscard]] std::string uriEscaped(std::string_view text);

}  // namespace mgc::policies
