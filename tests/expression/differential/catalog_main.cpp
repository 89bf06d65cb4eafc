// Prints the expression engine's type descriptors as JSON: what the differential generator makes expressions from, and what
// members.py compares with .NET's own members.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "expression/check/type_system.h"

using namespace mgc::expression;
using Json = nlohmann::ordered_json;

namespace {

const char* kindName(TypeKind kind) {
    switch (kind) {
        case TypeKind::Class:
            return "class";
        case TypeKind::Struct:
            return "struct";
        case TypeKind::Interface:
            return "interface";
        case TypeKind::Enum:
            return "enum";
        case TypeKind::Delegate:
            return "delegate";
        default:
            return "other";
    }
}

const char* kindName(MemberKind kind) {
    switch (kind) {
        case MemberKind::Method:
            return "method";
        case MemberKind::Property:
            return "property";
        case MemberKind::Indexer:
            return "indexer";
        case MemberKind::Constructor:
            return "constructor";
        case MemberKind::Operator:
            return "operator";
        case MemberKind::Implicit:
            return "implicit";
        case MemberKind::Explicit:
            return "explicit";
    }
    return "?";
}

std::string nameOf(const Type* type) { return type ? type->name : "void"; }

Json memberOf(const Member& member) {
    Json out{{"kind", kindName(member.kind)}, {"name", member.name}, {"signature", member.signature}, {"result", nameOf(member.result)}};
    Json parameters = Json::array();
    for (const auto& parameter : member.parameters) {
        Json one{{"name", parameter.name}, {"type", nameOf(parameter.type)}};
        if (parameter.mode) one["mode"] = std::string(1, parameter.mode);
        if (parameter.hasDefault) one["optional"] = true;
        parameters.push_back(std::move(one));
    }
    out["parameters"] = std::move(parameters);
    Json typeParameters = Json::array();
    for (const Type* type : member.typeParameters) typeParameters.push_back(nameOf(type));
    out["typeParameters"] = std::move(typeParameters);
    out["static"] = member.isStatic;
    out["extension"] = member.isExtension;
    out["constant"] = member.isConstant;
    out["settable"] = member.set != nullptr;
    return out;
}

Json typeOf(const TypeDefinition& definition) {
    Json out{{"namespace", definition.nameSpace},
             {"name", definition.name},
             {"kind", kindName(definition.kind)},
             {"base", nameOf(definition.base)}};
    Json parameters = Json::array();
    for (const auto& name : definition.parameterNames) parameters.push_back(name);
    out["parameters"] = std::move(parameters);
    out["variance"] = definition.variance;
    Json interfaces = Json::array();
    for (const Type* type : definition.interfaces) interfaces.push_back(nameOf(type));
    out["interfaces"] = std::move(interfaces);
    out["static"] = definition.isStatic;
    out["flags"] = definition.isFlags;
    Json values = Json::array();
    for (const auto& [name, value] : definition.enumMembers) values.push_back(name);
    out["values"] = std::move(values);
    Json members = Json::array();
    for (const auto& member : definition.members)
        if (!member->refused) members.push_back(memberOf(*member));
    out["members"] = std::move(members);
    return out;
}

}  // namespace

int main() {
    const TypeSystem& all = types();
    const std::lock_guard lock(all.mutex());
    Json out = Json::array();
    for (const auto& definition : all.definitions()) {
        if (definition->refused) continue;
        all.resolve(definition.get());
        all.resolveMembers(definition.get());
        out.push_back(typeOf(*definition));
    }
    std::printf("%s\n", out.dump(1).c_str());
    return 0;
}
