#include "expression/check/type_system.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "expression/check/signature.h"
#include "expression/types/type_descriptor.h"
#include "expression/runtime/links.h"
#include "typeCatalog.h"

namespace mgc::expression {
namespace {

constexpr std::pair<const char*, const char*> keywordTypes[] = {
    {"bool", "Boolean"}, {"byte", "Byte"},   {"sbyte", "SByte"},  {"char", "Char"},    {"short", "Int16"},   {"ushort", "UInt16"}, {"int", "Int32"},      {"uint", "UInt32"},
    {"long", "Int64"},   {"ulong", "UInt64"}, {"float", "Single"}, {"double", "Double"}, {"decimal", "Decimal"}, {"string", "String"}, {"object", "Object"}};

std::string displayName(const TypeDefinition& definition) {
    if (definition.nameSpace == "System" && definition.parameterNames.empty())
        for (const auto& [keyword, name] : keywordTypes)
            if (definition.name == name) return keyword;
    return definition.name;
}

std::string key(const std::string& name, std::size_t arity) { return arity == 0 ? name : name + "`" + std::to_string(arity); }

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

bool Type::isDecimal() const { return this == types().decimal; }

std::string_view TypeDefinition::enumName(std::int64_t value) const {
    for (const auto& [name, number] : enumMembers)
        if (number == value) return name;
    return {};
}

TypeBuilder& TypeBuilder::refuses(std::initializer_list<const char*> signatures) {
    for (const char* signature : signatures) {
        MemberDeclaration declaration{signature, "Not allowed by Azure API Management."};
        declaration.refused = true;
        add(std::move(declaration));
    }
    return *this;
}

TypeBuilder TypeRegistry::define(std::string_view nameSpace, std::string_view name, TypeKind kind) {
    auto definition = std::make_unique<TypeDefinition>();
    definition->nameSpace = nameSpace;
    definition->kind = kind;
    const std::size_t open = name.find('<');
    definition->name = name.substr(0, open);
    if (open != std::string_view::npos) {
        std::size_t from = open + 1;
        for (std::size_t i = from; i < name.size(); ++i) {
            if (name[i] != ',' && name[i] != '>') continue;
            definition->parameterNames.emplace_back(name.substr(from, i - from));
            from = i + 1;
        }
    }
    if (kind == TypeKind::Enum) definition->valueKind = Kind::Enum;
    definition->id = static_cast<std::uint16_t>(m_system.m_definitions.size());
    const std::string simple = key(definition->name, definition->parameterNames.size());
    m_system.m_byName.emplace(simple, definition.get());
    if (!nameSpace.empty()) m_system.m_byName.emplace(std::string(nameSpace) + "." + simple, definition.get());
    for (std::size_t dot = 0; !nameSpace.empty() && dot != std::string_view::npos;) {
        dot = nameSpace.find('.', dot + 1);
        std::string prefix(nameSpace.substr(0, dot));
        if (std::find(m_system.m_namespaces.begin(), m_system.m_namespaces.end(), prefix) == m_system.m_namespaces.end()) m_system.m_namespaces.push_back(std::move(prefix));
    }
    m_system.m_definitions.push_back(std::move(definition));
    return TypeBuilder(*m_system.m_definitions.back());
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

const Type* TypeSystem::nullableOf(const Type* type) const { return type->isNullable() || type->isError() ? type : generic("Nullable", {type}); }

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
    const auto found = m_byName.find(key(std::string(name), arity));
    if (found != m_byName.end()) return found->second;
    if (arity == 0)
        for (const auto& [keyword, real] : keywordTypes)
            if (name == keyword) return find(real, 0);
    return nullptr;
}

bool TypeSystem::isNamespace(std::string_view name) const { return std::find(m_namespaces.begin(), m_namespaces.end(), name) != m_namespaces.end(); }

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

void TypeSystem::resolve(TypeDefinition* definition) const {
    const std::lock_guard lock(m_mutex);
    if (definition->resolved) return;
    definition->resolved = true;
    std::vector<std::pair<std::string, const Type*>> scope;
    for (const auto& name : definition->parameterNames) {
        const Type* parameter = parse("!" + definition->fullName() + "`" + std::to_string(definition->parameterNames.size()) + "/" + name, {});
        definition->parameters.push_back(parameter);
        scope.emplace_back(name, parameter);
    }
    const auto must = [&](const std::string& text) {
        const Type* type = parse(text, scope);
        if (!type) {
            std::fprintf(stderr, "broken declaration of %s: unknown type %s\n", definition->name.c_str(), text.c_str());
            std::abort();
        }
        return type;
    };
    if (!definition->baseText.empty())
        definition->base = must(definition->baseText);
    else if (definition->kind == TypeKind::Struct)
        definition->base = definition->name == "ValueType" ? named("Object") : named("ValueType");
    else if (definition->kind == TypeKind::Enum)
        definition->base = named("Enum");
    else if (definition->kind != TypeKind::Interface && definition->name != "Object")
        definition->base = named("Object");
    for (const auto& text : definition->interfaceTexts) definition->interfaces.push_back(must(text));
}

void TypeSystem::resolveMembers(TypeDefinition* definition) const {
    const std::lock_guard lock(m_mutex);
    if (definition->membersResolved) return;
    resolve(definition);
    definition->membersResolved = true;
    for (const auto& declaration : definition->declarations) definition->members.push_back(parseSignature(*this, *definition, declaration));
}

const Type* TypeSystem::substitute(const Type* type, const std::vector<const Type*>& parameters, const std::vector<const Type*>& arguments) const {
    if (!type || parameters.empty()) return type;
    if (type->kind == TypeKind::Parameter) {
        for (std::size_t i = 0; i < parameters.size() && i < arguments.size(); ++i)
            if (parameters[i] == type) return arguments[i] ? arguments[i] : type;
        return type;
    }
    if (type->arguments.empty()) return type;
    std::vector<const Type*> replaced;
    bool changed = false;
    for (const Type* argument : type->arguments) {
        replaced.push_back(substitute(argument, parameters, arguments));
        changed = changed || replaced.back() != argument;
    }
    if (!changed) return type;
    if (type->kind == TypeKind::Array) return arrayOf(replaced[0]);
    if (type->kind == TypeKind::Nullable) return nullableOf(replaced[0]);
    if (type->kind == TypeKind::Anonymous) return anonymous(std::move(replaced), type->names);
    if (type->kind == TypeKind::Tuple) return tuple(std::move(replaced), type->names);
    return generic(type->definition, std::move(replaced));
}

const Type* TypeSystem::inOwner(const Type* type, const Type* owner) const {
    if (!owner || !owner->definition || owner->kind == TypeKind::Array || owner->kind == TypeKind::Anonymous || owner->kind == TypeKind::Tuple) return type;
    resolve(owner->definition);
    return substitute(type, owner->definition->parameters, owner->arguments);
}

const Type* TypeSystem::baseOf(const Type* type) const {
    switch (type->kind) {
        case TypeKind::Array: return array;
        case TypeKind::Anonymous: return object;
        case TypeKind::Tuple: return named("ValueType");
        case TypeKind::Nullable: return named("ValueType");
        case TypeKind::Class:
        case TypeKind::Struct:
        case TypeKind::Enum:
        case TypeKind::Delegate: resolve(type->definition); return inOwner(type->definition->base, type);
        default: return nullptr;
    }
}

void TypeSystem::collectInterfaces(const Type* type, std::vector<const Type*>& out) const {
    const auto add = [&](const Type* interface) {
        if (std::find(out.begin(), out.end(), interface) != out.end()) return;
        out.push_back(interface);
        collectInterfaces(interface, out);
    };
    if (type->kind == TypeKind::Array) {
        for (const char* name : {"IList", "IReadOnlyList"}) add(generic(name, {type->arguments[0]}));
        return;
    }
    if (type->kind == TypeKind::Nullable || type->kind == TypeKind::Anonymous || type->kind == TypeKind::Tuple || !type->definition) return;
    resolve(type->definition);
    for (const Type* interface : type->definition->interfaces) add(inOwner(interface, type));
    if (const Type* base = baseOf(type)) collectInterfaces(base, out);
}

const std::vector<const Type*>& TypeSystem::interfacesOf(const Type* type) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_interfaces.find(type);
    if (found != m_interfaces.end()) return found->second;
    std::vector<const Type*> result;
    collectInterfaces(type, result);
    return m_interfaces.emplace(type, std::move(result)).first->second;
}

std::vector<MemberRef> TypeSystem::allMembers(const Type* type) const {
    std::vector<MemberRef> result;
    const auto take = [&](const Type* from) {
        if (!from->definition) return;
        resolveMembers(from->definition);
        for (const auto& member : from->definition->members) result.push_back({member.get(), from});
    };
    for (const Type* at = type; at; at = baseOf(at)) take(at);
    if (type->kind == TypeKind::Interface) {
        for (const Type* interface : interfacesOf(type)) take(interface);
        take(object);
    }
    return result;
}

std::vector<MemberRef> TypeSystem::members(const Type* type, std::string_view name) const {
    std::vector<MemberRef> result;
    for (const auto& ref : allMembers(type))
        if (ref.member->name == name && !ref.member->isExtension) result.push_back(ref);
    return result;
}

std::vector<MemberRef> TypeSystem::membersOfKind(const Type* type, MemberKind kind) const {
    std::vector<MemberRef> result;
    for (const auto& ref : allMembers(type))
        if (ref.member->kind == kind && (kind != MemberKind::Constructor || ref.owner == type)) result.push_back(ref);
    return result;
}

const std::vector<MemberRef>& TypeSystem::extensions(std::string_view name) const {
    const std::lock_guard lock(m_mutex);
    if (m_extensions.empty()) {
        for (const auto& definition : m_definitions) {
            if (!definition->isStatic) continue;
            resolveMembers(definition.get());
            for (const auto& member : definition->members)
                if (member->isExtension) m_extensions[member->name].push_back({member.get(), nullptr});
        }
        m_extensions[""];
    }
    const auto found = m_extensions.find(std::string(name));
    return found == m_extensions.end() ? m_extensions[""] : found->second;
}

const Type* TypeSystem::constructionOf(const Type* type, const TypeDefinition* definition, bool* ambiguous) const {
    if (type->definition == definition && type->kind != TypeKind::Array && type->kind != TypeKind::Anonymous && type->kind != TypeKind::Tuple) return type;
    const Type* found = nullptr;
    if (definition->kind == TypeKind::Interface) {
        for (const Type* interface : interfacesOf(type)) {
            if (interface->definition != definition) continue;
            if (found && found != interface) {
                if (ambiguous) *ambiguous = true;
                return nullptr;
            }
            found = interface;
        }
        return found;
    }
    for (const Type* base = baseOf(type); base; base = baseOf(base))
        if (base->definition == definition) return base;
    return nullptr;
}

bool TypeSystem::isAssignable(const Type* from, const Type* to) const {
    if (from == to || to == object || from->isError() || to->isError()) return true;
    if (from->kind == TypeKind::Null) return to->isReference() || to->isNullable();
    if (to->kind == TypeKind::Parameter || from->kind == TypeKind::Parameter) return false;
    if (to->isNullable()) return to->arguments[0] == from;
    if (from->isNullable()) return isAssignable(from->arguments[0], to) && !to->isValueType();
    if (to->isValueType()) return from->kind == TypeKind::Tuple && to->kind == TypeKind::Tuple && from->arguments == to->arguments;
    if (to->kind == TypeKind::Anonymous) return false;
    if (to->kind == TypeKind::Array) {
        return from->kind == TypeKind::Array && from->arguments[0]->isReference() && to->arguments[0]->isReference() && isAssignable(from->arguments[0], to->arguments[0]);
    }
    if (!to->definition) return false;
    const auto variantMatch = [&](const Type* candidate) {
        if (candidate == to) return true;
        if (candidate->definition != to->definition || candidate->arguments.size() != to->arguments.size() || candidate->arguments.empty()) return false;
        const std::string& variance = to->definition->variance;
        if (variance.empty()) return false;
        for (std::size_t i = 0; i < to->arguments.size(); ++i) {
            const Type* a = candidate->arguments[i];
            const Type* b = to->arguments[i];
            if (a == b) continue;
            const char mode = i < variance.size() ? variance[i] : ' ';
            const bool references = !a->isValueType() && !b->isValueType() && a->kind != TypeKind::Parameter && b->kind != TypeKind::Parameter;
            if (mode == '+' && references && isAssignable(a, b)) continue;
            if (mode == '-' && references && isAssignable(b, a)) continue;
            return false;
        }
        return true;
    };
    if (to->kind == TypeKind::Interface) {
        if (from->kind == TypeKind::Interface && variantMatch(from)) return true;
        const auto& all = interfacesOf(from);
        if (std::any_of(all.begin(), all.end(), variantMatch)) return true;
        if (from->kind == TypeKind::Array && !to->arguments.empty()) {  // string[] is IList<object>
            for (const Type* interface : all)
                if (interface->definition == to->definition && !interface->arguments[0]->isValueType() && isAssignable(interface->arguments[0], to->arguments[0])) return true;
        }
        return false;
    }
    if (to->kind == TypeKind::Delegate) return from->kind == TypeKind::Delegate && variantMatch(from);
    for (const Type* base = baseOf(from); base; base = baseOf(base))
        if (base == to) return true;
    return false;
}

const Member* TypeSystem::invokeOf(const Type* delegateType) const {
    if (!delegateType->isDelegate()) return nullptr;
    resolveMembers(delegateType->definition);
    for (const auto& member : delegateType->definition->members)
        if (member->name == "Invoke") return member.get();
    return nullptr;
}

const Type* typeOf(const Value& value) {
    const TypeSystem& all = types();
    switch (value.kind()) {
        case Kind::Null: return all.nullType;
        case Kind::Boolean: return all.boolean;
        case Kind::Char: return all.character;
        case Kind::SByte: return all.int8;
        case Kind::Byte: return all.uint8;
        case Kind::Int16: return all.int16;
        case Kind::UInt16: return all.uint16;
        case Kind::Int32: return all.int32;
        case Kind::UInt32: return all.uint32;
        case Kind::Int64: return all.int64;
        case Kind::UInt64: return all.uint64;
        case Kind::Single: return all.float32;
        case Kind::Double: return all.float64;
        case Kind::DateTime: return all.dateTime;
        case Kind::TimeSpan: return all.timeSpan;
        case Kind::Enum:
        case Kind::Host: return all.byId(value.typeId());
        case Kind::String: return all.string;
        case Kind::Object: return value.pointer()->type();
    }
    return all.object;
}

bool isInstance(const Value& value, const Type* type) {
    if (value.isNull()) return false;
    const Type* actual = typeOf(value);
    return actual == type || types().isAssignable(actual, type->underlying());
}

Value defaultValue(const Type* type) {
    if (!type->isValueType() || type->isNullable()) return {};
    if (type->kind == TypeKind::Enum) return Value::enumeration(type->id, 0);
    if (type->valueKind == Kind::Double) return Value::float64(0);
    if (type->valueKind == Kind::Single) return Value::float32(0);
    if (type->valueKind != Kind::Object && type->valueKind != Kind::Null) return Value::scalar(type->valueKind, 0);
    return defaultStruct(type);
}

}  // namespace mgc::expression
