#include <cmath>

#include "expression/check/binder.h"
#include "expression/eval/arithmetic.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {
namespace {

template <class Body>
auto located(Span span, Body body) {
    return [body = std::move(body), span](Frame& frame) -> Value {
        try {
            return body(frame);
        } catch (Thrown& thrown) {
            if (thrown.offset < 0) {
                thrown.offset = span.begin;
                thrown.length = span.end - span.begin;
            }
            throw;
        }
    };
}

bool isComparison(const std::string& op) { return op == "<" || op == ">" || op == "<=" || op == ">=" || op == "==" || op == "!="; }

}  // namespace

const Type* Binder::promoted(const Type* left, const Type* right, bool shift) const {
    const TypeSystem& all = types();
    if (!left->isNumeric() || (right && !right->isNumeric())) return nullptr;
    const auto small = [&](const Type* type) { return type->isIntegral() && type->valueKind <= Kind::UInt16 && type->valueKind >= Kind::Char; };
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
    const auto isSigned = [](Kind kind) { return kind == Kind::SByte || kind == Kind::Int16 || kind == Kind::Int32 || kind == Kind::Int64; };
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
        if (kind == Operator::Add) return makeNode([left = std::move(left), right = std::move(right)](Frame& frame) {
            const std::int64_t a = left->eval(frame).bits();
            return Value::int32(static_cast<std::int32_t>(a + right->eval(frame).bits()));
        });
        if (kind == Operator::Subtract) return makeNode([left = std::move(left), right = std::move(right)](Frame& frame) {
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
            case Operator::Less: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a < right->eval(frame).bits(); });
            case Operator::Greater: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a > right->eval(frame).bits(); });
            case Operator::LessEqual: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a <= right->eval(frame).bits(); });
            case Operator::GreaterEqual: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a >= right->eval(frame).bits(); });
            case Operator::Equal: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a == right->eval(frame).bits(); });
            default: return makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { const auto a = left->eval(frame).bits(); return a != right->eval(frame).bits(); });
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

Bound Binder::bindUnary(const Expr& expression) {
    const std::string& op = expression.text;
    if (op == "++" || op == "--") return bindIncrement(expression, false);
    const Expr& operandSyntax = *expression.children[0];
    // -2147483648 and -9223372036854775808 are single constants.
    if (op == "-" && operandSyntax.kind == ExprKind::Literal) {
        if (operandSyntax.value.kind() == Kind::UInt32 && operandSyntax.value.bits() == 2147483648LL) return constantValue(types().int32, Value::int32(INT32_MIN), &expression);
        if (operandSyntax.value.kind() == Kind::UInt64 && operandSyntax.value.bits() == INT64_MIN) return constantValue(types().int64, Value::int64(INT64_MIN), &expression);
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
            }), &expression);
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
        }), &expression);
    }
    if (plain && (op == "-" || op == "+") && !plain->isNumeric() && plain->definition) {
        for (const auto& ref : types().allMembers(plain)) {
            if (ref.member->kind != MemberKind::Operator || ref.member->name != op || ref.member->parameters.size() != 1) continue;
            return value(ref.member->result, makeNode(located(expression.span, [node = std::move(operand.node), member = ref.member](Frame& frame) {
                Value arguments[2];
                arguments[1] = node->eval(frame);
                if (arguments[1].isNull()) return Value();
                Call call{frame.runtime, arguments, 1, member, nullptr, member->result, nullptr};
                return member->get(call);
            })), &expression);
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
    return value(result, makeNode(located(expression.span, [node = std::move(node), kind, target, isChecked = m_checked](Frame& frame) {
        const Value value = node->eval(frame);
        return value.isNull() ? value : unaryArithmetic(kind, target, value, isChecked);
    })), &expression);
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
    return value(type, makeNode(located(expression.span, [place = operand.place, plain, kind, postfix, isChecked = m_checked](Frame& frame) {
        Value temps[Place::tempCount];
        place->prepare(frame, temps);
        const Value before = place->load(frame, temps);
        Value after;
        if (!before.isNull()) {
            if (plain->kind == TypeKind::Enum) {
                after = Value::enumeration(plain->id, before.bits() + (kind == Operator::Add ? 1 : -1));
            } else {
                const Type* wide = plain->isIntegral() && plain->valueKind <= Kind::UInt16 ? types().int32 : plain;
                after = arithmetic(kind, wide, convertNumber(before, wide, false), convertNumber(Value::int32(1), wide, false), isChecked);
                if (wide != plain) after = convertNumber(after, plain, isChecked);
            }
        }
        place->store(frame, temps, after);
        return postfix ? before : after;
    })), &expression);
}

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
    NodePtr node = isAnd ? makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { return left->evalBool(frame) && right->evalBool(frame); })
                         : makeBool([left = std::move(left), right = std::move(right)](Frame& frame) { return left->evalBool(frame) || right->evalBool(frame); });
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

