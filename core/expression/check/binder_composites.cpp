#include "expression/check/binder.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

Bound Binder::bindTuple(const Expr& expression, const Type* target) {
    std::vector<const Type*> members;
    std::vector<NodePtr> nodes;
    bool failed = false;
    const bool fits = target && target->kind == TypeKind::Tuple && target->arguments.size() == expression.children.size();
    bool allConvert = fits;
    std::vector<std::string> names = expression.names;
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        const Type* wanted = fits ? target->arguments[i] : nullptr;
        Bound item = bindValue(*expression.children[i], wanted);
        failed = failed || item.isError();
        if (!wanted && (item.category != Category::Value || !item.type)) {
            if (!item.isError())
                error(8210, "A tuple may not contain a value of type '" + describe(item) + "'", expression.children[i]->span);
            failed = true;
        }
        const bool converts = wanted && classify(item, wanted).exists();
        allConvert = allConvert && converts;
        const Type* type = converts ? wanted : item.type;
        if (!type) type = types().object;
        members.push_back(type);
        nodes.push_back(convertImplicit(std::move(item), type, expression.children[i]->span));
        if (names[i].empty() && expression.children[i]->kind == ExprKind::Name) names[i] = expression.children[i]->text;
    }
    if (failed) return errorValue(&expression);
    const Type* type = allConvert ? target : types().tuple(std::move(members), std::move(names));
    return value(type, makeNode([nodes = std::make_shared<std::vector<NodePtr>>(std::move(nodes)), type](Frame& frame) {
                     std::vector<Value> items;
                     for (const auto& node : *nodes) items.push_back(node->eval(frame));
                     return Value::object(new RecordObject(type, std::move(items)));
                 }),
                 &expression);
}

Bound Binder::bindAnonymous(const Expr& expression) {
    std::vector<const Type*> members;
    std::vector<NodePtr> nodes;
    bool failed = false;
    for (const auto& child : expression.children) {
        Bound item = bindValue(*child);
        if (item.category != Category::Value || item.isError() || item.type->kind == TypeKind::Void) {
            if (!item.isError()) error(828, "Cannot assign '" + describe(item) + "' to anonymous type property", child->span);
            failed = true;
            continue;
        }
        members.push_back(item.type);
        nodes.push_back(std::move(item.node));
    }
    for (std::size_t i = 0; i < expression.names.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (!expression.names[i].empty() && expression.names[i] == expression.names[k]) {
                error(833, "An anonymous type cannot have multiple properties with the same name", expression.children[i]->span);
                failed = true;
            }
    if (failed) return errorValue(&expression);
    const Type* type = types().anonymous(std::move(members), expression.names);
    return value(type, makeNode([nodes = std::make_shared<std::vector<NodePtr>>(std::move(nodes)), type](Frame& frame) {
                     std::vector<Value> items;
                     for (const auto& node : *nodes) items.push_back(node->eval(frame));
                     return Value::object(new RecordObject(type, std::move(items)));
                 }),
                 &expression);
}

namespace {

/// Bytes of a type whose size the language fixes; 0 for others.
int sizeOf(const Type* type) {
    if (type->isDecimal()) return 16;
    if (type->kind == TypeKind::Enum) return 4;
    if (type->kind != TypeKind::Struct) return 0;
    switch (type->valueKind) {
        case Kind::Boolean:
        case Kind::SByte:
        case Kind::Byte:
            return 1;
        case Kind::Char:
        case Kind::Int16:
        case Kind::UInt16:
            return 2;
        case Kind::Int32:
        case Kind::UInt32:
        case Kind::Single:
            return 4;
        case Kind::Int64:
        case Kind::UInt64:
        case Kind::Double:
            return 8;
        default:
            return 0;
    }
}

}  // namespace

Bound Binder::bindDefault(const Expr& expression, const Type* target) {
    if (!expression.type) {
        if (target && !target->isError() && target->kind != TypeKind::Parameter)
            return constantValue(target, defaultValue(target), &expression);
        Bound bound;
        bound.category = Category::Default;
        bound.syntax = &expression;
        return bound;
    }
    const Type* type = bindType(*expression.type);
    if (type->isError()) return errorValue(&expression);
    if (expression.text == "sizeof") {
        const int size = sizeOf(type);
        if (size > 0) return constantValue(types().int32, Value::int32(size), &expression);
        error(233, "'" + type->name + "' does not have a predefined size, therefore sizeof can only be used in an unsafe context",
              expression.span);
        return errorValue(&expression);
    }
    const Value constant = defaultValue(type);
    if (type->isNumeric() || type == types().boolean) return constantValue(type, constant, &expression);
    return value(type, std::make_unique<ConstantNode>(internConstant(constant)), &expression);
}

Bound Binder::bindNameOf(const Expr& expression) {
    const Expr* inner = expression.arguments[0].value.get();
    const std::size_t mark = m_findings.mark();
    Bound bound = bind(*inner);
    if (m_findings.hasErrorsSince(mark) && inner->kind == ExprKind::Member) {
        // nameof(String.Length): an instance member may be named through its type.
        const std::size_t after = m_findings.mark();
        Bound type = bind(*inner->children[0]);
        m_findings.rollBack(after);
        if (type.category == Category::TypeName)
            for (const auto& ref : types().allMembers(type.type))
                if (ref.member->name == inner->text && !ref.member->refused) {
                    m_findings.rollBack(mark);
                    break;
                }
    }
    if (m_findings.hasErrorsSince(mark)) return errorValue(&expression);
    if (inner->kind != ExprKind::Name && inner->kind != ExprKind::Member) {
        error(8081, "Expression does not have a name.", inner->span);
        return errorValue(&expression);
    }
    return constantValue(types().string, Value::text(inner->text), &expression);
}

}  // namespace mgc::expression
