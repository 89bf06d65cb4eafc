#include "expression/runtime/date_time.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

constexpr std::array monthNames = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
constexpr std::array dayNames = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::int64_t daysFromCivil(int y, int m, int d) {
    y -= m <= 2;
    const std::int64_t era = y / 400;
    const int yoe = y - static_cast<int>(era * 400);
    const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 306;  // days since 0001-01-01
}

std::string padded(std::int64_t number, int width) {
    char text[32];
    std::snprintf(text, sizeof text, "%0*lld", width, static_cast<long long>(number));
    return text;
}

std::string offsetText(std::int64_t offset, bool withColon, bool shortForm = false, bool hoursOnly = false) {
    const std::int64_t minutes = std::abs(offset) / ticksPerMinute;
    std::string text(1, offset < 0 ? '-' : '+');
    text += shortForm ? std::to_string(minutes / 60) : padded(minutes / 60, 2);
    if (hoursOnly) return text;
    return text + (withColon ? ":" : "") + padded(minutes % 60, 2);
}

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
            if (count < 7) value = value * 10 + (peek() - '0');
            else if (count == 7 && peek() >= '5') ++value;
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

}  // namespace

DateParts DateParts::of(std::int64_t ticks, DateKind kind) {
    if (ticks < 0 || ticks > maxDateTicks) raiseOutOfRange("ticks", "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.");
    return {static_cast<std::int64_t>(static_cast<std::uint64_t>(ticks) | (static_cast<std::uint64_t>(kind) << 62))};
}

CivilDate civilOf(std::int64_t ticks) {
    const std::int64_t z = ticks / ticksPerDay + 306;
    const std::int64_t era = z / 146097;
    const int doe = static_cast<int>(z - era * 146097);
    const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int mp = (5 * doy + 2) / 153;
    CivilDate date;
    date.day = doy - (153 * mp + 2) / 5 + 1;
    date.month = mp < 10 ? mp + 3 : mp - 9;
    date.year = yoe + static_cast<int>(era) * 400 + (date.month <= 2 ? 1 : 0);
    return date;
}

int daysInMonth(int year, int month) {
    static constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<std::int64_t> ticksOf(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return std::nullopt;
    return daysFromCivil(year, month, day) * ticksPerDay;
}

DateParts addTicks(DateParts date, std::int64_t ticks) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(date.ticks(), ticks, &sum) || sum < 0 || sum > maxDateTicks)
        raiseOutOfRange("value", "The added or subtracted value results in an un-representable DateTime.");
    return DateParts::of(sum, date.kind());
}

DateParts addMonths(DateParts date, std::int64_t months) {
    if (months < -120000 || months > 120000) raiseOutOfRange("months", "Months value must be between +/-120000.");
    const CivilDate civil = civilOf(date.ticks());
    const std::int64_t index = civil.month - 1 + months;
    const std::int64_t year = civil.year + (index >= 0 ? index / 12 : (index - 11) / 12);
    const int month = static_cast<int>(((index % 12) + 12) % 12) + 1;
    if (year < 1 || year > 9999) raiseOutOfRange("months", "The added or subtracted value results in an un-representable DateTime.");
    const int day = std::min(civil.day, daysInMonth(static_cast<int>(year), month));
    return DateParts::of(*ticksOf(static_cast<int>(year), month, day) + date.ticks() % ticksPerDay, date.kind());
}

