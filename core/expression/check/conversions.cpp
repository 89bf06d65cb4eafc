#include <algorithm>

#include "expression/check/binder.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {

bool Binder::implicitNumeric(const Type* from, const Type* to) {
    if (!from->isNumeric() || !to->isNumeric() || from == to) return false;
    if (to == types().character) return false;
    if (from->isDecimal()) return false;
    const Kind f = from->valueKind;
    if (to->isDecimal()) return f < Kind::Single;
    const Kind t = to->valueKind;
    if (f == Kind::Double) return false;
    if (f == Kind::Single) return t == Kind::Double;
    if (t == Kind::Single || t == Kind::Double) return true;
    switch (f) {
        case Kind::SByte: return t == Kind::Int16 || t == Kind::Int32 || t == Kind::Int64;
        case Kind::Byte: return t == Kind::Int16 || t == Kind::UInt16 || t == Kind::Int32 || t == Kind::UInt32 || t == Kind::Int64 || t == Kind::UInt64;
        case Kind::Int16: return t == Kind::Int32 || t == Kind::Int64;
        case Kind::Char:
        case Kind::UInt16: return t == Kind::UInt16 || t == Kind::Int32 || t == Kind::UInt32 || t == Kind::Int64 || t == Kind::UInt64;
        case Kind::Int32: return t == Kind::Int64;
        case Kind::UInt32: return t == Kind::Int64 || t == Kind::UInt64;
        default: return false;
    }
}

bool Binder::constantFits(const Value& constant, const Type* to) {
    if (to->kind != TypeKind::Struct || to->valueKind < Kind::SByte || to->valueKind > Kind::UInt64) return false;
    if (constant.kind() == Kind::Int32) {
        if (to->valueKind == Kind::Int64) return true;
        return constant.bits() >= minimumOf(to->valueKind) && (constant.bits() < 0 || static_cast<std::uint64_t>(constant.bits()) <= maximumOf(to->valueKind));
    }
    return constant.kind() == Kind::Int64 && to->valueKind == Kind::UInt64 && constant.bits() >= 0;
}

Conversion Binder::classifyType(const Type* from, const Type* to) const {
    if (from == to) return {ConversionKind::Identity, {}, nullptr};
    if (from->isError() || to->isError()) return {ConversionKind::Error, {}, nullptr};
    if (from->kind == TypeKind::Void || to->kind == TypeKind::Void) return {};
    if (from->kind == TypeKind::Tuple && to->kind == TypeKind::Tuple && from->arguments.size() == to->arguments.size()) {
        if (from->arguments == to->arguments) return {ConversionKind::Identity, {}, nullptr};
        for (std::size_t i = 0; i < from->arguments.size(); ++i) {
            const auto each = classifyType(from->arguments[i], to->arguments[i]);
            if (!each.exists()) return {};
        }
        return {ConversionKind::Tuple, {}, nullptr};
    }
    if (implicitNumeric(from, to)) return {ConversionKind::Numeric, {}, nullptr};
    if (to->isNullable()) {
        if (from == to->arguments[0]) return {ConversionKind::Nullable, {}, nullptr};
        if (implicitNumeric(from->underlying(), to->arguments[0])) return {ConversionKind::Nullable, {}, nullptr};
    }
    if (from->kind == TypeKind::Parameter || to->kind == TypeKind::Parameter) return {};
    if (types().isAssignable(from, to)) return {from->isValueType() ? ConversionKind::Boxing : ConversionKind::Reference, {}, nullptr};
    return {};
}

