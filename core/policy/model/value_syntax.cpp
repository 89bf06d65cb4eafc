#include "policy/model/value_syntax.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "policy/model/codes.h"
#include "policy/model/suggestion.h"

namespace mgc::policy {

namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text.substr(0, 100)) + (text.size() > 100 ? "...'" : "'"); }

std::optional<double> toNumber(std::string_view text) {
    double value = 0;
    if (text.size() > 1 && text.front() == '+') text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

bool isBoolean(std::string_view text) {
    return equalsIgnoreCase(text, "true") || equalsIgnoreCase(text, "false") || text == "1" || text == "0";  // xs:boolean, any case
}

/// ISO 8601 "P1DT2H" or .NET "[d.]hh:mm:ss".
bool isDuration(std::string_view text) {
    if (text.starts_with('P') && text.size() > 2) {
        return std::all_of(text.begin() + 1, text.end(),
                           [](char c) { return std::string_view("0123456789.,YMWDTHS").find(c) != std::string_view::npos; });
    }
    return text.find(':') != std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == ':' || c == '.'; });
}

std::string rangeText(const AttributeDescriptor& attribute) {
    const std::string unit = attribute.unit.empty() ? std::string() : " " + std::string(attribute.unit);
    if (attribute.minimum && attribute.maximum) {
        return "between " + std::to_string(*attribute.minimum) + " and " + std::to_string(*attribute.maximum) + unit;
    }
    return attribute.minimum ? "at least " + std::to_string(*attribute.minimum) + unit
                             : "at most " + std::to_string(*attribute.maximum) + unit;
}

std::optional<ValueProblem> checkRange(const AttributeDescriptor& attribute, double value) {
    const bool below = attribute.minimum && value < static_cast<double>(*attribute.minimum);
    const bool above = attribute.maximum && value > static_cast<double>(*attribute.maximum);
    if (!below && !above) return std::nullopt;
    return ValueProblem{codes::attributeRange,
                        "Attribute " + quoted(attribute.name) + " must be " + rangeText(attribute) + ".",
                        {std::to_string(below ? *attribute.minimum : *attribute.maximum)}};
}

ValueProblem wrongType(const AttributeDescriptor& attribute, std::string_view expected, std::string_view value,
                       std::vector<std::string> suggestions = {}) {
    return {codes::attributeType,
            "Attribute " + quoted(attribute.name) + " must be " + std::string(expected) + ", not " + quoted(value) + ".",
            std::move(suggestions)};
}

/// All allowed values, the one that was probably meant first.
std::vector<std::string> choices(const AttributeDescriptor& attribute, std::string_view value) {
    std::vector<std::string> all(attribute.values.begin(), attribute.values.end());
    const std::string_view near = nearest(value, attribute.values);
    std::stable_partition(all.begin(), all.end(), [&](const std::string& choice) { return choice == near; });
    return all;
}

}  // namespace

std::string listed(std::span<const std::string_view> names, std::string_view lastSeparator) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " " + std::string(lastSeparator) + " " : std::string(", ");
        text += quoted(names[i]);
    }
    return text;
}

std::optional<ValueProblem> checkValue(const AttributeDescriptor& attribute, std::string_view written) {
    const std::string_view value = trimmed(written);
    switch (attribute.type) {
        case AttributeType::Integer: {
            const auto number = toInteger(value);
            if (!number) return wrongType(attribute, "a whole number", value);
            return checkRange(attribute, static_cast<double>(*number));
        }
        case AttributeType::Number: {
            const auto number = toNumber(value);
            if (!number) return wrongType(attribute, "a number", value);
            return checkRange(attribute, *number);
        }
        case AttributeType::Boolean:
            if (isBoolean(value)) return std::nullopt;
            return wrongType(attribute, "'true' or 'false'", value, {"true", "false"});
        case AttributeType::Enumeration: {
            const bool allowed = std::any_of(attribute.values.begin(), attribute.values.end(),
                                             [&](std::string_view choice) { return equalsIgnoreCase(choice, value); });
            if (allowed) return std::nullopt;
            const bool doubtful = std::any_of(attribute.doubtfulValues.begin(), attribute.doubtfulValues.end(),
                                              [&](std::string_view choice) { return choice == "*" || equalsIgnoreCase(choice, value); });
            return ValueProblem{codes::attributeChoice,
                                "Attribute " + quoted(attribute.name) + (doubtful ? " should be " : " must be ") +
                                    listed(attribute.values) + ", not " + quoted(value) + ".",
                                choices(attribute, value), doubtful};
        }
        case AttributeType::Duration:
            if (!isDuration(value)) return wrongType(attribute, "a duration such as PT1M or 00:01:00", value);
            return std::nullopt;
        case AttributeType::Name:
        case AttributeType::BackendId:
        case AttributeType::FragmentId:
        case AttributeType::LoggerId:
        case AttributeType::VariableName:
        case AttributeType::HeaderName:
            if (value.empty()) return ValueProblem{codes::attributeType, "Attribute " + quoted(attribute.name) + " must not be empty."};
            return std::nullopt;
        case AttributeType::Text:
        case AttributeType::Url:
        case AttributeType::DateTime:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace mgc::policy