std::string formatDateTime(DateParts date, std::string_view format, std::optional<std::int64_t> offset) {
    if (format.size() == 1) {
        switch (format[0]) {
            case 'd': format = "MM/dd/yyyy"; break;
            case 'D': format = "dddd, dd MMMM yyyy"; break;
            case 'f': format = "dddd, dd MMMM yyyy HH:mm"; break;
            case 'F': format = "dddd, dd MMMM yyyy HH:mm:ss"; break;
            case 'g': format = "MM/dd/yyyy HH:mm"; break;
            case 'G': format = offset ? "MM/dd/yyyy HH:mm:ss zzz" : "MM/dd/yyyy HH:mm:ss"; if (offset) format = "MM/dd/yyyy HH:mm:ss"; break;
            case 'm':
            case 'M': format = "MMMM dd"; break;
            case 'o':
            case 'O': format = "yyyy-MM-ddTHH:mm:ss.fffffffK"; break;
            case 'r':
            case 'R':
                if (offset) date = DateParts::of(date.ticks() - *offset, DateKind::Utc);
                format = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
                break;
            case 's': format = "yyyy-MM-ddTHH:mm:ss"; break;
            case 't': format = "HH:mm"; break;
            case 'T': format = "HH:mm:ss"; break;
            case 'u':
                if (offset) date = DateParts::of(date.ticks() - *offset, DateKind::Utc);
                format = "yyyy-MM-dd HH:mm:ss'Z'";
                break;
            case 'U': format = "dddd, dd MMMM yyyy HH:mm:ss"; break;
            case 'y':
            case 'Y': format = "yyyy MMMM"; break;
            default: raiseFormat();
        }
    } else if (format.empty()) {
        format = offset ? "MM/dd/yyyy HH:mm:ss zzz" : "MM/dd/yyyy HH:mm:ss";
    }
    const CivilDate civil = civilOf(date.ticks());
    const std::int64_t time = date.ticks() % ticksPerDay;
    const int hour = static_cast<int>(time / ticksPerHour);
    const int minute = static_cast<int>(time / ticksPerMinute % 60);
    const int second = static_cast<int>(time / ticksPerSecond % 60);
    const std::int64_t fraction = time % ticksPerSecond;
    const auto weekday = static_cast<std::size_t>((date.ticks() / ticksPerDay + 1) % 7);
    std::string out;
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        std::size_t run = 1;
        while (i + run < format.size() && format[i + run] == c) ++run;
        const int width = static_cast<int>(run);
        switch (c) {
            case 'y': out += width <= 2 ? (width == 1 ? std::to_string(civil.year % 100) : padded(civil.year % 100, 2)) : padded(civil.year, width); break;
            case 'M':
                if (width <= 2) out += padded(civil.month, width);
                else out += std::string_view(monthNames[static_cast<std::size_t>(civil.month - 1)]).substr(0, width == 3 ? 3 : std::string_view::npos);
                break;
            case 'd':
                if (width <= 2) out += padded(civil.day, width);
                else out += std::string_view(dayNames[weekday]).substr(0, width == 3 ? 3 : std::string_view::npos);
                break;
            case 'h': out += padded(hour % 12 == 0 ? 12 : hour % 12, std::min(width, 2)); break;
            case 'H': out += padded(hour, std::min(width, 2)); break;
            case 'm': out += padded(minute, std::min(width, 2)); break;
            case 's': out += padded(second, std::min(width, 2)); break;
            case 'f':
            case 'F': {
                if (width > 7) raiseFormat();
                std::string digits = padded(fraction, 7).substr(0, run);
                if (c == 'F') {
                    while (!digits.empty() && digits.back() == '0') digits.pop_back();
                    if (digits.empty() && !out.empty() && out.back() == '.') out.pop_back();
                }
                out += digits;
                break;
            }
            case 't': out += std::string_view(hour < 12 ? "AM" : "PM").substr(0, width == 1 ? 1 : 2); break;
            case 'g': out += "A.D."; break;
            case 'z': out += offsetText(offset.value_or(0), true, width == 1, width <= 2); break;
            case 'K':
                run = 1;
                if (offset) out += offsetText(*offset, true);
                else if (date.kind() == DateKind::Utc) out += "Z";
                else if (date.kind() == DateKind::Local) out += "+00:00";
                break;
            case '\'':
            case '"': {
                std::size_t end = i + 1;
                while (end < format.size() && format[end] != c) {
                    if (format[end] == '\\' && end + 1 < format.size()) ++end;
                    out += format[end++];
                }
                if (end >= format.size()) raiseFormat();
                run = end - i + 1;
                break;
            }
            case '\\':
                if (i + 1 >= format.size()) raiseFormat();
                out += format[i + 1];
                run = 2;
                break;
            case '%':
                if (i + 1 >= format.size() || format[i + 1] == '%') raiseFormat();
                run = 1;
                break;
            default: out.append(run, c); break;
        }
        i += run;
    }
    return out;
}

