#include <cmath>

#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/eval/arithmetic.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {
const Type* Binder::promoted(const Type* left, const Type* right, bool shift) const {
    const TypeSystem& all = types();
    if (!left->isNumeric() || (right && !right->isNumeric())) return nullptr;
    const auto small = [&](const Type* type) {
        return type->isIntegral() && type->valueKind <= Kind::UInt16 && type->valueKind >= Kind::Char;
    };
    if (!right || shift) {
        if (small(left)) return all.int32;
        return left;
    }
    if (left->isDecimal() || right->isDecimal()) {
        const auto floating = [](const Type* type) { return type->valueKind == Kind::Double || type->valueKind == Kind::Single; };
        if (floating(left) || floating(right)) return nullptr;
        return all.decimal;
    }
    const Kind l = left->valueKind;
    const Kind r = right->valueKind;
    const auto either = [&](Kind kind) { return l == kind || r == kind; };
    if (either(Kind::Double)) return all.float64;
    if (either(Kind::Single)) return all.float32;
    const auto isSigned = [](Kind kind) {
        return kind == Kind::SByte || kind == Kind::Int16 || kind == Kind::Int32 || kind == Kind::Int64;
    };
    if (either(Kind::UInt64)) return isSigned(l) || isSigned(r) ? nullptr : all.uint64;
    if (either(Kind::Int64)) return all.int64;
    if (either(Kind::UInt32)) return isSigned(l) || isSigned(r) ? all.int64 : all.uint32;
    return all.int32;
}

std::optional<Value> Binder::foldBinary(const std::string& op, const Value& left, const Value& right, const Type* type, Span span) {
    try {
        return arithmetic(arithmeticOperator(op), type, left, right, !m_unchecked);
    } catch (const Thrown& thrown) {
        const std::string name = typeOf(thrown.exception)->name;
        if (name == "DivideByZeroException")
            error(20, "Division by constant zero", span);
        else
            error(220, "The operation overflows at compile time in checked mode", span);
        return std::nullopt;
    }
}

NodePtr Binder::arithmeticNode(const std::string& op, const Type* type, NodePtr left, NodePtr right, bool lifted) const {
    const Operator kind = arithmeticOperator(op);
    const bool isChecked = m_checked;
    if (lifted)
        return makeNode([=, left = std::move(left), right = std::move(right)](Frame& frame) {
            const Value a = left->eval(frame);
            const Value b = right->eval(frame);
            if (a.isNull() || b.isNull()) return Value();
            return arithmetic(kind, type, a, b, isChecked);
        });
    if (type == types().int32 && !isChecked) {
        if (kind == Operator::Add)
            return makeNode([left = std::move(left), right = std::move(right)](Frame& frame) {
                const std::int64_t a = left->eval(frame).bits();
                return Value::int32(static_cast<std::int32_t>(a + right->eval(frame).bits()));
            });
        if (kind == Operator::Subtract)
            return makeNode([left = std::move(left), right = std::move(right)](Frame& frame) {
                const std::int64_t a = left->eval(frame).bits();
                return Value::int32(static_cast<std::int32_t>(a - right->eval(frame).bits()));
            });
    }
    return makeNode([=, left = std::move(left), right = std::move(right)](Frame& frame) {
        const Value a = left->eval(frame);
        return arithmetic(kind, type, a, right->eval(frame), isChecked);
    });
}

NodePtr Binder::comparisonNode(const std::string& op, const Type* type, NodePtr left, NodePtr right, bool lifted) const {
    const Operator kind = arithmeticOperator(op);
    if (!lifted && type->isIntegral() && type->valueKind != Kind::UInt64) {
        switch (kind) {
            case Operator::Less:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a < right->eval(frame).bits();
                });
            case Operator::Greater:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a > right->eval(frame).bits();
                });
            case Operator::LessEqual:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a <= right->eval(frame).bits();
                });
            case Operator::GreaterEqual:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a >= right->eval(frame).bits();
                });
            case Operator::Equal:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a == right->eval(frame).bits();
                });
            default:
                return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) {
                    const auto a = left->eval(frame).bits();
                    return a != right->eval(frame).bits();
                });
        }
    }
    return makeBool([=, left = std::move(left), right = std::move(right)](Frame& frame) {
        const Value a = left->eval(frame);
        const Value b = right->eval(frame);
        if (a.isNull() || b.isNull()) {
            if (kind == Operator::Equal) return a.isNull() && b.isNull();
            if (kind == Operator::NotEqual) return !(a.isNull() && b.isNull());
            return false;
        }
        return compareNumbers(kind, type, a, b);
    });
}

