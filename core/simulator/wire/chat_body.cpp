#include "simulator/seeded.h"
#include "simulator/wire/chat_writer.h"
#include "simulator/wire/errors.h"
#include "simulator/wire/json_writer.h"
#include "simulator/wire/logprobs.h"

namespace mgc::simulator {

namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

std::string callsJson(const std::vector<ToolCall>& calls) {
    std::string out = "[";
    for (const auto& call : calls) {
        if (out.size() > 1) out += ',';
        out += "{\"id\":" + jsonString(call.id) + ",\"type\":\"function\",\"function\":{\"name\":" + jsonString(call.name) +
               ",\"arguments\":" + jsonString(call.arguments) + "}}";
    }
    return out + "]";
}

}  // namespace

std::string usageJson(const Answer& answer) {
    return "{\"prompt_tokens\":" + number(answer.promptTokens) + ",\"completion_tokens\":" + number(answer.completionTokens) +
           ",\"total_tokens\":" + number(answer.promptTokens + answer.completionTokens) +
           ",\"prompt_tokens_details\":{\"cached_tokens\":" + number(answer.cachedTokens) +
           ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":" + number(answer.reasoningTokens) +
           ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
}

std::string chatBody(const AnswerIdentity& identity, const Answer& answer, int logprobs) {
    std::string out = "{\"id\":" + jsonString(identity.id) + ",\"object\":\"chat.completion\",\"created\":" + number(identity.created) +
                      ",\"model\":" + jsonString(identity.model);
    if (identity.azure())
        out += ",\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":" + filterResults("", "", false, true) + "}]";
    out += ",\"choices\":[";
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
        const auto& choice = answer.choices[i];
        if (i > 0) out += ',';
        out += "{\"index\":" + number(static_cast<std::int64_t>(i)) +
               ",\"message\":{\"role\":\"assistant\",\"content\":" + (choice.calls.empty() ? jsonString(choice.text) : "null") +
               ",\"refusal\":null,\"annotations\":[]";
        if (!choice.calls.empty()) out += ",\"tool_calls\":" + callsJson(choice.calls);
        out += "},\"logprobs\":" + (logprobs >= 0 && choice.calls.empty() ? chatLogprobs(choice.pieces, logprobs) : "null") +
               ",\"finish_reason\":" + jsonString(choice.finishReason);
        if (identity.azure()) {
            const bool filtered = choice.finishReason == "content_filter";
            out += ",\"content_filter_results\":" + filterResults(filtered ? "violence" : "", "medium", filtered, false);
        }
        out += "}";
    }
    out += "]";
    if (identity.withUsage) out += ",\"usage\":" + usageJson(answer);
    if (identity.dialect == Dialect::OpenAi) out += ",\"service_tier\":\"default\"";
    return out + ",\"system_fingerprint\":" + jsonString(identity.fingerprint) + "}";
}

std::string completionBody(const AnswerIdentity& identity, const Answer& answer, int logprobs) {
    std::string out = "{\"id\":" + jsonString(identity.id) + ",\"object\":\"text_completion\",\"created\":" + number(identity.created) +
                      ",\"model\":" + jsonString(identity.model) + ",\"choices\":[";
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
        const auto& choice = answer.choices[i];
        if (i > 0) out += ',';
        out += "{\"text\":" + jsonString(choice.text) + ",\"index\":" + number(static_cast<std::int64_t>(i)) +
               ",\"logprobs\":" + (logprobs >= 0 ? completionLogprobs(choice.pieces) : "null") +
               ",\"finish_reason\":" + jsonString(choice.finishReason);
        if (identity.azure()) out += ",\"content_filter_results\":" + filterResults("", "", false, false);
        out += "}";
    }
    out += "]";
    if (identity.withUsage)
        out += ",\"usage\":{\"prompt_tokens\":" + number(answer.promptTokens) +
               ",\"completion_tokens\":" + number(answer.completionTokens) +
               ",\"total_tokens\":" + number(answer.promptTokens + answer.completionTokens) + "}";
    return out + "}";
}

}  // namespace mgc::simulator
