#pragma once
#include "tokens/json_text.h"
#include "tokens/usage.h"

namespace mgc::tokens {

/// Reads a `usage` object of any dialect; nullopt where it holds no token count.
[[nodiscard]] std::optional<Usage> readUsage(const Json& usage);
/// The texts of a choice's `message` or `delta`, of an output item or a content block, in order, passed to `sink`.
template <class Sink>
void visitAnswerTexts(const Json& message, Sink sink) {
    for (const auto* key : {"content", "refusal", "reasoning_content"})
        withMember(message, key, [&](const Json& value) {
            if (value.is_string()) sink(textOf(value));
            forEachElement(value, [&](const Json& part) { sink(textAt(part, "text")); });
        });
    const auto call = [&](const Json& function) {
        sink(textAt(function, "name"));
        sink(textAt(function, "arguments"));
    };
    withMember(message, "function_call", call);
    withMember(message, "tool_calls",
               [&](const Json& calls) { forEachElement(calls, [&](const Json& one) { withMember(one, "function", call); }); });
}

}  // namespace mgc::tokens