std::string formatTimeSpan(std::int64_t ticks, std::string_view format) {
    const bool negative = ticks < 0;
    const auto magnitude = negative ? ~static_cast<std::uint64_t>(ticks) + 1 : static_cast<std::uint64_t>(ticks);
    const auto days = static_cast<std::int64_t>(magnitude / static_cast<std::uint64_t>(ticksPerDay));
    const auto time = static_cast<std::int64_t>(magnitude % static_cast<std::uint64_t>(ticksPerDay));
    const std::int64_t hours = time / ticksPerHour;
    const std::int64_t minutes = time / ticksPerMinute % 60;
    const std::int64_t seconds = time / ticksPerSecond % 60;
    const std::int64_t fraction = time % ticksPerSecond;
    if (format.empty() || format == "c" || format == "t" || format == "T") {
        std::string out = negative ? "-" : "";
        if (days) out += std::to_string(days) + ".";
        out += padded(hours, 2) + ":" + padded(minutes, 2) + ":" + padded(seconds, 2);
        if (fraction) out += "." + padded(fraction, 7);
        return out;
    }
    if (format == "g" || format == "G") {
        std::string out = negative ? "-" : "";
        if (days || format == "G") out += std::to_string(days) + ":";
        out += (format == "G" ? padded(hours, 2) : std::to_string(hours)) + ":" + padded(minutes, 2) + ":" + padded(seconds, 2);
        std::string digits = padded(fraction, 7);
        if (format == "g") while (!digits.empty() && digits.back() == '0') digits.pop_back();
        if (!digits.empty()) out += "." + digits;
        return out;
    }
    std::string out;
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        std::size_t run = 1;
        while (i + run < format.size() && format[i + run] == c) ++run;
        const int width = static_cast<int>(run);
        switch (c) {
            case 'd': out += padded(days, width); break;
            case 'h': if (width > 2) raiseFormat(); out += padded(hours, width); break;
            case 'm': if (width > 2) raiseFormat(); out += padded(minutes, width); break;
            case 's': if (width > 2) raiseFormat(); out += padded(seconds, width); break;
            case 'f':
            case 'F': {
                if (width > 7) raiseFormat();
                std::string digits = padded(fraction, 7).substr(0, run);
                if (c == 'F') while (!digits.empty() && digits.back() == '0') digits.pop_back();
                out += digits;
                break;
            }
            case '\\':
                if (i + 1 >= format.size()) raiseFormat();
                out += format[i + 1];
                run = 2;
                break;
            case '%': run = 1; break;
            case '\'':
            case '"': {
                const std::size_t end = format.find(c, i + 1);
                if (end == std::string_view::npos) raiseFormat();
                out += format.substr(i + 1, end - i - 1);
                run = end - i + 1;
                break;
            }
            default: raiseFormat();
        }
        i += run;
    }
    return out;
}

std::optional<ParsedDate> parseIsoDateTime(std::string_view text) {
    if (text.size() < 19 || text.size() > 40 || text[4] != '-' || text[7] != '-' || text[10] != 'T') return std::nullopt;
    Scanner scanner(text);
    const auto year = scanner.number(4, 4);
    if (!year || !scanner.accept('-')) return std::nullopt;
    const auto month = scanner.number(2, 2);
    if (!month || !scanner.accept('-')) return std::nullopt;
    const auto day = scanner.number(2, 2);
    if (!day || !scanner.accept('T')) return std::nullopt;
    const auto hour = scanner.number(2, 2);
    if (!hour || !scanner.accept(':')) return std::nullopt;
    const auto minute = scanner.number(2, 2);
    if (!minute || !scanner.accept(':')) return std::nullopt;
    const auto second = scanner.number(2, 2);
    if (!second || *hour > 24 || *minute > 59 || *second > 59) return std::nullopt;
    const auto midnight = ticksOf(*year, *month, *day);
    if (!midnight) return std::nullopt;
    ParsedDate result;
    result.ticks = *midnight + *hour * ticksPerHour + *minute * ticksPerMinute + *second * ticksPerSecond;
    if (*hour == 24 && (*minute || *second)) return std::nullopt;
    if (scanner.accept('.')) {
        const auto fraction = scanner.fraction();
        if (!fraction) return std::nullopt;
        result.ticks += *fraction;
    }
    if (scanner.accept('Z')) {
        result.isUtc = true;
    } else if (scanner.peek() == '+' || scanner.peek() == '-') {
        const bool negative = scanner.accept('-');
        if (!negative) scanner.accept('+');
        const auto hours = scanner.number(2, 2);
        if (!hours) return std::nullopt;
        scanner.accept(':');
        const auto minutes = scanner.number(2, 2);
        result.offset = (*hours * 60 + minutes.value_or(0)) * ticksPerMinute * (negative ? -1 : 1);
    }
    if (!scanner.done()) return std::nullopt;
    return result;
}

