#pragma once
#include <string>
#include <string_view>

#include "http/url.h"

namespace mgc::http {

/// A URL as people write it in policies and resources, with what cannot stand on a request line percent-encoded: blanks, control
/// characters, "<>\^`{|} and all that is not ASCII (as UTF-8). Escapes that are there stay; this is what .NET's Uri does with its text.
[[nodiscard]] std::string uriEscaped(std::string_view text);
/// parseUrl of the escaped text, without the blanks around it. Error InvalidUrl.
[[nodiscard]] Result<Url> parseWrittenUrl(std::string_view text);

}  // namespace mgc::http