Bound Binder::concatenation(const Expr& expression, Bound left, Bound right) {
    if (left.hasConstant && right.hasConstant && left.type == types().string && right.type == types().string) {
        std::string joined(left.constant.asText());
        appendUtf8(joined, right.constant.asText());
        return constantValue(types().string, Value::text(joined), &expression);
    }
    NodePtr a = left.category == Category::Null ? std::move(left.node) : convertImplicit(std::move(left), types().object, expression.span);
    NodePtr b = right.category == Category::Null ? std::move(right.node) : convertImplicit(std::move(right), types().object, expression.span);
    return value(types().string, makeNode(located(expression.span, [a = std::move(a), b = std::move(b)](Frame& frame) {
        const Value x = a->eval(frame);
        const Value y = b->eval(frame);
        if (x.isText() && y.isText()) return Value::string(StringObject::concat(x.asText(), y.asText()));
        std::string out = toText(x);
        appendUtf8(out, std::string_view(toText(y)));
        return Value::text(out);
    })), &expression);
}

std::optional<Bound> Binder::userOperator(const std::string& op, Bound& left, Bound& right, const Expr& expression) {
    std::vector<MemberRef> operators;
    const auto collect = [&](const Bound& operand) {
        if (!operand.type || operand.category != Category::Value) return;
        const Type* type = operand.type->underlying();
        if (!type->definition || type->kind == TypeKind::Array || type->isNumeric()) return;
        for (const auto& ref : types().allMembers(type)) {
            if (ref.member->kind != MemberKind::Operator || ref.member->name != op || ref.member->parameters.size() != 2) continue;
            bool known = false;
            for (const auto& other : operators) known = known || other.member == ref.member;
            if (!known) operators.push_back(ref);
        }
    };
    collect(left);
    collect(right);
    if (operators.empty()) return std::nullopt;
    const MemberRef* best = nullptr;
    bool bestLifted = false;
    int bestScore = 1000;
    for (const auto& ref : operators) {
        const auto score = [&](const Bound& operand, const Type* type, bool lift) {
            const Type* target = lift && type->isValueType() && !type->isNullable() ? types().nullableOf(type) : type;
            const auto conversion = classify(operand, target);
            if (!conversion.exists()) return 1000;
            if (operand.category == Category::Null) return lift ? 3 : 2;
            return conversion.isIdentity() ? 0 : conversion.kind == ConversionKind::User ? 5 : conversion.kind == ConversionKind::Nullable ? 1 : 2;
        };
        for (const bool lift : {false, true}) {
            const int total = score(left, ref.member->parameters[0].type, lift) + score(right, ref.member->parameters[1].type, lift) + (lift ? 10 : 0);
            if (total < bestScore) {
                bestScore = total;
                best = &ref;
                bestLifted = lift;
            }
        }
    }
    if (!best || bestScore >= 1000) return std::nullopt;
    const Member* member = best->member;
    const auto operandType = [&](std::size_t i) {
        const Type* type = member->parameters[i].type;
        return bestLifted && type->isValueType() && !type->isNullable() ? types().nullableOf(type) : type;
    };
    NodePtr a = convertImplicit(std::move(left), operandType(0), expression.span);
    NodePtr b = convertImplicit(std::move(right), operandType(1), expression.span);
    const bool comparison = isComparison(op);
    const Type* result = bestLifted && !comparison && member->result->isValueType() ? types().nullableOf(member->result) : member->result;
    const bool equalityOp = op == "==" || op == "!=";
    const bool negated = op == "!=";
    return value(result, makeNode(located(expression.span, [=, a = std::move(a), b = std::move(b)](Frame& frame) {
        Value arguments[3];
        arguments[1] = a->eval(frame);
        arguments[2] = b->eval(frame);
        if (bestLifted && (arguments[1].isNull() || arguments[2].isNull())) {
            if (!comparison) return Value();
            if (!equalityOp) return Value::boolean(false);
            return Value::boolean((arguments[1].isNull() && arguments[2].isNull()) != negated);
        }
        Call call{frame.runtime, arguments, 2, member, nullptr, member->result, nullptr};
        return member->get(call);
    })), &expression);
}

