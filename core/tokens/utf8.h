#pragma once
#include <string>
#include <string_view>

namespace mgc::tokens {

[[nodiscard]] bool isValidUtf8(std::string_view text);
/// Every ill-formed sequence replaced by U+FFFD as the WHATWG decoder does (one per maximal subpart): what JSON readers and the
/// reference tokenizers make of such bytes before counting.
[[nodiscard]] std::string withReplacements(std::string_view text);

}  // namespace mgc::tokens
