#pragma once
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

// What formatting and parsing of dates share.
namespace mgc::expression {

inline constexpr std::array monthNames = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::array dayNames = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
[[nodiscard]] std::string padded(std::int64_t number, int width);

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}
    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return done() ? '\0' : m_text[m_at]; }
    void skipSpace() {
        while (!done() && isspace(static_cast<unsigned char>(peek()))) ++m_at;
    }
    std::optional<int> number(int minimum, int most) {
        int value = 0;
        int count = 0;
        while (count < most && !done() && isdigit(static_cast<unsigned char>(peek()))) {
            value = value * 10 + (m_text[m_at++] - '0');
            ++count;
        }
        if (count < minimum) return std::nullopt;
        m_lastDigits = count;
        return value;
    }
    bool accept(char c) {
        if (peek() != c) return false;
        ++m_at;
        return true;
    }
    bool acceptText(std::string_view text) {
        if (!startsWithIgnoreCase(m_text.substr(m_at), text)) return false;
        m_at += text.size();
        return true;
    }
    std::optional<std::int64_t> fraction() {
        std::int64_t value = 0;
        int count = 0;
        while (!done() && isdigit(static_cast<unsigned char>(peek()))) {
            if (count < 7)
                value = value * 10 + (peek() - '0');
            else if (count == 7 && peek() >= '5')
                ++value;
            ++count;
            ++m_at;
        }
        if (count == 0) return std::nullopt;
        for (int i = count; i < 7; ++i) value *= 10;
        return value;
    }
    [[nodiscard]] int lastDigits() const { return m_lastDigits; }
    [[nodiscard]] std::size_t at() const { return m_at; }
    void seek(std::size_t at) { m_at = at; }
    [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_lastDigits = 0;
};

template <std::size_t N>
int nameIndex(Scanner& scanner, const std::array<const char*, N>& names, bool allowShort = true, bool allowLong = true) {
    for (std::size_t i = 0; allowLong && i < N; ++i)
        if (scanner.acceptText(names[i])) return static_cast<int>(i);
    for (std::size_t i = 0; allowShort && i < N; ++i)
        if (scanner.acceptText(std::string_view(names[i]).substr(0, 3))) return static_cast<int>(i);
    return -1;
}

}  // namespace mgc::expression
