#include <algorithm>

#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {

Bound Binder::bindConditional(const Expr& expression, const Type* target) {
    NodePtr condition = bindCondition(*expression.children[0]);
    const FlowState whenTrue = m_whenTrue;
    const FlowState whenFalse = m_whenFalse;
    m_state = whenTrue;
    Bound left = bindValue(*expression.children[1], target);
    const FlowState afterTrue = m_state;
    m_state = whenFalse;
    Bound right = bindValue(*expression.children[2], target);
    const bool before = m_state.reachable;
    FlowState joined = afterTrue;
    joined.join(m_state);
    m_state = joined;
    m_state.reachable = before || afterTrue.reachable;
    m_hasCondition = false;
    if (left.isError() || right.isError()) return errorValue(&expression);
    const Type* type = nullptr;
    const auto usable = [](const Bound& bound) { return bound.category == Category::Value; };
    if (usable(left) && usable(right)) {
        if (left.type == right.type) {
            type = left.type;
        } else {
            const bool toRight = classify(left, right.type).exists();
            const bool toLeft = classify(right, left.type).exists();
            if (toRight && !toLeft)
                type = right.type;
            else if (toLeft && !toRight)
                type = left.type;
            else if (toLeft && toRight)
                type = left.hasConstant && !right.hasConstant   ? right.type
                       : right.hasConstant && !left.hasConstant ? left.type
                       : implicitNumeric(left.type, right.type) ? right.type
                                                                : left.type;
        }
    } else if (usable(left) && classify(right, left.type).exists()) {
        type = left.type;
    } else if (usable(right) && classify(left, right.type).exists()) {
        type = right.type;
    } else if (target && classify(left, target).exists() && classify(right, target).exists() &&
               (left.category == Category::Lambda || right.category == Category::Lambda)) {
        type = target;
    }
    if (!type || type->kind == TypeKind::Void) {
        error(173,
              "Type of conditional expression cannot be determined because there is no implicit conversion between '" + describe(left) +
                  "' and '" + describe(right) + "'",
              expression.span);
        return errorValue(&expression);
    }
    NodePtr a = convertImplicit(std::move(left), type, expression.children[1]->span);
    NodePtr b = convertImplicit(std::move(right), type, expression.children[2]->span);
    return value(type, makeNode([condition = std::move(condition), a = std::move(a), b = std::move(b)](Frame& frame) {
                     return condition->evalBool(frame) ? a->eval(frame) : b->eval(frame);
                 }),
                 &expression);
}

Bound Binder::bindCast(const Expr& expression) {
    const Type* type = bindType(*expression.type);
    Bound operand = bindValue(*expression.children[0], type);
    if (type->isError() || operand.isError()) return errorValue(&expression);
    if (operand.hasConstant && operand.type->isNumeric() && type->isNumeric()) {
        try {
            const bool isChecked = !m_unchecked && !(operand.type->valueKind >= Kind::Single && !type->isIntegral());
            Value folded = convertNumber(operand.constant, type, isChecked);
            return constantValue(type, folded, &expression);
        } catch (const Thrown&) {
            error(221,
                  "Constant value '" + toText(operand.constant) + "' cannot be converted to a '" + type->name +
                      "' (use 'unchecked' syntax to override)",
                  expression.span);
            return errorValue(&expression);
        }
    }
    if (operand.hasConstant && (operand.type->isNumeric() || operand.type->kind == TypeKind::Enum) && (type->kind == TypeKind::Enum || operand.type->kind == TypeKind::Enum) &&
        (type->isIntegral() || type->kind == TypeKind::Enum)) {
        Value number = operand.constant.kind() == Kind::Enum ? Value::int64(operand.constant.bits()) : operand.constant;
        return constantValue(type, convertNumber(number, type, false), &expression);
    }
    const auto conversion = classifyExplicit(operand, type);
    if (!conversion.exists()) {
        error(30, "Cannot convert type '" + describe(operand) + "' to '" + type->name + "'", expression.span);
        return errorValue(&expression);
    }
    const bool identity = conversion.isIdentity() && operand.hasConstant;
    if (identity) {
        operand.place = nullptr;
        return operand;
    }
    Bound source = std::move(operand);
    return value(type, convert(source, type, conversion, expression.span), &expression);
}