Conversion Binder::userConversion(const Type* from, const Type* to, bool allowExplicit, const Bound* source) {
    if (from->isInterface() || to->isInterface() || from->kind == TypeKind::Parameter || to->kind == TypeKind::Parameter) return {};
    const Type* fromPlain = from->underlying();
    const Type* toPlain = to->underlying();
    std::vector<MemberRef> all;
    const auto collect = [&](const Type* type) {
        if (!type->definition || type->kind == TypeKind::Array || type->kind == TypeKind::Anonymous || type->kind == TypeKind::Tuple || type->kind == TypeKind::Null) return;
        for (const auto& ref : types().allMembers(type))
            if (ref.member->kind == MemberKind::Implicit || (allowExplicit && ref.member->kind == MemberKind::Explicit)) all.push_back(ref);
    };
    collect(fromPlain);
    if (toPlain != fromPlain) collect(toPlain);
    // Exact forms first (JToken -> int?), then those reached by a standard conversion on either side.
    MemberRef best;
    int bestScore = 100;
    const Type* bestFrom = nullptr;
    for (const auto& ref : all) {
        const Type* takes = ref.member->parameters[0].type;
        const Type* gives = ref.member->result;
        int score = 0;
        const auto distance = [&](const Type* a, const Type* b, bool into) -> int {
            if (a == b) return 0;
            if (a->underlying() == b->underlying()) return a->isNullable() && !b->isNullable() ? (allowExplicit ? 3 : 50) : 1;
            if (classifyType(a, b).exists()) return a->isReference() && b->isReference() ? 2 : 4;
            if (into && source && source->hasConstant && constantFits(source->constant, b)) return 5;
            // An explicit conversion may narrow on either side: (byte)token goes through a wider standard conversion.
            if (allowExplicit && a->underlying()->isNumeric() && b->underlying()->isNumeric()) return 8;
            if (allowExplicit && !into && types().isAssignable(b, a) && a->isReference()) return 6;
            if (allowExplicit && into && types().isAssignable(b, a) && a->isReference() && a != types().object) return 7;
            return 100;
        };
        const int in = source && source->category == Category::Null ? (takes->isValueType() && !takes->isNullable() ? 100 : 1) : distance(from, takes, true);
        const int out = distance(gives, to, false);
        score = in + out * 2;
        if (in >= 50 || out >= 50 || score >= bestScore) continue;
        best = ref;
        bestScore = score;
        bestFrom = from;
    }
    if (!best.member) return {};
    return {ConversionKind::User, best, bestFrom};
}

Conversion Binder::classify(const Bound& from, const Type* to) {
    if (to->isError() || from.isError()) return {ConversionKind::Error, {}, nullptr};
    switch (from.category) {
        case Category::Null:
            if (to->isReference() || to->isNullable()) return {ConversionKind::Null, {}, nullptr};
            return {};
        case Category::Default: return {ConversionKind::Default, {}, nullptr};
        case Category::Throw: return {ConversionKind::Throw, {}, nullptr};
        case Category::Lambda:
            if (to->isDelegate() && lambdaFits(*from.syntax, to)) return {ConversionKind::Lambda, {}, nullptr};
            return {};
        case Category::Methods: {
            if (!to->isDelegate()) return {};
            const Member* delegate = types().invokeOf(to);
            std::vector<const Type*> parameters;
            for (const auto& parameter : delegate->parameters) parameters.push_back(types().inOwner(parameter.type, to));
            const auto chosen = resolveGroup(from, parameters);
            if (!chosen) return {};
            const Type* wanted = types().inOwner(delegate->result, to);
            if (wanted->kind != TypeKind::Void && !types().isAssignable(chosen->result, wanted)) return {};
            if (wanted->kind != TypeKind::Void && chosen->result->isValueType() != wanted->isValueType()) return {};
            return {ConversionKind::MethodGroup, {}, nullptr};
        }
        case Category::Value:
        case Category::OutVariable: break;
        default: return {};
    }
    if (from.hasConstant && from.type != to) {
        if (constantFits(from.constant, to->underlying()) && from.type->kind == TypeKind::Struct && !implicitNumeric(from.type, to)) return {to->isNullable() ? ConversionKind::Nullable : ConversionKind::Constant, {}, nullptr};
        if (to->underlying()->kind == TypeKind::Enum && from.type->isIntegral() && from.constant.bits() == 0) return {ConversionKind::Enum, {}, nullptr};
    }
    const auto standard = classifyType(from.type, to);
    if (standard.exists()) return standard;
    return userConversion(from.type, to, false, &from);
}

Conversion Binder::classifyExplicit(const Bound& from, const Type* to) {
    auto implicit = classify(from, to);
    if (implicit.exists()) return implicit;
    if (from.category != Category::Value || !from.type) return {};
    const Type* source = from.type;
    const Type* f = source->underlying();
    const Type* t = to->underlying();
    if (source->kind == TypeKind::Void) return {};
    const bool toPlainFromNullable = source->isNullable() && !to->isNullable();
    if (f == t && toPlainFromNullable) return {ConversionKind::ExplicitNullable, {}, nullptr};
    const bool enumInvolved = f->kind == TypeKind::Enum || t->kind == TypeKind::Enum;
    if (enumInvolved && (f->kind == TypeKind::Enum || f->isNumeric()) && (t->kind == TypeKind::Enum || t->isNumeric())) return {ConversionKind::ExplicitEnum, {}, nullptr};
    if (f->isNumeric() && t->isNumeric()) return {ConversionKind::ExplicitNumeric, {}, nullptr};
    if (!source->isValueType() && to->isValueType() && (source == types().object || source == types().enumBase || source->isInterface() || source->is("ValueType"))) {
        if (source->isInterface() && !types().isAssignable(t, source) && source->definition->name != "IComparable") return userConversion(source, to, true, &from);
        return {ConversionKind::Unboxing, {}, nullptr};
    }
    if (source->isReference() && to->isReference()) {
        if (types().isAssignable(to, source)) return {ConversionKind::Downcast, {}, nullptr};
        if (source->isInterface() && !(to->definition && to->definition->isSealed && !types().isAssignable(to, source)) ) return {ConversionKind::Downcast, {}, nullptr};
        if (to->isInterface() && !(source->definition && source->definition->isSealed) && !source->isArray() && source->kind != TypeKind::Anonymous) return {ConversionKind::Downcast, {}, nullptr};
        if (source->isArray() && to->isArray() && types().isAssignable(to->element(), source->element())) return {ConversionKind::Downcast, {}, nullptr};
        if (source->isArray() && to->isInterface() && !to->arguments.empty()) return {ConversionKind::Downcast, {}, nullptr};
    }
    return userConversion(source, to, true, &from);
}

