#include <algorithm>
#include <cstdlib>
#include <vector>

#include "expression/runtime/date_scanner.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"

namespace mgc::expression {

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
        if ((c == 'T' || c == 't') && !numbers.empty() && !time && scanner.rest().size() > 1 &&
            isdigit(static_cast<unsigned char>(scanner.rest()[1]))) {
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
    const auto expandYear = [](std::pair<int, int> number) {
        return number.second <= 2 ? (number.first < 30 ? 2000 + number.first : 1900 + number.first) : number.first;
    };
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

}  // namespace mgc::expression
