#include "simulator/request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/json_position.h"
#include "simulator/seeded.h"
#include "tokens/encoding.h"
#include "tokens/model_encoding.h"

namespace mgc::simulator {

namespace {

using nlohmann::json;

constexpr int deepestBody = 100;

Refusal invalid(const std::string& param, const std::string& message, const std::string& code = "invalid_value") {
    return {400, code, message, param, "invalid_request_error"};
}
Refusal missing(const std::string& param) {
    return invalid(param, "Missing required parameter: '" + param + "'.", "missing_required_parameter");
}
Refusal wrongType(const std::string& param, const std::string& wanted) {
    return invalid(param, "Invalid type for '" + param + "': expected " + wanted + ".", "invalid_type");
}

std::optional<Refusal> parseObject(std::string_view text, json& body) {
    const Refusal unreadable{400, "", "We could not parse the JSON body of your request. The body has to be one JSON object, in UTF-8.", "",
                             "invalid_request_error"};
    if (nestingOf(text) > deepestBody) return unreadable;
    body = json::parse(text, nullptr, false);
    if (body.is_discarded() || !body.is_object()) return unreadable;
    return std::nullopt;
}

const json* at(const json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}
std::string textAt(const json& object, const char* key) {
    const auto* value = object.is_object() ? at(object, key) : nullptr;
    return value && value->is_string() ? value->get<std::string>() : std::string();
}
bool flagAt(const json& object, const char* key, bool standard = false) {
    const auto* value = at(object, key);
    return value && value->is_boolean() ? value->get<bool>() : standard;
}

/// The text of a message's content: a text, or the texts of its parts.
std::string contentText(const json& content) {
    if (content.is_string()) return content.get<std::string>();
    std::string text;
    if (!content.is_array()) return text;
    for (const auto& part : content) {
        const auto piece = textAt(part, "text");
        if (!piece.empty() && !text.empty()) text += '\n';
        text += piece;
    }
    return text;
}

std::optional<Refusal> readInteger(const json& body, const char* key, std::int64_t low, std::int64_t high,
                                   std::optional<std::int64_t>& into) {
    const auto* value = at(body, key);
    if (!value) return std::nullopt;
    if (!value->is_number_integer()) return wrongType(key, "an integer");
    const auto number = value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)
                            ? INT64_MAX
                            : value->get<std::int64_t>();
    if (number < low || number > high)
        return invalid(
            key,
            "Invalid '" + std::string(key) + "': the value has to be from " + std::to_string(low) + " to " + std::to_string(high) + ".",
            "integer_out_of_range");
    into = number;
    return std::nullopt;
}

std::optional<Refusal> readSampling(const json& body) {
    const auto inRange = [&body](const char* key, double low, double high) -> std::optional<Refusal> {
        const auto* value = at(body, key);
        if (!value) return std::nullopt;
        if (!value->is_number()) return wrongType(key, "a number");
        if (value->get<double>() < low || value->get<double>() > high)
            return invalid(
                key, "Invalid '" + std::string(key) + "': the value has to be from " + json(low).dump() + " to " + json(high).dump() + ".",
                "decimal_out_of_range");
        return std::nullopt;
    };
    if (auto refusal = inRange("temperature", 0, 2)) return refusal;
    if (auto refusal = inRange("top_p", 0, 1)) return refusal;
    if (auto refusal = inRange("presence_penalty", -2, 2)) return refusal;
    return inRange("frequency_penalty", -2, 2);
}

std::optional<Refusal> readStops(const json& body, GenerationRequest& request) {
    const auto* stop = at(body, "stop");
    if (!stop) return std::nullopt;
    if (stop->is_string()) {
        request.stops = {stop->get<std::string>()};
    } else if (stop->is_array() && stop->size() <= 4) {
        for (const auto& one : *stop) {
            if (!one.is_string()) return wrongType("stop", "texts");
            request.stops.push_back(one.get<std::string>());
        }
    } else {
        return invalid("stop", "Invalid 'stop': give one text or up to four.");
    }
    std::erase(request.stops, std::string());
    return std::nullopt;
}

std::optional<Refusal> readTools(const json& body, GenerationRequest& request) {
    using Choice = GenerationRequest::ToolChoice;
    for (const auto* key : {"tools", "functions"}) {
        const auto* tools = at(body, key);
        if (!tools) continue;
        if (!tools->is_array()) return wrongType(key, "an array");
        if (tools->size() > 128)
            return invalid(key, "Invalid '" + std::string(key) + "': array too long. Expected an array with maximum length 128.",
                           "array_above_max_length");
        for (std::size_t i = 0; i < tools->size(); ++i) {
            const auto& tool = (*tools)[i];
            const json* source = tool.is_object() ? at(tool, "function") : nullptr;
            if (!source) source = &tool;
            Tool read{textAt(*source, "name"), textAt(*source, "description"), {}};
            if (read.name.empty()) {
                if (textAt(tool, "type") != "function" && tool.is_object() && tool.contains("type"))
                    continue;  // a built-in tool: not simulated, never called
                return missing(std::string(key) + "[" + std::to_string(i) + "].function.name");
            }
            if (const auto* parameters = at(*source, "parameters")) read.parametersJson = parameters->dump();
            request.tools.push_back(std::move(read));
        }
    }
    request.toolChoice = request.tools.empty() ? Choice::None : Choice::Auto;
    for (const auto* key : {"tool_choice", "function_call"}) {
        const auto* choice = at(body, key);
        if (!choice) continue;
        if (choice->is_string()) {
            const auto word = choice->get<std::string>();
            if (word == "none")
                request.toolChoice = Choice::None;
            else if (word == "required" || word == "any")
                request.toolChoice = request.tools.empty() ? Choice::None : Choice::Required;
            else if (word != "auto")
                return invalid(key, "Invalid value: '" + word + "'. Supported values are: 'none', 'auto', and 'required'.");
            continue;
        }
        request.toolName = textAt(*choice, "name");
        if (const auto* function = choice->is_object() ? at(*choice, "function") : nullptr) request.toolName = textAt(*function, "name");
        const bool known =
            std::any_of(request.tools.begin(), request.tools.end(), [&](const Tool& tool) { return tool.name == request.toolName; });
        if (!known)
            return invalid(key, "Invalid value for '" + std::string(key) + "': no function named '" + request.toolName +
                                    "' was specified in the 'tools' parameter.");
        request.toolChoice = Choice::Named;
    }
    request.parallelTools = flagAt(body, "parallel_tool_calls", true);
    return std::nullopt;
}

std::optional<Refusal> readFormat(const json& format, const std::string& param, GenerationRequest& request) {
    using Format = GenerationRequest::Format;
    const auto type = textAt(format, "type");
    if (type == "json_object") {
        request.format = Format::JsonObject;
    } else if (type == "json_schema") {
        request.format = Format::JsonSchema;
        const auto* holder = at(format, "json_schema");
        if (!holder) holder = &format;  // responses put it beside the type
        const auto* schema = holder->is_object() ? at(*holder, "schema") : nullptr;
        if (!schema || !schema->is_object()) return missing(param + ".schema");
        request.schemaJson = schema->dump();
    } else if (type != "text") {
        return invalid(param + ".type", "Invalid value: '" + type + "'. Supported values are: 'text', 'json_object', and 'json_schema'.");
    }
    return std::nullopt;
}

std::optional<Refusal> readMessage(const json& message, const std::string& where, GenerationRequest& request) {
    if (!message.is_object()) return wrongType(where, "an object");
    const auto role = textAt(message, "role");
    static const char* const roles[] = {"system", "developer", "user", "assistant", "tool", "function"};
    if (std::find(std::begin(roles), std::end(roles), role) == std::end(roles))
        return invalid(where + ".role", "Invalid value: '" + role +
                                            "'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.");
    const auto* content = at(message, "content");
    const auto text = content ? contentText(*content) : std::string();
    request.answersTool = role == "tool" || role == "function";
    if (request.answersTool) request.lastToolResult = text;
    if (role == "user") request.lastUserText = text;
    if (role == "system" || role == "developer") request.systemText += text + "\n";
    return std::nullopt;
}

std::optional<Refusal> readChat(const json& body, GenerationRequest& request) {
    const auto* messages = at(body, "messages");
    if (!messages) return missing("messages");
    if (!messages->is_array()) return wrongType("messages", "an array of objects");
    if (messages->empty())
        return invalid("messages", "Invalid 'messages': empty array. Expected an array with minimum length 1.", "empty_array");
    for (std::size_t i = 0; i < messages->size(); ++i)
        if (auto refusal = readMessage((*messages)[i], "messages[" + std::to_string(i) + "]", request)) return refusal;
    for (const auto* key : {"max_tokens", "max_completion_tokens"})
        if (auto refusal = readInteger(body, key, 1, INT32_MAX, request.maximumTokens)) return refusal;
    if (const auto* format = at(body, "response_format"))
        if (auto refusal = readFormat(*format, "response_format", request)) return refusal;
    if (flagAt(body, "logprobs")) {
        std::optional<std::int64_t> top = 0;
        if (auto refusal = readInteger(body, "top_logprobs", 0, 20, top)) return refusal;
        request.logprobs = static_cast<int>(*top);
    }
    request.reasoningEffort = textAt(body, "reasoning_effort");
    return readTools(body, request);
}

std::optional<Refusal> readCompletion(const json& body, GenerationRequest& request) {
    request.maximumTokens = 16;
    if (auto refusal = readInteger(body, "max_tokens", 0, INT32_MAX, request.maximumTokens)) return refusal;
    const auto* prompt = at(body, "prompt");
    if (!prompt) {
        request.prompts = {""};
    } else if (prompt->is_string()) {
        request.prompts = {prompt->get<std::string>()};
    } else if (prompt->is_array() && !prompt->empty() && prompt->size() <= 2048) {
        if ((*prompt)[0].is_number()) {
            request.prompts = {prompt->dump()};
        } else {
            for (const auto& one : *prompt) request.prompts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
        }
    } else {
        return wrongType("prompt", "a text or an array of texts or token ids");
    }
    request.lastUserText = request.prompts.back();
    request.echo = flagAt(body, "echo");
    std::optional<std::int64_t> bestOf = 1, logprobs;
    if (auto refusal = readInteger(body, "best_of", 1, 20, bestOf)) return refusal;
    if (auto refusal = readInteger(body, "logprobs", 0, 5, logprobs)) return refusal;
    request.bestOf = static_cast<int>(*bestOf);
    if (logprobs) request.logprobs = static_cast<int>(*logprobs);
    return std::nullopt;
}

std::optional<Refusal> readResponses(const json& body, GenerationRequest& request) {
    const auto* input = at(body, "input");
    if (!input) return missing("input");
    if (input->is_string()) {
        request.lastUserText = input->get<std::string>();
    } else if (input->is_array()) {
        for (std::size_t i = 0; i < input->size(); ++i) {
            const auto& item = (*input)[i];
            const auto where = "input[" + std::to_string(i) + "]";
            if (!item.is_object()) return wrongType(where, "an object");
            const auto type = textAt(item, "type");
            if (type == "function_call_output") {
                request.answersTool = true;
                const auto* output = at(item, "output");
                request.lastToolResult = output ? contentText(*output) : std::string();
            } else if (type.empty() || type == "message") {
                if (auto refusal = readMessage(item, where, request)) return refusal;
            }
        }
    } else {
        return wrongType("input", "a text or an array of items");
    }
    request.systemText += textAt(body, "instructions");
    if (auto refusal = readInteger(body, "max_output_tokens", 1, INT32_MAX, request.maximumTokens)) return refusal;
    if (const auto* text = at(body, "text"); text && text->is_object())
        if (const auto* format = at(*text, "format"))
            if (auto refusal = readFormat(*format, "text.format", request)) return refusal;
    request.previousResponseId = textAt(body, "previous_response_id");
    request.store = flagAt(body, "store", true);
    if (flagAt(body, "background")) return invalid("background", "Background responses are not simulated.", "unsupported_parameter");
    if (const auto* reasoning = at(body, "reasoning"); reasoning && reasoning->is_object())
        request.reasoningEffort = textAt(*reasoning, "effort");
    return readTools(body, request);
}

}  // namespace