NodePtr Binder::numericNode(NodePtr node, const Type* from, const Type* to) const {
    if (from == to) return node;
    // Integers of narrower kinds keep their bits; only the kind changes.
    if (from->isIntegral() && to->isIntegral() && implicitNumeric(from, to)) {
        return makeNode([node = std::move(node), kind = to->valueKind](Frame& frame) { return Value::scalar(kind, node->eval(frame).bits()); });
    }
    return makeNode([node = std::move(node), to, isChecked = m_checked](Frame& frame) { return convertNumber(node->eval(frame), to, isChecked); });
}

NodePtr Binder::convert(Bound& from, const Type* to, const Conversion& conversion, Span span) {
    const auto withOffset = [span](auto body) {
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
    };
    switch (conversion.kind) {
        case ConversionKind::None:
        case ConversionKind::Error:
            if (from.node) return std::move(from.node);
            return std::make_unique<ConstantNode>(Value());
        case ConversionKind::Identity:
        case ConversionKind::Reference:
        case ConversionKind::Boxing: return std::move(from.node);
        case ConversionKind::Null: return std::make_unique<ConstantNode>(Value());
        case ConversionKind::Default: return std::make_unique<ConstantNode>(internConstant(defaultValue(to)));
        case ConversionKind::Throw: return std::move(from.node);
        case ConversionKind::Lambda: return lambdaNode(*from.syntax, to);
        case ConversionKind::MethodGroup: return methodGroupNode(from, to);
        case ConversionKind::Numeric:
            if (from.hasConstant) return std::make_unique<ConstantNode>(internConstant(convertNumber(from.constant, to, false)));
            return numericNode(std::move(from.node), from.type, to);
        case ConversionKind::Constant: return std::make_unique<ConstantNode>(internConstant(convertNumber(from.constant, to, false)));
        case ConversionKind::Enum: return std::make_unique<ConstantNode>(Value::enumeration(to->underlying()->id, 0));
        case ConversionKind::Tuple:
            return makeNode([node = std::move(from.node), to](Frame& frame) {
                const Value tuple = node->eval(frame);
                std::vector<Value> items = as<RecordObject>(tuple).items;
                for (std::size_t i = 0; i < items.size(); ++i)
                    if (to->arguments[i]->underlying()->isNumeric() && !items[i].isNull()) items[i] = convertNumber(items[i], to->arguments[i]->underlying(), false);
                return Value::object(new RecordObject(to, std::move(items)));
            });
        case ConversionKind::Nullable: {
            const Type* inner = to->arguments[0];
            if (from.hasConstant && from.type != inner) return std::make_unique<ConstantNode>(internConstant(convertNumber(from.constant, inner, false)));
            if (from.type->underlying() == inner) return std::move(from.node);
            return makeNode([node = std::move(from.node), inner](Frame& frame) {
                Value value = node->eval(frame);
                return value.isNull() ? value : convertNumber(value, inner, false);
            });
        }
        case ConversionKind::ExplicitNumeric:
        case ConversionKind::ExplicitEnum: {
            const Type* target = to->underlying();
            const bool nullable = from.type->isNullable();
            const bool allowNull = to->isNullable();
            return makeNode(withOffset([node = std::move(from.node), target, nullable, allowNull, isChecked = m_checked](Frame& frame) {
                Value value = node->eval(frame);
                if (nullable && value.isNull()) {
                    if (allowNull) return value;
                    raise("InvalidOperationException", "Nullable object must have a value.");
                }
                if (value.kind() == Kind::Enum) value = Value::int64(value.bits());
                return convertNumber(value, target, isChecked);
            }));
        }
        case ConversionKind::ExplicitNullable:
            return makeNode(withOffset([node = std::move(from.node)](Frame& frame) {
                Value value = node->eval(frame);
                if (value.isNull()) raise("InvalidOperationException", "Nullable object must have a value.");
                return value;
            }));
        case ConversionKind::Unboxing:
            return makeNode(withOffset([node = std::move(from.node), to](Frame& frame) {
                Value value = node->eval(frame);
                if (value.isNull()) {
                    if (to->isNullable()) return value;
                    raiseNullReference();
                }
                const Type* actual = typeOf(value);
                // A box of an enumeration may be taken for its number, and the other way round.
                if (actual->kind == TypeKind::Enum && to->underlying() == types().int32) return Value::int32(static_cast<std::int32_t>(value.bits()));
                if (actual == types().int32 && to->underlying()->kind == TypeKind::Enum) return Value::enumeration(to->underlying()->id, value.bits());
                if (actual != to->underlying() && !isInstance(value, to)) raise("InvalidCastException", "Specified cast is not valid.");
                return value;
            }));
        case ConversionKind::Downcast:
            return makeNode(withOffset([node = std::move(from.node), to](Frame& frame) {
                Value value = node->eval(frame);
                if (!value.isNull() && !isInstance(value, to)) raiseInvalidCast(typeOf(value), to);
                return value;
            }));
        case ConversionKind::User: {
            const Member* member = conversion.user.member;
            const Type* takes = member->parameters[0].type;
            NodePtr operand;
            if (from.category == Category::Null) {
                operand = std::make_unique<ConstantNode>(Value());
            } else {
                const bool lift = from.type->isNullable() && !takes->isNullable() && takes->isValueType();
                if (from.type == takes || types().isAssignable(from.type, takes)) {
                    operand = std::move(from.node);
                } else if (lift) {
                    operand = std::move(from.node);
                } else {
                    Bound source = std::move(from);
                    const auto step = classifyExplicit(source, takes);
                    operand = step.kind == ConversionKind::User ? std::move(source.node) : convert(source, takes, step, span);
                }
            }
            const Type* gives = member->result;
            const bool skipNull = takes->isValueType() && !takes->isNullable();
            NodePtr call = makeNode(withOffset([operand = std::move(operand), member, gives, skipNull](Frame& frame) {
                Value arguments[2];
                arguments[1] = operand->eval(frame);
                if (skipNull && arguments[1].isNull()) return Value();
                Call native{frame.runtime, arguments, 1, member, nullptr, gives, nullptr};
                return member->get(native);
            }));
            if (gives == to || gives->underlying() == to || to == types().object || types().isAssignable(gives, to)) return call;
            Bound made = value(gives, std::move(call), from.syntax);
            Bound source = std::move(made);
            const auto step = classifyExplicit(source, to);
            if (step.kind == ConversionKind::User) return std::move(source.node);
            return convert(source, to, step, span);
        }
    }
    return std::move(from.node);
}