DateParts resolveDate(const ParsedDate& parsed, bool roundtrip) {
    if (parsed.isUtc) return DateParts::of(parsed.ticks, roundtrip ? DateKind::Utc : DateKind::Local);
    if (parsed.offset) return DateParts::of(std::clamp<std::int64_t>(parsed.ticks - *parsed.offset, 0, maxDateTicks), DateKind::Local);
    return DateParts::of(parsed.ticks, DateKind::Unspecified);
}

std::optional<ParsedDate> parseDateTime(std::string_view raw, std::int64_t todayTicks) {
    const std::string_view text = trimWhiteSpace(raw);
    if (text.empty() || text.size() > 200) return std::nullopt;
    Scanner scanner(text);
    std::optional<int> year, month, day;
    std::vector<std::pair<int, int>> numbers;  // value, digits
    std::optional<std::int64_t> time;
    std::optional<int> half;
    ParsedDate result;
    bool monthByName = false;
    std::size_t numbersBeforeName = 0;
    while (!scanner.done()) {
        scanner.skipSpace();
        const char c = scanner.peek();
        if (isdigit(static_cast<unsigned char>(c))) {
            const auto number = scanner.number(1, 9);
            const int digits = scanner.lastDigits();
            if (scanner.peek() == ':') {
                if (time || *number > 23) return std::nullopt;
                scanner.accept(':');
                const auto minute = scanner.number(1, 2);
                if (!minute || *minute > 59) return std::nullopt;
                std::int64_t ticks = *number * ticksPerHour + *minute * ticksPerMinute;
                if (scanner.accept(':')) {
                    const auto second = scanner.number(1, 2);
                    if (!second || *second > 59) return std::nullopt;
                    ticks += *second * ticksPerSecond;
                    if (scanner.accept('.') || scanner.accept(',')) {
                        const auto fraction = scanner.fraction();
                        if (!fraction) return std::nullopt;
                        ticks += *fraction;
                    }
                }
                time = ticks;
                continue;
            }
            scanner.skipSpace();
            if (!time && (scanner.acceptText("AM") || scanner.acceptText("PM"))) {
                scanner.seek(scanner.at() - 2);
                if (*number > 12) return std::nullopt;
                time = *number * ticksPerHour;
                continue;
            }
            numbers.emplace_back(*number, digits);
            if (numbers.size() > 3) return std::nullopt;
            continue;
        }
        if (c == '/' || c == '-' || c == '.' || c == ',') {
            if ((c == '-') && time) {
                // an offset after the time
            } else {
                scanner.accept(c);
                continue;
            }
        }
        if ((c == '+' || c == '-') && time) {
            const bool negative = scanner.accept('-');
            if (!negative) scanner.accept('+');
            const auto hours = scanner.number(1, 2);
            if (!hours || *hours > 14) return std::nullopt;
            int minutes = 0;
            scanner.accept(':');
            if (const auto found = scanner.number(2, 2)) minutes = *found;
            result.offset = (*hours * 60 + minutes) * ticksPerMinute * (negative ? -1 : 1);
            continue;
        }
        if ((c == 'T' || c == 't') && !numbers.empty() && !time && scanner.rest().size() > 1 && isdigit(static_cast<unsigned char>(scanner.rest()[1]))) {
            scanner.seek(scanner.at() + 1);
            continue;
        }
        if ((c == 'Z' || c == 'z') && time) {
            scanner.seek(scanner.at() + 1);
            result.isUtc = true;
            continue;
        }
        if (scanner.acceptText("GMT")) {
            result.isUtc = true;
            continue;
        }
        if (time && (scanner.acceptText("AM") || scanner.acceptText("PM"))) {
            half = (text[scanner.at() - 2] == 'P' || text[scanner.at() - 2] == 'p') ? 12 : 0;
            continue;
        }
        const int monthIndex = nameIndex(scanner, monthNames);
        if (monthIndex >= 0) {
            if (month) return std::nullopt;
            month = monthIndex + 1;
            monthByName = true;
            numbersBeforeName = numbers.size();
            continue;
        }
        if (nameIndex(scanner, dayNames) >= 0) continue;
        return std::nullopt;
    }
    const CivilDate today = civilOf(todayTicks);
    const auto expandYear = [](std::pair<int, int> number) { return number.second <= 2 ? (number.first < 30 ? 2000 + number.first : 1900 + number.first) : number.first; };
    if (monthByName) {
        if (numbers.size() == 2) {
            const bool yearFirst = numbers[0].second > 2;
            day = numbers[yearFirst ? 1 : 0].first;
            year = expandYear(numbers[yearFirst ? 0 : 1]);
        } else if (numbers.size() == 1) {
            if (numbers[0].second > 2) {
                year = numbers[0].first;
                day = 1;
            } else {
                day = numbers[0].first;
                year = today.year;
            }
        } else {
            return std::nullopt;
        }
        (void)numbersBeforeName;
    } else if (numbers.size() == 3) {
        if (numbers[0].second > 2) {
            year = numbers[0].first;
            month = numbers[1].first;
            day = numbers[2].first;
        } else {
            month = numbers[0].first;
            day = numbers[1].first;
            year = expandYear(numbers[2]);
        }
    } else if (numbers.size() == 2) {
        if (numbers[0].second > 2) {
            year = numbers[0].first;
            month = numbers[1].first;
            day = 1;
        } else if (numbers[1].second > 2) {
            month = numbers[0].first;
            year = numbers[1].first;
            day = 1;
        } else {
            month = numbers[0].first;
            day = numbers[1].first;
            year = today.year;
        }
    } else if (numbers.empty() && time) {
        year = today.year;
        month = today.month;
        day = today.day;
    } else {
        return std::nullopt;
    }
    const auto midnight = ticksOf(*year, *month, *day);
    if (!midnight) return std::nullopt;
    std::int64_t ofDay = time.value_or(0);
    if (half) {
        const std::int64_t hour = ofDay / ticksPerHour;
        if (hour > 12) return std::nullopt;
        ofDay += (hour % 12 + *half - hour) * ticksPerHour;
    }
    result.ticks = *midnight + ofDay;
    return result;
}