Bound Binder::binaryOperation(const std::string& op, Bound left, Bound right, const Expr& expression) {
    const auto mismatch = [&] {
        std::string hint;
        const auto isObject = [](const Bound& bound) { return bound.type == types().object && bound.category == Category::Value; };
        if (isObject(left) || isObject(right))
            hint = ": the static type is object, cast it first, for example (int)context.Variables[\"x\"]";
        error(19,
              "Operator '" + op + "' cannot be applied to operands of type '" + describe(left) + "' and '" + describe(right) + "'" + hint,
              expression.span);
        return errorValue(&expression);
    };
    const auto isValue = [](const Bound& bound) {
        return bound.category == Category::Value && bound.type && bound.type->kind != TypeKind::Void;
    };
    const bool leftString = isValue(left) && left.type == types().string;
    const bool rightString = isValue(right) && right.type == types().string;
    if (op == "+" && (leftString || rightString)) {
        const auto fits = [&](const Bound& bound) { return isValue(bound) || bound.category == Category::Null; };
        if (!fits(left) || !fits(right)) return mismatch();
        const Bound& other = leftString ? right : left;
        if (other.category == Category::Value && other.type->is("XNamespace"))
            if (auto user = userOperator(op, left, right, expression)) return std::move(*user);
        return concatenation(expression, std::move(left), std::move(right));
    }
    const bool shift = op == "<<" || op == ">>";
    const Type* l = isValue(left) ? left.type->underlying() : nullptr;
    const Type* r = isValue(right) ? right.type->underlying() : nullptr;
    bool lifted = (isValue(left) && left.type->isNullable()) || (isValue(right) && right.type->isNullable());
    if (op == "&" || op == "|" || op == "^") {
        // null beside a bool is a bool?.
        const bool nullLeft = left.category == Category::Null && r == types().boolean;
        const bool nullRight = right.category == Category::Null && l == types().boolean;
        lifted = lifted || nullLeft || nullRight;
        if (nullLeft) l = types().boolean;
        if (nullRight) r = types().boolean;
    }
    const bool equalityOp = op == "==" || op == "!=";
    if (equalityOp && l && r && l->kind == TypeKind::Tuple && r->kind == TypeKind::Tuple) return tupleEquality(op, std::move(left), std::move(right), expression);
    if (l && r && l->isNumeric() && r->isNumeric()) {
        const Type* type = promoted(l, r, shift);
        // A constant operand may take the other's unsigned type: 2147483647 + 1u, ulong == 0.
        if (!type || (!shift && type == types().int64 &&
                      (l == types().uint32 || r == types().uint32 || l == types().uint64 || r == types().uint64))) {
            if (left.hasConstant && constantFits(left.constant, r))
                type = r;
            else if (right.hasConstant && constantFits(right.constant, l))
                type = l;
        }
        if (!type) return mismatch();
        const bool bitwise = op == "&" || op == "|" || op == "^" || shift;
        if (bitwise && !type->isIntegral()) return mismatch();
        if (shift && !classify(right, lifted ? types().nullableOf(types().int32) : types().int32).exists()) return mismatch();
        if (left.hasConstant && right.hasConstant) {
            const Value a = convertNumber(left.constant, type, false);
            const Value b = shift ? right.constant : convertNumber(right.constant, type, false);
            if (isComparison(op))
                return constantValue(types().boolean, Value::boolean(compareNumbers(arithmeticOperator(op), type, a, b)), &expression);
            const auto folded = foldBinary(op, a, b, type, expression.span);
            return folded ? constantValue(type, *folded, &expression) : errorValue(&expression);
        }
        if (right.hasConstant && (op == "/" || op == "%") && type->isIntegral() && right.constant.bits() == 0) {
            m_findings.warning(20, "Division by constant zero", expression.span);
        }
        const Type* operand = lifted ? types().nullableOf(type) : type;
        NodePtr a = convertImplicit(std::move(left), operand, expression.span);
        NodePtr b = convertImplicit(std::move(right), shift ? (lifted ? types().nullableOf(types().int32) : types().int32) : operand,
                                    expression.span);
        if (isComparison(op)) return value(types().boolean, comparisonNode(op, type, std::move(a), std::move(b), lifted), &expression);
        NodePtr node = arithmeticNode(op, type, std::move(a), std::move(b), lifted);
        const bool mayThrow = m_checked || op == "/" || op == "%" || type->isDecimal();
        if (mayThrow) node = makeNode(located(expression.span, [node = std::move(node)](Frame& frame) { return node->eval(frame); }));
        return value(lifted ? types().nullableOf(type) : type, std::move(node), &expression);
    }
    if (l && r && l == types().boolean && r == types().boolean && (op == "&" || op == "|" || op == "^")) {
        if (lifted) {
            return value(types().nullableOf(types().boolean),
                         makeNode([a = std::move(left.node), b = std::move(right.node), op](Frame& frame) {
                             const Value x = a->eval(frame);
                             const Value y = b->eval(frame);
                             if (op == "&" && ((!x.isNull() && !x.bits()) || (!y.isNull() && !y.bits()))) return Value::boolean(false);
                             if (op == "|" && (x.bits() || y.bits())) return Value::boolean(true);
                             if (x.isNull() || y.isNull()) return Value();
                             return Value::boolean(op == "^" ? x.bits() != y.bits() : op == "&");
                         }),
                         &expression);
        }
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), c = op[0]](Frame& frame) {
                         const bool x = a->evalBool(frame);
                         const bool y = b->evalBool(frame);
                         return c == '&' ? x && y : c == '|' ? x || y : x != y;
                     }),
                     &expression);
    }
    // Enums: comparison, bit operations, and distance.
    if (l && r && !equalityOp && (l->kind == TypeKind::Enum || r->kind == TypeKind::Enum)) {
        const Type* type = l->kind == TypeKind::Enum ? l : r;
        const bool both = l == r;
        const bool bitwise = op == "&" || op == "|" || op == "^";
        if ((both && (bitwise || isComparison(op) || op == "-")) ||
            (!both && (op == "+" || op == "-") && (l->isIntegral() || r->isIntegral()))) {
            if (isComparison(op))
                return value(types().boolean, comparisonNode(op, types().int64, std::move(left.node), std::move(right.node), true),
                             &expression);
            const Operator kind = arithmeticOperator(op);
            const bool numberResult = both && op == "-";
            return value(numberResult ? types().int32 : type,
                         makeNode([a = std::move(left.node), b = std::move(right.node), kind, type, numberResult](Frame& frame) {
                             const Value x = a->eval(frame);
                             const Value number =
                                 arithmetic(kind, types().int64, Value::int64(x.bits()), Value::int64(b->eval(frame).bits()), false);
                             return numberResult ? Value::int32(static_cast<std::int32_t>(number.bits()))
                                                 : Value::enumeration(type->id, number.bits());
                         }),
                         &expression);
        }
    }
    if (auto user = userOperator(op, left, right, expression)) return std::move(*user);
    if (equalityOp) return equality(op, std::move(left), std::move(right), expression);
    // null op number: lifted with a null result.
    if ((left.category == Category::Null && r && r->isNumeric()) || (right.category == Category::Null && l && l->isNumeric())) {
        if (isComparison(op)) return constantValue(types().boolean, Value::boolean(false), &expression);
        const Type* type = promoted(l ? l : r, l ? l : r, false);
        if (type) return value(types().nullableOf(type), std::make_unique<ConstantNode>(Value()), &expression);
    }
    if (op == "+" && l && r && l->isDelegate()) error(9003, "Delegates cannot be combined in policy expressions", expression.span);
    return mismatch();
}

}  // namespace mgc::expression
