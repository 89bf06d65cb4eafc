#include "schema/json_schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/constraint_builder.hpp>
#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/text.h"
#include "json/pointer.h"
#include "schema/schema_translation.h"
#include "schema/text_constraints.h"

namespace mgc::schema {

namespace {

using Json = nlohmann::json;
using Context = std::vector<std::string>;

constexpr std::size_t longestMatchedName = 256;

/// `pattern` and `format` with bounds (see schema_translation.h).
class TextConstraint : public valijson::constraints::PolyConstraint {
public:
    TextConstraint(std::shared_ptr<const Pattern> pattern, std::string given) : m_pattern(std::move(pattern)), m_given(std::move(given)) {}

    bool validate(const valijson::adapters::Adapter& target, const Context& context, valijson::ValidationResults* results) const override {
        std::string text;
        if (!m_pattern && target.isInteger() && m_given == "int32") {
            const std::int64_t number = target.getInteger();
            if (number >= INT32_MIN && number <= INT32_MAX) return true;
            if (results) results->pushError(context, "Integer " + std::to_string(number) + " does not fit into 32 bits.");
            return false;
        }
        if (!target.isString()) return true;
        target.asString(text);
        if (m_pattern ? m_pattern->isFoundIn(text) : hasFormat(text, m_given)) return true;
        if (results)
            results->pushError(context, m_pattern ? "String '" + text + "' does not match regex pattern '" + m_given + "'."
                                                  : "String '" + text + "' does not validate against format '" + m_given + "'.");
        return false;
    }

private:
    valijson::constraints::Constraint* cloneInto(void* memory) const override { return new (memory) TextConstraint(*this); }
    [[nodiscard]] std::size_t sizeOf() const override { return sizeof(TextConstraint); }

