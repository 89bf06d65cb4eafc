#include "base/clock.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <thread>

namespace mgc {

namespace {

using namespace std::chrono;

constexpr double longestSeconds = 9e9;  ///< that nanoseconds in 64 bits hold
constexpr year_month_day earliestDay{year{1678}, January, day{1}};
constexpr year_month_day latestDay{year{2261}, December, day{31}};

bool readDigits(std::string_view text, std::size_t at, std::size_t count, int& out) {
    if (at + count > text.size()) return false;
    for (std::size_t i = 0; i < count; ++i)
        if (text[at + i] < '0' || text[at + i] > '9') return false;
    return std::from_chars(text.data() + at, text.data() + at + count, out).ec == std::errc{};
}

}  // namespace

Task<void> SystemClock::sleep(Duration duration) {
    // Only for tools without an event loop; engine threads never come here.
    if (duration > Duration::zero()) std::this_thread::sleep_for(duration);
    co_return;
}

std::string toIso8601(Instant instant) {
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{floor<nanoseconds>(instant - day)};
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%07lldZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                  static_cast<long long>(time.subseconds().count() / 100));
    return buffer.data();
}

Result<Instant> parseIso8601(std::string_view text) {
    const auto invalid = [&] {
        return fail("InvalidTime", "'" + std::string(text) + "' is not an ISO 8601 time such as 2026-01-15T10:00:00Z");
    };
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    if (!readDigits(text, 0, 4, y) || !readDigits(text, 5, 2, mo) || !readDigits(text, 8, 2, d) || text[4] != '-' || text[7] != '-')
        return invalid();
    year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!date.ok()) return invalid();
    // 64 bits of nanoseconds reach from 1677 to 2262. "9999-12-31" and the like mean "never" and are taken for the last day in reach.
    if (date > latestDay) date = latestDay;
    if (date < earliestDay) date = earliestDay;
    std::size_t at = 10;
    Duration fraction{};
    Duration zone{};
    if (at < text.size()) {
        if ((text[at] != 'T' && text[at] != ' ') || !readDigits(text, 11, 2, h) || !readDigits(text, 14, 2, mi) || text[13] != ':')
            return invalid();
        at = 16;
        if (at < text.size() && text[at] == ':') {
            if (!readDigits(text, 17, 2, s)) return invalid();
            at = 19;
        }
        if (at < text.size() && text[at] == '.') {
            std::int64_t scale = 100'000'000;
            std::int64_t value = 0;
            for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
                value += (text[at] - '0') * scale;
                scale /= 10;
            }
            fraction = nanoseconds{value};
        }
        if (at < text.size() && text[at] == 'Z') {
            ++at;
        } else if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
            int zh = 0, zm = 0;
            if (!readDigits(text, at + 1, 2, zh) || !readDigits(text, at + 4, 2, zm)) return invalid();
            zone = hours{zh} + minutes{zm};
            if (text[at] == '-') zone = -zone;
            at += 6;
        }
        if (at != text.size() || h > 23 || mi > 59 || s > 60) return invalid();
    }
    return Instant{sys_days{date}.time_since_epoch() + hours{h} + minutes{mi} + seconds{s} + fraction - zone};
}

Result<Duration> parseIsoDuration(std::string_view text) {
    const auto invalid = [&] {
        return fail("InvalidDuration", "'" + std::string(text) + "' is not an ISO 8601 duration such as PT1M or P1D");
    };
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative) rest.remove_prefix(1);
    if (rest.size() < 2 || rest.front() != 'P') return invalid();
    rest.remove_prefix(1);
    bool inTime = false;
    double seconds = 0;
    bool any = false;
    while (!rest.empty()) {
        if (rest.front() == 'T') {
            if (inTime) return invalid();
            inTime = true;
            rest.remove_prefix(1);
            continue;
        }
        double number = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (error != std::errc{} || end == rest.data() + rest.size() || number < 0) return invalid();
        const char unit = *end;
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
        double unitSeconds = 0;
        if (!inTime && unit == 'W') unitSeconds = 604800;
        else if (!inTime && unit == 'D') unitSeconds = 86400;
        else if (inTime && unit == 'H') unitSeconds = 3600;
        else if (inTime && unit == 'M') unitSeconds = 60;
        else if (inTime && unit == 'S') unitSeconds = 1;
        else return invalid();
        seconds += number * unitSeconds;
        if (!(seconds <= longestSeconds)) return invalid();  // "nan" is a number to from_chars
        any = true;
    }
    if (!any) return invalid();
    const auto total = duration_cast<Duration>(duration<double>(seconds));
    return negative ? -total : total;
}

std::string toElapsedText(Duration duration) {
    const hh_mm_ss time{duration};
    std::array<char, 48> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%02lld:%02d:%02d.%07lld", static_cast<long long>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                  static_cast<long long>(time.subseconds().count() / 100));
    return buffer.data();
}

}  // namespace mgc
