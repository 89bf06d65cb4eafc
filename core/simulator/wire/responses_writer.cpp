#include "simulator/wire/responses_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/wire/json_writer.h"

namespace mgc::simulator {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string number(std::int64_t value) { return std::to_string(value); }

ordered_json usageOf(const Answer& answer) {
    return {{"input_tokens", answer.promptTokens},
            {"input_tokens_details", {{"cached_tokens", answer.cachedTokens}}},
            {"output_tokens", answer.completionTokens},
            {"output_tokens_details", {{"reasoning_tokens", answer.reasoningTokens}}},
            {"total_tokens", answer.promptTokens + answer.completionTokens}};
}

ordered_json textPart(const std::string& text) {
    return {{"type", "output_text"}, {"text", text}, {"annotations", json::array()}, {"logprobs", json::array()}};
}

ordered_json messageItem(const ResponseIds& ids, const std::string& status, const ordered_json& content) {
    return {{"id", ids.message}, {"type", "message"}, {"status", status}, {"role", "assistant"}, {"content", content}};
}

ordered_json callItem(const ResponseIds& ids, const ToolCall& call, const std::string& status, bool withArguments) {
    return {{"id", ids.call},     {"type", "function_call"}, {"status", status},
            {"call_id", call.id}, {"name", call.name},       {"arguments", withArguments ? call.arguments : ""}};
}

std::string endStatus(const Choice& choice) {
    return choice.finishReason == "length" || choice.finishReason == "content_filter" ? "incomplete" : "completed";
}

ordered_json outputItem(const ResponseIds& ids, const Choice& choice) {
    if (!choice.calls.empty()) return callItem(ids, choice.calls[0], "completed", true);
    return messageItem(ids, endStatus(choice), ordered_json::array({textPart(choice.text)}));
}

json echoed(const json& body, const char* key, json standard) {
    const auto found = body.find(key);
    return found == body.end() || found->is_null() ? std::move(standard) : *found;
}

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

class ResponseStream : public EventSource {
public:
    ResponseStream(AnswerIdentity identity, GenerationRequest request, Answer answer, ResponseIds ids)
        : m_identity(std::move(identity)), m_request(std::move(request)), m_answer(std::move(answer)), m_ids(std::move(ids)) {}

    std::optional<StreamEvent> next() override {
        const auto& choice = m_answer.choices.front();
        switch (m_stage++) {
            case 0:
                return event("response.created", "\"response\":" + body("in_progress"));
            case 1:
                return event("response.in_progress", "\"response\":" + body("in_progress"));
            case 2: {
                const auto item = choice.calls.empty() ? messageItem(m_ids, "in_progress", ordered_json::array())
                                                       : callItem(m_ids, choice.calls[0], "in_progress", false);
                return event("response.output_item.added", "\"output_index\":0,\"item\":" + dump(item));
            }
            case 3:
                return choice.calls.empty() ? nextText(choice) : nextArguments(choice.calls[0]);
            case 4:
                return event("response.output_item.done", "\"output_index\":0,\"item\":" + dump(outputItem(m_ids, choice)));
            case 5: {
                const auto status = endStatus(choice);
                return event("response." + status, "\"response\":" + body(status));
            }
            default:
                return std::nullopt;
        }
    }
    std::string errorEvent(const std::string& message) const override {
        return "event: error\ndata: {\"type\":\"error\",\"sequence_number\":" + number(m_sequence) +
               ",\"code\":\"server_error\",\"message\":" + jsonString(message) + ",\"param\":null}\n\n";
    }

private:
    StreamEvent event(const std::string& type, const std::string& members, std::int64_t tokens = 0, bool generated = false) {
        return {
            "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number(m_sequence++) + "," + members + "}\n\n",
            tokens, generated};
    }
    std::string body(const std::string& status) const { return responseBody(m_identity, m_request, m_answer, m_ids, status); }
    std::string place(const std::string& id, bool content) const {
        return "\"item_id\":" + jsonString(id) + ",\"output_index\":0" + (content ? ",\"content_index\":0" : "");
    }