    std::shared_ptr<const Pattern> m_pattern;  ///< null: a format
    std::string m_given;
};

class TextConstraintBuilder : public valijson::ConstraintBuilder {
public:
    explicit TextConstraintBuilder(bool pattern) : m_pattern(pattern) {}
    valijson::constraints::Constraint* make(const valijson::adapters::Adapter& given) const override {
        const std::string text = given.asString();
        auto pattern = m_pattern ? Pattern::compile(text) : nullptr;
        if (m_pattern && !pattern) throw std::runtime_error("'" + text + "' is no pattern");
        return new TextConstraint(std::move(pattern), text);
    }

private:
    bool m_pattern;
};

/// The library names a place as <root>, [name], [0].
std::string pointerOf(const Context& context) {
    std::string pointer;
    for (std::size_t index = 1; index < context.size(); ++index) {
        std::string_view part = context[index];
        if (part.size() >= 2 && part.front() == '[' && part.back() == ']') part = part.substr(1, part.size() - 2);
        pointer = json::joined(pointer, part);
    }
    return pointer;
}

const char* typeName(const Json& value) {
    if (value.is_object()) return "Object";
    if (value.is_array()) return "Array";
    if (value.is_string()) return "String";
    if (value.is_boolean()) return "Boolean";
    if (value.is_number_integer()) return "Integer";
    return value.is_number() ? "Number" : "Null";
}

std::string shown(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 100); }

/// Wording after Newtonsoft's, whose validator the service uses; only the parts that can be told from the library's result.
std::string wording(const std::string& description, const Json& value) {
    const auto quoted = [&] {
        return description.substr(description.find('\'') + 1, description.rfind('\'') - description.find('\'') - 1);
    };
    const auto limit = [&] {
        std::string number = description.substr(description.find_last_of(' ') + 1);
        while (number.find('.') != std::string::npos && (number.back() == '0' || number.back() == '.')) number.pop_back();
        return number;
    };
    if (description.starts_with("Missing required property")) return "Required properties are missing from object: " + quoted() + ".";
    if (description.starts_with("Value type not permitted"))
        return std::string("Invalid type. ") + typeName(value) + " is not what the definition expects.";
    if (description.starts_with("Expected number greater than or equal to"))
        return std::string(typeName(value)) + " " + shown(value) + " is less than minimum value of " + limit() + ".";
    if (description.starts_with("Expected number less than or equal to"))
        return std::string(typeName(value)) + " " + shown(value) + " exceeds maximum value of " + limit() + ".";
    if (description.starts_with("Failed to match against any enum")) return "Value " + shown(value) + " is not defined in enum.";
    if (description.starts_with("Object contains a property that could not be validated")) {
        const auto last = description.rfind("'", description.size() - 3);
        return "Property '" + description.substr(last + 1, description.size() - last - 3) +
               "' has not been defined and the schema does not allow additional properties.";
    }
    return description;
}

void lowerNames(Json& value) {
    if (value.is_array())
        for (Json& item : value) lowerNames(item);
    if (!value.is_object()) return;
    Json lowered = Json::object();
    for (auto& [name, member] : value.items()) {
        lowerNames(member);
        lowered[toLowerAscii(name)] = std::move(member);
    }
    value = std::move(lowered);
}

/// True if all names are short enough for the library's own matching of `patternProperties`.
bool namesAreShort(const Json& value) {
    if (value.is_array()) return std::ranges::all_of(value, [](const Json& item) { return namesAreShort(item); });
    if (!value.is_object()) return true;
    for (const auto& [name, member] : value.items())
        if (name.size() > longestMatchedName || !namesAreShort(member)) return false;
    return true;
}

/// Nesting of a JSON text, without building anything.
std::size_t depthOf(std::string_view text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            if (c == '\\') ++at;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

struct JsonSchema::Parts {
    valijson::Schema schema;
    bool lowerNames = false;
    bool patternNames = false;  ///< names of members are matched with std::regex: only short ones
};

JsonSchema::JsonSchema(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
JsonSchema::~JsonSchema() = default;

Result<std::shared_ptr<const JsonSchema>> JsonSchema::compile(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& root,
                                                              const JsonSchemaOptions& options) {
    MGC_TRY_ASSIGN(const Json document, translated(schema, root, options));
    auto parts = std::make_unique<Parts>();
    parts->lowerNames = options.ignoreNameCase;
    parts->patternNames = document.dump().find("\"patternProperties\"") != std::string::npos;
    try {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.addConstraintBuilder(patternKeyword, new TextConstraintBuilder(true));  // the parser deletes them
        parser.addConstraintBuilder(formatKeyword, new TextConstraintBuilder(false));
        const valijson::adapters::NlohmannJsonAdapter adapter(document);
        parser.populateSchema(adapter, parts->schema);
    } catch (const std::exception& problem) {
        return fail("InvalidSchema", problem.what());
    }
    return std::shared_ptr<const JsonSchema>(new JsonSchema(std::move(parts)));
}

std::vector<Violation> JsonSchema::check(const Json& value) const {
    Json changed;
    if (m_parts->lowerNames) {
        changed = value;
        lowerNames(changed);
    }
    const Json& target = m_parts->lowerNames ? changed : value;
    if (m_parts->patternNames && !namesAreShort(target)) return {{"", "A property name is too long for the definition's patterns."}};
    valijson::ValidationResults results;
    std::vector<Violation> violations;
    try {
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        const valijson::adapters::NlohmannJsonAdapter adapter(target);
        if (validator.validate(m_parts->schema, adapter, &results)) return {};
    } catch (const std::exception& problem) {
        return {{"", problem.what()}};
    }
    // Inner findings come before the ones that only say that something inside does not fit.
    for (const bool summaries : {false, true}) {
        for (const auto& error : results) {
            if (error.description.starts_with("Failed to validate") != summaries || violations.size() >= maximumViolations) continue;
            std::string pointer = pointerOf(error.context);
            static const Json nothing;
            const Json* at = &nothing;
            try {
                at = &target.at(Json::json_pointer(pointer));
            } catch (const Json::exception&) {  // a name that the context does not spell fully; the message goes without the value
            }
            violations.push_back({std::move(pointer), wording(error.description, *at)});
        }
        if (!violations.empty()) break;
    }
    if (violations.empty()) violations.push_back({"", "The value does not fit the definition."});
    return violations;
}

Result<std::vector<Violation>> JsonSchema::checkText(std::string_view text) const {
    MGC_TRY_ASSIGN(const Json value, parseBody(text));
    return check(value);
}

Result<Json> parseBody(std::string_view text) {
    if (depthOf(text) > JsonSchema::maximumDepth)
        return fail("JsonReaderException", "The JSON nests deeper than " + std::to_string(JsonSchema::maximumDepth) + " levels.");
    try {
        return Json::parse(text);
    } catch (const Json::exception& problem) {
        return fail("JsonReaderException", problem.what());
    }
}

}  // namespace mgc::schema
