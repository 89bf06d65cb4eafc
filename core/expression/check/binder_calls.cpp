#include <array>

#include "expression/check/binder.h"
#include "expression/eval/delegate.h"
#include "expression/check/call_node.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

std::vector<Bound> Binder::bindArguments(const std::vector<Argument>& arguments) {
    std::vector<Bound> result;
    result.reserve(arguments.size());
    for (const auto& argument : arguments) {
        if (argument.mode == 'o' && argument.value->kind == ExprKind::Name && argument.value->typeArguments.empty()) {
            // An out argument need not be assigned before.
            if (LocalSymbol* symbol = lookup(argument.value->text)) {
                Bound bound = value(symbol->type, nullptr, argument.value.get());
                bound.category = Category::OutVariable;
                bound.variable = symbol;
                bound.place = placeOf(symbol);
                result.push_back(std::move(bound));
                continue;
            }
        }
        Bound bound = argument.mode ? bind(*argument.value) : bindValue(*argument.value);
        if (!argument.mode && bound.type && bound.type->kind == TypeKind::Void) {
            error(1503, "An argument of type 'void' is not possible", argument.span);
            bound = errorValue(argument.value.get());
        }
        if (argument.mode && bound.category != Category::OutVariable && !bound.isError()) {
            if (!bound.place) {
                error(1510, "A ref or out argument must be an assignable variable", argument.span);
                bound = errorValue(argument.value.get());
            } else {
                bound.category = Category::OutVariable;
            }
        }
        result.push_back(std::move(bound));
    }
    return result;
}

Bound Binder::callMember(const Candidate& candidate, Bound* receiver, std::vector<Bound> bound, const Expr& expression) {
    const Member& member = *candidate.ref.member;
    if (m_observer) m_observer->resolved(expression, candidate.ref);
    CallShape shape;
    shape.member = &member;
    shape.typeArguments = candidate.typeArguments;
    shape.result = candidate.result;
    shape.owner = candidate.ref.owner;
    shape.span = expression.kind == ExprKind::Invocation && !expression.children.empty() && expression.children[0]->nameSpan.end > 0
                     ? Span{expression.children[0]->nameSpan.begin, expression.span.end}
                     : expression.span;
    shape.nullSelf = member.acceptsNullSelf;
    if (member.mutates) m_program.mutatesTokens = true;
    std::vector<Bound*> arguments;
    const std::size_t shift = member.isExtension && receiver ? 1 : 0;
    if (shift)
        arguments.push_back(receiver);
    else if (receiver && !member.isStatic)
        shape.receiver = std::move(receiver->node);
    for (auto& each : bound) arguments.push_back(&each);
    shape.slots.resize(member.parameters.size());
    for (std::size_t p = 0; p < member.parameters.size(); ++p) {
        if (member.parameters[p].hasDefault) {
            const Type* type = types().substitute(types().inOwner(member.parameters[p].type, candidate.ref.owner), member.typeParameters,
                                                  candidate.typeArguments);
            // `T value = default(T)` is written as null in declarations.
            shape.slots[p].defaultValue =
                internConstant(member.parameters[p].defaultValue.isNull() ? defaultValue(type) : member.parameters[p].defaultValue);
        }
    }
    if (candidate.expanded) {
        const Type* arrayType = types().substitute(types().inOwner(member.parameters.back().type, candidate.ref.owner),
                                                   member.typeParameters, candidate.typeArguments);
        shape.slots.back().arrayType = arrayType;
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto p = static_cast<std::size_t>(candidate.parameterOf[i]);
        Slot& slot = shape.slots[p];
        const char mode = member.parameters[p].mode;
        if (mode == 'o' || mode == 'r') {
            Bound& out = *arguments[i];
            const Type* type = candidate.targetOf[i];
            if (out.syntax && out.syntax->kind == ExprKind::Declaration) {
                const bool discard = out.syntax->text == "_";
                LocalSymbol* symbol = discard ? hidden(type) : declare(out.syntax->text, type, out.syntax->nameSpan);
                slot.place = placeOf(symbol);
                m_state.assign(symbol->index);
            } else if (out.place) {
                slot.place = out.place;
                if (out.variable) {
                    if (mode == 'r') useLocal(out.variable, out.syntax->span);
                    m_state.assign(out.variable->index);
                }
            }
            slot.isRef = mode == 'r';
            shape.hasPlaces = true;
            continue;
        }
        const Span place = arguments[i]->syntax ? arguments[i]->syntax->span : expression.span;
        NodePtr node = convertImplicit(std::move(*arguments[i]), candidate.targetOf[i], place);
        if (slot.arrayType)
            slot.rest.push_back(std::move(node));
        else
            slot.node = std::move(node);
    }
    const Type* result = candidate.result;
    return value(result, std::make_unique<CallNode>(std::move(shape)), &expression);
}