Bound Binder::equality(const std::string& op, Bound left, Bound right, const Expr& expression) {
    const bool negated = op == "!=";
    const bool leftNull = left.category == Category::Null;
    const bool rightNull = right.category == Category::Null;
    const auto mismatch = [&] {
        std::string hint;
        const bool token = (left.type && types().isAssignable(left.type, types().jToken)) || (right.type && types().isAssignable(right.type, types().jToken));
        if (token && !leftNull && !rightNull) hint = ": convert the token first, for example (string)token";
        error(19, "Operator '" + op + "' cannot be applied to operands of type '" + describe(left) + "' and '" + describe(right) + "'" + hint, expression.span);
        return errorValue(&expression);
    };
    if (leftNull && rightNull) return constantValue(types().boolean, Value::boolean(!negated), &expression);
    if (leftNull || rightNull) {
        Bound& other = leftNull ? right : left;
        if (other.category != Category::Value || other.type->kind == TypeKind::Void) return mismatch();
        if (other.type->isValueType() && !other.type->isNullable()) {
            if (other.type->kind == TypeKind::Struct && !other.type->isNumeric() && other.type != types().boolean) return mismatch();
            m_findings.warning(472, "The result of the expression is always '" + std::string(negated ? "true" : "false") + "' since a value of type '" + other.type->name + "' is never equal to 'null'", expression.span);
        }
        return value(types().boolean, makeBool([node = std::move(other.node), negated](Frame& frame) { return node->eval(frame).isNull() != negated; }), &expression);
    }
    if (left.category != Category::Value || right.category != Category::Value) return mismatch();
    if (left.type == types().string && right.type == types().string) {
        if (left.hasConstant && right.hasConstant) return constantValue(types().boolean, Value::boolean((left.constant.asText() == right.constant.asText()) != negated), &expression);
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
            Value holdLeft, holdRight;
            bool leftIsNull = false, rightIsNull = false;
            const auto x = a->evalText(frame, holdLeft, leftIsNull);
            const auto y = b->evalText(frame, holdRight, rightIsNull);
            return (leftIsNull == rightIsNull && x == y) != negated;
        }), &expression);
    }
    const Type* l = left.type->underlying();
    const Type* r = right.type->underlying();
    const auto byValue = [&] {
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
            const Value x = a->eval(frame);
            return valuesEqual(x, b->eval(frame)) != negated;
        }), &expression);
    };
    if (l == r && (l == types().boolean || l->kind == TypeKind::Enum || l->kind == TypeKind::Tuple)) return byValue();
    if (l->kind == TypeKind::Tuple && r->kind == TypeKind::Tuple) return byValue();
    if (l->kind == TypeKind::Enum && classify(right, left.type).exists()) {
        right.node = convertImplicit(std::move(right), left.type, expression.span);
        return byValue();
    }
    if (r->kind == TypeKind::Enum && classify(left, right.type).exists()) {
        left.node = convertImplicit(std::move(left), right.type, expression.span);
        return byValue();
    }
    if (left.type->isReference() && right.type->isReference()) {
        const bool related = types().isAssignable(left.type, right.type) || types().isAssignable(right.type, left.type) || left.type->isInterface() || right.type->isInterface();
        if (!related) return mismatch();
        if ((left.type == types().string) != (right.type == types().string) && (left.type == types().object || right.type == types().object)) {
            const bool leftSide = left.type == types().object;
            m_findings.warning(leftSide ? 252 : 253,
                               "Possible unintended reference comparison; to get a value comparison, cast the " + std::string(leftSide ? "left" : "right") + " hand side to type 'string' (as written it is false for every string that is not a literal)",
                               expression.span);
        }
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
            const Value x = a->eval(frame);
            return sameReference(x, b->eval(frame)) != negated;
        }), &expression);
    }
    return mismatch();
}

