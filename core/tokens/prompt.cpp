#include "tokens/prompt.h"

#include <memory>

#include "json/lent_parser.h"
#include "tokens/encoding.h"
#include "tokens/json_text.h"
#include "tokens/model_encoding.h"
#include "tokens/tool_definitions.h"

namespace mgc::tokens {

namespace {

constexpr std::size_t longestBody = 64u << 20;
// No model's context holds more text than this; the rest only has to be far too much.
constexpr std::size_t exactBytes = 4u << 20;
// Beyond the texts themselves; figures published with the reference counters.
constexpr std::int64_t answerPriming = 3;  // every answer is primed with an assistant header
constexpr std::int64_t perFunctionCall = 3;
constexpr std::int64_t perDeclarations = 9;
constexpr std::int64_t systemWithFunctions = -4;  // the declarations share the system message's frame
constexpr std::int64_t perNamedChoice = 4;
constexpr std::int64_t perNoneChoice = 1;
constexpr std::int64_t functionRole = -2;

class PromptCounter {
public:
    PromptCounter(const Json& body, std::string_view model)
        : m_body(body), m_encoding(Encoding::of(encodingForModel(model))), m_overhead(messageOverhead(model)) {}

    std::int64_t chat() {
        addDeclarations();
        withMember(m_body, "system", [&](const Json& system) { message("system", system, {}); });  // Anthropic keeps it outside
        withMember(m_body, "messages", [&](const Json& messages) { forEachElement(messages, [&](const Json& one) { chatMessage(one); }); });
        finishChat();
        return m_tokens;
    }
    std::int64_t responses() {
        addDeclarations();
        withMember(m_body, "instructions", [&](const Json& text) {
            if (text.is_string()) message("system", text, {});
        });
        withMember(m_body, "input", [&](const Json& input) {
            if (input.is_string()) message("user", input, {});
            forEachElement(input, [&](const Json& item) { responsesItem(item); });
        });
        finishChat();
        return m_tokens;
    }
    /// Completions' `prompt` and embeddings' `input`: text, token ids, or arrays of either.
    std::int64_t plain(std::string_view key) {
        withMember(m_body, key, [&](const Json& value) { plainValue(value, 0); });
        return m_tokens;
    }

private:
    void text(std::string_view value) {
        const auto exact = value.substr(0, exactBytes - m_exactBytes);
        const auto counted = static_cast<std::int64_t>(m_encoding.count(exact));
        m_tokens += counted;
        m_exactBytes += exact.size();
        m_exactTokens += counted;
        if (exact.size() == value.size()) return;
        m_tokens += static_cast<std::int64_t>(value.size() - exact.size()) * m_exactTokens / static_cast<std::int64_t>(m_exactBytes);
    }

    void addDeclarations() {
        std::vector<FunctionDefinition> functions;
        for (const auto* key : {"tools", "functions"})
            withMember(m_body, key, [&](const Json& tools) {
                auto more = functionDefinitions(tools);
                functions.insert(functions.end(), more.begin(), more.end());
            });
        if (functions.empty()) return;
        m_hasFunctions = true;
        text(declarationText(functions));
        m_tokens += perDeclarations;
    }
    void finishChat() {
        m_tokens += answerPriming;
        if (m_hasFunctions && m_sawSystem) m_tokens += systemWithFunctions;
        for (const auto* key : {"tool_choice", "function_call"})
            withMember(m_body, key, [&](const Json& choice) {
                if (choice.is_string()) {
                    if (textOf(choice) == "none") m_tokens += perNoneChoice;
                    return;
                }
                auto name = textAt(choice, "name");
                withMember(choice, "function", [&](const Json& function) { name = textAt(function, "name"); });
                if (name.empty()) return;
                text(name);
                m_tokens += perNamedChoice;
            });
    }

