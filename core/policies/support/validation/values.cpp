#include "policies/support/validation/values.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::policies {

namespace {

std::string capitalised(std::string_view word) {
    std::string result(word);
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

}  // namespace

void gather(std::vector<GivenValue>& values, std::string_view name, std::string_view text, bool ignoreCase) {
    for (GivenValue& value : values) {
        if (ignoreCase ? !equalsIgnoreCase(value.name, name) : value.name != name) continue;
        value.texts.emplace_back(text);
        return;
    }
    values.push_back({std::string(name), {std::string(text)}});
}

void checkValue(const GivenValue& value, const schema::ParameterContract& contract, const ValueKind& kind, Action action,
                ValidationReport& report) {
    if (!contract.type || action == Action::Ignore) return;
    const std::string named = std::string(kind.word) + " " + value.name;
    const bool response = kind.type == responseHeaderKind.type;
    const schema::ParameterType type = contract.type->type();
    if (value.texts.size() > 1 && !type.isArray) {
        const std::string text = std::string(response ? "Response" : "Request") + " cannot contain multiple values for the " + named + ".";
        return report.add({value.name, std::string(kind.type), "IncorrectMessage", text, text, action});
    }
    const auto schema = contract.type->compiled();
    if (!schema)
        return report.add({value.name, std::string(kind.type), "ValidationError",
                           capitalised(kind.word) + " " + value.name + " cannot be validated.\n\n" + schema.error().message, "", action});
    const auto parsed = schema::parameterValue(value.texts, type);
    if (!parsed) {
        const std::string reason = " according to the definition. \n\n" + parsed.error().message;
        return report.add({value.name, std::string(kind.type), "IncorrectMessage", "Value of the " + named + " cannot be parsed" + reason,
                           "Value of the " + named + " couldn't be parsed" + reason, action});
    }
    const auto violations = (*schema)->check(*parsed);
    if (violations.empty()) return;
    const std::string reason = " does not conform to the definition.\n\n" + violations.front().message +
                               " Line: 1, Position: " + std::to_string(value.texts.front().size());
    report.add({value.name, std::string(kind.type), "IncorrectMessage", "Value of the " + named + reason,
                "The value of the " + named + reason, action});
}

void reportUnspecified(const GivenValue& value, const ValueKind& kind, Action action, ValidationReport& report) {
    const std::string text = "Unspecified " + std::string(kind.word) + " " + value.name + " is not allowed.";
    report.add({value.name, std::string(kind.type), "Unspecified", text, text, action});
}

void reportNoDefinition(Action action, ValidationReport& report) {
    report.add({"", "ApiSchema", "", "API's schema does not exist or it could not be resolved.", "", action});
}

}  // namespace mgc::policies
