#include "simulator/answer/generator.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "simulator/answer/schema_instance.h"
#include "tokens/utf8.h"

namespace mgc::simulator {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using ToolChoice = GenerationRequest::ToolChoice;

std::string randomName(Seeded& random, std::size_t length) {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string name;
    for (std::size_t i = 0; i < length; ++i) name += alphabet[random.below(alphabet.size())];
    return name;
}

std::vector<std::string> lowerWords(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text.substr(0, 4000)) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool letter = upper || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if ((!letter || upper) && word.size() > 2) words.push_back(word);
        if (!letter || upper) word.clear();
        if (letter) word += upper ? static_cast<char>(c + 32) : c;
    }
    if (word.size() > 2) words.push_back(word);
    return words;
}

/// How well a tool fits a prompt: shared words, those of its name counting more.
int fit(const Tool& tool, const std::vector<std::string>& prompt) {
    int score = 0;
    const auto name = lowerWords(tool.name);
    const auto description = lowerWords(tool.description);
    static const std::vector<std::string> common{"the", "and", "for", "with", "get", "that", "this", "from", "are", "you", "can", "what"};
    for (const auto& word : prompt) {
        if (std::find(common.begin(), common.end(), word) != common.end()) continue;
        if (std::find(name.begin(), name.end(), word) != name.end()) score += 3;
        if (std::find(description.begin(), description.end(), word) != description.end()) score += 1;
    }
    return score;
}

const Tool* chosenTool(const GenerationRequest& request) {
    if (request.toolChoice == ToolChoice::None) return nullptr;
    if (request.toolChoice == ToolChoice::Named) {
        const auto found =
            std::find_if(request.tools.begin(), request.tools.end(), [&](const Tool& tool) { return tool.name == request.toolName; });
        return found == request.tools.end() ? nullptr : &*found;
    }
    if (request.toolChoice == ToolChoice::Auto && request.answersTool) return nullptr;  // the tool has answered: time to talk
    const auto prompt = lowerWords(request.lastUserText);
    const Tool* best = nullptr;
    int bestFit = 0;
    for (const auto& tool : request.tools)
        if (const int score = fit(tool, prompt); score > bestFit) {
            best = &tool;
            bestFit = score;
        }
    // Nothing in common with any tool: a model left to itself would just answer.
    if (!best && request.toolChoice == ToolChoice::Required) best = &request.tools.front();
    return best;
}

