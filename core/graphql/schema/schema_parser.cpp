#include "graphql/schema/schema_parser.h"

#include <algorithm>

namespace mgc::graphql {

namespace {

std::optional<TypeKind> kindOf(std::string_view keyword) {
    constexpr std::pair<std::string_view, TypeKind> all[] = {{"scalar", TypeKind::Scalar},       {"type", TypeKind::Object},
                                                             {"interface", TypeKind::Interface}, {"union", TypeKind::Union},
                                                             {"enum", TypeKind::Enum},           {"input", TypeKind::InputObject}};
    for (const auto& [name, kind] : all)
        if (name == keyword) return kind;
    return std::nullopt;
}

}  // namespace

void SchemaParser::read() {
    while (m_in.token().kind != TokenKind::End) definition();
}

void SchemaParser::definition() {
    std::string text = description();
    const bool extension = m_in.skipName("extend");
    if (m_in.skipName("schema")) {
        if (!text.empty()) m_schema.m_description = std::move(text);
        schemaDefinition();
    } else if (m_in.skipName("directive")) {
        directiveDefinition(std::move(text));
    } else {
        typeDefinition(extension, std::move(text));
    }
}

std::string SchemaParser::description() { return m_in.token().kind == TokenKind::String ? m_in.take().text : std::string(); }

void SchemaParser::schemaDefinition() {
    (void)m_in.directives(true);
    if (!m_in.skip("{")) return;
    while (!m_in.skip("}")) {
        const Location place = m_in.token().location;
        const std::string kind = m_in.name();
        m_in.expect(":");
        std::string name = m_in.name();
        if (kind == "query")
            m_schema.m_query = std::move(name);
        else if (kind == "mutation")
            m_schema.m_mutation = std::move(name);
        else if (kind == "subscription")
            m_schema.m_subscription = std::move(name);
        else
            m_findings.push_back({"'" + kind + "' is no operation: query, mutation or subscription.", place});
    }
}

void SchemaParser::directiveDefinition(std::string text) {
    DirectiveDefinition directive;
    directive.description = std::move(text);
    m_in.expect("@");
    directive.name = m_in.name();
    directive.arguments = inputs("(", ")");
    directive.repeatable = m_in.skipName("repeatable");
    if (!m_in.skipName("on")) m_in.fail("Expected \"on\", found " + m_in.token().shown());
    (void)m_in.skip("|");
    do directive.locations.push_back(m_in.name());
    while (m_in.skip("|"));
    std::erase_if(m_schema.m_directives, [&](const auto& known) { return known.name == directive.name; });
    m_schema.m_directives.push_back(std::move(directive));
}

Type& SchemaParser::type(TypeKind kind, bool extension, std::string text) {
    const Location place = m_in.token().location;
    const std::string name = m_in.name();
    const auto known = std::ranges::find_if(m_schema.m_types, [&](const auto& each) { return each->name == name; });
    if (known != m_schema.m_types.end() && extension && (*known)->kind == kind) return **known;
    // Exported schemas may define the built-in scalars themselves.
    const bool builtIn =
        kind == TypeKind::Scalar && (name == "Int" || name == "Float" || name == "String" || name == "Boolean" || name == "ID");
    const bool taken = known != m_schema.m_types.end() || builtIn;
    if (known != m_schema.m_types.end()) m_findings.push_back({"The type '" + name + "' is defined twice.", place});
    if (known == m_schema.m_types.end() && extension && !builtIn)
        m_findings.push_back({"The type '" + name + "' is extended before it is defined.", place});
    auto& home = taken ? m_strays : m_schema.m_types;
    home.push_back(std::make_unique<Type>());
    Type& made = *home.back();
    made.kind = kind;
    made.name = name;
    made.description = std::move(text);
    made.location = place;
    return made;
}

void SchemaParser::typeDefinition(bool extension, std::string text) {
    if (m_in.token().kind != TokenKind::Name) m_in.unexpected();
    const auto kind = kindOf(m_in.token().text);
    if (!kind) m_in.unexpected();
    (void)m_in.take();
    Type& defined = type(*kind, extension, std::move(text));
    if (*kind == TypeKind::Object || *kind == TypeKind::Interface) return objectBody(defined);
    const auto directives = m_in.directives(true);
    for (const auto& directive : directives)
        if (directive.name == "specifiedBy")
            for (const auto& argument : directive.arguments) defined.specifiedBy = argument.value.text;
    if (*kind == TypeKind::Union) unionBody(defined);
    if (*kind == TypeKind::Enum) enumBody(defined);
    if (*kind == TypeKind::InputObject) inputBody(defined);
}

void SchemaParser::objectBody(Type& type) {
    if (m_in.skipName("implements")) {
        (void)m_in.skip("&");
        type.interfaces.push_back(m_in.name());
        // "A & B", and the older form without the ampersand.
        while (m_in.skip("&") || m_in.token().kind == TokenKind::Name) {
            if (m_in.token().kind == TokenKind::Name && kindOf(m_in.token().text)) break;
            type.interfaces.push_back(m_in.name());
        }
    }
    (void)m_in.directives(true);
    if (!m_in.skip("{")) return;
    while (!m_in.skip("}")) {
        Field made = field();
        if (type.field(made.name)) m_findings.push_back({"'" + type.name + "' has the field '" + made.name + "' twice.", made.location});
        type.fields.push_back(std::move(made));
    }
}

void SchemaParser::unionBody(Type& type) {
    if (!m_in.skip("=")) return;
    (void)m_in.skip("|");
    do type.members.push_back(m_in.name());
    while (m_in.skip("|"));
}

void SchemaParser::enumBody(Type& type) {
    if (!m_in.skip("{")) return;
    while (!m_in.skip("}")) {
        EnumValue value;
        value.description = description();
        value.name = m_in.name();
        value.deprecation = deprecationOf(m_in.directives(true));
        type.values.push_back(std::move(value));
    }
}

void SchemaParser::inputBody(Type& type) {
    auto more = inputs("{", "}");
    type.inputs.insert(type.inputs.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Field SchemaParser::field() {
    Field field;
    field.description = description();
    field.location = m_in.token().location;
    field.name = m_in.name();
    field.arguments = inputs("(", ")");
    m_in.expect(":");
    field.type = m_in.type();
    field.deprecation = deprecationOf(m_in.directives(true));
    return field;
}

InputValue SchemaParser::input() {
    InputValue input;
    input.description = description();
    input.location = m_in.token().location;
    input.name = m_in.name();
    m_in.expect(":");
    input.type = m_in.type();
    if (m_in.skip("=")) input.defaultValue = m_in.value(true);
    (void)m_in.directives(true);
    return input;
}

std::vector<InputValue> SchemaParser::inputs(std::string_view open, std::string_view close) {
    std::vector<InputValue> all;
    if (!m_in.skip(open)) return all;
    while (!m_in.skip(close)) all.push_back(input());
    return all;
}

std::optional<std::string> SchemaParser::deprecationOf(const std::vector<Directive>& directives) {
    for (const auto& directive : directives) {
        if (directive.name != "deprecated") continue;
        for (const auto& argument : directive.arguments)
            if (argument.name == "reason") return argument.value.text;
        return "No longer supported";
    }
    return std::nullopt;
}

}  // namespace mgc::graphql
