#include <utility>

#include "expression/runtime/exceptions.h"
#include "expression/runtime/regex.h"

namespace mgc::expression {
namespace {

/// The characters of a Unicode block that .NET names \p{IsName}; "" for an unknown one.
std::string_view blockRange(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> blocks[] = {{"BasicLatin", "\\x{0}-\\x{7f}"},
                                                                               {"Latin-1Supplement", "\\x{80}-\\x{ff}"},
                                                                               {"LatinExtended-A", "\\x{100}-\\x{17f}"},
                                                                               {"LatinExtended-B", "\\x{180}-\\x{24f}"},
                                                                               {"CombiningDiacriticalMarks", "\\x{300}-\\x{36f}"},
                                                                               {"Greek", "\\x{370}-\\x{3ff}"},
                                                                               {"GreekandCoptic", "\\x{370}-\\x{3ff}"},
                                                                               {"Cyrillic", "\\x{400}-\\x{4ff}"},
                                                                               {"Armenian", "\\x{530}-\\x{58f}"},
                                                                               {"Hebrew", "\\x{590}-\\x{5ff}"},
                                                                               {"Arabic", "\\x{600}-\\x{6ff}"},
                                                                               {"Devanagari", "\\x{900}-\\x{97f}"},
                                                                               {"Thai", "\\x{e00}-\\x{e7f}"},
                                                                               {"HangulJamo", "\\x{1100}-\\x{11ff}"},
                                                                               {"GeneralPunctuation", "\\x{2000}-\\x{206f}"},
                                                                               {"CurrencySymbols", "\\x{20a0}-\\x{20cf}"},
                                                                               {"LetterlikeSymbols", "\\x{2100}-\\x{214f}"},
                                                                               {"Arrows", "\\x{2190}-\\x{21ff}"},
                                                                               {"MathematicalOperators", "\\x{2200}-\\x{22ff}"},
                                                                               {"BoxDrawing", "\\x{2500}-\\x{257f}"},
                                                                               {"Hiragana", "\\x{3040}-\\x{309f}"},
                                                                               {"Katakana", "\\x{30a0}-\\x{30ff}"},
                                                                               {"CJKUnifiedIdeographs", "\\x{4e00}-\\x{9fff}"},
                                                                               {"HangulSyllables", "\\x{ac00}-\\x{d7af}"}};
    for (const auto& [known, range] : blocks)
        if (known == name) return range;
    return {};
}

}  // namespace

// Rewrites what differs between the dialects: `(?'n'...)` and `(?<n>...)` are shared; `\z \Z $` agree with DOLLAR_ENDONLY off;
// `\u0041`, `\cX`, `(?i-s:` agree; .NET's \h is an escape error, PCRE's is a class; possessive quantifiers do not exist in .NET.
std::string regexPattern(std::string_view pattern) {
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            const char next = pattern[i + 1];
            if (next == 'u' && i + 5 < pattern.size()) {
                out += "\\x{" + std::string(pattern.substr(i + 2, 4)) + "}";
                i += 5;
                continue;
            }
            if ((next == 'p' || next == 'P') && pattern.substr(i + 2, 3) == "{Is") {
                const std::size_t close = pattern.find('}', i);
                const std::string_view range =
                    close == std::string_view::npos ? std::string_view() : blockRange(pattern.substr(i + 5, close - i - 5));
                if (range.empty() || (inClass && next == 'P'))
                    raise("ArgumentException", "parsing \"" + std::string(pattern) + "\" - Unknown property '" +
                                                   std::string(pattern.substr(i + 3, close - i - 3)) + "'.");
                out += inClass ? std::string(range) : (next == 'p' ? "[" : "[^") + std::string(range) + "]";
                i = close;
                continue;
            }
            if (next == 'a') {
                out += "\\x07";
                ++i;
                continue;
            }
            out += c;
            out += next;
            ++i;
            continue;
        }
        if (inClass) {
            if (c == ']') inClass = false;
            // Subtraction [a-z-[aeiou]] becomes a lookahead at the class's start; see below.
            out += c == '[' ? "\\[" : std::string(1, c);
            continue;
        }
        if (c == '[') {
            // A class with subtraction: (?![sub])[base].
            std::size_t end = i + 1;
            int depth = 1;
            std::size_t minus = std::string_view::npos;
            if (end < pattern.size() && pattern[end] == '^') ++end;
            if (end < pattern.size() && pattern[end] == ']') ++end;
            for (; end < pattern.size() && depth > 0; ++end) {
                if (pattern[end] == '\\')
                    ++end;
                else if (pattern[end] == '-' && end + 1 < pattern.size() && pattern[end + 1] == '[' && depth == 1) {
                    minus = end;
                    ++end;
                    ++depth;
                } else if (pattern[end] == ']')
                    --depth;
            }
            if (minus != std::string_view::npos && depth == 0) {
                const auto inner = pattern.substr(minus + 1, end - minus - 2);
                out += "(?!" + std::string(inner) + ")" + std::string(pattern.substr(i, minus - i)) + "]";
                i = end - 1;
                continue;
            }
            inClass = true;
            out += c;
            if (i + 1 < pattern.size() && pattern[i + 1] == '^') out += pattern[++i];
            if (i + 1 < pattern.size() && pattern[i + 1] == ']') {
                out += "\\]";
                ++i;
            }
            continue;
        }
        out += c;
    }
    return out;
}

}  // namespace mgc::expression
