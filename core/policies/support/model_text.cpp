#include "policies/support/model_text.h"

#include <map>
#include <nlohmann/json.hpp>

#include "http/event_stream.h"

namespace mgc::policies {

namespace {

using Json = nlohmann::json;

void append(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text += '\n';
    text += more;
}

std::string_view textAt(const Json& object, const char* name) {
    if (!object.is_object()) return {};
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return {};
    return found->get_ref<const std::string&>();
}

/// Content that is a text, or parts of which some are texts (text, input_text, output_text, refusal, tool_result).
void appendContent(std::string& text, const Json& content) {
    if (content.is_string()) return append(text, content.get_ref<const std::string&>());
    if (!content.is_array()) return;
    for (const auto& part : content) {
        if (part.is_string()) append(text, part.get_ref<const std::string&>());
        if (!part.is_object()) continue;
        append(text, textAt(part, "text"));
        append(text, textAt(part, "refusal"));
        if (const auto inner = part.find("content"); inner != part.end() && textAt(part, "type") == "tool_result")
            appendContent(text, *inner);
    }
}

void addMessage(PromptTexts& texts, std::string_view role, const Json& content) {
    PromptTexts::Message message;
    message.role = role;
    appendContent(message.text, content);
    texts.messages.push_back(std::move(message));
}

/// What one answer object says: chat and text choices, responses' output, Anthropic's content.
void appendAnswer(std::string& text, const Json& answer) {
    if (!answer.is_object()) return;
    if (const auto choices = answer.find("choices"); choices != answer.end() && choices->is_array())
        for (const auto& choice : *choices) {
            append(text, textAt(choice, "text"));
            if (!choice.is_object() || !choice.contains("message") || !choice["message"].is_object()) continue;
            const Json& message = choice["message"];
            if (message.contains("content")) appendContent(text, message["content"]);
            append(text, textAt(message, "refusal"));
        }
    if (const auto output = answer.find("output"); output != answer.end() && output->is_array())
        for (const auto& item : *output)
            if (item.is_object() && item.contains("content")) appendContent(text, item["content"]);
    if (const auto content = answer.find("content"); content != answer.end()) appendContent(text, *content);
}

/// Deltas joined per choice or item.
class StreamTexts {
public:
    void event(const Json& data) {
        if (!data.is_object()) return;
        if (const auto choices = data.find("choices"); choices != data.end() && choices->is_array())
            for (const auto& choice : *choices) {
                if (!choice.is_object()) continue;
                const auto index = choice.contains("index") && choice["index"].is_number_integer() ? choice["index"].get<int>() : 0;
                std::string& text = m_texts["choice" + std::to_string(index)];
                text += textAt(choice, "text");
                if (!choice.contains("delta")) continue;
                text += textAt(choice["delta"], "content");
                text += textAt(choice["delta"], "refusal");
            }
        const auto type = textAt(data, "type");
        if (type == "response.output_text.delta" || type == "response.refusal.delta")
            m_texts[std::string(textAt(data, "item_id"))] += textAt(data, "delta");
        if (type == "content_block_delta" && data.contains("delta")) m_texts["anthropic"] += textAt(data["delta"], "text");
    }
    [[nodiscard]] std::string joined() const {
        std::string all;
        for (const auto& [key, text] : m_texts) append(all, text);
        return all;
    }

private:
    std::map<std::string, std::string> m_texts;
};

}  // namespace

std::string PromptTexts::joined() const {
    std::string all;
    for (const auto& message : messages) append(all, message.text);
    return all;
}

std::optional<PromptTexts> promptTexts(std::string_view requestBody) {
    const Json body = Json::parse(requestBody, nullptr, false);
    if (!body.is_object()) return std::nullopt;
    PromptTexts texts;
    for (const auto* name : {"system", "instructions"})
        if (body.contains(name)) addMessage(texts, "system", body[name]);
    if (const auto messages = body.find("messages"); messages != body.end() && messages->is_array()) {
        texts.kind = PromptTexts::Kind::Chat;
        for (const auto& message : *messages)
            if (message.is_object()) addMessage(texts, textAt(message, "role"), message.contains("content") ? message["content"] : Json());
        return texts;
    }
    if (const auto prompt = body.find("prompt"); prompt != body.end()) {
        texts.kind = PromptTexts::Kind::Completion;
        addMessage(texts, "", *prompt);
        return texts;
    }
    const auto input = body.find("input");
    if (input == body.end()) return std::nullopt;
    if (input->is_array() && !input->empty() && input->front().is_object()) {
        for (const auto& item : *input)
            if (item.is_object() && (item.contains("content") || item.contains("output")))
                addMessage(texts, textAt(item, "role"), item.contains("content") ? item["content"] : item["output"]);
    } else {
        addMessage(texts, "", *input);
    }
    return texts;
}

std::string completionText(std::string_view responseBody, bool eventStream) {
    if (eventStream) {
        http::EventStreamParser parser;
        std::vector<http::ServerEvent> events;
        parser.feed(responseBody, events);
        parser.feed("\n\n", events);  // a last event that no blank line ends
        StreamTexts texts;
        for (const auto& event : events) texts.event(Json::parse(event.data, nullptr, false));
        return texts.joined();
    }
    std::string text;
    appendAnswer(text, Json::parse(responseBody, nullptr, false));
    return text;
}

}  // namespace mgc::policies
