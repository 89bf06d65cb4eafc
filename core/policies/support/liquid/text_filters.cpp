#include <algorithm>

#include "base/markup.h"
#include "base/text.h"
#include "expression/runtime/text.h"
#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

namespace {

/// Byte offset of the UTF-16 unit `unit`.
std::size_t byteAt(std::string_view text, std::int64_t unit) {
    std::int64_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xC0) == 0x80) continue;
        if (seen >= unit) return at;
        seen += byte >= 0xF0 ? 2 : 1;
    }
    return text.size();
}

std::string htmlEscaped(std::string_view text) {
    return withReferences(text, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}});
}

/// As WebUtility.UrlEncode: blanks become "+", -_.!*() stay.
std::string urlEncoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
            std::string_view("-_.!*()").find(c) != std::string_view::npos)
            result += c;
        else if (c == ' ')
            result += '+';
        else
            result.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return result;
}

std::string stripped(std::string_view text, bool left, bool right) {
    const auto begin = left ? text.find_first_not_of(" \t\r\n\v\f") : 0;
    if (begin == std::string_view::npos) return {};
    const auto end = right ? text.find_last_not_of(" \t\r\n\v\f") : text.size() - 1;
    return text.empty() || end == std::string_view::npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
}

std::string withoutTags(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '<') {
            result += text[at++];
            continue;
        }
        std::string_view close = ">";
        if (text.substr(at).starts_with("<!--"))
            close = "-->";
        else if (startsWithIgnoreCase(text.substr(at), "<script"))
            close = "</script>";
        else if (startsWithIgnoreCase(text.substr(at), "<style"))
            close = "</style>";
        const auto end = text.find(close, at);
        if (end == std::string_view::npos) return result + std::string(text.substr(at));
        at = end + close.size();
    }
    return result;
}

/// Each word with a capital, as .NET's ToTitleCase: words all in capitals stay.
std::string titleCase(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
        while (end < text.size() && isSpace(text[end]) == isSpace(text[at])) ++end;
        const std::string_view word = text.substr(at, end - at);
        const std::string upper = expression::toUpperInvariant(word);
        const std::size_t first = byteAt(word, 1);
        if (upper == word && first < word.size())
            result += word;
        else
            result += expression::toUpperInvariant(word.substr(0, first)) + expression::toLowerInvariant(word.substr(first));
        at = end;
    }
    return result;
}

std::string bounded(std::string text) {
    if (text.size() > Rendering::maximumOutput) throw RenderProblem{"A text exceeds 16 MiB."};
    return text;
}

Value truncateWords(const Value& input, const Arguments& arguments, Rendering&) {
    const std::string text = input.text();
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(argument(arguments, 0).wholeNumber().value_or(15), 1));
    const std::string end = argument(arguments, 1).isNil() ? "..." : argument(arguments, 1).text();
    std::string result;
    std::size_t count = 0;
    std::size_t words = 0;
    for (const auto word : split(text, ' ')) {
        ++words;
        if (count >= most) continue;
        result += (count++ ? " " : "") + std::string(word);
    }
    return words > most ? result + end : text;
}

Value truncate(const Value& input, const Arguments& arguments, Rendering&) {
    const std::string text = input.text();
    const std::int64_t length = argument(arguments, 0).wholeNumber().value_or(50);
    const std::string end = argument(arguments, 1).isNil() ? "..." : argument(arguments, 1).text();
    if (static_cast<std::int64_t>(utf16Length(text)) <= length) return text;
    const auto kept = std::max<std::int64_t>(length - static_cast<std::int64_t>(utf16Length(end)), 0);
    return text.substr(0, byteAt(text, kept)) + end;
}

Value slice(const Value& input, const Arguments& arguments, Rendering&) {
    std::int64_t begin = argument(arguments, 0).wholeNumber().value_or(0);
    std::int64_t length = argument(arguments, 1).wholeNumber().value_or(1);
    const auto* list = input.list();
    const std::string text = list ? std::string() : input.text();
    const auto size = static_cast<std::int64_t>(list ? list->size() : utf16Length(text));
    if (begin < 0) {
        begin += size;
        if (begin < 0) {
            length += begin;
            begin = 0;
        }
    }
    if (begin >= size || length <= 0) return list ? Value(List{}) : Value("");
    const std::int64_t end = std::min(size, begin + std::min(length, size));
    if (list) return List(list->begin() + begin, list->begin() + end);
    const std::size_t from = byteAt(text, begin);
    return text.substr(from, byteAt(text, end) - from);
}