std::optional<ParsedDate> parseDateTimeExact(std::string_view text, std::string_view format) {
    if (format.size() == 1) {
        switch (format[0]) {
            case 'd': format = "MM/dd/yyyy"; break;
            case 'o':
            case 'O': format = "yyyy-MM-ddTHH:mm:ss.fffffffK"; break;
            case 's': format = "yyyy-MM-ddTHH:mm:ss"; break;
            case 'u': format = "yyyy-MM-dd HH:mm:ss'Z'"; break;
            case 'r':
            case 'R': format = "ddd, dd MMM yyyy HH:mm:ss 'GMT'"; break;
            default: return std::nullopt;
        }
    }
    Scanner scanner(text);
    int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, half = -1;
    std::int64_t fraction = 0;
    ParsedDate result;
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        std::size_t run = 1;
        while (i + run < format.size() && format[i + run] == c) ++run;
        const int width = static_cast<int>(run);
        const auto take = [&](int& into, int minimum, int most) {
            const auto number = scanner.number(minimum, most);
            if (number) into = *number;
            return number.has_value();
        };
        bool ok = true;
        switch (c) {
            case 'y':
                ok = width <= 2 ? take(year, width, 2) : take(year, width, std::max(4, width));
                if (width <= 2) year += year < 30 ? 2000 : 1900;
                break;
            case 'M':
                if (width <= 2) ok = take(month, width, 2);
                else month = nameIndex(scanner, monthNames, width == 3, width > 3) + 1, ok = month > 0;
                break;
            case 'd':
                if (width <= 2) ok = take(day, width, 2);
                else ok = nameIndex(scanner, dayNames, width == 3, width > 3) >= 0;
                break;
            case 'h':
            case 'H': ok = take(hour, std::min(width, 2), 2) && hour < 24; break;
            case 'm': ok = take(minute, std::min(width, 2), 2) && minute < 60; break;
            case 's': ok = take(second, std::min(width, 2), 2) && second < 60; break;
            case 'f':
            case 'F': {
                const auto number = scanner.number(c == 'f' ? width : 0, width);
                ok = number.has_value();
                fraction = number.value_or(0);
                for (int k = scanner.lastDigits(); k < 7; ++k) fraction *= 10;
                break;
            }
            case 't':
                ok = scanner.acceptText("AM") || scanner.acceptText("PM");
                if (ok) half = (text[scanner.at() - 2] == 'P' || text[scanner.at() - 2] == 'p') ? 12 : 0;
                break;
            case 'K':
            case 'z': {
                run = c == 'K' ? 1 : run;
                if (scanner.accept('Z')) {
                    result.isUtc = true;
                } else if (scanner.peek() == '+' || scanner.peek() == '-') {
                    const bool negative = scanner.accept('-');
                    if (!negative) scanner.accept('+');
                    const auto hours = scanner.number(1, 2);
                    scanner.accept(':');
                    const auto minutes = scanner.number(2, 2);
                    ok = hours.has_value();
                    result.offset = (hours.value_or(0) * 60 + minutes.value_or(0)) * ticksPerMinute * (negative ? -1 : 1);
                } else {
                    ok = c == 'K';
                }
                break;
            }
            case '\'':
            case '"': {
                const std::size_t end = format.find(c, i + 1);
                if (end == std::string_view::npos) return std::nullopt;
                for (std::size_t k = i + 1; k < end; ++k) ok = ok && scanner.accept(format[k]);
                run = end - i + 1;
                break;
            }
            case '\\':
                ok = i + 1 < format.size() && scanner.accept(format[i + 1]);
                run = 2;
                break;
            case '%': run = 1; break;
            default:
                for (std::size_t k = 0; k < run; ++k) ok = ok && scanner.accept(c);
                break;
        }
        if (!ok) return std::nullopt;
        i += run;
    }
    if (!scanner.done()) return std::nullopt;
    if (half >= 0) hour = hour % 12 + half;
    const auto midnight = ticksOf(year, month, day);
    if (!midnight) return std::nullopt;
    result.ticks = *midnight + hour * ticksPerHour + minute * ticksPerMinute + second * ticksPerSecond + fraction;
    return result;
}