Bound Binder::bindIs(const Expr& expression) {
    m_hasCondition = false;
    Bound operand = bindValue(*expression.children[0]);
    if (expression.kind == ExprKind::IsConstant) {
        Bound constant = bindValue(*expression.children[1]);
        m_hasCondition = false;
        if (operand.isError() || constant.isError()) return errorValue(&expression);
        if (constant.category == Category::Null)
            return value(types().boolean, makeBool([node = std::move(operand.node)](Frame& frame) { return node->eval(frame).isNull(); }),
                         &expression);
        if (!constant.hasConstant) {
            error(150, "A constant value is expected", expression.children[1]->span);
            return errorValue(&expression);
        }
        if (operand.type && operand.category == Category::Value && !classify(constant, operand.type->underlying()).exists()) {
            error(29, "Cannot implicitly convert type '" + constant.type->name + "' to '" + operand.type->name + "'", expression.children[1]->span);
            return errorValue(&expression);
        }
        NodePtr other;
        if (operand.type && operand.type->underlying()->isNumeric() && constant.type->isNumeric())
            other = convertImplicit(std::move(constant), operand.type->underlying(), expression.span);
        else
            other = std::move(constant.node);
        return value(types().boolean, makeBool([node = std::move(operand.node), other = std::move(other)](Frame& frame) {
                         return valuesEqual(node->eval(frame), other->eval(frame));
                     }),
                     &expression);
    }
    m_hasCondition = false;
    const bool isVar = expression.type->isVar();
    const Type* type = isVar ? operand.type : nullptr;
    if (!isVar) {
        // `x is Name` may also test against a constant.
        const std::size_t mark = m_findings.mark();
        type = bindType(*expression.type);
        if (type->isError() && expression.text.empty() && expression.type->parts.size() >= 1 && expression.type->suffixes.empty() &&
            lookup(expression.type->parts[0].name)) {
            m_findings.rollBack(mark);
            LocalSymbol* symbol = lookup(expression.type->parts[0].name);
            if (symbol->hasConstant)
                return value(types().boolean, makeBool([node = std::move(operand.node), other = symbol->constant](Frame& frame) {
                                 return valuesEqual(node->eval(frame), other);
                             }),
                             &expression);
            error(150, "A constant value is expected", expression.type->span);
        }
    }
    if (operand.isError() || !type || type->isError()) {
        if (!expression.text.empty() && expression.text != "_")
            m_state.assign(declare(expression.text, type ? type : types().errorType, expression.nameSpan)->index);
        return errorValue(&expression);
    }
    if (operand.category != Category::Value && operand.category != Category::Null) {
        error(8117, "Invalid operand for pattern match; value required, but found '" + describe(operand) + "'",
              expression.children[0]->span);
        return errorValue(&expression);
    }
    if (operand.category == Category::Value && !classifyExplicit(operand, type).exists() && !expression.text.empty()) {
        error(8121, "An expression of type '" + operand.type->name + "' cannot be handled by a pattern of type '" + type->name + "'",
              expression.span);
        return errorValue(&expression);
    }
    if (expression.text.empty() || expression.text == "_")
        return value(types().boolean, makeBool([node = std::move(operand.node), type, isVar](Frame& frame) {
                         const Value value = node->eval(frame);
                         return isVar || isInstance(value, type);
                     }),
                     &expression);
    if (type->isNullable())
        error(8116, "It is not legal to use nullable type '" + type->name + "' in a pattern; use the underlying type instead.",
              expression.type->span);
    LocalSymbol* symbol = declare(expression.text, type, expression.nameSpan);
    auto place = placeOf(symbol);
    m_whenFalse = m_state;
    m_whenTrue = m_state;
    m_whenTrue.assign(symbol->index);
    m_hasCondition = true;
    return value(types().boolean, makeBool([node = std::move(operand.node), type, isVar, place](Frame& frame) {
                     const Value value = node->eval(frame);
                     if (!isVar && !isInstance(value, type)) return false;
                     place->store(frame, nullptr, value);
                     return true;
                 }),
                 &expression);
}

Bound Binder::bindAs(const Expr& expression) {
    Bound operand = bindValue(*expression.children[0]);
    const Type* type = bindType(*expression.type);
    if (operand.isError() || type->isError()) return errorValue(&expression);
    if (type->isValueType() && !type->isNullable()) {
        error(77, "The as operator must be used with a reference type or nullable type ('" + type->name + "' is a non-nullable value type)",
              expression.span);
        return errorValue(&expression);
    }
    if (operand.category == Category::Null) return value(type, std::make_unique<ConstantNode>(Value()), &expression);
    const auto conversion = classifyExplicit(operand, type);
    if (operand.category != Category::Value || !conversion.exists() || conversion.kind == ConversionKind::User) {
        error(39,
              "Cannot convert type '" + describe(operand) + "' to '" + type->name +
                  "' via a reference conversion, boxing conversion, unboxing conversion, wrapping conversion, or null type conversion",
              expression.span);
        return errorValue(&expression);
    }
    return value(type, makeNode([node = std::move(operand.node), type](Frame& frame) {
                     Value value = node->eval(frame);
                     return isInstance(value, type) ? value : Value();
                 }),
                 &expression);
}

}  // namespace mgc::expression