    void chatMessage(const Json& one) {
        if (!isObject(one)) return;
        const auto role = textAt(one, "role");
        Json content;
        const bool hasContent = one["content"].get(content) == simdjson::SUCCESS;
        message(role, hasContent ? content : one, textAt(one, "name"));
        withMember(one, "function_call", [&](const Json& call) { functionCall(call); });
        withMember(one, "tool_calls", [&](const Json& calls) {
            forEachElement(calls,
                           [&](const Json& call) { withMember(call, "function", [&](const Json& function) { functionCall(function); }); });
        });
        if (role == "function") m_tokens += functionRole;
    }
    void responsesItem(const Json& item) {
        const auto type = textAt(item, "type");
        if (type == "function_call") {
            m_tokens += m_overhead.perMessage;
            functionCall(item);
        } else if (type == "function_call_output") {
            Json output;
            if (item["output"].get(output) == simdjson::SUCCESS) message("tool", output, {});
        } else {
            chatMessage(item);
        }
    }
    void functionCall(const Json& call) {
        text(textAt(call, "name"));
        text(textAt(call, "arguments"));
        m_tokens += perFunctionCall;
    }
    void message(std::string_view role, const Json& content, std::string_view name) {
        m_tokens += m_overhead.perMessage;
        text(role);
        if (!name.empty()) {
            text(name);
            m_tokens += m_overhead.perName;
        }
        if (content.is_string()) {
            const auto value = textOf(content);
            // The first system message ends in a line break where declarations follow it.
            if (role == "system" && m_hasFunctions && !m_sawSystem && !value.empty() && !value.ends_with('\n'))
                text(std::string(value) + "\n");
            else
                text(value);
        } else {
            forEachElement(content, [&](const Json& part) { contentPart(part); });
        }
        if (role == "system") m_sawSystem = true;
    }
    void contentPart(const Json& part) {
        const auto type = textAt(part, "type");
        if (type == "image_url" || type == "input_image" || type == "image") {
            m_tokens += tokensPerImage;
        } else if (type == "tool_use") {
            text(textAt(part, "name"));
            withMember(part, "input", [&](const Json& input) { text(simdjson::minify(input)); });
        } else if (type == "tool_result") {
            withMember(part, "content", [&](const Json& inner) {
                if (inner.is_string()) text(textOf(inner));
                forEachElement(inner, [&](const Json& piece) { text(textAt(piece, "text")); });
            });
        } else {
            text(textAt(part, "text"));
            text(textAt(part, "refusal"));
        }
    }
    void plainValue(const Json& value, int depth) {
        if (value.is_string()) text(textOf(value));
        if (value.is_number()) ++m_tokens;  // already a token id
        if (depth < 2) forEachElement(value, [&](const Json& element) { plainValue(element, depth + 1); });
    }

    const Json& m_body;
    const Encoding& m_encoding;
    MessageOverhead m_overhead;
    std::int64_t m_tokens = 0;
    std::size_t m_exactBytes = 0;
    std::int64_t m_exactTokens = 0;
    bool m_hasFunctions = false;
    bool m_sawSystem = false;
};

PromptKind kindOf(const Json& body, std::string_view model) {
    Json found;
    const auto has = [&](std::string_view key) { return body[key].get(found) == simdjson::SUCCESS; };
    if (has("messages")) return PromptKind::Chat;
    if (has("prompt")) return PromptKind::Completion;
    if (!has("input")) return PromptKind::Automatic;
    // Embeddings and responses share `input`; the rest of the body tells them apart.
    const Json input = found;
    if (has("encoding_format") || has("dimensions") || has("input_type") || isEmbeddingModel(model)) return PromptKind::Embeddings;
    if (input.is_array()) {
        bool objects = false;
        forEachElement(input, [&](const Json& element) { objects = objects || isObject(element); });
        return objects ? PromptKind::Responses : PromptKind::Embeddings;
    }
    for (const std::string_view key :
         {"instructions", "max_output_tokens", "tools", "stream", "text", "reasoning", "previous_response_id", "store", "temperature"})
        if (has(key)) return PromptKind::Responses;
    return model.empty() ? PromptKind::Embeddings : PromptKind::Responses;
}

}  // namespace

std::int64_t countPrompt(std::string_view requestBody, std::string_view model, PromptKind kind) {
    if (requestBody.size() > longestBody) return 0;
    json::LentParser parser;
    Json body;
    if (parser->parse(requestBody.data(), requestBody.size()).get(body) != simdjson::SUCCESS || !isObject(body)) return 0;
    if (model.empty()) model = textAt(body, "model");
    if (kind == PromptKind::Automatic) kind = kindOf(body, model);
    PromptCounter counter(body, model);
    switch (kind) {
        case PromptKind::Chat:
            return counter.chat();
        case PromptKind::Responses:
            return counter.responses();
        case PromptKind::Completion:
            return counter.plain("prompt");
        case PromptKind::Embeddings:
            return counter.plain("input");
        case PromptKind::Automatic:
            break;
    }
    return 0;
}

}  // namespace mgc::tokens