int parseTimeSpan(std::string_view raw, std::int64_t& ticks) {
    ticks = 0;
    std::string_view text = trimWhiteSpace(raw);
    bool negative = false;
    if (!text.empty() && text[0] == '-') {
        negative = true;
        text.remove_prefix(1);
    }
    // [d.]hh:mm[:ss[.f]] | d | d:hh:mm:ss[.f]
    std::vector<std::int64_t> parts;
    std::vector<char> separators;
    Scanner scanner(text);
    std::int64_t fraction = 0;
    while (true) {
        if (!separators.empty() && separators.back() == '.' && parts.size() >= 3) {
            const auto found = scanner.fraction();
            if (!found) return 1;
            fraction = *found;
            separators.pop_back();
            if (!scanner.done()) return 1;
            break;
        }
        const auto number = scanner.number(1, 9);
        if (!number) return 1;
        if (isdigit(static_cast<unsigned char>(scanner.peek()))) return 2;
        parts.push_back(*number);
        if (scanner.done()) break;
        const char c = scanner.peek();
        if (c != ':' && c != '.') return 1;
        scanner.accept(c);
        separators.push_back(c);
        if (parts.size() > 4) return 1;
    }
    std::int64_t days = 0, hours = 0, minutes = 0, seconds = 0;
    const bool dayDot = !separators.empty() && separators[0] == '.';
    for (std::size_t i = 0; i < separators.size(); ++i)
        if (separators[i] == '.' && i != 0) return 1;
    if (parts.size() == 1) {
        days = parts[0];
    } else if (parts.size() == 2) {
        if (dayDot) return 1;
        hours = parts[0];
        minutes = parts[1];
        if (hours > 23 && minutes <= 59) return 2;
    } else if (parts.size() == 3) {
        if (dayDot) days = parts[0], hours = parts[1], minutes = parts[2];
        else if (parts[0] > 23) days = parts[0], hours = parts[1], minutes = parts[2];  // "25:00:00" is 25 days
        else hours = parts[0], minutes = parts[1], seconds = parts[2];
    } else {
        days = parts[0];
        hours = parts[1];
        minutes = parts[2];
        seconds = parts[3];
    }
    if (hours > 23 || minutes > 59 || seconds > 59 || days > 10675199) return 2;
    __extension__ using Wide = __int128;
    const Wide total = static_cast<Wide>(days) * ticksPerDay + hours * ticksPerHour + minutes * ticksPerMinute + seconds * ticksPerSecond + fraction;
    if (total > INT64_MAX) return 2;
    ticks = static_cast<std::int64_t>(total) * (negative ? -1 : 1);
    return 0;
}

std::string isoDateText(DateParts date) {
    std::string text = formatDateTime(date, "yyyy-MM-ddTHH:mm:ss");
    std::string digits = padded(date.ticks() % ticksPerSecond, 7);
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
    if (!digits.empty()) text += "." + digits;
    if (date.kind() == DateKind::Utc) text += "Z";
    if (date.kind() == DateKind::Local) text += "+00:00";
    return text;
}

}  // namespace mgc::expression
