#include <algorithm>

#include "expression/check/signature.h"
#include "expression/check/type_system.h"

namespace mgc::expression {

void TypeSystem::resolve(TypeDefinition* definition) const {
    const std::lock_guard lock(m_mutex);
    if (definition->resolved) return;
    definition->resolved = true;
    std::vector<std::pair<std::string, const Type*>> scope;
    for (const auto& name : definition->parameterNames) {
        const Type* parameter =
            parse("!" + definition->fullName() + "`" + std::to_string(definition->parameterNames.size()) + "/" + name, {});
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

const Type* TypeSystem::substitute(const Type* type, const std::vector<const Type*>& parameters,
                                   const std::vector<const Type*>& arguments) const {
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
    if (!owner || !owner->definition || owner->kind == TypeKind::Array || owner->kind == TypeKind::Anonymous ||
        owner->kind == TypeKind::Tuple)
        return type;
    resolve(owner->definition);
    return substitute(type, owner->definition->parameters, owner->arguments);
}

const Type* TypeSystem::baseOf(const Type* type) const {
    switch (type->kind) {
        case TypeKind::Array:
            return array;
        case TypeKind::Anonymous:
            return object;
        case TypeKind::Tuple:
            return named("ValueType");
        case TypeKind::Nullable:
            return named("ValueType");
        case TypeKind::Class:
        case TypeKind::Struct:
        case TypeKind::Enum:
        case TypeKind::Delegate:
            resolve(type->definition);
            return inOwner(type->definition->base, type);
        default:
            return nullptr;
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
    if (type->definition == definition && type->kind != TypeKind::Array && type->kind != TypeKind::Anonymous &&
        type->kind != TypeKind::Tuple)
        return type;
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
        return from->kind == TypeKind::Array && from->arguments[0]->isReference() && to->arguments[0]->isReference() &&
               isAssignable(from->arguments[0], to->arguments[0]);
    }
    if (!to->definition) return false;
    const auto variantMatch = [&](const Type* candidate) {
        if (candidate == to) return true;
        if (candidate->definition != to->definition || candidate->arguments.size() != to->arguments.size() || candidate->arguments.empty())
            return false;
        const std::string& variance = to->definition->variance;
        if (variance.empty()) return false;
        for (std::size_t i = 0; i < to->arguments.size(); ++i) {
            const Type* a = candidate->arguments[i];
            const Type* b = to->arguments[i];
            if (a == b) continue;
            const char mode = i < variance.size() ? variance[i] : ' ';
            const bool references =
                !a->isValueType() && !b->isValueType() && a->kind != TypeKind::Parameter && b->kind != TypeKind::Parameter;
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
                if (interface->definition == to->definition && !interface->arguments[0]->isValueType() &&
                    isAssignable(interface->arguments[0], to->arguments[0]))
                    return true;
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

}  // namespace mgc::expression
