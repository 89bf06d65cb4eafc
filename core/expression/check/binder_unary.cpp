#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/eval/arithmetic.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {

Bound Binder::bindUnary(const Expr& expression) {
    const std::string& op = expression.text;
    if (op == "++" || op == "--") return bindIncrement(expression, false);
    const Expr& operandSyntax = *expression.children[0];
    // -2147483648 and -9223372036854775808 are single constants.
    if (op == "-" && operandSyntax.kind == ExprKind::Literal) {
        if (operandSyntax.value.kind() == Kind::UInt32 && operandSyntax.value.bits() == 2147483648LL)
            return constantValue(types().int32, Value::int32(INT32_MIN), &expression);
        if (operandSyntax.value.kind() == Kind::UInt64 && operandSyntax.value.bits() == INT64_MIN)
            return constantValue(types().int64, Value::int64(INT64_MIN), &expression);
    }
    if (op == "!") {
        m_hasCondition = false;
        Bound probe = bindValue(operandSyntax);
        const bool had = m_hasCondition;
        if (probe.isError()) return errorValue(&expression);
        if (probe.type && probe.type->isNullable() && probe.type->arguments[0] == types().boolean)
            return value(probe.type, makeNode([node = std::move(probe.node)](Frame& frame) {
                             const Value value = node->eval(frame);
                             return value.isNull() ? value : Value::boolean(value.bits() == 0);
                         }),
                         &expression);
        if (!classify(probe, types().boolean).exists()) {
            error(23, "Operator '!' cannot be applied to operand of type '" + describe(probe) + "'", expression.span);
            return errorValue(&expression);
        }
        if (probe.hasConstant) return constantValue(types().boolean, Value::boolean(probe.constant.bits() == 0), &expression);
        NodePtr node = convertImplicit(std::move(probe), types().boolean, operandSyntax.span);
        m_hasCondition = had;
        if (had) std::swap(m_whenTrue, m_whenFalse);
        return value(types().boolean, makeBool([node = std::move(node)](Frame& frame) { return !node->evalBool(frame); }), &expression);
    }
    Bound operand = bindValue(operandSyntax);
    m_hasCondition = false;
    if (operand.isError()) return errorValue(&expression);
    const Type* type = operand.category == Category::Value ? operand.type : nullptr;
    const Type* plain = type ? type->underlying() : nullptr;
    if (plain && plain->kind == TypeKind::Enum && op == "~") {
        return value(type, makeNode([node = std::move(operand.node)](Frame& frame) {
                         const Value value = node->eval(frame);
                         return value.isNull() ? value : Value::enumeration(value.typeId(), static_cast<std::int32_t>(~value.bits()));
                     }),
                     &expression);
    }
    if (plain && (op == "-" || op == "+") && !plain->isNumeric() && plain->definition) {
        for (const auto& ref : types().allMembers(plain)) {
            if (ref.member->kind != MemberKind::Operator || ref.member->name != op || ref.member->parameters.size() != 1) continue;
            return value(ref.member->result,
                         makeNode(located(expression.span,
                                          [node = std::move(operand.node), member = ref.member](Frame& frame) {
                                              Value arguments[2];
                                              arguments[1] = node->eval(frame);
                                              if (arguments[1].isNull()) return Value();
                                              Call call{frame.runtime, arguments, 1, member, nullptr, member->result, nullptr};
                                              return member->get(call);
                                          })),
                         &expression);
        }
    }
    const Type* target = plain ? promoted(plain, nullptr, false) : nullptr;
    if (target && op == "-" && target == types().uint32) target = types().int64;
    const bool valid = target && !(op == "-" && target == types().uint64) && !(op == "~" && !target->isIntegral());
    if (!valid) {
        error(23, "Operator '" + op + "' cannot be applied to operand of type '" + describe(operand) + "'", expression.span);
        return errorValue(&expression);
    }
    const bool lifted = type->isNullable();
    const bool wasConstant = operand.hasConstant;
    const Value constant = operand.constant;
    const Operator kind = op == "-" ? Operator::Negate : op == "~" ? Operator::Complement : Operator::Plus;
    if (wasConstant) {
        try {
            return constantValue(target, unaryArithmetic(kind, target, convertNumber(constant, target, false), !m_unchecked), &expression);
        } catch (const Thrown&) {
            error(220, "The operation overflows at compile time in checked mode", expression.span);
            return errorValue(&expression);
        }
    }
    const Type* result = lifted ? types().nullableOf(target) : target;
    NodePtr node = convertImplicit(std::move(operand), result, expression.span);
    return value(result,
                 makeNode(located(expression.span,
                                  [node = std::move(node), kind, target, isChecked = m_checked](Frame& frame) {
                                      const Value value = node->eval(frame);
                                      return value.isNull() ? value : unaryArithmetic(kind, target, value, isChecked);
                                  })),
                 &expression);
}

Bound Binder::bindIncrement(const Expr& expression, bool postfix) {
    Bound operand = bindValue(*expression.children[0]);
    m_hasCondition = false;
    if (operand.isError()) return errorValue(&expression);
    if (!operand.place) {
        error(1059, "The operand of an increment or decrement operator must be a variable, property or indexer", expression.span);
        return errorValue(&expression);
    }
    const Type* type = operand.type;
    const Type* plain = type->underlying();
    if (!plain->isNumeric() && plain->kind != TypeKind::Enum) {
        error(23, "Operator '" + expression.text + "' cannot be applied to operand of type '" + type->name + "'", expression.span);
        return errorValue(&expression);
    }
    const Operator kind = expression.text == "++" ? Operator::Add : Operator::Subtract;
    return value(type,
                 makeNode(located(expression.span,
                                  [place = operand.place, plain, kind, postfix, isChecked = m_checked](Frame& frame) {
                                      Value temps[Place::tempCount];
                                      place->prepare(frame, temps);
                                      const Value before = place->load(frame, temps);
                                      Value after;
                                      if (!before.isNull()) {
                                          if (plain->kind == TypeKind::Enum) {
                                              after = Value::enumeration(plain->id, before.bits() + (kind == Operator::Add ? 1 : -1));
                                          } else {
                                              const Type* wide =
                                                  plain->isIntegral() && plain->valueKind <= Kind::UInt16 ? types().int32 : plain;
                                              after = arithmetic(kind, wide, convertNumber(before, wide, false),
                                                                 convertNumber(Value::int32(1), wide, false), isChecked);
                                              if (wide != plain) after = convertNumber(after, plain, isChecked);
                                          }
                                      }
                                      place->store(frame, temps, after);
                                      return postfix ? before : after;
                                  })),
                 &expression);
}

}  // namespace mgc::expression
