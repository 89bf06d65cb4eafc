#include "expression/query/member_text.h"

#include "expression/runtime/to_text.h"

namespace mgc::expression::query {
namespace {

std::string nameOf(const Type* type, const Type* owner) {
    const Type* closed = owner ? types().inOwner(type, owner) : type;
    return closed->name;
}

std::string defaultText(const Value& value) {
    if (value.isNull()) return "null";
    if (value.isText()) return "\"" + std::string(value.asText()) + "\"";
    if (const auto flag = value.asBool()) return *flag ? "true" : "false";
    return toText(value);
}

}  // namespace

Signature signatureOf(const MemberRef& ref, bool skipReceiver) {
    const Member& member = *ref.member;
    Signature signature;
    signature.help = member.help;
    std::string& text = signature.text;
    if (member.kind == MemberKind::Constructor) {
        text = ref.owner ? ref.owner->name : "new";
    } else {
        if (member.isConstant)
            text = "const ";
        else if (member.isStatic && !member.isExtension)
            text = "static ";
        text += nameOf(member.result, ref.owner) + " " + (member.kind == MemberKind::Indexer ? std::string("this") : member.name);
        for (std::size_t i = 0; i < member.typeParameters.size(); ++i) text += (i ? "," : "<") + member.typeParameters[i]->name;
        if (!member.typeParameters.empty()) text += ">";
    }
    if (member.kind == MemberKind::Property) return signature;
    const bool isIndexer = member.kind == MemberKind::Indexer;
    text += isIndexer ? "[" : "(";
    bool first = true;
    for (std::size_t i = skipReceiver && member.isExtension ? 1 : 0; i < member.parameters.size(); ++i) {
        const Parameter& parameter = member.parameters[i];
        if (!first) text += ", ";
        first = false;
        const std::size_t begin = text.size();
        if (parameter.mode == 'o') text += "out ";
        if (parameter.mode == 'r') text += "ref ";
        if (parameter.mode == 'p') text += "params ";
        text += nameOf(parameter.type, ref.owner) + " " + parameter.name;
        if (parameter.hasDefault)
            text += " = " + (parameter.defaultValue.isNull() && (parameter.type->isValueType() || parameter.type->kind == TypeKind::Parameter) ? std::string("default")
                                                                                              : defaultText(parameter.defaultValue));
        signature.parameters.push_back({begin, text.size()});
    }
    text += isIndexer ? "]" : ")";
    return signature;
}

std::string declarationOf(const Type* type) {
    switch (type->kind) {
        case TypeKind::Interface:
            return "interface " + type->name;
        case TypeKind::Enum:
            return "enum " + type->name;
        case TypeKind::Struct:
        case TypeKind::Nullable:
        case TypeKind::Tuple:
            return "struct " + type->name;
        case TypeKind::Delegate: {
            const Member* invoke = types().invokeOf(type);
            return "delegate " + (invoke ? signatureOf({invoke, type}, false).text : type->name);
        }
        default:
            return "class " + type->name;
    }
}

}  // namespace mgc::expression::query
