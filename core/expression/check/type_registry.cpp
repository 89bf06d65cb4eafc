#include <algorithm>

#include "expression/check/type_system.h"
#include "expression/types/type_descriptor.h"

namespace mgc::expression {

TypeBuilder& TypeBuilder::refuses(std::initializer_list<const char*> signatures) {
    for (const char* signature : signatures) {
        MemberDeclaration declaration{signature, "Not allowed by Azure API Management."};
        declaration.refused = true;
        add(std::move(declaration));
    }
    return *this;
}

TypeBuilder TypeRegistry::define(std::string_view nameSpace, std::string_view name, TypeKind kind) {
    const std::size_t open = name.find('<');
    const std::string simpleName(name.substr(0, open));
    const auto arity = open == std::string_view::npos ? 0 : static_cast<std::size_t>(std::count(name.begin(), name.end(), ',')) + 1;
    const auto known = m_system.m_byName.find((nameSpace.empty() ? "" : std::string(nameSpace) + ".") + typeKey(simpleName, arity));
    // extend() of another file may have come first.
    if (known != m_system.m_byName.end() && known->second->nameSpace == nameSpace) return TypeBuilder(*known->second);
    auto definition = std::make_unique<TypeDefinition>();
    definition->nameSpace = nameSpace;
    definition->kind = kind;
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
    const std::string simple = typeKey(definition->name, definition->parameterNames.size());
    m_system.m_byName.emplace(simple, definition.get());
    if (!nameSpace.empty()) m_system.m_byName.emplace(std::string(nameSpace) + "." + simple, definition.get());
    for (std::size_t dot = 0; !nameSpace.empty() && dot != std::string_view::npos;) {
        dot = nameSpace.find('.', dot + 1);
        std::string prefix(nameSpace.substr(0, dot));
        if (std::find(m_system.m_namespaces.begin(), m_system.m_namespaces.end(), prefix) == m_system.m_namespaces.end())
            m_system.m_namespaces.push_back(std::move(prefix));
    }
    m_system.m_definitions.push_back(std::move(definition));
    return TypeBuilder(*m_system.m_definitions.back());
}

TypeBuilder TypeRegistry::extend(std::string_view nameSpace, std::string_view name, TypeKind kind) {
    return define(nameSpace, name, kind);
}

}  // namespace mgc::expression
