#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "expression/json/big_integer.h"
#include "expression/json/token.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

/// Newtonsoft's JsonTextReader as far as JToken.Load uses it: single quotes, unquoted names, comments, trailing commas, undefined,
/// NaN, Infinity, hexadecimal and octal numbers. Nesting is limited to 512.
class JsonParser {
public:
    JsonParser(std::string_view text, bool dates, bool decimals) : m_text(text), m_dates(dates), m_decimals(decimals) {
        if (text.substr(0, 3) == "\xEF\xBB\xBF") m_at = 3;
    }

    TokenRef document() {
        space();
        if (done()) fail("Error reading JToken from JsonReader.");
        TokenRef token = value(0);
        space();
        if (!done()) fail("Additional text encountered after finished reading JSON content: " + std::string(1, m_text[m_at]) + ".");
        return token;
    }

private:
    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return done() ? '\0' : m_text[m_at]; }

    [[noreturn]] void fail(const std::string& message) const {
        std::size_t line = 1;
        std::size_t column = 0;
        for (std::size_t i = 0; i < m_at && i < m_text.size(); ++i) {
            if (m_text[i] == '\n') {
                ++line;
                column = 0;
            } else {
                ++column;
            }
        }
        raise("JsonReaderException", message + " Path '" + m_path + "', line " + std::to_string(line) + ", position " + std::to_string(column) + ".");
    }
    [[noreturn]] void unexpected() const {
        if (done()) fail("Unexpected end of content while loading JObject.");
        fail("Unexpected character encountered while parsing value: " + std::string(1, m_text[m_at]) + ".");
    }

    void space() {
        while (!done()) {
            const char c = m_text[m_at];
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') {
                ++m_at;
            } else if (c == '\xC2' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\xA0') {
                m_at += 2;
            } else if (c == '/') {
                const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
                if (next == '*') {
                    const std::size_t end = m_text.find("*/", m_at + 2);
                    if (end == std::string_view::npos) {
                        m_at = m_text.size();
                        fail("Unexpected end while parsing comment.");
                    }
                    m_at = end + 2;
                } else if (next == '/') {
                    while (!done() && m_text[m_at] != '\n' && m_text[m_at] != '\r') ++m_at;
                } else {
                    fail("Error parsing comment. Expected: *, got " + std::string(1, next) + ".");
                }
            } else {
                return;
            }
        }
    }

    TokenRef value(int depth) {
        if (depth > 512) fail("The reader's MaxDepth of 512 has been exceeded.");
        countStep();
        space();
        const char c = peek();
        switch (c) {
            case '{': return object(depth);
            case '[': return array(depth);
            case '"':
            case '\'': return text();
            case 't': return keyword("true", TokenType::Boolean, Value::boolean(true));
            case 'f': return keyword("false", TokenType::Boolean, Value::boolean(false));
            case 'n':
                if (m_text.substr(m_at, 3) == "new") fail("Unexpected constructor in JSON.");
                return keyword("null", TokenType::Null, {});
            case 'u': return keyword("undefined", TokenType::Undefined, {});
            case 'N': return keyword("NaN", TokenType::Float, Value::float64(std::nan("")));
            case 'I': return keyword("Infinity", TokenType::Float, Value::float64(HUGE_VAL));
            default:
                if (c == '-' && m_text.substr(m_at, 2) == "-I") return keyword("-Infinity", TokenType::Float, Value::float64(-HUGE_VAL));
                if (c == '-' || c == '.' || (c >= '0' && c <= '9')) return number();
                unexpected();
        }
    }

    TokenRef keyword(std::string_view word, TokenType type, Value content) {
        if (m_text.substr(m_at, word.size()) != word) unexpected();
        const std::size_t after = m_at + word.size();
        if (after < m_text.size() && std::strchr(" \t\r\n,]}/):", m_text[after]) == nullptr) unexpected();
        m_at = after;
        return TokenRef(new JValueObject(type, std::move(content)));
    }

    TokenRef object(int depth) {
        Ref<JObjectObject> result(new JObjectObject);
        ++m_at;
        while (true) {
            space();
            if (done()) fail("Unexpected end of content while loading JObject.");
            if (peek() == '}') {
                ++m_at;
                return TokenRef(result.get());
            }
            std::string name = propertyName();
            space();
            if (peek() != ':') fail(done() ? "Unexpected end of content while loading JObject." : "Invalid character after parsing property name. Expected ':' but got: " + std::string(1, peek()) + ".");
            ++m_at;
            const std::size_t length = m_path.size();
            if (depth < 64) m_path += (m_path.empty() ? "" : ".") + name;
            space();
            TokenRef item;
            if (peek() == ',' || peek() == '}') item = TokenRef(new JValueObject(TokenType::Undefined, {}));
            else item = value(depth + 1);
            if (JPropertyObject* known = result->property(name)) known->setContent(std::move(item));
            else result->add(name, std::move(item));
            space();
            if (peek() == ',') {
                ++m_at;
                m_path.resize(length);
                continue;
            }
            if (peek() == '}') {
                m_path.resize(length);
                continue;
            }
            if (done()) fail("Unexpected end of content while loading JObject.");
            fail("After parsing a value an unexpected character was encountered: " + std::string(1, peek()) + ".");
        }
    }

    TokenRef array(int depth) {
        Ref<JArrayObject> result(new JArrayObject);
        ++m_at;
        while (true) {
            space();
            if (done()) fail("Unexpected end of content while loading JArray.");
            if (peek() == ']') {
                ++m_at;
                return TokenRef(result.get());
            }
            if (peek() == ',') {
                result->append(TokenRef(new JValueObject(TokenType::Undefined, {})));
                ++m_at;
                continue;
            }
            const std::size_t length = m_path.size();
            if (depth < 64) m_path += "[" + std::to_string(result->count()) + "]";
            result->append(value(depth + 1));
            space();
            if (peek() == ',') {
                ++m_at;
                m_path.resize(length);
                continue;
            }
            if (peek() == ']') {
                m_path.resize(length);
                continue;
            }
            if (done()) fail("Unexpected end of content while loading JArray.");
            fail("After parsing a value an unexpected character was encountered: " + std::string(1, peek()) + ".");
        }
    }

    std::string propertyName() {
        const char c = peek();
        if (c == '"' || c == '\'') return quoted();
        const std::size_t begin = m_at;
        const auto part = [](char p) { return (p >= 'a' && p <= 'z') || (p >= 'A' && p <= 'Z') || (p >= '0' && p <= '9') || p == '_' || p == '$' || static_cast<unsigned char>(p) >= 0x80; };
        while (!done() && part(peek())) ++m_at;
        if (begin == m_at) fail("Invalid property identifier character: " + std::string(1, c) + ".");
        return std::string(m_text.substr(begin, m_at - begin));
    }

    std::string quoted() {
        const char quote = m_text[m_at++];
        const std::size_t begin = m_at;
        // Most strings have no escapes: one copy.
        while (!done() && m_text[m_at] != quote && m_text[m_at] != '\\') ++m_at;
        std::string out(m_text.substr(begin, m_at - begin));
        while (true) {
            if (done()) fail("Unterminated string. Expected delimiter: " + std::string(1, quote) + ".");
            const char c = m_text[m_at];
            if (c == quote) {
                ++m_at;
                return out;
            }
            if (c != '\\') {
                out += c;
                ++m_at;
                continue;
            }
            ++m_at;
            const char escape = peek();
            ++m_at;
            switch (escape) {
                case 'b': out += '\b'; break;
                case 't': out += '\t'; break;
                case 'n': out += '\n'; break;
                case 'f': out += '\f'; break;
                case 'r': out += '\r'; break;
                case '\\':
                case '"':
                case '\'':
                case '/': out += escape; break;
                case 'u': {
                    std::u16string units(1, unit());
                    while (units.back() >= 0xD800 && units.back() < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
                        m_at += 2;
                        units += unit();
                    }
                    appendUtf8(out, units);
                    break;
                }
                default: --m_at; fail("Bad JSON escape sequence: \\" + std::string(1, escape) + ".");
            }
        }
    }

    char16_t unit() {
        unsigned value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = peek();
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) fail("Unexpected end while parsing unicode escape sequence.");
            value = value * 16 + static_cast<unsigned>(digit);
            ++m_at;
        }
        return static_cast<char16_t>(value);
    }

    TokenRef text() {
        std::string content = quoted();
        if (m_dates && content.size() >= 19 && content.size() <= 40 && content[10] == 'T') {
            if (const auto date = parseIsoDateTime(content)) return TokenRef(new JValueObject(TokenType::Date, resolveDate(*date, true).value()));
        }
        if (m_dates && content.size() > 8 && content.compare(0, 6, "/Date(") == 0 && content.compare(content.size() - 2, 2, ")/") == 0)
            if (const auto date = microsoftDate(std::string_view(content).substr(6, content.size() - 8))) return TokenRef(new JValueObject(TokenType::Date, *date));
        return TokenRef(new JValueObject(TokenType::String, Value::text(content)));
    }
    /// Milliseconds since 1970, perhaps with an offset, which only says that the time is local (here UTC).
    [[nodiscard]] static std::optional<Value> microsoftDate(std::string_view digits) {
        const std::size_t sign = digits.find_first_of("+-", 1);
        const std::string number(digits.substr(0, sign));
        char* end = nullptr;
        const long long milliseconds = std::strtoll(number.c_str(), &end, 10);
        if (number.empty() || *end != '\0' || milliseconds < -62135596800000 || milliseconds > 253402300799999) return std::nullopt;
        const std::int64_t ticks = milliseconds * 10000 + 621355968000000000LL;
        if (sign == std::string_view::npos) return Value::utcTicks(ticks);
        return Value::scalar(Kind::DateTime, static_cast<std::int64_t>(static_cast<std::uint64_t>(ticks) | (2ULL << 62)));
    }

    TokenRef number() {
        const std::size_t begin = m_at;
        while (!done() && std::strchr("0123456789abcdefABCDEFxX+-.", peek()) != nullptr && peek() != '\0') ++m_at;
        const std::string digits(m_text.substr(begin, m_at - begin));
        if (!done() && std::strchr(" \t\r\n,]}/):", peek()) == nullptr) fail("Unexpected character encountered while parsing number: " + std::string(1, peek()) + ".");
        const auto bad = [&](const char* what) { fail("Input string '" + digits + "' is not a valid " + what + "."); };
        const bool hex = digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
        if (!hex && digits.find_first_of(".eE") != std::string::npos) {
            char* end = nullptr;
            const double parsed = std::strtod(digits.c_str(), &end);
            if (*end != '\0') bad("number");
            if (m_decimals)
                if (const auto exact = Decimal::parse(digits)) return TokenRef(new JValueObject(TokenType::Float, makeDecimal(*exact)));
            return TokenRef(new JValueObject(TokenType::Float, Value::float64(parsed)));
        }
        char* end = nullptr;
        errno = 0;
        const bool octal = digits.size() > 1 && digits[0] == '0' && !hex;
        const long long parsed = std::strtoll(digits.c_str(), &end, hex ? 16 : octal ? 8 : 10);
        if (*end != '\0' || digits == "-") bad("number");
        if (errno == ERANGE) return TokenRef(new JValueObject(TokenType::Integer, Value::object(new BigIntegerObject(digits))));
        return TokenRef(new JValueObject(TokenType::Integer, Value::int64(parsed)));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_dates;
    bool m_decimals;
    std::string m_path;
};

}  // namespace

TokenRef parseJson(std::string_view text, bool dates, bool decimals) { return JsonParser(text, dates, decimals).document(); }

}  // namespace mgc::expression
