#include "simulator/realtime/realtime_session.h"

#include <utility>

namespace mgc::simulator {

RealtimeSession::RealtimeSession(Parts parts)
    : m_parts(std::move(parts)), m_conversation(m_parts.model, m_parts.preview) {}

RealtimeSession::~RealtimeSession() = default;

void RealtimeSession::begin() {
    m_conversation.setId(m_parts.freshId("sess_"));
    emit({{"type", "session.created"}, {"session", m_conversation.session()}});
}

void RealtimeSession::close() {
    m_cancelled = true;
    TextSession::close();
}

void RealtimeSession::emit(json event) {
    event["event_id"] = m_parts.freshId("event_");
    sendText(event.dump(-1, ' ', false, json::error_handler_t::replace));
}

void RealtimeSession::refuse(const Refusal& refusal, const json& event) {
    const auto id = event.is_object() ? event.find("event_id") : event.end();
    emit({{"type", "error"},
          {"error",
           {{"type", refusal.type},
            {"code", refusal.code.empty() ? json() : json(refusal.code)},
            {"message", refusal.message},
            {"param", refusal.param.empty() ? json() : json(refusal.param)},
            {"event_id", event.is_object() && id != event.end() ? *id : json()}}}});
}

void RealtimeSession::onText(std::string_view text) {
    const json event = json::parse(text, nullptr, false);
    const auto type = event.is_object() ? event.find("type") : event.end();
    if (!event.is_object() || type == event.end() || !type->is_string())
        return refuse({400, "invalid_json", "The message is not a JSON object with a 'type'.", "", "invalid_request_error"}, json::object());
    onEvent(event, type->get<std::string>());
}

void RealtimeSession::onEvent(const json& event, const std::string& type) {
    if (type == "session.update") {
        if (const auto refusal = m_conversation.update(event.value("session", json()))) return refuse(*refusal, event);
        return emit({{"type", "session.updated"}, {"session", m_conversation.session()}});
    }
    if (type == "conversation.item.create") return createItem(event);
    if (type == "conversation.item.delete") {
        const json id = event.value("item_id", json());
        if (!id.is_string() || !m_conversation.remove(id))
            return refuse({400, "item_delete_invalid_item_id", "There is no item of that id.", "item_id", "invalid_request_error"}, event);
        return emit({{"type", "conversation.item.deleted"}, {"item_id", id}});
    }
    if (type == "response.create") return createResponse(event);
    if (type == "response.cancel") {
        if (!m_responding)
            return refuse({400, "response_cancel_not_active", "Cancellation failed: no active response found.", "", "invalid_request_error"}, event);
        m_cancelled = true;
        return;
    }
    if (type.starts_with("input_audio_buffer.") || type.starts_with("output_audio_buffer."))
        return refuse({400, "not_simulated", "The simulator has no audio: send text items instead.", "type", "invalid_request_error"}, event);
    refuse({400, "invalid_value", "Invalid value: '" + type + "'.", "type", "invalid_request_error"}, event);
}

void RealtimeSession::emitItem(const json& item, const std::string& previous) {
    const json before = previous.empty() ? json() : json(previous);
    if (m_parts.preview) return emit({{"type", "conversation.item.created"}, {"previous_item_id", before}, {"item", item}});
    emit({{"type", "conversation.item.added"}, {"previous_item_id", before}, {"item", item}});
    emit({{"type", "conversation.item.done"}, {"previous_item_id", before}, {"item", item}});
}

void RealtimeSession::createItem(const json& event) {
    json item = event.value("item", json());
    const std::string previous = m_conversation.lastId();
    if (const auto refusal = m_conversation.add(item, m_parts.freshId("item_"))) return refuse(*refusal, event);
    emitItem(item, previous);
}

void RealtimeSession::createResponse(const json& event) {
    if (m_responding)
        return refuse({400, "conversation_already_has_active_response", "Conversation already has an active response.", "", "invalid_request_error"}, event);
    GenerationRequest request;
    std::string body;
    if (const auto refusal = m_conversation.request(event.value("response", json()), body, request)) return refuse(*refusal, event);
    m_responding = true;
    m_cancelled = false;
    startTask(respond(std::move(request), std::move(body)), [self = shared_from_this()] {
        self->m_responding = false;
        self->flush();
    });
}

Task<bool> RealtimeSession::wait(Duration duration) {
    flush();
    co_await m_parts.clock.sleep(duration);
    co_return !m_cancelled && !isClosed();
}

Task<void> RealtimeSession::respond(GenerationRequest request, std::string body) {
    const Answer answer = m_parts.answer(body, request);
    const Choice& choice = answer.choices.front();
    const bool calls = !choice.calls.empty();
    json response = {{"object", "realtime.response"}, {"id", m_parts.freshId("resp_")}, {"status", "in_progress"}, {"output", json::array()}, {"usage", nullptr}};
    emit({{"type", "response.created"}, {"response", response}});
    bool going = co_await wait(m_parts.latency.firstToken(answer.promptTokens, answer.reasoningTokens));

    json item = {{"object", "realtime.item"}, {"id", m_parts.freshId("item_")}, {"status", "in_progress"}};
    if (calls) {
        item.update({{"type", "function_call"}, {"name", choice.calls.front().name}, {"call_id", choice.calls.front().id}, {"arguments", ""}});
    } else {
        item.update({{"type", "message"}, {"role", "assistant"}, {"content", json::array()}});
    }
    const json place = {{"response_id", response["id"]}, {"item_id", item["id"]}, {"output_index", 0}};
    const auto tell = [&](std::string type, json more) {
        more["type"] = std::move(type);
        more.update(place);
        emit(std::move(more));
    };
    emit({{"type", "response.output_item.added"}, {"response_id", response["id"]}, {"output_index", 0}, {"item", item}});
    const std::string textEvent = m_parts.preview ? "response.text" : "response.output_text";
    std::string said;
    if (calls) {
        said = choice.calls.front().arguments;
        tell("response.function_call_arguments.delta", {{"call_id", item["call_id"]}, {"delta", said}});
        tell("response.function_call_arguments.done", {{"call_id", item["call_id"]}, {"arguments", said}});
        item["arguments"] = said;
    } else {
        const char* partType = m_parts.preview ? "text" : "output_text";
        tell("response.content_part.added", {{"content_index", 0}, {"part", {{"type", partType}, {"text", ""}}}});
        for (std::size_t piece = 0; piece < choice.pieces.size() && going; ++piece) {
            const std::string& text = choice.pieces[piece].text;
            said += text;
            tell(textEvent + ".delta", {{"content_index", 0}, {"delta", text}});
            going = co_await wait(m_parts.latency.next(choice.pieces[piece].tokens));
        }
        tell(textEvent + ".done", {{"content_index", 0}, {"text", said}});
        tell("response.content_part.done", {{"content_index", 0}, {"part", {{"type", partType}, {"text", said}}}});
        item["content"] = json::array({{{"type", partType}, {"text", said}}});
    }
    item["status"] = going ? "completed" : "incomplete";
    emit({{"type", "response.output_item.done"}, {"response_id", response["id"]}, {"output_index", 0}, {"item", item}});
    const std::string previous = m_conversation.lastId();
    if (!m_conversation.add(item, "")) emitItem(item, previous);
    response["status"] = going ? "completed" : "cancelled";
    response["output"] = json::array({item});
    response["usage"] = {{"total_tokens", answer.promptTokens + answer.completionTokens},
                         {"input_tokens", answer.promptTokens},
                         {"output_tokens", answer.completionTokens},
                         {"input_token_details", {{"cached_tokens", answer.cachedTokens}, {"text_tokens", answer.promptTokens}, {"audio_tokens", 0}}},
                         {"output_token_details", {{"text_tokens", answer.completionTokens}, {"audio_tokens", 0}}}};
    emit({{"type", "response.done"}, {"response", response}});
}

}  // namespace mgc::simulator
