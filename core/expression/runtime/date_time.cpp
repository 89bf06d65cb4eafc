#include <algorithm>

#include "expression/runtime/date_time.h"
#include "expression/runtime/exceptions.h"

namespace mgc::expression {
namespace {

std::int64_t daysFromCivil(int y, int m, int d) {
    y -= m <= 2;
    const std::int64_t era = y / 400;
    const int yoe = y - static_cast<int>(era * 400);
    const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 306;  // days since 0001-01-01
}

}  // namespace

DateParts DateParts::of(std::int64_t ticks, DateKind kind) {
    if (ticks < 0 || ticks > maxDateTicks)
        raiseOutOfRange("ticks", "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.");
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

}  // namespace mgc::expression
