#include "expression/check/binder.h"

namespace mgc::expression {

Bound Binder::shortCircuit(const Expr& expression) {
    const bool isAnd = expression.text == "&&";
    // Left-deep chains are walked without recursion.
    NodePtr left = bindCondition(*expression.children[0]);
    const FlowState leftTrue = m_whenTrue;
    const FlowState leftFalse = m_whenFalse;
    m_state = isAnd ? leftTrue : leftFalse;
    NodePtr right = bindCondition(*expression.children[1]);
    FlowState whenTrue = m_whenTrue;
    FlowState whenFalse = m_whenFalse;
    if (isAnd) {
        FlowState joined = leftFalse;
        joined.join(whenFalse);
        whenFalse = joined;
    } else {
        FlowState joined = leftTrue;
        joined.join(whenTrue);
        whenTrue = joined;
    }
    m_whenTrue = whenTrue;
    m_whenFalse = whenFalse;
    m_state = whenTrue;
    m_state.join(whenFalse);
    m_hasCondition = true;
    NodePtr node = isAnd ? makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
        return left->evalBool(frame) && right->evalBool(frame);
    })
                         : makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                               return left->evalBool(frame) || right->evalBool(frame);
                           });
    return value(types().boolean, std::move(node), &expression);
}

Bound Binder::bindBinary(const Expr& expression) {
    const std::string& op = expression.text;
    if (op == "&&" || op == "||") {
        const std::size_t mark = m_findings.mark();
        Bound result = shortCircuit(expression);
        if (m_findings.hasErrorsSince(mark)) {
            m_hasCondition = false;
            return errorValue(&expression);
        }
        return result;
    }
    m_hasCondition = false;
    if (op == "??") {
        Bound result = coalesce(expression, nullptr);
        m_hasCondition = false;
        return result;
    }
    Bound left = bindValue(*expression.children[0]);
    Bound right = bindValue(*expression.children[1]);
    m_hasCondition = false;
    if (left.isError() || right.isError()) return errorValue(&expression);
    return binaryOperation(op, std::move(left), std::move(right), expression);
}

Bound Binder::coalesce(const Expr& expression, const Type*) {
    Bound left = bindValue(*expression.children[0]);
    const FlowState before = m_state;
    Bound right = bindValue(*expression.children[1], left.type && left.category == Category::Value ? left.type->underlying() : nullptr);
    m_state = before;
    if (left.isError() || right.isError()) return errorValue(&expression);
    const auto mismatch = [&] {
        error(19,
              "Operator '?"
              "?' cannot be applied to operands of type '" +
                  describe(left) + "' and '" + describe(right) + "'",
              expression.span);
        return errorValue(&expression);
    };
    if (left.category == Category::Null) {
        if (right.category != Category::Value) return mismatch();
        return value(right.type, std::move(right.node), &expression);
    }
    if (left.category != Category::Value || (left.type->isValueType() && !left.type->isNullable()) || left.type->kind == TypeKind::Void)
        return mismatch();
    const Type* type = nullptr;
    if (left.type->isNullable() && classify(right, left.type->underlying()).exists())
        type = left.type->underlying();
    else if (classify(right, left.type).exists())
        type = left.type;
    else if (right.category == Category::Value && classify(left, right.type).exists())
        type = right.type;
    else if (right.category == Category::Value && left.type->isNullable()) {
        Bound probe;
        probe.type = left.type->underlying();
        if (classify(probe, right.type).exists()) type = right.type;
    }
    if (!type) return mismatch();
    NodePtr a;
    if (left.type->underlying() == type || types().isAssignable(left.type, type)) {
        a = std::move(left.node);
    } else {
        const Type* from = left.type->underlying();
        Bound inner = value(from, nullptr, &expression);
        LocalSymbol* temp = hidden(from);
        inner.node = readLocal(temp);
        NodePtr converted = convertImplicit(std::move(inner), type, expression.span);
        a = makeNode([node = std::move(left.node), converted = std::move(converted), slot = temp->slot](Frame& frame) {
            Value value = node->eval(frame);
            if (value.isNull()) return value;
            frame.slots[slot] = std::move(value);
            return converted->eval(frame);
        });
    }
    NodePtr b = convertImplicit(std::move(right), type, expression.children[1]->span);
    return value(type, makeNode([a = std::move(a), b = std::move(b)](Frame& frame) {
                     Value value = a->eval(frame);
                     return value.isNull() ? b->eval(frame) : value;
                 }),
                 &expression);
}

}  // namespace mgc::expression