Value replaceFirst(const Value& input, const std::string& what, const std::string& with) {
    std::string text = input.text();
    const auto at = what.empty() ? std::string::npos : text.find(what);
    if (at != std::string::npos) text.replace(at, what.size(), with);
    return text;
}

// DIFFERS: DotLiquid's oldest syntax level takes the texts of Replace and Remove for regular expressions; the docs point to Liquid's own
// description, where they are plain.
constexpr std::pair<std::string_view, Filter> table[] = {
    {"Append", [](const Value& v, const Arguments& a, Rendering&) -> Value { return bounded(v.text() + argument(a, 0).text()); }},
    {"Prepend", [](const Value& v, const Arguments& a, Rendering&) -> Value { return bounded(argument(a, 0).text() + v.text()); }},
    {"Capitalize", [](const Value& v, const Arguments&, Rendering&) -> Value { return titleCase(v.text()); }},
    {"Downcase", [](const Value& v, const Arguments&, Rendering&) -> Value { return expression::toLowerInvariant(v.text()); }},
    {"Upcase", [](const Value& v, const Arguments&, Rendering&) -> Value { return expression::toUpperInvariant(v.text()); }},
    {"Escape", [](const Value& v, const Arguments&, Rendering&) -> Value { return htmlEscaped(v.text()); }},
    {"H", [](const Value& v, const Arguments&, Rendering&) -> Value { return htmlEscaped(v.text()); }},
    {"Lstrip", [](const Value& v, const Arguments&, Rendering&) -> Value { return stripped(v.text(), true, false); }},
    {"Rstrip", [](const Value& v, const Arguments&, Rendering&) -> Value { return stripped(v.text(), false, true); }},
    {"Strip", [](const Value& v, const Arguments&, Rendering&) -> Value { return stripped(v.text(), true, true); }},
    {"NewlineToBr",
     [](const Value& v, const Arguments&, Rendering&) -> Value {
         return bounded(replacedAll(replacedAll(v.text(), "\r\n", "\n"), "\n", "<br />\n"));
     }},
    {"Remove",
     [](const Value& v, const Arguments& a, Rendering&) -> Value {
         const auto what = argument(a, 0).text();
         return what.empty() ? v.text() : replacedAll(v.text(), what, "");
     }},
    {"RemoveFirst", [](const Value& v, const Arguments& a, Rendering&) -> Value { return replaceFirst(v, argument(a, 0).text(), ""); }},
    {"Replace",
     [](const Value& v, const Arguments& a, Rendering&) -> Value {
         const auto what = argument(a, 0).text();
         return what.empty() ? v.text() : bounded(replacedAll(v.text(), what, argument(a, 1).text()));
     }},
    {"ReplaceFirst",
     [](const Value& v, const Arguments& a, Rendering&) -> Value { return replaceFirst(v, argument(a, 0).text(), argument(a, 1).text()); }},
    {"Slice", slice},
    {"StripHtml", [](const Value& v, const Arguments&, Rendering&) -> Value { return withoutTags(v.text()); }},
    {"StripNewlines",
     [](const Value& v, const Arguments&, Rendering&) -> Value { return replacedAll(replacedAll(v.text(), "\r\n", ""), "\n", ""); }},
    {"Truncate", truncate},
    {"TruncateWords", truncateWords},
    {"UrlDecode", [](const Value& v, const Arguments&, Rendering&) -> Value { return percentDecoded(v.text(), true); }},
    {"UrlEncode", [](const Value& v, const Arguments&, Rendering&) -> Value { return urlEncoded(v.text()); }},
};

}  // namespace

FilterTable textFilters() { return table; }

}  // namespace mgc::policies::liquid
