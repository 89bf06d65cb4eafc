#include "policies/support/token_period.h"

#include "base/text.h"

namespace mgc::policies {

using namespace std::chrono;

std::optional<TokenPeriod> parseTokenPeriod(std::string_view text) {
    if (equalsIgnoreCase(text, "Hourly") || equalsIgnoreCase(text, "hour")) return TokenPeriod::Hourly;
    if (equalsIgnoreCase(text, "Daily") || equalsIgnoreCase(text, "day")) return TokenPeriod::Daily;
    if (equalsIgnoreCase(text, "Weekly") || equalsIgnoreCase(text, "week")) return TokenPeriod::Weekly;
    if (equalsIgnoreCase(text, "Monthly") || equalsIgnoreCase(text, "month")) return TokenPeriod::Monthly;
    if (equalsIgnoreCase(text, "Yearly") || equalsIgnoreCase(text, "year")) return TokenPeriod::Yearly;
    if (equalsIgnoreCase(text, "Indefinite")) return TokenPeriod::Indefinite;
    return std::nullopt;
}

PeriodWindow tokenPeriodAt(TokenPeriod period, Instant now) {
    const auto today = floor<days>(now);
    const year_month_day date(today);
    switch (period) {
        case TokenPeriod::Hourly:
            return {floor<hours>(now), hours(1)};
        case TokenPeriod::Daily:
            return {today, days(1)};
        case TokenPeriod::Weekly:
            return {today - (weekday(today) - Monday), days(7)};
        case TokenPeriod::Monthly: {
            const auto month = date.year() / date.month();
            const sys_days first = month / 1;
            return {first, sys_days((month + months(1)) / 1) - first};
        }
        case TokenPeriod::Yearly: {
            const sys_days first = date.year() / January / 1;
            return {first, sys_days((date.year() + years(1)) / January / 1) - first};
        }
        case TokenPeriod::Indefinite:
            break;
    }
    return {Instant{} + seconds(1), days(365 * 100)};
}

}  // namespace mgc::policies
