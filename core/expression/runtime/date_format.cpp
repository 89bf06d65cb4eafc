#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "expression/runtime/date_scanner.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

std::string offsetText(std::int64_t offset, bool withColon, bool shortForm = false, bool hoursOnly = false) {
    const std::int64_t minutes = std::abs(offset) / ticksPerMinute;
    std::string text(1, offset < 0 ? '-' : '+');
    text += shortForm ? std::to_string(minutes / 60) : padded(minutes / 60, 2);
    if (hoursOnly) return text;
    return text + (withColon ? ":" : "") + padded(minutes % 60, 2);
}

}  // namespace

std::string padded(std::int64_t number, int width) {
    char text[32];
    std::snprintf(text, sizeof text, "%0*lld", width, static_cast<long long>(number));
    return text;
}

std::string formatDateTime(DateParts date, std::string_view format, std::optional<std::int64_t> offset) {
    if (format.size() == 1) {
        switch (format[0]) {
            case 'd':
                format = "MM/dd/yyyy";
                break;
            case 'D':
                format = "dddd, dd MMMM yyyy";
                break;
            case 'f':
                format = "dddd, dd MMMM yyyy HH:mm";
                break;
            case 'F':
                format = "dddd, dd MMMM yyyy HH:mm:ss";
                break;
            case 'g':
                format = "MM/dd/yyyy HH:mm";
                break;
            case 'G':
                format = offset ? "MM/dd/yyyy HH:mm:ss zzz" : "MM/dd/yyyy HH:mm:ss";
                if (offset) format = "MM/dd/yyyy HH:mm:ss";
                break;
            case 'm':
            case 'M':
                format = "MMMM dd";
                break;
            case 'o':
            case 'O':
                format = "yyyy-MM-ddTHH:mm:ss.fffffffK";
                break;
            case 'r':
            case 'R':
                if (offset) date = DateParts::of(date.ticks() - *offset, DateKind::Utc);
                format = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
                break;
            case 's':
                format = "yyyy-MM-ddTHH:mm:ss";
                break;
            case 't':
                format = "HH:mm";
                break;
            case 'T':
                format = "HH:mm:ss";
                break;
            case 'u':
                if (offset) date = DateParts::of(date.ticks() - *offset, DateKind::Utc);
                format = "yyyy-MM-dd HH:mm:ss'Z'";
                break;
            case 'U':
                format = "dddd, dd MMMM yyyy HH:mm:ss";
                break;
            case 'y':
            case 'Y':
                format = "yyyy MMMM";
                break;
            default:
                raiseFormat();
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
            case 'y':
                out +=
                    width <= 2 ? (width == 1 ? std::to_string(civil.year % 100) : padded(civil.year % 100, 2)) : padded(civil.year, width);
                break;
            case 'M':
                if (width <= 2)
                    out += padded(civil.month, width);
                else
                    out += std::string_view(monthNames[static_cast<std::size_t>(civil.month - 1)])
                               .substr(0, width == 3 ? 3 : std::string_view::npos);
                break;
            case 'd':
                if (width <= 2)
                    out += padded(civil.day, width);
                else
                    out += std::string_view(dayNames[weekday]).substr(0, width == 3 ? 3 : std::string_view::npos);
                break;
            case 'h':
                out += padded(hour % 12 == 0 ? 12 : hour % 12, std::min(width, 2));
                break;
            case 'H':
                out += padded(hour, std::min(width, 2));
                break;
            case 'm':
                out += padded(minute, std::min(width, 2));
                break;
            case 's':
                out += padded(second, std::min(width, 2));
                break;
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
            case 't':
                out += std::string_view(hour < 12 ? "AM" : "PM").substr(0, width == 1 ? 1 : 2);
                break;
            case 'g':
                out += "A.D.";
                break;
            case 'z':
                out += offsetText(offset.value_or(0), true, width == 1, width <= 2);
                break;
            case 'K':
                run = 1;
                if (offset)
                    out += offsetText(*offset, true);
                else if (date.kind() == DateKind::Utc)
                    out += "Z";
                else if (date.kind() == DateKind::Local)
                    out += "+00:00";
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
            default:
                out.append(run, c);
                break;
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
        if (format == "g")
            while (!digits.empty() && digits.back() == '0') digits.pop_back();
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
            case 'd':
                out += padded(days, width);
                break;
            case 'h':
                if (width > 2) raiseFormat();
                out += padded(hours, width);
                break;
            case 'm':
                if (width > 2) raiseFormat();
                out += padded(minutes, width);
                break;
            case 's':
                if (width > 2) raiseFormat();
                out += padded(seconds, width);
                break;
            case 'f':
            case 'F': {
                if (width > 7) raiseFormat();
                std::string digits = padded(fraction, 7).substr(0, run);
                if (c == 'F')
                    while (!digits.empty() && digits.back() == '0') digits.pop_back();
                out += digits;
                break;
            }
            case '\\':
                if (i + 1 >= format.size()) raiseFormat();
                out += format[i + 1];
                run = 2;
                break;
            case '%':
                run = 1;
                break;
            case '\'':
            case '"': {
                const std::size_t end = format.find(c, i + 1);
                if (end == std::string_view::npos) raiseFormat();
                out += format.substr(i + 1, end - i - 1);
                run = end - i + 1;
                break;
            }
            default:
                raiseFormat();
        }
        i += run;
    }
    return out;
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
