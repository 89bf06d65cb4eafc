#include "simulator/realtime/conversation.h"

#include <algorithm>

namespace mgc::simulator {

using nlohmann::json;

namespace {

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

Refusal invalid(std::string code, std::string message, std::string param) {
    return {400, std::move(code), std::move(message), std::move(param), "invalid_request_error"};
}

std::string textOf(const json& item) {
    std::string text;
    const auto content = item.find("content");
    if (content == item.end() || !content->is_array()) return text;
    for (const auto& part : *content)
        for (const char* member : {"text", "transcript"})
            if (part.is_object() && part.contains(member) && part[member].is_string()) text += part[member].get<std::string>();
    return text;
}

bool isText(const json& value, std::string_view member) {
    const auto found = value.find(member);
    return found != value.end() && found->is_string();
}

}  // namespace

Conversation::Conversation(std::string model, bool preview) {
    m_session = {{"object", "realtime.session"}, {"model", std::move(model)}, {"instructions", ""}, {"tools", json::array()}, {"tool_choice", "auto"}};
    if (preview) {
        m_session["modalities"] = {"text", "audio"};
        m_session["temperature"] = 0.8;
        m_session["max_response_output_tokens"] = "inf";
    } else {
        m_session["type"] = "realtime";
        m_session["output_modalities"] = {"audio"};
        m_session["max_output_tokens"] = "inf";
    }
}

std::optional<Refusal> Conversation::update(const json& changes) {
    if (!changes.is_object()) return invalid("missing_required_parameter", "Missing required parameter: 'session'.", "session");
    if (changes.contains("model") && changes["model"] != m_session["model"])
        return invalid("invalid_value", "The model of a session cannot be changed.", "session.model");
    if (changes.contains("tools") && !changes["tools"].is_array()) return invalid("invalid_type", "'tools' is an array.", "session.tools");
    json changed = m_session;
    for (const auto& [name, value] : changes.items()) changed[name] = value;
    if (dump(changed).size() > mostBytes) return invalid("string_above_max_length", "The session's settings are too long.", "session");
    m_session = std::move(changed);
    return std::nullopt;
}

std::optional<Refusal> Conversation::add(json& item, std::string freshId) {
    if (!item.is_object()) return invalid("missing_required_parameter", "Missing required parameter: 'item'.", "item");
    const std::string type = item.value("type", json()).is_string() ? item["type"].get<std::string>() : std::string();
    if (type != "message" && type != "function_call" && type != "function_call_output")
        return invalid("invalid_value", "Invalid value: '" + type + "'. Supported values are: 'message', 'function_call' and 'function_call_output'.", "item.type");
    if (type == "message" && (!isText(item, "role") || !item.contains("content") || !item["content"].is_array()))
        return invalid("missing_required_parameter", "A message needs 'role' and 'content'.", "item");
    if (!isText(item, "id")) item["id"] = std::move(freshId);
    item["object"] = "realtime.item";
    item["status"] = "completed";
    const std::size_t size = dump(item).size();
    if (size > mostBytes) return invalid("string_above_max_length", "The item is too long.", "item");
    m_items.push_back(item);
    m_bytes += size;
    while (m_items.size() > mostItems || m_bytes > mostBytes) {
        m_bytes -= std::min(m_bytes, dump(m_items.front()).size());
        m_items.erase(m_items.begin());
    }
    return std::nullopt;
}

bool Conversation::remove(const std::string& id) {
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const json& item) { return item["id"] == id; });
    if (found == m_items.end()) return false;
    m_bytes -= std::min(m_bytes, dump(*found).size());
    m_items.erase(found);
    return true;
}

std::string Conversation::lastId() const { return m_items.empty() ? std::string() : m_items.back()["id"].get<std::string>(); }

std::optional<Refusal> Conversation::request(const json& overrides, std::string& body, GenerationRequest& request) const {
    json settings = m_session;
    if (overrides.is_object())
        for (const auto& [name, value] : overrides.items()) settings[name] = value;
    json messages = json::array();
    if (isText(settings, "instructions") && !settings["instructions"].get<std::string>().empty())
        messages.push_back({{"role", "system"}, {"content", settings["instructions"]}});
    for (const auto& item : m_items) {
        if (item["type"] == "message") {
            messages.push_back({{"role", item["role"]}, {"content", textOf(item)}});
        } else if (item["type"] == "function_call") {
            const json call = {{"id", item.value("call_id", "call")},
                               {"type", "function"},
                               {"function", {{"name", item.value("name", "")}, {"arguments", item.value("arguments", "{}")}}}};
            messages.push_back({{"role", "assistant"}, {"content", nullptr}, {"tool_calls", json::array({call})}});
        } else {
            messages.push_back({{"role", "tool"}, {"tool_call_id", item.value("call_id", "call")}, {"content", item.value("output", "")}});
        }
    }
    if (messages.empty()) messages.push_back({{"role", "user"}, {"content", ""}});
    json chat = {{"messages", std::move(messages)}};
    for (const auto& tool : settings["tools"])
        if (tool.is_object()) {
            json function = tool;
            function.erase("type");
            chat["tools"].push_back({{"type", "function"}, {"function", std::move(function)}});
        }
    if (chat.contains("tools") && settings["tool_choice"].is_string()) chat["tool_choice"] = settings["tool_choice"];
    for (const char* limit : {"max_response_output_tokens", "max_output_tokens"})
        if (settings.contains(limit) && settings[limit].is_number_integer()) chat["max_tokens"] = settings[limit];
    body = dump(chat);
    return readGenerationRequest(OperationKind::ChatCompletions, body, request);
}

}  // namespace mgc::simulator