std::optional<Refusal> readGenerationRequest(OperationKind kind, std::string_view text, GenerationRequest& request) {
    json body;
    if (auto refusal = parseObject(text, body)) return refusal;
    request.model = textAt(body, "model");
    request.stream = flagAt(body, "stream");
    if (const auto* options = at(body, "stream_options"); options && options->is_object()) {
        if (!request.stream) return invalid("stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        request.includeUsage = flagAt(*options, "include_usage");
    }
    if (auto refusal = readSampling(body)) return refusal;
    std::optional<std::int64_t> n = 1;
    if (auto refusal = readInteger(body, "n", 1, 32, n)) return refusal;
    request.choices = static_cast<int>(*n);
    if (auto refusal = readStops(body, request)) return refusal;
    auto refusal = kind == OperationKind::ChatCompletions ? readChat(body, request)
                   : kind == OperationKind::Completions   ? readCompletion(body, request)
                                                          : readResponses(body, request);
    if (refusal) return refusal;
    auto shaping = body;
    for (const auto* key :
         {"stream", "stream_options", "user", "metadata", "store", "service_tier", "prompt_cache_key", "safety_identifier"})
        shaping.erase(key);
    request.contentHash = stableHash(shaping.dump(-1, ' ', false, json::error_handler_t::replace));
    request.body = std::make_shared<const json>(std::move(body));
    return std::nullopt;
}

std::optional<Refusal> readEmbeddingsRequest(std::string_view text, std::string_view vocabularyModel, EmbeddingsRequest& request) {
    json body;
    if (auto refusal = parseObject(text, body)) return refusal;
    request.model = textAt(body, "model");
    const auto& encoding = tokens::Encoding::of(tokens::encodingForModel(vocabularyModel.empty() ? request.model : vocabularyModel));
    const auto addText = [&](const std::string& one) {
        request.promptTokens += static_cast<std::int64_t>(encoding.count(one));
        request.inputs.push_back(one);
    };
    const auto addIds = [&](const json& ids) {
        request.promptTokens += static_cast<std::int64_t>(ids.size());
        request.inputs.push_back(ids.dump());
    };
    const auto* input = at(body, "input");
    if (!input) return missing("input");
    if (input->is_string()) {
        addText(input->get<std::string>());
    } else if (input->is_array() && !input->empty() && (*input)[0].is_number()) {
        addIds(*input);
    } else if (input->is_array()) {
        if (input->empty() || input->size() > 2048)
            return invalid("input", "Invalid 'input': expected an array of 1 to 2048 texts.", "array_above_max_length");
        for (const auto& one : *input) {
            if (one.is_string())
                addText(one.get<std::string>());
            else if (one.is_array())
                addIds(one);
            else
                return wrongType("input", "a text, an array of texts, or arrays of token ids");
        }
    } else {
        return wrongType("input", "a text, an array of texts, or arrays of token ids");
    }
    for (const auto& one : request.inputs)
        if (one.empty()) return invalid("input", "'input' cannot be an empty string.", "invalid_value");
    if (auto refusal = readInteger(body, "dimensions", 1, 8192, request.dimensions)) return refusal;
    const auto format = textAt(body, "encoding_format");
    if (!format.empty() && format != "float" && format != "base64")
        return invalid("encoding_format", "Invalid value: '" + format + "'. Supported values are: 'float' and 'base64'.");
    request.base64 = format == "base64";
    return std::nullopt;
}

}  // namespace mgc::simulator
