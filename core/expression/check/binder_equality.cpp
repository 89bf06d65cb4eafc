#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/eval/arithmetic.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {

Bound Binder::concatenation(const Expr& expression, Bound left, Bound right) {
    if (left.hasConstant && right.hasConstant && left.type == types().string && right.type == types().string) {
        std::string joined(left.constant.asText());
        appendUtf8(joined, right.constant.asText());
        return constantValue(types().string, Value::text(joined), &expression);
    }
    NodePtr a = left.category == Category::Null ? std::move(left.node) : convertImplicit(std::move(left), types().object, expression.span);
    NodePtr b =
        right.category == Category::Null ? std::move(right.node) : convertImplicit(std::move(right), types().object, expression.span);
    return value(types().string,
                 makeNode(located(expression.span,
                                  [a = std::move(a), b = std::move(b)](Frame& frame) {
                                      const Value x = a->eval(frame);
                                      const Value y = b->eval(frame);
                                      if (x.isText() && y.isText()) return Value::string(StringObject::concat(x.asText(), y.asText()));
                                      std::string out = toText(x);
                                      appendUtf8(out, std::string_view(toText(y)));
                                      return Value::text(out);
                                  })),
                 &expression);
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
            return conversion.isIdentity()                       ? 0
                   : conversion.kind == ConversionKind::User     ? 5
                   : conversion.kind == ConversionKind::Nullable ? 1
                                                                 : 2;
        };
        for (const bool lift : {false, true}) {
            const int total =
                score(left, ref.member->parameters[0].type, lift) + score(right, ref.member->parameters[1].type, lift) + (lift ? 10 : 0);
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
    return value(result,
                 makeNode(located(expression.span,
                                  [=, a = std::move(a), b = std::move(b)](Frame& frame) {
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
                                  })),
                 &expression);
}

Bound Binder::equality(const std::string& op, Bound left, Bound right, const Expr& expression) {
    const bool negated = op == "!=";
    const bool leftNull = left.category == Category::Null;
    const bool rightNull = right.category == Category::Null;
    const auto mismatch = [&] {
        std::string hint;
        const bool token = (left.type && types().isAssignable(left.type, types().jToken)) ||
                           (right.type && types().isAssignable(right.type, types().jToken));
        if (token && !leftNull && !rightNull) hint = ": convert the token first, for example (string)token";
        error(19,
              "Operator '" + op + "' cannot be applied to operands of type '" + describe(left) + "' and '" + describe(right) + "'" + hint,
              expression.span);
        return errorValue(&expression);
    };
    if (leftNull && rightNull) return constantValue(types().boolean, Value::boolean(!negated), &expression);
    if (leftNull || rightNull) {
        Bound& other = leftNull ? right : left;
        if (other.category != Category::Value || other.type->kind == TypeKind::Void) return mismatch();
        if (other.type->isValueType() && !other.type->isNullable()) {
            if (other.type->kind == TypeKind::Struct && !other.type->isNumeric() && other.type != types().boolean) return mismatch();
            m_findings.warning(472,
                               "The result of the expression is always '" + std::string(negated ? "true" : "false") +
                                   "' since a value of type '" + other.type->name + "' is never equal to 'null'",
                               expression.span);
        }
        return value(types().boolean,
                     makeBool([node = std::move(other.node), negated](Frame& frame) { return node->eval(frame).isNull() != negated; }),
                     &expression);
    }
    if (left.category != Category::Value || right.category != Category::Value) return mismatch();
    if (left.type == types().string && right.type == types().string) {
        if (left.hasConstant && right.hasConstant)
            return constantValue(types().boolean, Value::boolean((left.constant.asText() == right.constant.asText()) != negated),
                                 &expression);
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
                         Value holdLeft, holdRight;
                         bool leftIsNull = false, rightIsNull = false;
                         const auto x = a->evalText(frame, holdLeft, leftIsNull);
                         const auto y = b->evalText(frame, holdRight, rightIsNull);
                         return (leftIsNull == rightIsNull && x == y) != negated;
                     }),
                     &expression);
    }
    const Type* l = left.type->underlying();
    const Type* r = right.type->underlying();
    const auto byValue = [&] {
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
                         const Value x = a->eval(frame);
                         return valuesEqual(x, b->eval(frame)) != negated;
                     }),
                     &expression);
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
        // A class that is not sealed may have a subclass that implements the interface.
        const auto open = [](const Type* type) {
            return type->isInterface() || (type->kind == TypeKind::Class && type->definition && !type->definition->isSealed);
        };
        const bool related = types().isAssignable(left.type, right.type) || types().isAssignable(right.type, left.type) ||
                             (left.type->isInterface() && open(right.type)) || (right.type->isInterface() && open(left.type));
        if (!related) return mismatch();
        if ((left.type == types().string) != (right.type == types().string) &&
            (left.type == types().object || right.type == types().object)) {
            const bool leftSide = left.type == types().object;
            m_findings.warning(leftSide ? 252 : 253,
                               "Possible unintended reference comparison; to get a value comparison, cast the " +
                                   std::string(leftSide ? "left" : "right") +
                                   " hand side to type 'string' (as written it is false for every string that is not a literal)",
                               expression.span);
        }
        return value(types().boolean, makeBool([a = std::move(left.node), b = std::move(right.node), negated](Frame& frame) {
                         const Value x = a->eval(frame);
                         return sameReference(x, b->eval(frame)) != negated;
                     }),
                     &expression);
    }
    return mismatch();
}

}  // namespace mgc::expression
