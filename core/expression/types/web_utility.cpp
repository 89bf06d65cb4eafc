// WebUtility: URL and HTML escapes as .NET Framework writes them.
#include <cctype>
#include <cstring>

#include "base/text.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

std::string urlEncodeBytes(std::string_view content) {
    std::string out;
    for (const char ch : content) {
        const auto byte = static_cast<unsigned char>(ch);
        if (std::isalnum(byte) || std::strchr("-_.!*()", ch))
            out += ch;
        else if (ch == ' ')
            out += '+';
        else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}
std::string urlEncode(std::string_view text) { return urlEncodeBytes(toStrictUtf8(text)); }
/// The bytes that (value, offset, count) means.
std::string_view part(Call& c) {
    const std::string& content = bytes(c, 0);
    if (c.integer(1) < 0 || c.integer(1) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("offset");
    if (c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("count");
    return std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)));
}
std::string htmlEncode(std::string_view text) {
    std::string out;
    for (const char16_t unit : toUtf16(text)) {
        switch (unit) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                if (unit >= 160 && unit < 256)
                    out += "&#" + std::to_string(unit) + ";";
                else
                    appendUtf8(out, std::u16string_view(&unit, 1));
        }
    }
    return out;
}
std::string htmlDecode(std::string_view text) {
    // The Latin-1 entities in code order from 160, and those common in markup.
    static constexpr const char* latin[] = {
        "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",   "laquo",
        "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",   "middot",
        "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
        "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",
        "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
        "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
        "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
        "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
    static constexpr std::pair<const char*, char32_t> others[] = {
        {"lt", '<'},        {"gt", '>'},        {"amp", '&'},      {"quot", '"'},     {"apos", '\''},    {"euro", 0x20AC},
        {"hellip", 0x2026}, {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},
        {"rdquo", 0x201D},  {"bull", 0x2022},   {"trade", 0x2122}, {"larr", 0x2190},  {"rarr", 0x2192},  {"infin", 0x221E},
        {"ne", 0x2260},     {"le", 0x2264},     {"ge", 0x2265},    {"alpha", 0x3B1},  {"beta", 0x3B2},   {"gamma", 0x3B3},
        {"delta", 0x3B4},   {"pi", 0x3C0},      {"omega", 0x3C9},  {"OElig", 0x152},  {"oelig", 0x153},  {"Scaron", 0x160},
        {"scaron", 0x161},  {"dagger", 0x2020}, {"permil", 0x2030}};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t end = text[i] == '&' ? text.find_first_of(";&", i + 1) : std::string_view::npos;
        if (end == std::string_view::npos || text[end] != ';') {
            out += text[i];
            continue;
        }
        const std::string name(text.substr(i + 1, end - i - 1));
        char32_t code = 0;
        if (name.size() > 1 && name[0] == '#') {
            const bool hex = name[1] == 'x' || name[1] == 'X';
            char* stop = nullptr;
            const auto value = std::strtoul(name.c_str() + (hex ? 2 : 1), &stop, hex ? 16 : 10);
            if (*stop == '\0' && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000)) code = static_cast<char32_t>(value);
        } else {
            for (std::size_t k = 0; k < std::size(latin); ++k)
                if (name == latin[k]) code = static_cast<char32_t>(160 + k);
            for (const auto& [known, value] : others)
                if (name == known) code = value;
        }
        if (code == 0) {
            out += text[i];
            continue;
        }
        std::u16string units;
        if (code >= 0x10000) {
            units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            units += static_cast<char16_t>(code);
        }
        appendUtf8(out, units);
        i = end;
    }
    return out;
}

void describe(TypeRegistry& registry) {
    registry.define("System.Net", "WebUtility", TypeKind::Class)
        .method("static string UrlEncode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(urlEncode(c.text(0))); })
        .method("static string UrlDecode(string encodedValue)",
                [](Call& c) { return c.isNull(0) ? Value() : textOf(fromUtf8Bytes(percentDecoded(c.text(0), true))); })
        .method("static byte[] UrlEncodeToBytes(byte[] value, int offset, int count)", [](Call& c) { return c.isNull(0) ? Value() : Value::object(new ByteArrayObject(urlEncodeBytes(part(c)))); })
        .method("static byte[] UrlDecodeToBytes(byte[] encodedValue, int offset, int count)", [](Call& c) { return c.isNull(0) ? Value() : Value::object(new ByteArrayObject(percentDecoded(part(c), true))); })
        .method("static string HtmlEncode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(htmlEncode(c.text(0))); })
        .method("static string HtmlDecode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(htmlDecode(c.text(0))); });
}

}  // namespace

MGC_TYPE(web_utility, describe)

}  // namespace mgc::expression