Bound Binder::binaryOperation(const std::string& op, Bound left, Bound right, const Expr& expression) {
    const auto mismatch = [&] {
        std::string hint;
        const auto isObject = [](const Bound& bound) { return bound.type == types().object && bound.category == Category::Value; };
        if (isObject(left) || isObject(right)) hint = ": the static type is object, cast it first, for example (int)context.Variables[\"x\"]";
        error(19, "Operator '" + op + "' cannot be applied to operands of type '" + describe(left) + "' and '" + describe(right) + "'" + hint, expression.span);
        return errorValue(&expression);
    };
    const auto isValue = [](const Bound& bound) { return bound.category == Category::Value && bound.type && bound.type->kind != TypeKind::Void; };
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
    const bool lifted = (isValue(left) && left.type->isNullable()) || (isValue(right) && right.type->isNullable());
    const bool equalityOp = op == "==" || op == "!=";
    if (l && r && l->isNumeric() && r->isNumeric()) {
        const Type* type = promoted(l, r, shift);
        // A constant operand may take the other's unsigned type: 2147483647 + 1u, ulong == 0.
        if (!type || (!shift && type == types().int64 && (l == types().uint32 || r == types().uint32 || l == types().uint64 || r == types().uint64))) {
            if (left.hasConstant && constantFits(left.constant, r)) type = r;
            else if (right.hasConstant && constantFits(right.constant, l)) type = l;
        }
        if (!type) return mismatch();
        const bool bitwise = op == "&" || op == "|" || op == "^" || shift;
        if (bitwise && !type->isIntegral()) return mismatch();
        if (shift && !classify(right, lifted ? types().nullableOf(types().int32) : types().int32).exists()) return mismatch();
        if (left.hasConstant && right.hasConstant) {
            const Value a = convertNumber(left.constant, type, false);
            const Value b = shift ? right.constant : convertNumber(right.constant, type, false);
            if (isComparison(op)) return constantValue(types().boolean, Value::boolean(compareNumbers(arithmeticOperator(op), type, a, b)), &expression);
            const auto folded = foldBinary(op, a, b, type, expression.span);
            return folded ? constantValue(type, *folded, &expression) : errorValue(&expression);
        }
        if (right.hasConstant && (op == "/" || op == "%") && type->isIntegral() && right.constant.bits() == 0) {
            m_findings.warning(20, "Division by constant zero", expression.span);
        }
        const Type* operand = lifted ? types().nullableOf(type) : type;
        NodePtr a = convertImplicit(std::move(left), operand, expression.span);
        NodePtr b = convertImplicit(std::move(right), shift ? (lifted ? types().nullableOf(types().int32) : types().int32) : operand, expression.span);
        if (isComparison(op)) return value(types().boolean, comparisonNode(op, type, std::move(a), std::move(b), lifted), &expression);
        NodePtr node = arithmeticNode(op, type, std::move(a), std::move(b), lifted);
        const bool mayThrow = m_checked || op == "/" || op == "%" || type->isDecimal();
        if (mayThrow) node = makeNode(located(expression.span, [node = std::move(node)](Frame& frame) { return node->eval(frame); }));
        return value(lifted ? types().nullableOf(type) : type, std::move(node), &expression);
    }
    if (l && r && l == types().boolean && r == types().boolean && (op == "&" || op == "|" || op == "^")) {
        if (lifted) {
            return value(types().nullableOf(types().boolean), makeNode([a = std::move(left.node), b = std::move(right.node), op](Frame& frame) {
                const Value x = a->eval(frame);
                const Value y = b->eval(frame);
                if (op == "&" && ((!x.isNull() && !x.bits()) || (!y.isNull() && !y.bits()))) return Value::boolean(false);
                if (op == "|" && (x.bits() || y.bits())) return Value::boolean(true);
                if (x.isNull() || y.isNull()) return Value();
                return Value::boolean(op == "^" ? x.bits() != y.bits() : op == "&");
            }), &expression);
        }
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), c = op[0]](Frame& frame) {
            const bool x = a->evalBool(frame);
            const bool y = b->evalBool(frame);
            return c == '&' ? x && y : c == '|' ? x || y : x != y;
        }), &expression);
    }
    // Enums: comparison, bit operations, and distance.
    if (l && r && !equalityOp && (l->kind == TypeKind::Enum || r->kind == TypeKind::Enum)) {
        const Type* type = l->kind == TypeKind::Enum ? l : r;
        const bool both = l == r;
        const bool bitwise = op == "&" || op == "|" || op == "^";
        if ((both && (bitwise || isComparison(op) || op == "-")) || (!both && (op == "+" || op == "-") && (l->isIntegral() || r->isIntegral()))) {
            if (isComparison(op)) return value(types().boolean, comparisonNode(op, types().int64, std::move(left.node), std::move(right.node), true), &expression);
            const Operator kind = arithmeticOperator(op);
            const bool numberResult = both && op == "-";
            return value(numberResult ? types().int32 : type, makeNode([a = std::move(left.node), b = std::move(right.node), kind, type, numberResult](Frame& frame) {
                const Value x = a->eval(frame);
                const Value number = arithmetic(kind, types().int64, Value::int64(x.bits()), Value::int64(b->eval(frame).bits()), false);
                return numberResult ? Value::int32(static_cast<std::int32_t>(number.bits())) : Value::enumeration(type->id, number.bits());
            }), &expression);
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

Bound Binder::coalesce(const Expr& expression, const Type*) {
    Bound left = bindValue(*expression.children[0]);
    const FlowState before = m_state;
    Bound right = bindValue(*expression.children[1], left.type && left.category == Category::Value ? left.type->underlying() : nullptr);
    m_state = before;
    if (left.isError() || right.isError()) return errorValue(&expression);
    const auto mismatch = [&] {
        error(19, "Operator '?" "?' cannot be applied to operands of type '" + describe(left) + "' and '" + describe(right) + "'", expression.span);
        return errorValue(&expression);
    };
    if (left.category == Category::Null) {
        if (right.category != Category::Value) return mismatch();
        return value(right.type, std::move(right.node), &expression);
    }
    if (left.category != Category::Value || (left.type->isValueType() && !left.type->isNullable()) || left.type->kind == TypeKind::Void) return mismatch();
    const Type* type = nullptr;
    if (left.type->isNullable() && classify(right, left.type->underlying()).exists()) type = left.type->underlying();
    else if (classify(right, left.type).exists()) type = left.type;
    else if (right.category == Category::Value && classify(left, right.type).exists()) type = right.type;
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
    }), &expression);
}