std::string instanceText(const std::string& schemaJson, const std::string& prompt, Seeded& random) {
    if (schemaJson.empty()) return "{}";
    const auto schema = json::parse(schemaJson, nullptr, false);
    if (schema.is_discarded()) return "{}";
    SchemaInstance instance(schema, prompt, random);
    return instance.make().dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string objectAnswer(const AnswerSetting& setting, const std::string& prompt, Seeded& random) {
    const ordered_json object{{"answer", composeAnswer(prompt, "concise", setting, random)},
                              {"region", setting.regionId},
                              {"deployment", setting.deployment},
                              {"promptTokens", setting.promptTokens}};
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

void cutAtStops(std::string& text, const std::vector<std::string>& stops) {
    for (const auto& stop : stops)
        if (const auto at = text.find(stop); at != std::string::npos) text.resize(at);
}

Choice proseChoice(OperationKind kind, const GenerationRequest& request, const std::string& prompt, const AnswerSetting& setting,
                   Seeded& random, std::optional<std::int64_t> most) {
    using Format = GenerationRequest::Format;
    Choice choice;
    if (request.format == Format::JsonSchema)
        choice.text = instanceText(request.schemaJson, prompt, random);
    else if (request.format == Format::JsonObject)
        choice.text = objectAnswer(setting, prompt, random);
    else if (kind == OperationKind::Completions)
        choice.text = (request.echo ? prompt : std::string()) + composeContinuation(prompt, setting, random);
    else if (request.answersTool)
        choice.text = composeToolAnswer(request.lastToolResult, setting, random);
    else
        choice.text = composeAnswer(prompt, request.systemText, setting, random);
    if (!tokens::isValidUtf8(choice.text)) choice.text = tokens::withReplacements(choice.text);
    cutAtStops(choice.text, request.stops);
    choice.pieces = setting.encoding.pieces(choice.text);
    for (std::size_t i = 0; i < choice.pieces.size(); ++i) {
        if (most && choice.tokens + choice.pieces[i].tokens > *most) {
            choice.pieces.resize(i);
            choice.finishReason = "length";
            break;
        }
        choice.tokens += choice.pieces[i].tokens;
    }
    if (choice.finishReason == "length") {
        choice.text.clear();
        for (const auto& piece : choice.pieces) choice.text += piece.text;
    }
    return choice;
}

Choice toolChoice(const GenerationRequest& request, const Tool& tool, const AnswerSetting& setting, Seeded& random) {
    Choice choice;
    ToolCall call{"call_" + randomName(random, 24), tool.name, instanceText(tool.parametersJson, request.lastUserText, random)};
    choice.tokens = static_cast<std::int64_t>(setting.encoding.count(call.name) + setting.encoding.count(call.arguments));
    choice.calls.push_back(std::move(call));
    // A forced call ends with "stop" on the wire, a call of the model's own choice with "tool_calls".
    choice.finishReason = request.toolChoice == ToolChoice::Named ? "stop" : "tool_calls";
    return choice;
}

bool isReasoningModel(std::string_view model) {
    return model.starts_with("o1") || model.starts_with("o3") || model.starts_with("o4") ||
           (model.starts_with("gpt-5") && model.find("chat") == std::string_view::npos);
}

}  // namespace

Answer generate(OperationKind kind, const GenerationRequest& request, const AnswerSetting& setting, std::uint64_t seed,
                const FaultPlan& fault) {
    Answer answer;
    answer.promptTokens = setting.promptTokens;
    Seeded random(seed);
    auto most = request.maximumTokens;
    if (isReasoningModel(setting.model) && kind != OperationKind::Completions && request.reasoningEffort != "none") {
        const std::int64_t steps = request.reasoningEffort == "high"                                          ? 8
                                   : request.reasoningEffort == "low" || request.reasoningEffort == "minimal" ? 1
                                                                                                              : 3;
        answer.reasoningTokens = 64 * (1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(steps))));
        if (most) {
            answer.reasoningTokens = std::min(answer.reasoningTokens, *most);
            most = *most - answer.reasoningTokens;
        }
    }
    std::vector<std::string> prompts{request.lastUserText};
    if (kind == OperationKind::Completions) prompts = request.prompts;
    for (const auto& raw : prompts) {
        FaultPlan ignored;  // the markers have been obeyed already
        const auto prompt = takeFaultMarkers(raw, ignored);
        for (int i = 0; i < request.choices && answer.choices.size() < 512; ++i) {
            Seeded own(random.next());
            const auto* tool = kind == OperationKind::Completions ? nullptr : chosenTool(request);
            auto choice = tool ? toolChoice(request, *tool, setting, own) : proseChoice(kind, request, prompt, setting, own, most);
            if (fault.filterCompletionAfter && choice.calls.empty() &&
                static_cast<std::size_t>(*fault.filterCompletionAfter) < choice.pieces.size()) {
                choice.pieces.resize(static_cast<std::size_t>(*fault.filterCompletionAfter));
                choice.text.clear();
                choice.tokens = 0;
                for (const auto& piece : choice.pieces) {
                    choice.text += piece.text;
                    choice.tokens += piece.tokens;
                }
                choice.finishReason = "content_filter";
            }
            answer.completionTokens += choice.tokens;
            answer.choices.push_back(std::move(choice));
        }
    }
    answer.completionTokens += answer.reasoningTokens;
    return answer;
}

}  // namespace mgc::simulator
