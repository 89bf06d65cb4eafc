#include "expression/runtime/date_time.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

/// The parts that a custom format has taken from a text; each may occur once.
struct Parts {
    std::int64_t days = 0, hours = 0, minutes = 0, seconds = 0, fraction = 0;
    unsigned seen = 0;

    bool once(unsigned bit) {
        const bool first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }
};

class ExactReader {
public:
    explicit ExactReader(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    bool literal(std::string_view wanted) {
        if (m_text.substr(m_at, wanted.size()) != wanted) return false;
        m_at += wanted.size();
        return true;
    }
    /// Between `least` and `most` digits.
    bool digits(int least, int most, std::int64_t& value, int* count = nullptr) {
        value = 0;
        int taken = 0;
        while (taken < most && m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9') {
            value = value * 10 + (m_text[m_at++] - '0');
            ++taken;
        }
        if (count) *count = taken;
        return taken >= least;
    }
    /// Digits behind the decimal point, as ticks.
    bool fraction(int least, int most, std::int64_t& ticks) {
        int count = 0;
        if (!digits(least, most, ticks, &count)) return false;
        for (; count < 7; ++count) ticks *= 10;
        return true;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

/// One run of the same letter.
bool readPart(ExactReader& reader, char letter, int width, Parts& parts) {
    // One letter takes one or two digits, two letters exactly two.
    const auto two = [&](unsigned bit, std::int64_t& value) {
        return width <= 2 && parts.once(bit) && reader.digits(width == 1 ? 1 : width, 2, value);
    };
    switch (letter) {
        case 'd':
            return width <= 8 && parts.once(1) && reader.digits(width == 1 ? 1 : width, 8, parts.days);
        case 'h':
            return two(2, parts.hours);
        case 'm':
            return two(4, parts.minutes);
        case 's':
            return two(8, parts.seconds);
        case 'f':
            return width <= 7 && parts.once(16) && reader.fraction(width, width, parts.fraction);
        case 'F':
            return width <= 7 && parts.once(16) && reader.fraction(0, width, parts.fraction);
        default:
            return false;
    }
}

bool readCustom(std::string_view text, std::string_view format, Parts& parts) {
    ExactReader reader(text);
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        if (c == '\\') {
            if (i + 1 >= format.size() || !reader.literal(format.substr(i + 1, 1))) return false;
            i += 2;
        } else if (c == '\'' || c == '"') {
            const std::size_t end = format.find(c, i + 1);
            if (end == std::string_view::npos || !reader.literal(format.substr(i + 1, end - i - 1))) return false;
            i = end + 1;
        } else if (c == '%') {
            if (i + 1 >= format.size() || format[i + 1] == '%') return false;
            ++i;
        } else {
            std::size_t run = 1;
            while (i + run < format.size() && format[i + run] == c) ++run;
            if (!readPart(reader, c, static_cast<int>(run), parts)) return false;
            i += run;
        }
    }
    return reader.atEnd();
}

}  // namespace

int parseTimeSpanExact(std::string_view text, std::string_view format, std::int64_t& ticks) {
    if (format == "c" || format == "t" || format == "T" || format == "g" || format == "G") return parseTimeSpan(text, ticks);
    Parts parts;
    if (format.size() == 1 || !readCustom(text, format, parts)) return 1;
    if (parts.days > 10675199 || parts.hours > 23 || parts.minutes > 59 || parts.seconds > 59) return 2;
    ticks = parts.days * ticksPerDay + parts.hours * ticksPerHour + parts.minutes * ticksPerMinute + parts.seconds * ticksPerSecond +
            parts.fraction;
    return 0;
}

}  // namespace mgc::expression
