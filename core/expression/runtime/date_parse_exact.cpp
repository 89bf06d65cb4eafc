#include <algorithm>
#include <cstdlib>
#include <vector>

#include "expression/runtime/date_scanner.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"

namespace mgc::expression {

std::optional<ParsedDate> parseDateTimeExact(std::string_view text, std::string_view format) {
    if (format.size() == 1) {
        switch (format[0]) {
            case 'd':
                format = "MM/dd/yyyy";
                break;
            case 'o':
            case 'O':
                format = "yyyy-MM-ddTHH:mm:ss.fffffffK";
                break;
            case 's':
                format = "yyyy-MM-ddTHH:mm:ss";
                break;
            case 'u':
                format = "yyyy-MM-dd HH:mm:ss'Z'";
                break;
            case 'r':
            case 'R':
                format = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
                break;
            default:
                return std::nullopt;
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
                if (width <= 2)
                    ok = take(month, width, 2);
                else
                    month = nameIndex(scanner, monthNames, width == 3, width > 3) + 1, ok = month > 0;
                break;
            case 'd':
                if (width <= 2)
                    ok = take(day, width, 2);
                else
                    ok = nameIndex(scanner, dayNames, width == 3, width > 3) >= 0;
                break;
            case 'h':
            case 'H':
                ok = take(hour, std::min(width, 2), 2) && hour < 24;
                break;
            case 'm':
                ok = take(minute, std::min(width, 2), 2) && minute < 60;
                break;
            case 's':
                ok = take(second, std::min(width, 2), 2) && second < 60;
                break;
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
            case '%':
                run = 1;
                break;
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
        if (dayDot)
            days = parts[0], hours = parts[1], minutes = parts[2];
        else if (parts[0] > 23)
            days = parts[0], hours = parts[1], minutes = parts[2];  // "25:00:00" is 25 days
        else
            hours = parts[0], minutes = parts[1], seconds = parts[2];
    } else {
        days = parts[0];
        hours = parts[1];
        minutes = parts[2];
        seconds = parts[3];
    }
    if (hours > 23 || minutes > 59 || seconds > 59 || days > 10675199) return 2;
    __extension__ using Wide = __int128;
    const Wide total =
        static_cast<Wide>(days) * ticksPerDay + hours * ticksPerHour + minutes * ticksPerMinute + seconds * ticksPerSecond + fraction;
    if (total > INT64_MAX) return 2;
    ticks = static_cast<std::int64_t>(total) * (negative ? -1 : 1);
    return 0;
}

}  // namespace mgc::expression
