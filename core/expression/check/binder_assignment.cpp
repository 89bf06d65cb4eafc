#include "expression/check/binder.h"
#include "expression/check/located.h"

namespace mgc::expression {

Bound Binder::bindAssignment(const Expr& expression) {
    const std::string& op = expression.text;
    const Expr& targetSyntax = *expression.children[0];
    const Expr& valueSyntax = *expression.children[1];
    if (op == "=" && targetSyntax.kind == ExprKind::Tuple) return bindDeconstruction(expression);
    Bound target;
    LocalSymbol* plain = nullptr;
    if (op == "=" && targetSyntax.kind == ExprKind::Name && targetSyntax.typeArguments.empty()) {
        plain = lookup(targetSyntax.text);
        if (!plain && targetSyntax.text == "_") {  // discard
            Bound ignored = bindValue(valueSyntax);
            return ignored;
        }
    }
    if (plain) {
        target.type = plain->type;
        if (!plain->isReadOnly && !plain->hasConstant) target.place = placeOf(plain);
    } else {
        target = bindValue(targetSyntax);
        if (target.isError()) {
            (void)bindValue(valueSyntax);
            return errorValue(&expression);
        }
    }
    if (!target.place) {
        // A property with a setter.
        if (targetSyntax.kind == ExprKind::Member && target.category == Category::Value) {
            Bound receiver = bindValue(*targetSyntax.children[0]);
            if (!receiver.isError() && receiver.category == Category::Value) {
                for (const auto& ref : types().allMembers(receiver.type)) {
                    if (ref.member->name != targetSyntax.text || ref.member->kind != MemberKind::Property || ref.member->isStatic) continue;
                    error(200,
                          "Property or indexer '" + receiver.type->name + "." + targetSyntax.text +
                              "' cannot be assigned to: it is read only",
                          targetSyntax.span, targetSyntax.text);
                    return errorValue(&expression);
                }
            }
        }
        if (!target.place) {
            if (plain && plain->isReadOnly)
                error(1656, "Cannot assign to '" + plain->name + "' because it is a foreach iteration or using variable", targetSyntax.span,
                      plain->name);
            else if (targetSyntax.kind == ExprKind::Index)
                error(200,
                      "Property or indexer 'this[]' of '" +
                          (targetSyntax.children.empty()
                               ? std::string("?")
                               : std::string(m_source.substr(targetSyntax.children[0]->span.begin,
                                                             targetSyntax.children[0]->span.end - targetSyntax.children[0]->span.begin))) +
                          "' cannot be assigned to: it is read only",
                      targetSyntax.span);
            else
                error(131, "The left-hand side of an assignment must be a variable, property or indexer", targetSyntax.span);
            return errorValue(&expression);
        }
    }
    if (m_tokenSetters.count(&targetSyntax)) m_program.mutatesTokens = true;
    const Type* type = target.place->type;
    if (op == "=") {
        Bound source = bindValue(valueSyntax, type);
        m_hasCondition = false;
        const bool failed = source.isError();
        NodePtr node = convertImplicit(std::move(source), type, valueSyntax.span);
        if (plain) m_state.assign(plain->index);
        if (failed) return errorValue(&expression);
        return value(type,
                     makeNode(located(expression.span,
                                      [place = target.place, node = std::move(node)](Frame& frame) {
                                          Value temps[Place::tempCount];
                                          place->prepare(frame, temps);
                                          Value value = node->eval(frame);
                                          place->store(frame, temps, value);
                                          return value;
                                      })),
                     &expression);
    }
    const std::string binary = op.substr(0, op.size() - 1);
    LocalSymbol* temp = hidden(type);
    Bound left = value(type, readLocal(temp), &targetSyntax);
    Bound right = bindValue(valueSyntax);
    if (right.isError()) return errorValue(&expression);
    const bool rightFits = right.category == Category::Null || classify(right, type).exists();
    Bound result = binaryOperation(binary, std::move(left), std::move(right), expression);
    if (result.isError()) return errorValue(&expression);
    NodePtr node;
    if (classify(result, type).exists()) {
        node = convertImplicit(std::move(result), type, expression.span);
    } else if ((rightFits || binary == "<<" || binary == ">>") && classifyExplicit(result, type).exists()) {
        const auto conversion = classifyExplicit(result, type);
        node = convert(result, type, conversion, expression.span);
    } else {
        node = convertImplicit(std::move(result), type, expression.span);
    }
    return value(type,
                 makeNode(located(expression.span,
                                  [place = target.place, node = std::move(node), slot = temp->slot](Frame& frame) {
                                      Value temps[Place::tempCount];
                                      place->prepare(frame, temps);
                                      frame.slots[slot] = place->load(frame, temps);
                                      Value value = node->eval(frame);
                                      place->store(frame, temps, value);
                                      return value;
                                  })),
                 &expression);
}

}  // namespace mgc::expression
