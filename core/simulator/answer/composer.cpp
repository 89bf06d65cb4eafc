#include "simulator/answer/composer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "simulator/answer/phrases.h"

namespace mgc::simulator {

namespace {

constexpr std::int64_t longestAnswer = 4000;
constexpr std::size_t readOfPrompt = 4000;  ///< bytes of a prompt that are looked at for what it wants

constexpr std::array<std::string_view, 13> numberWords{"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                       "seven", "eight", "nine", "ten",   "eleven", "twelve"};

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '\'') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

bool hasWord(const std::vector<std::string>& words, std::string_view wanted) {
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

std::optional<int> asNumber(const std::string& word) {
    for (std::size_t i = 0; i < numberWords.size(); ++i)
        if (word == numberWords[i]) return static_cast<int>(i);
    const auto number = toInteger(word);
    return number && *number >= 0 && *number <= 1'000'000 ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
}

/// "three languages", "200 words": the number before one of these nouns.
std::optional<int> numberBefore(const std::vector<std::string>& words, std::initializer_list<std::string_view> nouns) {
    for (std::size_t i = 1; i < words.size(); ++i)
        if (std::find(nouns.begin(), nouns.end(), words[i]) != nouns.end())
            for (std::size_t back = 1; back <= 2 && back <= i; ++back)
                if (const auto number = asNumber(words[i - back])) return number;
    return std::nullopt;
}

/// What the prompt quotes or asks to be repeated: say "x", repeat: x.
std::optional<std::string> wantedEcho(const std::string& prompt, const std::string& lower) {
    for (const std::string_view verb : {"repeat after me:", "repeat:", "echo:", "echo ", "reply with exactly:", "reply with exactly",
                                        "say exactly:", "say exactly", "answer with only:", "respond with only:", "reply with only"}) {
        const auto at = lower.find(verb);
        if (at == std::string::npos || at > 200) continue;
        auto rest = trimmed(std::string_view(prompt).substr(at + verb.size()));
        while (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) rest.remove_prefix(1);
        while (!rest.empty() && (rest.back() == '"' || rest.back() == '\'')) rest.remove_suffix(1);
        if (!rest.empty()) return std::string(rest);
    }
    return std::nullopt;
}

/// "12 * 7", "what is 2+2": one operation on two numbers of at most nine digits.
std::optional<std::string> wantedSum(std::string_view prompt) {
    for (std::size_t i = 1; i + 1 < prompt.size(); ++i) {
        const char sign = prompt[i];
        if (sign != '+' && sign != '-' && sign != '*' && sign != '/') continue;
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        auto left = trimmed(prompt.substr(0, i));
        auto right = trimmed(prompt.substr(i + 1));
        std::size_t from = left.size();
        while (from > 0 && digit(left[from - 1])) --from;
        std::size_t to = 0;
        while (to < right.size() && digit(right[to])) ++to;
        left = left.substr(from);
        right = right.substr(0, to);
        if (left.empty() || right.empty() || left.size() > 9 || right.size() > 9) continue;
        const auto a = *toInteger(left);
        const auto b = *toInteger(right);
        if (sign == '/' && (b == 0 || a % b != 0)) continue;
        const auto result = sign == '+' ? a + b : sign == '-' ? a - b : sign == '*' ? a * b : a / b;
        return std::string(left) + " " + sign + " " + std::string(right) + " = " + std::to_string(result) + ".";
    }
    return std::nullopt;
}

std::string greeting(const std::vector<std::string>& words, bool& wanted) {
    std::string text;
    std::size_t count = 0;
    for (const auto& one : greetings())
        if (one.language != "english" ? hasWord(words, one.language) : hasWord(words, one.language) && hasWord(words, "in")) {
            text.append(text.empty() ? "" : " ").append(one.word) += '.';
            ++count;
        }
    const bool asks = hasWord(words, "hello") || hasWord(words, "hi") || hasWord(words, "hey") || hasWord(words, "greet") ||
                      hasWord(words, "greeting") || hasWord(words, "greetings");
    wanted = asks;
    if (!asks) return {};
    if (const auto languages = numberBefore(words, {"languages", "language", "tongues"})) {
        for (std::size_t i = 0; count < static_cast<std::size_t>(*languages) && i < greetings().size(); ++i) {
            const auto& one = greetings()[i];
            if (hasWord(words, one.language)) continue;
            text.append(text.empty() ? "" : " ").append(one.word) += '.';
            ++count;
        }
    }
    return text.empty() ? "Hello!" : text;
}

/// The longest few words of a prompt, in their order: what it seems to be about.
std::string subject(const std::vector<std::string>& words) {
    static constexpr std::array<std::string_view, 32> common{
        "about", "after",  "again",  "could", "describe", "every", "explain", "first", "following", "from", "give",
        "have",  "please", "should", "some",  "tell",     "that",  "their",   "there", "these",     "they", "this",
        "those", "what",   "when",   "where", "which",    "with",  "would",   "write", "your",      "short"};
    std::vector<std::string> picked;
    for (const auto& word : words)
        if (word.size() > 3 && word.size() < 40 && std::find(common.begin(), common.end(), toLowerAscii(word)) == common.end() &&
            !hasWord(picked, word))
            picked.push_back(word);
    if (picked.empty()) return "that";
    if (picked.size() > 3) picked.resize(3);
    std::string text;
    for (std::size_t i = 0; i < picked.size(); ++i) text += (i == 0 ? "" : i + 1 == picked.size() ? " and " : ", ") + picked[i];
    return text;
}

/// Appends "(... N in, M out)" so that M is the true count of the whole text, itself included.
std::string withUsage(const std::string& text, const AnswerSetting& setting) {
    const auto written = [&](std::size_t tokens) {
        return text + "You reached deployment " + setting.deployment + " in " + setting.regionId + " (" + setting.regionName +
               "): " + std::to_string(setting.promptTokens) + " tokens in, " + std::to_string(tokens) + " out.";
    };
    std::size_t guess = 40;
    for (int round = 0; round < 8; ++round) {
        auto candidate = written(guess);
        const auto actual = setting.encoding.count(candidate);
        if (actual == guess) return candidate;
        guess = actual;
    }
    return written(guess);
}

/// Adds sentences until about `tokens` are reached.
std::string lengthened(std::string text, std::int64_t tokens, const AnswerSetting& setting, Seeded& random) {
    auto count = static_cast<std::int64_t>(setting.encoding.count(text));
    std::size_t aside = random.below(asides().size());
    std::size_t topic = random.below(topics().size());
    for (int i = 0; count < tokens && i < 400; ++i) {
        const auto sentence = i % 3 == 2 ? asides()[aside++ % asides().size()] : topics()[topic++ % topics().size()].text;
        text += (text.empty() ? "" : i % 4 == 3 ? "\n\n" : " ");
        text += sentence;
        count += static_cast<std::int64_t>(setting.encoding.count(sentence));
    }
    return text;
}

}  // namespace

std::string composeAnswer(const std::string& prompt, const std::string& systemText, const AnswerSetting& setting, Seeded& random) {
    const std::string looked = prompt.substr(0, readOfPrompt);
    const std::string lower = toLowerAscii(looked);
    const auto words = wordsOf(lower);
    if (auto echo = wantedEcho(looked, lower)) return *echo;

    const bool brief = hasWord(words, "briefly") || lower.find("one word") != std::string::npos ||
                       lower.find("one sentence") != std::string::npos || toLowerAscii(systemText).find("concise") != std::string::npos;
    std::string text;
    bool greets = false;
    if (auto hello = greeting(words, greets); greets) {
        text = hello;
    } else if (auto sum = wantedSum(looked)) {
        text = *sum;
    } else if (const auto target = lower.find("count to ") != std::string::npos
                                       ? asNumber(wordsOf(lower.substr(lower.find("count to ") + 9)).empty()
                                                      ? ""
                                                      : wordsOf(lower.substr(lower.find("count to ") + 9))[0])
                                       : std::nullopt;
               target && *target > 0 && *target <= 500) {
        for (int i = 1; i <= *target; ++i) text += (i == 1 ? "" : ", ") + std::to_string(i);
        return text + ".";
    } else {
        for (const auto& topic : topics())
            if (lower.find(topic.keyword) != std::string::npos) {
                text = topic.text;
                break;
            }
        if (text.empty()) text = replacedAll(std::string(random.pick(openings())), "{}", subject(wordsOf(looked)));
        if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
    }

    if (const auto wanted = numberBefore(words, {"words", "word"}); wanted && *wanted > 20)
        text = lengthened(std::move(text), std::min<std::int64_t>(longestAnswer, *wanted * 4 / 3), setting, random);
    else if (const auto tokens = numberBefore(words, {"tokens"}); tokens && *tokens > 20)
        text = lengthened(std::move(text), std::min<std::int64_t>(longestAnswer, *tokens), setting, random);
    else if (hasWord(words, "essay") || hasWord(words, "detailed") || hasWord(words, "long"))
        text = lengthened(std::move(text), 400 + static_cast<std::int64_t>(random.below(200)), setting, random);
    else if (!brief && !greets && random.below(3) == 0)
        text.append(" ").append(random.pick(asides()));
    if (brief) return text;
    return withUsage(text + (greets ? "\n" : " "), setting);
}

std::string composeToolAnswer(const std::string& toolResult, const AnswerSetting& setting, Seeded& random) {
    const auto shown = trimmed(std::string_view(toolResult).substr(0, 400));
    constexpr std::array<std::string_view, 3> leads{"The tool answered: ", "Here is what came back: ", "According to the tool: "};
    return withUsage(std::string(random.pick(leads)) + std::string(shown) + (toolResult.size() > 400 ? "… " : " "), setting);
}

std::string composeContinuation(const std::string& prompt, const AnswerSetting& setting, Seeded& random) {
    auto text = composeAnswer(prompt, {}, setting, random);
    return " " + text;
}

}  // namespace mgc::simulator
