#include <utility>

#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

Bound Binder::bindName(const Expr& expression) {
    const std::string& name = expression.text;
    if (m_observer) m_observer->lookingUp(expression, *this);
    if (LocalFunction* function = findFunction(name)) {
        Bound group;
        group.category = Category::Methods;
        group.name = name;
        group.syntax = &expression;
        group.methods.push_back({&function->member, nullptr});
        group.variable = lookup(name);
        if (!function->member.typeParameters.empty()) {
            error(411, "The type arguments for method '" + name + "' cannot be inferred from the usage: call it inside a lambda, for example x => " + name + "(x)", expression.span, name);
            return errorValue(&expression);
        }
        return group;
    }
    std::pair<LocalSymbol*, int> inside{nullptr, 0};
    if (expression.typeArguments.empty()) {
        if (LocalSymbol* symbol = lookup(name, &inside)) {
            useLocal(symbol, expression.span);
            if (symbol->hasConstant) return constantValue(symbol->type, symbol->constant, &expression);
            Bound bound = value(symbol->type, readLocal(symbol), &expression);
            bound.variable = symbol;
            if (!symbol->isReadOnly) bound.place = placeOf(symbol);
            return bound;
        }
        if (inside.first) {
            const Type* type = inside.first->type->arguments[static_cast<std::size_t>(inside.second)];
            return value(type, makeNode([record = readLocal(inside.first), index = static_cast<std::size_t>(inside.second)](Frame& frame) {
                             const Value value = record->eval(frame);
                             return as<RecordObject>(value).items[index];
                         }),
                         &expression);
        }
        if (name == "context") {
            return value(types().context,
                         makeNode([id = types().context->id](Frame& frame) { return Value::host(id, &frame.runtime.context); }),
                         &expression);
        }
    }
    std::vector<const Type*> arguments;
    for (const auto& argument : expression.typeArguments) arguments.push_back(bindType(*argument));
    if (TypeDefinition* definition = types().find(name, arguments.size())) {
        if (definition->refused) {
            error(
                103,
                "The type '" + definition->fullName() + "' is not allowed in Azure API Management policy expressions. " + definition->help,
                expression.span, name);
            return errorValue(&expression);
        }
        for (const Type* argument : arguments)
            if (argument->isError()) return errorValue(&expression);
        Bound bound;
        bound.category = Category::TypeName;
        bound.type = types().generic(definition, std::move(arguments));
        bound.syntax = &expression;
        return bound;
    }
    if (types().isNamespace(name)) {
        Bound bound;
        bound.category = Category::Namespace;
        bound.name = name;
        bound.syntax = &expression;
        return bound;
    }
    error(103, "The name '" + name + "' does not exist in the current context", expression.span, name);
    return errorValue(&expression);
}

Bound Binder::bindMember(const Expr& expression) {
    const bool invoked = std::exchange(m_invoked, false);
    Bound receiver = bind(*expression.children[0]);
    if (m_observer) m_observer->accessing(expression, receiver);
    if (receiver.isError()) return errorValue(&expression);
    if (expression.text.empty()) return errorValue(&expression);
    if (receiver.category == Category::Namespace) {
        const std::string qualified = receiver.name + "." + expression.text;
        std::vector<const Type*> arguments;
        for (const auto& argument : expression.typeArguments) arguments.push_back(bindType(*argument));
        Bound bound;
        bound.syntax = &expression;
        if (TypeDefinition* definition = types().find(qualified, arguments.size()); definition && definition->fullName() == qualified) {
            if (definition->refused) {
                error(234, "The type '" + qualified + "' is not allowed in Azure API Management policy expressions. " + definition->help,
                      expression.nameSpan, definition->name);
                return errorValue(&expression);
            }
            for (const Type* argument : arguments)
                if (argument->isError()) return errorValue(&expression);
            bound.category = Category::TypeName;
            bound.type = types().generic(definition, std::move(arguments));
            return bound;
        }
        if (types().isNamespace(qualified)) {
            bound.category = Category::Namespace;
            bound.name = qualified;
            return bound;
        }
        error(234,
              "The type or namespace name '" + expression.text + "' does not exist in the namespace '" + receiver.name +
                  "', or Azure API Management does not allow it",
              expression.nameSpan, expression.text);
        return errorValue(&expression);
    }
    if (receiver.category == Category::TypeName) return staticMember(receiver.type, expression, expression.text, expression.typeArguments);
    m_invoked = invoked;
    return memberOf(std::move(receiver), expression, expression.text, expression.typeArguments);
}

void Binder::refuse(const Member& member, const Type* type, Span span) {
    error(117, "'" + type->name + "." + member.name + "' is not allowed in Azure API Management policy expressions", span, member.name);
}

Bound Binder::staticMember(const Type* type, const Expr& expression, const std::string& name, const std::vector<TypePtr>& typeArguments) {
    if (type->kind == TypeKind::Enum) {
        for (const auto& [member, number] : type->definition->enumMembers)
            if (member == name) return constantValue(type, Value::enumeration(type->id, number), &expression);
    }
    Bound group;
    group.category = Category::Methods;
    group.name = name;
    group.type = nullptr;
    group.syntax = &expression;
    const Member* instanceMember = nullptr;
    const Member* refused = nullptr;
    for (const auto& ref : types().allMembers(type)) {
        const Member& member = *ref.member;
        if (member.name != name || member.kind == MemberKind::Operator || member.kind == MemberKind::Constructor) continue;
        if (member.refused) {
            refused = &member;  // another overload may be allowed
            continue;
        }
        if (!member.isStatic) {
            instanceMember = &member;
            if (member.kind == MemberKind::Method) group.methods.push_back(ref);
            continue;
        }
        if (member.kind == MemberKind::Method) {
            group.methods.push_back(ref);
        } else if (group.methods.empty()) {
            const Type* result = types().inOwner(member.result, ref.owner);
            if (m_observer) m_observer->resolved(expression, ref);
            if (member.isConstant) return constantValue(result, member.constant, &expression);
            return value(result,
                         makeNode(located(expression.span,
                                          [member = &member, result, owner = type](Frame& frame) {
                                              Value self;
                                              Call call{frame.runtime, &self, 0, member, nullptr, result, owner};
                                              return member->get(call);
                                          })),
                         &expression);
        }
    }
    if (!group.methods.empty()) {
        // Nested types (TimeZoneInfo.AdjustmentRule) are declared by their plain names.
        for (const auto& argument : typeArguments) group.typeArguments.push_back(bindType(*argument));
        bool anyStatic = false;
        for (const auto& ref : group.methods) anyStatic = anyStatic || ref.member->isStatic;
        if (anyStatic) {
            std::erase_if(group.methods, [](const MemberRef& ref) { return !ref.member->isStatic; });
            return group;
        }
    }
    if (TypeDefinition* nested = types().find(type->name + "." + name, 0)) {
        Bound bound;
        bound.category = Category::TypeName;
        bound.type = types().generic(nested, {});
        bound.syntax = &expression;
        return bound;
    }
    if (refused) {
        refuse(*refused, type, expression.nameSpan);
        return errorValue(&expression);
    }
    if (instanceMember) {
        error(120, "An object reference is required for the non-static field, method, or property '" + type->name + "." + name + "'",
              expression.span, name);
        return errorValue(&expression);
    }
    error(117, "'" + type->name + "' does not contain a definition for '" + name + "', or Azure API Management does not allow it",
          expression.nameSpan, name);
    return errorValue(&expression);
}

}  // namespace mgc::expression
