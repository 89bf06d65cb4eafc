#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "expression/check/type_system.h"
#include "expression/types/type_descriptor.h"
#include "typeCatalog.h"

namespace mgc::expression {
namespace {

constexpr std::pair<const char*, const char*> keywordTypes[] = {
    {"bool", "Boolean"},  {"byte", "Byte"},     {"sbyte", "SByte"},     {"char", "Char"},     {"short", "Int16"},
    {"ushort", "UInt16"}, {"int", "Int32"},     {"uint", "UInt32"},     {"long", "Int64"},    {"ulong", "UInt64"},
    {"float", "Single"},  {"double", "Double"}, {"decimal", "Decimal"}, {"string", "String"}, {"object", "Object"}};

std::string displayName(const TypeDefinition& definition) {
    if (definition.nameSpace == "System" && definition.parameterNames.empty())
        for (const auto& [keyword, name] : keywordTypes)
            if (definition.name == name) return keyword;
    return definition.name;
}

std::string listOf(const std::vector<const Type*>& items) {
    std::string text;
    for (const Type* item : items) {
        if (!text.empty()) text += ",";
        text += item->name;
    }
    return text;
}

std::string identity(const std::vector<const Type*>& items) {
    std::string text;
    char buffer[32];
    for (const Type* item : items) {
        std::snprintf(buffer, sizeof buffer, "%p,", static_cast<const void*>(item));
        text += buffer;
    }
    return text;
}

}  // namespace

std::string typeKey(const std::string& name, std::size_t arity) { return arity == 0 ? name : name + "`" + std::to_string(arity); }

bool Type::isDecimal() const { return this == types().decimal; }

std::string_view TypeDefinition::enumName(std::int64_t value) const {
    for (const auto& [name, number] : enumMembers)
        if (number == value) return name;
    return {};
}

TypeSystem::TypeSystem() {
    const auto special = [&](TypeKind kind, const char* name) {
        Type type;
        type.kind = kind;
        type.name = name;
        return intern(std::string("!") + name, std::move(type));
    };
    voidType = special(TypeKind::Void, "void");
    nullType = special(TypeKind::Null, "<null>");
    errorType = special(TypeKind::Error, "?");
    TypeRegistry registry(*this);
    for (const TypeDescriptor* descriptor : typeCatalog()) descriptor->describe(registry);
    m_byId.resize(m_definitions.size());
    for (const auto& definition : m_definitions)
        if (definition->parameterNames.empty()) m_byId[definition->id] = generic(definition.get(), {});
    object = named("Object");
    string = named("String");
    boolean = named("Boolean");
    character = named("Char");
    int8 = named("SByte");
    uint8 = named("Byte");
    int16 = named("Int16");
    uint16 = named("UInt16");
    int32 = named("Int32");
    uint32 = named("UInt32");
    int64 = named("Int64");
    uint64 = named("UInt64");
    float32 = named("Single");
    float64 = named("Double");
    decimal = named("Decimal");
    dateTime = named("DateTime");
    timeSpan = named("TimeSpan");
    guid = named("Guid");
    dateTimeOffset = named("DateTimeOffset");
    exception = named("Exception");
    jToken = named("JToken");
    jObject = named("JObject");
    jArray = named("JArray");
    jValue = named("JValue");
    jProperty = named("JProperty");
    jContainer = named("JContainer");
    xElement = named("XElement");
    array = named("Array");
    enumBase = named("Enum");
    context = named("IProxyRequestContext");
    byteArray = arrayOf(uint8);
    stringArray = arrayOf(string);
    objectArray = arrayOf(object);
}

const TypeSystem& types() {
    static const TypeSystem system;
    return system;
}

const Type* TypeSystem::intern(std::string typeKey, Type type) const {
    const std::lock_guard lock(m_mutex);
    auto& slot = m_interned[std::move(typeKey)];
    if (!slot) slot = std::make_unique<Type>(std::move(type));
    return slot.get();
}

const Type* TypeSystem::generic(TypeDefinition* definition, std::vector<const Type*> arguments) const {
    Type type;
    type.kind = definition->kind;
    type.valueKind = definition->valueKind;
    type.id = definition->id;
    type.definition = definition;
    type.name = displayName(*definition);
    std::string typeKey = "D" + std::to_string(definition->id);
    if (!arguments.empty()) {
        if (definition->name == "Nullable" && arguments.size() == 1) {
            type.kind = TypeKind::Nullable;
            type.valueKind = arguments[0]->valueKind;
            type.name = arguments[0]->name + "?";
        } else if (definition->name == "Grid2" || definition->name == "Grid3") {
            type.name = arguments[0]->name + (definition->name == "Grid2" ? "[,]" : "[,,]");
        } else {
            type.name += "<" + listOf(arguments) + ">";
        }
        typeKey += "<" + identity(arguments);
        type.arguments = std::move(arguments);
    }
    return intern(std::move(typeKey), std::move(type));
}

const Type* TypeSystem::generic(std::string_view name, std::vector<const Type*> arguments) const {
    TypeDefinition* definition = find(name, arguments.size());
    assert(definition);
    return generic(definition, std::move(arguments));
}

const Type* TypeSystem::named(std::string_view name) const {
    TypeDefinition* definition = find(name, 0);
    if (!definition) {
        std::fprintf(stderr, "expression type %.*s is missing from the catalog\n", static_cast<int>(name.size()), name.data());
        std::abort();
    }
    return generic(definition, {});
}

const Type* TypeSystem::arrayOf(const Type* element) const {
    Type type;
    type.kind = TypeKind::Array;
    type.arguments = {element};
    type.name = element->name + "[]";
    type.definition = find("Array", 0);
    return intern("A" + identity({element}), std::move(type));
}

const Type* TypeSystem::gridOf(const Type* element, std::size_t rank) const { return generic(rank == 2 ? "Grid2" : "Grid3", {element}); }

const Type* TypeSystem::nullableOf(const Type* type) const {
    return type->isNullable() || type->isError() ? type : generic("Nullable", {type});
}

const Type* TypeSystem::anonymous(std::vector<const Type*> members, std::vector<std::string> names) const {
    std::string typeKey = "N" + identity(members);
    for (const auto& name : names) typeKey += name + ",";
    Type type;
    type.kind = TypeKind::Anonymous;
    type.arguments = std::move(members);
    type.names = std::move(names);
    type.name = "anonymous";
    type.definition = find("Object", 0);
    return intern(std::move(typeKey), std::move(type));
}

const Type* TypeSystem::tuple(std::vector<const Type*> members, std::vector<std::string> names) const {
    std::string typeKey = "T" + identity(members);
    Type type;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!type.name.empty()) type.name += ",";
        type.name += members[i]->name;
        if (i < names.size()) typeKey += names[i] + ",";
    }
    type.kind = TypeKind::Tuple;
    type.name = "ValueTuple<" + type.name + ">";
    type.arguments = std::move(members);
    type.names = std::move(names);
    type.definition = find("ValueType", 0);
    return intern(std::move(typeKey), std::move(type));
}

