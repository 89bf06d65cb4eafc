#pragma once
#include <span>
#include <string_view>

namespace mgc::simulator {

struct Greeting {
    std::string_view language;  ///< English name, lower case
    std::string_view word;
};
/// Greetings by language; the first few are those used when a prompt names only a number.
[[nodiscard]] std::span<const Greeting> greetings();

struct Topic {
    std::string_view keyword;  ///< looked for in the lower-cased prompt
    std::string_view text;
};
/// One or two sentences on what people ask a gateway's test model about; the most telling keywords first.
[[nodiscard]] std::span<const Topic> topics();
/// Sentences that fit after any answer.
[[nodiscard]] std::span<const std::string_view> asides();
/// Sentences that answer a prompt about nothing in particular; "{}" stands for its main words.
[[nodiscard]] std::span<const std::string_view> openings();

}  // namespace mgc::simulator
