#include "graphql/run/introspection.h"

#include "graphql/syntax/printer.h"

namespace mgc::graphql {

namespace {

constexpr const char* kindName(TypeKind kind) {
    constexpr const char* names[] = {"SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT"};
    return names[static_cast<int>(kind)];
}
Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

Json Introspection::object(std::string_view type, const SelectionSets& sets, const std::function<Json(const Chosen&)>& member) {
    Json object = Json::object();
    const Type* found = m_schema.find(type);
    if (!found) return nullptr;
    for (const auto& chosen : m_collect(*found, sets)) {
        if (m_budget == 0) return nullptr;
        --m_budget;
        object[std::string(chosen.name)] = chosen.selection->name == "__typename" ? Json(std::string(type)) : member(chosen);
    }
    return object;
}

bool Introspection::wantsDeprecated(const Selection& selection) const {
    for (const auto& argument : selection.arguments) {
        if (argument.name != "includeDeprecated") continue;
        if (argument.value.kind == ValueKind::Variable) return m_variables.value(argument.value.text, false);
        return argument.value.text == "true";
    }
    return false;
}

Json Introspection::schema(const SelectionSets& sets) {
    return object("__Schema", sets, [&](const Chosen& chosen) -> Json {
        const std::string& name = chosen.selection->name;
        const auto root = [&](OperationKind kind) {
            return m_schema.root(kind) ? named(*m_schema.root(kind), chosen.inner) : Json(nullptr);
        };
        if (name == "description") return textOrNull(m_schema.description());
        if (name == "queryType") return root(OperationKind::Query);
        if (name == "mutationType") return root(OperationKind::Mutation);
        if (name == "subscriptionType") return root(OperationKind::Subscription);
        Json list = Json::array();
        if (name == "types")
            for (const auto& type : m_schema.types()) list.push_back(named(*type, chosen.inner));
        if (name == "directives")
            for (const auto& each : m_schema.directives()) list.push_back(directive(each, chosen.inner));
        return list;
    });
}

Json Introspection::type(std::string_view name, const SelectionSets& sets) {
    const Type* found = m_schema.find(name);
    return found ? named(*found, sets) : Json(nullptr);
}

Json Introspection::reference(const TypeReference& type, const SelectionSets& sets) {
    if (type.wrappers.empty()) return named(m_schema.named(type), sets);
    return object("__Type", sets, [&](const Chosen& chosen) -> Json {
        const TypeReference inner{type.name, type.wrappers.substr(0, type.wrappers.size() - 1), {}};
        if (chosen.selection->name == "kind") return type.isNonNull() ? "NON_NULL" : "LIST";
        return chosen.selection->name == "ofType" ? reference(inner, chosen.inner) : Json(nullptr);
    });
}

Json Introspection::named(const Type& type, const SelectionSets& sets) {
    return object("__Type", sets, [&](const Chosen& chosen) { return memberOf(type, chosen); });
}

Json Introspection::names(const std::vector<const Type*>& types, const SelectionSets& sets) {
    Json list = Json::array();
    for (const Type* type : types)
        if (type) list.push_back(named(*type, sets));
    return list;
}

Json Introspection::memberOf(const Type& type, const Chosen& chosen) {
    const std::string& name = chosen.selection->name;
    const bool deprecated = wantsDeprecated(*chosen.selection);
    const bool hasFields = type.kind == TypeKind::Object || type.kind == TypeKind::Interface;
    if (name == "kind") return kindName(type.kind);
    if (name == "name") return type.name;
    if (name == "description") return textOrNull(type.description);
    if (name == "specifiedByURL") return textOrNull(type.specifiedBy);
    if (name == "possibleTypes" && type.isAbstract()) return names(m_schema.possibleTypes(type), chosen.inner);
    if (name == "interfaces" && hasFields) {
        std::vector<const Type*> all;
        for (const auto& each : type.interfaces) all.push_back(m_schema.find(each));
        return names(all, chosen.inner);
    }
    if (name == "inputFields" && type.kind == TypeKind::InputObject) return inputs(type.inputs, chosen.inner);
    Json list = Json::array();
    if (name == "fields" && hasFields) {
        for (const auto& each : type.fields)
            if (deprecated || !each.deprecation) list.push_back(field(each, chosen.inner));
        return list;
    }
    if (name == "enumValues" && type.kind == TypeKind::Enum) {
        for (const auto& each : type.values)
            if (deprecated || !each.deprecation) list.push_back(value(each, chosen.inner));
        return list;
    }
    return nullptr;
}

Json Introspection::field(const Field& field, const SelectionSets& sets) {
    return object("__Field", sets, [&](const Chosen& chosen) -> Json {
        const std::string& name = chosen.selection->name;
        if (name == "name") return field.name;
        if (name == "description") return textOrNull(field.description);
        if (name == "args") return inputs(field.arguments, chosen.inner);
        if (name == "type") return reference(field.type, chosen.inner);
        if (name == "isDeprecated") return field.deprecation.has_value();
        return field.deprecation ? Json(*field.deprecation) : Json(nullptr);
    });
}

Json Introspection::input(const InputValue& input, const SelectionSets& sets) {
    return object("__InputValue", sets, [&](const Chosen& chosen) -> Json {
        const std::string& name = chosen.selection->name;
        if (name == "name") return input.name;
        if (name == "description") return textOrNull(input.description);
        if (name == "type") return reference(input.type, chosen.inner);
        if (name == "isDeprecated") return false;
        return name == "defaultValue" && input.defaultValue ? Json(printed(*input.defaultValue)) : Json(nullptr);
    });
}

Json Introspection::inputs(const std::vector<InputValue>& all, const SelectionSets& sets) {
    Json list = Json::array();
    for (const auto& each : all) list.push_back(input(each, sets));
    return list;
}

Json Introspection::value(const EnumValue& value, const SelectionSets& sets) {
    return object("__EnumValue", sets, [&](const Chosen& chosen) -> Json {
        const std::string& name = chosen.selection->name;
        if (name == "name") return value.name;
        if (name == "description") return textOrNull(value.description);
        if (name == "isDeprecated") return value.deprecation.has_value();
        return value.deprecation ? Json(*value.deprecation) : Json(nullptr);
    });
}

Json Introspection::directive(const DirectiveDefinition& directive, const SelectionSets& sets) {
    return object("__Directive", sets, [&](const Chosen& chosen) -> Json {
        const std::string& name = chosen.selection->name;
        if (name == "name") return directive.name;
        if (name == "description") return textOrNull(directive.description);
        if (name == "isRepeatable") return directive.repeatable;
        if (name == "locations") return directive.locations;
        return inputs(directive.arguments, chosen.inner);
    });
}

}  // namespace mgc::graphql
