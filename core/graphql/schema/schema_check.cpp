#include "graphql/schema/schema_check.h"

#include "graphql/schema/built_in.h"
#include "graphql/schema/schema_parser.h"

namespace mgc::graphql {

namespace {
constexpr std::size_t mostBytes = 4u << 20;
std::string inQuotes(std::string_view name) { return "'" + std::string(name) + "'"; }
}  // namespace

void SchemaCheck::error(std::string_view code, const std::string& message, Location place) {
    const auto line = static_cast<std::uint32_t>(place.line), column = static_cast<std::uint32_t>(place.column);
    m_diagnostics.error(code, message, {m_file, {line, column, 0}, {line, column, 0}}, "schema");
}

void SchemaCheck::roots() {
    for (const OperationKind kind : {OperationKind::Query, OperationKind::Mutation, OperationKind::Subscription}) {
        const std::string& name = kind == OperationKind::Query      ? m_schema.m_query
                                  : kind == OperationKind::Mutation ? m_schema.m_mutation
                                                                    : m_schema.m_subscription;
        const Type* root = name.empty() ? nullptr : m_schema.find(name);
        if (root && root->kind != TypeKind::Object)
            error("MGC2503", "The root type " + inQuotes(name) + " is no object type.", root->location);
        if (!root && !name.empty() && name != "Query" && name != "Mutation" && name != "Subscription")
            error("MGC2502", "There is no type " + inQuotes(name) + ".", {});
        if (!root && kind == OperationKind::Query) error("MGC2504", "The schema has no query type: type Query { ... } is missing.", {});
    }
}

void SchemaCheck::inputs(const std::vector<InputValue>& inputs, const std::string& owner) {
    for (const auto& input : inputs) {
        const Type* type = m_schema.find(input.type.name);
        if (!type)
            error("MGC2502", "There is no type " + inQuotes(input.type.name) + ".", input.type.location);
        else if (!type->isInput())
            error("MGC2503",
                  inQuotes(input.type.name) + " cannot be the type of " + inQuotes(input.name) + " of " + inQuotes(owner) +
                      ": it is no input type.",
                  input.type.location);
    }
}

void SchemaCheck::fields(const Type& type) {
    if (type.fields.empty()) error("MGC2505", "The type " + inQuotes(type.name) + " has no fields.", type.location);
    for (const auto& field : type.fields) {
        const Type* result = m_schema.find(field.type.name);
        if (!result)
            error("MGC2502", "There is no type " + inQuotes(field.type.name) + ".", field.type.location);
        else if (result->kind == TypeKind::InputObject)
            error("MGC2503",
                  "The field " + inQuotes(field.name) + " of " + inQuotes(type.name) + " cannot have the input type " +
                      inQuotes(field.type.name) + ".",
                  field.type.location);
        inputs(field.arguments, type.name + "." + field.name);
    }
    for (const auto& interface : type.interfaces) implementation(type, interface);
}

void SchemaCheck::implementation(const Type& type, const std::string& name) {
    const Type* interface = m_schema.find(name);
    if (!interface || interface->kind != TypeKind::Interface)
        return error("MGC2503", inQuotes(type.name) + " implements " + inQuotes(name) + ", which is no interface.", type.location);
    for (const auto& field : interface->fields)
        if (!type.field(field.name))
            error("MGC2506", inQuotes(type.name) + " lacks the field " + inQuotes(field.name) + " of the interface " + inQuotes(name) + ".",
                  type.location);
}

void SchemaCheck::type(const Type& type) {
    switch (type.kind) {
        case TypeKind::Object:
        case TypeKind::Interface:
            return fields(type);
        case TypeKind::InputObject:
            if (type.inputs.empty()) error("MGC2505", "The input type " + inQuotes(type.name) + " has no fields.", type.location);
            return inputs(type.inputs, type.name);
        case TypeKind::Enum:
            if (type.values.empty()) error("MGC2505", "The enum " + inQuotes(type.name) + " has no values.", type.location);
            return;
        case TypeKind::Union:
            if (type.members.empty()) error("MGC2505", "The union " + inQuotes(type.name) + " has no members.", type.location);
            for (const auto& member : type.members) {
                const Type* found = m_schema.find(member);
                if (!found || found->kind != TypeKind::Object)
                    error("MGC2503", "The member " + inQuotes(member) + " of the union " + inQuotes(type.name) + " is no object type.",
                          type.location);
            }
            return;
        case TypeKind::Scalar:
            return;
    }
}

void SchemaCheck::run() {
    roots();
    for (const auto& each : m_schema.m_types) type(*each);
}

std::shared_ptr<const Schema> Schema::parse(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.errorCount();
    auto schema = std::make_shared<Schema>();
    schema->m_query = "Query";
    schema->m_mutation = "Mutation";
    schema->m_subscription = "Subscription";
    SchemaCheck check(*schema, file, diagnostics);
    if (text.size() > mostBytes) {
        check.error("MGC2501", "The schema is larger than 4 MiB.", {});
        return nullptr;
    }
    try {
        SchemaParser own(text, *schema);
        own.read();
        for (const auto& finding : own.findings()) check.error("MGC2507", finding.message, finding.location);
        for (const std::string_view name : {"String", "Int", "Float", "Boolean", "ID"}) {
            schema->m_types.push_back(std::make_unique<Type>());
            schema->m_types.back()->kind = TypeKind::Scalar;
            schema->m_types.back()->name = name;
        }
        SchemaParser(builtInSchema(), *schema).read();
    } catch (const SyntaxProblem& problem) {
        check.error("MGC2501", "The schema is no GraphQL: " + std::string(problem.what()) + ".", problem.location);
        return nullptr;
    }
    for (const auto& type : schema->m_types) schema->m_byName.emplace(type->name, type.get());
    schema->m_metaFields = {Field{"__typename", "", {"String", "!", {}}, {}, {}, {}},
                            Field{"__schema", "", {"__Schema", "!", {}}, {}, {}, {}},
                            Field{"__type", "", {"__Type", "", {}}, {InputValue{"name", "", {"String", "!", {}}, {}, {}}}, {}, {}}};
    check.run();
    return diagnostics.errorCount() == before ? schema : nullptr;
}

}  // namespace mgc::graphql
