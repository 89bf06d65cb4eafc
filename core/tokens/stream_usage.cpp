#include "tokens/stream_usage.h"

#include <algorithm>

#include "tokens/encoding.h"
#include "tokens/model_encoding.h"
#include "tokens/usage_reader.h"

namespace mgc::tokens {

struct StreamUsageReader::Parser {
    simdjson::dom::parser json;
};

StreamUsageReader::StreamUsageReader(std::string_view model, std::int64_t promptTokens, Deltas deltas)
    : m_parser(std::make_unique<Parser>()), m_model(model), m_promptTokens(promptTokens), m_countsDeltas(deltas == Deltas::Counted) {}

StreamUsageReader::~StreamUsageReader() = default;

void StreamUsageReader::feed(std::string_view chunk) {
    m_events.feed(chunk, [this](std::string_view, std::string_view data) { event(data); });
}

void StreamUsageReader::finish() {
    m_events.finish([this](std::string_view, std::string_view data) { event(data); });
}

void StreamUsageReader::addText(const std::string& key, std::string_view text) {
    if (text.empty()) return;
    const bool kept = m_textBytes + text.size() <= longestText && (m_texts.size() < 64 || m_texts.contains(key));
    if (!kept || m_countsDeltas) {
        if (!m_encoding) m_encoding = &Encoding::of(encodingForModel(m_model));
        const auto tokens = static_cast<std::int64_t>(m_encoding->count(text));
        if (m_countsDeltas) m_tokensSoFar += tokens;
        if (!kept) m_overflowTokens += tokens;
    }
    if (!kept) return;
    m_texts[key] += text;
    m_textBytes += text.size();
}

void StreamUsageReader::event(std::string_view data) {
    if (data == "[DONE]") {
        m_ended = true;
        return;
    }
    Json root;
    if (m_parser->json.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS || !isObject(root)) return;

    // Anthropic's message_start and the responses' closing events carry the answer object inside.
    const auto readAnswer = [this](const Json& answer) {
        if (const auto model = textAt(answer, "model"); !model.empty()) m_reportedModel = model;
        withMember(answer, "usage", [this](const Json& usage) {
            const auto found = readUsage(usage);
            if (!found) return;
            if (!m_reported) {
                m_reported = found;
                return;
            }
            // Anthropic's message_delta gives only the running output count.
            m_reported->promptTokens = std::max(m_reported->promptTokens, found->promptTokens);
            m_reported->completionTokens = std::max(m_reported->completionTokens, found->completionTokens);
            m_reported->totalTokens = m_reported->promptTokens + m_reported->completionTokens;
        });
    };
    readAnswer(root);
    withMember(root, "error", [this](const Json& error) { m_error = error.is_string() ? textOf(error) : textAt(error, "message"); });

    withMember(root, "choices", [&](const Json& choices) {
        forEachElement(choices, [&](const Json& choice) {
            std::int64_t index = 0;
            if (choice["index"].get(index) != simdjson::SUCCESS) index = 0;
            const auto key = "c" + std::to_string(index);
            addText(key, textAt(choice, "text"));
            withMember(choice, "delta",
                       [&](const Json& delta) { visitAnswerTexts(delta, [&](std::string_view text) { addText(key, text); }); });
            if (const auto reason = textAt(choice, "finish_reason"); !reason.empty()) m_finishReason = reason;
        });
    });

    const auto type = textAt(root, "type");
    if (type.empty()) return;
    if (type == "response.output_text.delta" || type == "response.refusal.delta" || type == "response.function_call_arguments.delta")
        addText("r" + std::string(textAt(root, "item_id")), textAt(root, "delta"));
    if (type == "response.output_item.added")
        withMember(root, "item", [&](const Json& item) { addText("n" + std::string(textAt(item, "id")), textAt(item, "name")); });
    if (type.starts_with("response."))
        withMember(root, "response", [&](const Json& response) {
            readAnswer(response);
            withMember(response, "error", [this](const Json& error) { m_error = textAt(error, "message"); });
        });
    if (type == "response.completed" || type == "response.incomplete" || type == "response.failed") {
        m_ended = true;
        m_finishReason = type.substr(9);
    }
    if (type == "error") {
        m_ended = true;
        if (m_error.empty()) m_error = textAt(root, "message");
    }
    if (type == "message_start") withMember(root, "message", readAnswer);
    if (type == "content_block_delta" || type == "message_delta")
        withMember(root, "delta", [&](const Json& delta) {
            addText("a", textAt(delta, "text"));
            addText("a", textAt(delta, "partial_json"));
            if (const auto reason = textAt(delta, "stop_reason"); !reason.empty()) m_finishReason = reason;
        });
    if (type == "message_stop") m_ended = true;
}

Usage StreamUsageReader::usage() const {
    if (m_reported) return *m_reported;
    Usage counted;
    const auto& encoding = Encoding::of(encodingForModel(m_model));
    counted.completionTokens = m_overflowTokens;
    for (const auto& [key, text] : m_texts) counted.completionTokens += static_cast<std::int64_t>(encoding.count(text));
    counted.promptTokens = m_promptTokens;
    counted.totalTokens = counted.promptTokens + counted.completionTokens;
    return counted;
}

}  // namespace mgc::tokens