Bound Binder::bindAssignment(const Expr& expression) {
    const std::string& op = expression.text;
    const Expr& targetSyntax = *expression.children[0];
    const Expr& valueSyntax = *expression.children[1];
    if (op == "=" && targetSyntax.kind == ExprKind::Tuple) {
        error(8131, "Deconstruction is not supported in policy expressions: assign the items one by one", expression.span);
        return errorValue(&expression);
    }
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
                    error(200, "Property or indexer '" + receiver.type->name + "." + targetSyntax.text + "' cannot be assigned to: it is read only", targetSyntax.span, targetSyntax.text);
                    return errorValue(&expression);
                }
            }
        }
        if (!target.place) {
            if (plain && plain->isReadOnly)
                error(1656, "Cannot assign to '" + plain->name + "' because it is a foreach iteration or using variable", targetSyntax.span, plain->name);
            else if (targetSyntax.kind == ExprKind::Index)
                error(200, "Property or indexer 'this[]' of '" + (targetSyntax.children.empty() ? std::string("?") : std::string(m_source.substr(targetSyntax.children[0]->span.begin, targetSyntax.children[0]->span.end - targetSyntax.children[0]->span.begin))) + "' cannot be assigned to: it is read only", targetSyntax.span);
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
        return value(type, makeNode(located(expression.span, [place = target.place, node = std::move(node)](Frame& frame) {
            Value temps[Place::tempCount];
            place->prepare(frame, temps);
            Value value = node->eval(frame);
            place->store(frame, temps, value);
            return value;
        })), &expression);
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
    return value(type, makeNode(located(expression.span, [place = target.place, node = std::move(node), slot = temp->slot](Frame& frame) {
        Value temps[Place::tempCount];
        place->prepare(frame, temps);
        frame.slots[slot] = place->load(frame, temps);
        Value value = node->eval(frame);
        place->store(frame, temps, value);
        return value;
    })), &expression);
}

}  // namespace mgc::expression