Bound Binder::invokeDelegate(Bound target, std::vector<Bound> arguments, const Expr& expression) {
    const Member* delegate = types().invokeOf(target.type);
    if (delegate->parameters.size() != arguments.size()) {
        error(1593, "Delegate '" + target.type->name + "' does not take " + std::to_string(arguments.size()) + " arguments",
              expression.span);
        return errorValue(&expression);
    }
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    for (std::size_t i = 0; i < arguments.size(); ++i)
        nodes->push_back(convertImplicit(std::move(arguments[i]), types().inOwner(delegate->parameters[i].type, target.type),
                                         expression.arguments[i].span));
    const Type* result = types().inOwner(delegate->result, target.type);
    return value(result, makeNode([function = std::move(target.node), nodes](Frame& frame) {
                     const Value callee = function->eval(frame);
                     std::array<Value, 9> values;
                     for (std::size_t i = 0; i < nodes->size() && i < values.size(); ++i) values[i] = (*nodes)[i]->eval(frame);
                     return invokeAll(callee, values.data(), static_cast<int>(nodes->size()));
                 }),
                 &expression);
}

Bound Binder::bindInvocation(const Expr& expression) {
    const Expr& callee = *expression.children[0];
    if (callee.kind == ExprKind::Name && callee.typeArguments.empty()) {
        if (callee.text == "nameof" && expression.arguments.size() == 1 && !lookup("nameof")) return bindNameOf(expression);
            }
    if (callee.kind == ExprKind::Name)
        if (LocalFunction* function = findFunction(callee.text)) return callLocalFunction(expression, *function);
    m_invoked = callee.kind == ExprKind::Member;
    Bound target = bind(callee);
    m_invoked = false;
    if (m_observer && target.category == Category::Methods) {
        if (!target.methods.empty()) m_observer->choosing(expression, target.methods, false);
        if (target.receiver && !types().extensions(target.name).empty()) m_observer->choosing(expression, types().extensions(target.name), true);
    }
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    if (target.isError()) return errorValue(&expression);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    return invoke(std::move(target), std::move(arguments), expression);
}

Bound Binder::invoke(Bound target, std::vector<Bound> arguments, const Expr& expression) {
    if (target.category == Category::Value && target.type->isDelegate())
        return invokeDelegate(std::move(target), std::move(arguments), expression);
    if (target.category != Category::Methods) {
        const std::string what =
            target.category == Category::TypeName
                ? "'" + target.type->name + "' is a type but is used like a method: write 'new " + target.type->name + "(...)'"
                : "Non-invocable member '" + (target.syntax && !target.syntax->text.empty() ? target.syntax->text : describe(target)) +
                      "' cannot be used like a method.";
        error(1955, what, expression.span);
        return errorValue(&expression);
    }
    const std::string name = target.name;
    const Span span = target.syntax && target.syntax->nameSpan.end > 0 ? target.syntax->nameSpan : expression.span;
    const auto& extensions = types().extensions(name);
    const bool canExtend = target.receiver && !extensions.empty();
    // A static extension method called as a plain static one, Enumerable.Count(x), has no receiver.
    std::optional<Candidate> chosen;
    if (!target.methods.empty()) {
        const bool instanceByReceiver = target.receiver != nullptr;
        chosen = resolve(target.methods, arguments, expression.arguments, target.typeArguments, name, span, !canExtend);
        if (!chosen && !canExtend) return errorValue(&expression);
        if (chosen) return callMember(*chosen, instanceByReceiver ? target.receiver.get() : nullptr, std::move(arguments), expression);
    }
    chosen = resolve(extensions, arguments, expression.arguments, target.typeArguments, name, span, target.methods.empty(),
                     target.receiver.get());
    if (!chosen) {
        if (!target.methods.empty()) (void)resolve(target.methods, arguments, expression.arguments, target.typeArguments, name, span, true);
        return errorValue(&expression);
    }
    return callMember(*chosen, target.receiver.get(), std::move(arguments), expression);
}

}  // namespace mgc::expression