    std::optional<StreamEvent> nextText(const Choice& choice) {
        const auto where = place(m_ids.message, true);
        if (m_part == 0) {
            ++m_part;
            m_stage = 3;
            return event("response.content_part.added", where + ",\"part\":" + dump(textPart("")));
        }
        if (m_piece < choice.pieces.size()) {
            const auto& piece = choice.pieces[m_piece++];
            m_stage = 3;
            return event("response.output_text.delta", where + ",\"delta\":" + jsonString(piece.text) + ",\"logprobs\":[]", piece.tokens,
                         true);
        }
        if (m_part == 1) {
            ++m_part;
            m_stage = 3;
            return event("response.output_text.done", where + ",\"text\":" + jsonString(choice.text) + ",\"logprobs\":[]");
        }
        return event("response.content_part.done", where + ",\"part\":" + dump(textPart(choice.text)));
    }
    std::optional<StreamEvent> nextArguments(const ToolCall& call) {
        const auto where = place(m_ids.call, false);
        if (m_piece < call.arguments.size()) {
            std::size_t end = std::min(call.arguments.size(), m_piece + 12);
            while (end < call.arguments.size() && (static_cast<unsigned char>(call.arguments[end]) & 0xC0u) == 0x80u) ++end;
            const auto delta = call.arguments.substr(m_piece, end - m_piece);
            m_piece = end;
            m_stage = 3;
            return event("response.function_call_arguments.delta", where + ",\"delta\":" + jsonString(delta), 3, true);
        }
        return event("response.function_call_arguments.done",
                     where + ",\"name\":" + jsonString(call.name) + ",\"arguments\":" + jsonString(call.arguments));
    }

    AnswerIdentity m_identity;
    GenerationRequest m_request;
    Answer m_answer;
    ResponseIds m_ids;
    std::int64_t m_sequence = 0;
    int m_stage = 0, m_part = 0;
    std::size_t m_piece = 0;
};

}  // namespace

std::string responseBody(const AnswerIdentity& identity, const GenerationRequest& request, const Answer& answer, const ResponseIds& ids,
                         const std::string& status) {
    const auto& body = *request.body;
    const auto& choice = answer.choices.front();
    const bool ended = status != "in_progress";
    ordered_json out{{"id", identity.id}, {"object", "response"}, {"created_at", identity.created},
                     {"status", status},  {"background", false},  {"error", nullptr}};
    out["incomplete_details"] =
        status == "incomplete" ? ordered_json{{"reason", choice.finishReason == "content_filter" ? "content_filter" : "max_output_tokens"}}
                               : ordered_json(nullptr);
    out["instructions"] = echoed(body, "instructions", nullptr);
    out["max_output_tokens"] = echoed(body, "max_output_tokens", nullptr);
    out["model"] = identity.model;
    out["output"] = ended ? ordered_json::array({outputItem(ids, choice)}) : ordered_json::array();
    out["parallel_tool_calls"] = echoed(body, "parallel_tool_calls", true);
    out["previous_response_id"] = echoed(body, "previous_response_id", nullptr);
    out["reasoning"] = echoed(body, "reasoning", json{{"effort", nullptr}, {"summary", nullptr}});
    out["store"] = echoed(body, "store", true);
    out["temperature"] = echoed(body, "temperature", 1.0);
    out["text"] = echoed(body, "text", json{{"format", {{"type", "text"}}}});
    out["tool_choice"] = echoed(body, "tool_choice", "auto");
    out["tools"] = echoed(body, "tools", json::array());
    out["top_p"] = echoed(body, "top_p", 1.0);
    out["truncation"] = echoed(body, "truncation", "disabled");
    out["usage"] = ended && identity.withUsage ? usageOf(answer) : ordered_json(nullptr);
    out["user"] = echoed(body, "user", nullptr);
    out["metadata"] = echoed(body, "metadata", json::object());
    return dump(out);
}

std::unique_ptr<EventSource> responseStream(AnswerIdentity identity, GenerationRequest request, Answer answer, ResponseIds ids) {
    return std::make_unique<ResponseStream>(std::move(identity), std::move(request), std::move(answer), std::move(ids));
}

std::string inputItemsBody(const json& requestBody) {
    auto items = ordered_json::array();
    const auto input = requestBody.find("input");
    if (input != requestBody.end() && input->is_string())
        items.push_back({{"id", "msg_input_0"},
                         {"type", "message"},
                         {"role", "user"},
                         {"content", ordered_json::array({{{"type", "input_text"}, {"text", *input}}})}});
    if (input != requestBody.end() && input->is_array())
        for (std::size_t i = 0; i < input->size(); ++i) {
            ordered_json item = (*input)[i];
            if (item.is_object() && !item.contains("id")) item["id"] = "msg_input_" + std::to_string(i);
            items.push_back(item);
        }
    ordered_json out{{"object", "list"}, {"data", items}, {"has_more", false}};
    out["first_id"] = items.empty() || !items.front().contains("id") ? ordered_json(nullptr) : items.front()["id"];
    out["last_id"] = items.empty() || !items.back().contains("id") ? ordered_json(nullptr) : items.back()["id"];
    return dump(out);
}

}  // namespace mgc::simulator
