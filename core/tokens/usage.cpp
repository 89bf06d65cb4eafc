#include "tokens/usage.h"

#include "json/lent_parser.h"
#include "tokens/encoding.h"
#include "tokens/model_encoding.h"
#include "tokens/usage_reader.h"

namespace mgc::tokens {

namespace {

std::optional<std::int64_t> numberAt(const Json& object, std::string_view key) {
    std::int64_t value = 0;
    if (object[key].get(value) != simdjson::SUCCESS || value < 0) return std::nullopt;
    return value;
}

std::int64_t detail(const Json& usage, std::string_view group, std::string_view key) {
    std::int64_t value = 0;
    withMember(usage, group, [&](const Json& details) { value = numberAt(details, key).value_or(0); });
    return value;
}

bool parseBody(simdjson::dom::parser& parser, std::string_view body, Json& root) {
    return parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS && isObject(root);
}

}  // namespace

std::optional<Usage> readUsage(const Json& usage) {
    if (!isObject(usage)) return std::nullopt;
    auto prompt = numberAt(usage, "prompt_tokens");
    if (!prompt) prompt = numberAt(usage, "input_tokens");
    auto completion = numberAt(usage, "completion_tokens");
    if (!completion) completion = numberAt(usage, "output_tokens");
    const auto total = numberAt(usage, "total_tokens");
    if (!prompt && !completion && !total) return std::nullopt;
    Usage out;
    out.reported = true;
    out.cachedTokens = detail(usage, "prompt_tokens_details", "cached_tokens") + detail(usage, "input_tokens_details", "cached_tokens");
    out.reasoningTokens =
        detail(usage, "completion_tokens_details", "reasoning_tokens") + detail(usage, "output_tokens_details", "reasoning_tokens");
    // Anthropic leaves what came from or went to its prompt cache out of input_tokens.
    const auto cacheRead = numberAt(usage, "cache_read_input_tokens").value_or(0);
    const auto cacheWritten = numberAt(usage, "cache_creation_input_tokens").value_or(0);
    out.cachedTokens += cacheRead;
    out.promptTokens = prompt.value_or(0) + cacheRead + cacheWritten;
    out.completionTokens = completion.value_or(0);
    out.totalTokens = total.value_or(out.promptTokens + out.completionTokens);
    return out;
}

std::optional<Usage> extractUsage(std::string_view body) { return extractFacts(body).usage; }

AnswerFacts extractFacts(std::string_view body) {
    AnswerFacts facts;
    // Not worth a parse: an answer without the word has no usage, and most other bodies do not have it.
    if (body.find("\"usage\"") == std::string_view::npos && body.find("\"model\"") == std::string_view::npos) return facts;
    json::LentParser parser;
    Json root;
    if (!parseBody(*parser, body, root)) return facts;
    withMember(root, "usage", [&](const Json& usage) { facts.usage = readUsage(usage); });
    facts.model = textAt(root, "model");
    withMember(root, "choices", [&](const Json& choices) {
        forEachElement(choices, [&](const Json& choice) {
            if (facts.finishReason.empty()) facts.finishReason = textAt(choice, "finish_reason");
        });
    });
    if (facts.finishReason.empty()) facts.finishReason = textAt(root, "stop_reason");
    if (facts.finishReason.empty() && textAt(root, "object") == "response") facts.finishReason = textAt(root, "status");
    return facts;
}

std::int64_t countAnswer(std::string_view body, std::string_view model) {
    json::LentParser parser;
    Json root;
    if (!parseBody(*parser, body, root)) return 0;
    const auto& encoding = Encoding::of(encodingForModel(model.empty() ? textAt(root, "model") : model));
    std::int64_t tokens = 0;
    const auto count = [&](std::string_view text) { tokens += static_cast<std::int64_t>(encoding.count(text)); };
    withMember(root, "choices", [&](const Json& choices) {
        forEachElement(choices, [&](const Json& choice) {
            count(textAt(choice, "text"));
            withMember(choice, "message", [&](const Json& message) { visitAnswerTexts(message, count); });
        });
    });
    withMember(root, "output", [&](const Json& output) {
        forEachElement(output, [&](const Json& item) {
            visitAnswerTexts(item, count);
            if (textAt(item, "type") == "function_call") {
                count(textAt(item, "name"));
                count(textAt(item, "arguments"));
            }
        });
    });
    visitAnswerTexts(root, count);  // Anthropic: content at the top
    return tokens;
}

}  // namespace mgc::tokens
