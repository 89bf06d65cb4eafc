#include "tokens/usage.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "json/lent_parser.h"
#include "json/member_walk.h"
#include "tokens/encoding.h"
#include "tokens/model_encoding.h"
#include "tokens/usage_reader.h"

namespace mgc::tokens {

namespace {

/// The members of a usage object in any dialect, negative where it has none.
struct Written {
    std::int64_t prompt = -1, input = -1, completion = -1, output = -1, total = -1, cacheRead = -1, cacheWritten = -1;
    std::int64_t cachedOfPrompt = -1, cachedOfInput = -1, reasoningOfCompletion = -1, reasoningOfOutput = -1;
};

struct Member {
    std::string_view name, inside;  ///< `inside`: of the object that `name` is; "" for a plain number
    std::int64_t Written::*place;
};

constexpr std::array<Member, 11> members{{{"prompt_tokens", "", &Written::prompt},
                                          {"input_tokens", "", &Written::input},
                                          {"completion_tokens", "", &Written::completion},
                                          {"output_tokens", "", &Written::output},
                                          {"total_tokens", "", &Written::total},
                                          {"cache_read_input_tokens", "", &Written::cacheRead},
                                          {"cache_creation_input_tokens", "", &Written::cacheWritten},
                                          {"prompt_tokens_details", "cached_tokens", &Written::cachedOfPrompt},
                                          {"input_tokens_details", "cached_tokens", &Written::cachedOfInput},
                                          {"completion_tokens_details", "reasoning_tokens", &Written::reasoningOfCompletion},
                                          {"output_tokens_details", "reasoning_tokens", &Written::reasoningOfOutput}}};

/// One walk over the object: most of the eleven are not there, and looking for each would be a walk of its own. The first of two wins.
bool readMembers(const Json& usage, Written& written) {
    simdjson::dom::object object;
    if (usage.get_object().get(object) != simdjson::SUCCESS) return false;
    for (const auto field : object)
        for (const Member& member : members) {
            if (field.key != member.name) continue;
            std::int64_t value = -1;
            const auto error = member.inside.empty() ? field.value.get(value) : field.value[member.inside].get(value);
            if (error == simdjson::SUCCESS && written.*member.place < 0) written.*member.place = value;
            break;
        }
    return true;
}

std::string_view memberOf(std::string_view object, std::string_view name) {
    json::MemberWalk walk(object);
    while (walk.next())
        if (walk.name() == name) return walk.value();
    return {};
}

/// The same of an object as it is written.
bool readMembers(std::string_view usage, Written& written) {
    json::MemberWalk walk(usage);
    while (walk.next())
        for (const Member& member : members) {
            if (walk.name() != member.name) continue;
            const auto digits = member.inside.empty() ? walk.value() : memberOf(walk.value(), member.inside);
            std::int64_t value = -1;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            const bool whole = error == std::errc() && end == digits.data() + digits.size();
            if (whole && written.*member.place < 0) written.*member.place = value;
            break;
        }
    return walk.complete();
}

std::int64_t known(std::int64_t count) { return std::max<std::int64_t>(0, count); }

std::optional<Usage> toUsage(const Written& written) {
    const std::int64_t prompt = written.prompt >= 0 ? written.prompt : written.input;
    const std::int64_t completion = written.completion >= 0 ? written.completion : written.output;
    if (prompt < 0 && completion < 0 && written.total < 0) return std::nullopt;
    Usage out;
    out.reported = true;
    // Anthropic leaves what came from or went to its prompt cache out of input_tokens.
    out.cachedTokens = known(written.cachedOfPrompt) + known(written.cachedOfInput) + known(written.cacheRead);
    out.reasoningTokens = known(written.reasoningOfCompletion) + known(written.reasoningOfOutput);
    out.promptTokens = known(prompt) + known(written.cacheRead) + known(written.cacheWritten);
    out.completionTokens = known(completion);
    out.totalTokens = written.total >= 0 ? written.total : out.promptTokens + out.completionTokens;
    return out;
}

bool parseBody(simdjson::dom::parser& parser, std::string_view body, Json& root) {
    return parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS && isObject(root);
}

}  // namespace

std::optional<Usage> readUsage(const Json& usage) {
    Written written;
    return readMembers(usage, written) ? toUsage(written) : std::nullopt;
}

std::optional<Usage> extractUsage(std::string_view body) { return extractFacts(body).usage; }

// Two members of what is mostly text: only they are parsed. Of members of one name the first counts, as for simdjson.
AnswerFacts extractFacts(std::string_view body) {
    AnswerFacts facts;
    std::string_view usage, model;
    json::MemberWalk walk(body);
    while (walk.next()) {
        if (usage.empty() && walk.name() == "usage") usage = walk.value();
        if (model.empty() && walk.name() == "model") model = walk.value();
    }
    if (!walk.complete()) return facts;
    if (Written written; readMembers(usage, written)) facts.usage = toUsage(written);
    facts.model = json::textOf(model).value_or("");
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