NodePtr Binder::convertImplicit(Bound from, const Type* to, Span span) {
    if (from.isError() || to->isError()) return std::make_unique<ConstantNode>(Value());
    const auto conversion = classify(from, to);
    if (conversion.exists()) return convert(from, to, conversion, span);
    if (from.category == Category::Null) {
        error(37, "Cannot convert null to '" + to->name + "' because it is a non-nullable value type", span);
    } else if (from.category == Category::Lambda) {
        if (!to->isDelegate()) {
            error(1660, "Cannot convert lambda expression to type '" + to->name + "' because it is not a delegate type", span);
        } else {
            const std::size_t mark = m_findings.mark();
            (void)lambdaNode(*from.syntax, to);
            if (!m_findings.hasErrorsSince(mark)) error(1661, "Cannot convert lambda expression to delegate type '" + to->name + "' because the parameters do not match", span);
        }
    } else if (from.category == Category::Methods) {
        error(428, "Cannot convert method group '" + from.name + "' to type '" + to->name + "'. Did you intend to invoke the method?", span);
    } else if (from.category == Category::TypeName || from.category == Category::Namespace) {
        error(119, "'" + (from.type ? from.type->name : from.name) + "' is a type or namespace, which is not valid in the given context", span);
    } else if (from.hasConstant && from.type->isIntegral() && to->isIntegral()) {
        error(31, "Constant value '" + std::to_string(from.constant.bits()) + "' cannot be converted to a '" + to->name + "'", span);
    } else if (from.type && classifyExplicit(from, to).exists()) {
        error(266, "Cannot implicitly convert type '" + from.type->name + "' to '" + to->name + "'. An explicit conversion exists (are you missing a cast?)", span);
    } else {
        error(29, "Cannot implicitly convert type '" + describe(from) + "' to '" + to->name + "'", span);
    }
    return std::make_unique<ConstantNode>(Value());
}

}  // namespace mgc::expression
