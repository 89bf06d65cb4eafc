#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

namespace {

/// The digits .NET prints by default: what binary fractions leave behind them is cut.
double cleaned(double value) { return std::strtod(fmt::format("{:.15g}", value).c_str(), nullptr); }

template <class Whole, class Real>
Value computed(const Value& input, const Value& operand, Whole whole, Real real) {
    const auto left = input.wholeNumber();
    const auto right = operand.wholeNumber();
    // A text with digits after the point is no whole number, even where they are zeros.
    const bool exact = left && right && !input.real() && !operand.real();
    if (exact) {
        std::int64_t result = 0;
        if (whole(*left, *right, result)) return result;
    }
    const auto a = input.number();
    const auto b = operand.number();
    if (!a || !b) return {};
    return cleaned(real(*a, *b));
}

Value plus(const Value& v, const Arguments& a, Rendering&) {
    const Value& operand = argument(a, 0);
    if (v.string() && (!v.number() || !operand.number())) return v.text() + operand.text();
    return computed(
        v, operand, [](auto x, auto y, auto& r) { return !__builtin_add_overflow(x, y, &r); }, [](double x, double y) { return x + y; });
}

Value minus(const Value& v, const Arguments& a, Rendering&) {
    return computed(
        v, argument(a, 0), [](auto x, auto y, auto& r) { return !__builtin_sub_overflow(x, y, &r); },
        [](double x, double y) { return x - y; });
}

Value times(const Value& v, const Arguments& a, Rendering&) {
    return computed(
        v, argument(a, 0), [](auto x, auto y, auto& r) { return !__builtin_mul_overflow(x, y, &r); },
        [](double x, double y) { return x * y; });
}

bool isZero(const Value& value) {
    const auto number = value.number();
    return number && *number == 0;
}

Value dividedBy(const Value& v, const Arguments& a, Rendering&) {
    if (isZero(argument(a, 0))) throw RenderProblem{"Attempted to divide by zero."};
    const auto whole = [](std::int64_t x, std::int64_t y, std::int64_t& r) {
        if (y == -1 && x == INT64_MIN) return false;
        r = x / y;
        return true;
    };
    return computed(v, argument(a, 0), whole, [](double x, double y) { return x / y; });
}

Value modulo(const Value& v, const Arguments& a, Rendering&) {
    if (isZero(argument(a, 0))) throw RenderProblem{"Attempted to divide by zero."};
    const auto whole = [](std::int64_t x, std::int64_t y, std::int64_t& r) {
        r = y == -1 ? 0 : x % y;
        return true;
    };
    return computed(v, argument(a, 0), whole, [](double x, double y) { return std::fmod(x, y); });
}

Value absolute(const Value& v, const Arguments&, Rendering&) {
    if (const auto whole = v.wholeNumber(); whole && !v.real() && *whole != INT64_MIN) return *whole < 0 ? -*whole : *whole;
    const auto number = v.number();
    return number ? Value(std::fabs(*number)) : Value(std::int64_t{0});
}

Value bounded(const Value& v, const Value& limit, bool least) {
    const auto number = v.number();
    const auto other = limit.number();
    if (!number || !other) return v;
    return (least ? *number < *other : *number > *other) ? limit : v;
}

Value rounded(const Value& v, const Arguments& a, Rendering&) {
    const auto number = v.number();
    if (!number) return {};
    const auto places = std::clamp<std::int64_t>(argument(a, 0).wholeNumber().value_or(0), 0, 15);
    const double factor = std::pow(10.0, static_cast<double>(places));
    const double result = std::nearbyint(*number * factor) / factor;  // Math.Round: halves go to the even neighbour
    if (places == 0 && std::fabs(result) < 9e15) return static_cast<std::int64_t>(result);
    return cleaned(result);
}

template <double (*function)(double)>
Value whole(const Value& v, const Arguments&, Rendering&) {
    const auto number = v.number();
    return number ? Value(static_cast<std::int64_t>(function(*number))) : Value{};
}

std::string grouped(double amount, char thousands, char point) {
    std::string digits = fmt::format("{:.2f}", std::fabs(amount));
    std::string result = digits.substr(digits.size() - 2);
    result = point + result;
    std::string front = digits.substr(0, digits.size() - 3);
    for (int at = static_cast<int>(front.size()) - 3; at > 0; at -= 3) front.insert(static_cast<std::size_t>(at), 1, thousands);
    return front + result;
}

/// Format "C". Cultures with another sign than $ are the common ones only; any other name counts as en-US.
Value currency(const Value& v, const Arguments& a, Rendering&) {
    const auto number = v.number();
    if (!number) return v.text();
    const std::string culture = toLowerAscii(argument(a, 0).text());
    const bool negative = *number < 0;
    if (culture.starts_with("de") || culture.starts_with("es") || culture.starts_with("it") || culture.starts_with("nl"))
        return (negative ? "-" : "") + grouped(*number, '.', ',') + " \u20AC";
    if (culture.starts_with("fr")) return (negative ? "-" : "") + replacedAll(grouped(*number, ' ', ','), " ", "\u00A0") + " \u20AC";
    if (culture == "en-gb") return (negative ? "-\u00A3" : "\u00A3") + grouped(*number, ',', '.');
    if (culture == "en-ca" || culture == "en-au") return (negative ? "-$" : "$") + grouped(*number, ',', '.');
    return negative ? "($" + grouped(*number, ',', '.') + ")" : "$" + grouped(*number, ',', '.');
}

Value date(const Value& v, const Arguments& a, Rendering& rendering) {
    if (v.isNil()) return Value("");
    const std::string format = argument(a, 0).text();
    const std::int64_t now =
        expression::unixEpochTicks + std::chrono::duration_cast<std::chrono::nanoseconds>(rendering.now().time_since_epoch()).count() / 100;
    if (const auto* given = v.date()) return format.empty() ? v.text() : expression::formatDateTime(*given, format);
    const std::string text = v.text();
    if (format.empty()) return text;
    if (equalsIgnoreCase(text, "now") || equalsIgnoreCase(text, "today"))
        return expression::formatDateTime(expression::DateParts::of(now, expression::DateKind::Local), format);
    const auto parsed = expression::parseDateTime(text, now - now % expression::ticksPerDay);
    if (!parsed) return text;
    return expression::formatDateTime(expression::resolveDate(*parsed, false), format);
}

constexpr std::pair<std::string_view, Filter> table[] = {
    {"Abs", absolute},
    {"AtLeast", [](const Value& v, const Arguments& a, Rendering&) -> Value { return bounded(v, argument(a, 0), true); }},
    {"AtMost", [](const Value& v, const Arguments& a, Rendering&) -> Value { return bounded(v, argument(a, 0), false); }},
    {"Ceil", whole<std::ceil>},
    {"Currency", currency},
    {"Date", date},
    {"DividedBy", dividedBy},
    {"Floor", whole<std::floor>},
    {"Minus", minus},
    {"Modulo", modulo},
    {"Plus", plus},
    {"Round", rounded},
    {"Times", times},
};

}  // namespace

FilterTable numberFilters() { return table; }

}  // namespace mgc::policies::liquid