TypeDefinition* TypeSystem::find(std::string_view name, std::size_t arity) const {
    const auto found = m_byName.find(typeKey(std::string(name), arity));
    if (found != m_byName.end()) return found->second;
    if (arity == 0)
        for (const auto& [keyword, real] : keywordTypes)
            if (name == keyword) return find(real, 0);
    return nullptr;
}

bool TypeSystem::isNamespace(std::string_view name) const {
    return std::find(m_namespaces.begin(), m_namespaces.end(), name) != m_namespaces.end();
}

const Type* TypeSystem::parse(std::string_view text, const std::vector<std::pair<std::string, const Type*>>& parameters) const {
    if (text.empty()) return nullptr;
    if (text.front() == '!') {  // a type parameter, named by its owner
        Type type;
        type.kind = TypeKind::Parameter;
        type.name = text.substr(text.rfind('/') + 1);
        return intern(std::string(text), std::move(type));
    }
    if (text.size() > 2 && text.substr(text.size() - 2) == "[]") {
        const Type* element = parse(text.substr(0, text.size() - 2), parameters);
        return element ? arrayOf(element) : nullptr;
    }
    if (text.back() == '?') {
        const Type* inner = parse(text.substr(0, text.size() - 1), parameters);
        return inner ? nullableOf(inner) : nullptr;
    }
    if (text == "void") return voidType;
    for (const auto& [name, type] : parameters)
        if (name == text) return type;
    const std::size_t open = text.find('<');
    std::vector<const Type*> arguments;
    if (open != std::string_view::npos) {
        int depth = 0;
        std::size_t from = open + 1;
        for (std::size_t i = open; i < text.size(); ++i) {
            if (text[i] == '<') ++depth;
            if (text[i] == '>') --depth;
            if ((depth == 1 && text[i] == ',') || depth == 0) {
                auto part = text.substr(from, i - from);
                while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
                const Type* argument = parse(part, parameters);
                if (!argument) return nullptr;
                arguments.push_back(argument);
                from = i + 1;
            }
        }
    }
    TypeDefinition* definition = find(text.substr(0, open), arguments.size());
    return definition ? generic(definition, std::move(arguments)) : nullptr;
}

}  // namespace mgc::expression
