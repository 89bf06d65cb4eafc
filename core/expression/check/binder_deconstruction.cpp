#include "expression/check/binder.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {
namespace {

NodePtr itemNode(NodePtr tuple, std::size_t index) {
    return makeNode([tuple = std::move(tuple), index](Frame& frame) {
        const Value record = tuple->eval(frame);
        return as<RecordObject>(record).items[index];
    });
}

}  // namespace

/// The tuple type that the targets themselves ask for; null when one of them takes whatever comes.
const Type* Binder::targetTuple(const Expr& targets) {
    std::vector<const Type*> members;
    for (const auto& target : targets.children) {
        const Type* type = nullptr;
        if (target->kind == ExprKind::Tuple) type = targetTuple(*target);
        else if (target->kind == ExprKind::Declaration && !target->type->isVar()) type = bindType(*target->type);
        else if (target->kind == ExprKind::Name && target->typeArguments.empty())
            if (const LocalSymbol* symbol = lookup(target->text)) type = symbol->type;
        if (!type || type->isError()) return nullptr;
        members.push_back(type);
    }
    return types().tuple(std::move(members), {});
}

void Binder::assignItem(const Expr& target, Bound item, std::vector<NodePtr>& steps) {
    std::shared_ptr<Place> place;
    LocalSymbol* assigned = nullptr;
    if (target.kind == ExprKind::Declaration) {
        const Type* type = target.type->isVar() ? item.type : bindType(*target.type);
        if (target.text == "_") return;
        assigned = declare(target.text, type, target.nameSpan);
        place = placeOf(assigned);
    } else if (target.kind == ExprKind::Name && target.typeArguments.empty()) {
        assigned = lookup(target.text);
        if (!assigned && target.text == "_") return;
        if (assigned && !assigned->isReadOnly && !assigned->hasConstant) place = placeOf(assigned);
    }
    if (!place && !assigned) {
        Bound bound = bindValue(target);
        if (bound.isError()) return;
        place = bound.place;
    }
    if (!place) {
        error(131, "The left-hand side of an assignment must be a variable, property or indexer", target.span);
        return;
    }
    if (m_tokenSetters.count(&target)) m_program.mutatesTokens = true;
    NodePtr node = convertImplicit(std::move(item), place->type, target.span);
    if (assigned) m_state.assign(assigned->index);
    steps.push_back(makeNode([place, node = std::move(node)](Frame& frame) {
        Value temps[Place::tempCount];
        place->prepare(frame, temps);
        place->store(frame, temps, node->eval(frame));
        return Value();
    }));
}

void Binder::deconstruct(const Expr& targets, const Type* tupleType, LocalSymbol* tuple, std::vector<NodePtr>& steps) {
    const bool fits = tupleType->kind == TypeKind::Tuple && tupleType->arguments.size() == targets.children.size();
    if (!fits && !tupleType->isError()) {
        if (tupleType->kind == TypeKind::Tuple) error(8132, "Cannot deconstruct a tuple of '" + std::to_string(tupleType->arguments.size()) + "' elements into '" + std::to_string(targets.children.size()) + "' variables.", targets.span);
        else error(8129, "No suitable Deconstruct instance or extension method was found for type '" + tupleType->name + "', with " + std::to_string(targets.children.size()) + " out parameters and a void return type.", targets.span);
    }
    for (std::size_t i = 0; i < targets.children.size(); ++i) {
        const Expr& target = *targets.children[i];
        const Type* type = fits ? tupleType->arguments[i] : types().errorType;
        NodePtr node = itemNode(readLocal(tuple), i);
        if (target.kind == ExprKind::Tuple) {
            LocalSymbol* inner = hidden(type);
            steps.push_back(makeNode([place = placeOf(inner), node = std::move(node)](Frame& frame) {
                place->store(frame, nullptr, node->eval(frame));
                return Value();
            }));
            deconstruct(target, type, inner, steps);
            continue;
        }
        Bound item = value(type, std::move(node), &target);
        if (!fits) item.category = Category::Error;
        assignItem(target, std::move(item), steps);
    }
}

Bound Binder::bindDeconstruction(const Expr& expression) {
    const Expr& targets = *expression.children[0];
    const std::size_t mark = m_findings.mark();
    Bound source = bindValue(*expression.children[1], targetTuple(targets));
    m_hasCondition = false;
    const Type* type = source.category == Category::Value && source.type ? source.type : types().errorType;
    if (source.category != Category::Value && !source.isError()) error(8131, "Deconstruction needs a tuple, not " + describe(source), expression.children[1]->span);
    LocalSymbol* tuple = hidden(type);
    auto steps = std::make_shared<std::vector<NodePtr>>();
    deconstruct(targets, type, tuple, *steps);
    if (m_findings.hasErrorsSince(mark)) return errorValue(&expression);
    return value(type, makeNode([node = std::move(source.node), place = placeOf(tuple), steps](Frame& frame) {
        Value made = node->eval(frame);
        place->store(frame, nullptr, made);
        for (const auto& step : *steps) (void)step->eval(frame);
        return made;
    }), &expression);
}

/// (a, b) == (c, d): item by item, each with its own operator.
Bound Binder::tupleEquality(const std::string& op, Bound left, Bound right, const Expr& expression) {
    const Type* leftType = left.type;
    const Type* rightType = right.type;
    if (leftType->isNullable() || rightType->isNullable() || leftType->arguments.size() != rightType->arguments.size()) {
        error(8384, "Tuple types used as operands of an == or != operator must have matching cardinalities. But this operator has tuple types of cardinality " + std::to_string(leftType->arguments.size()) + " on the left and " + std::to_string(rightType->arguments.size()) + " on the right.", expression.span);
        return errorValue(&expression);
    }
    LocalSymbol* a = hidden(leftType);
    LocalSymbol* b = hidden(rightType);
    auto items = std::make_shared<std::vector<NodePtr>>();
    for (std::size_t i = 0; i < leftType->arguments.size(); ++i) {
        Bound item = binaryOperation("==", value(leftType->arguments[i], itemNode(readLocal(a), i), &expression), value(rightType->arguments[i], itemNode(readLocal(b), i), &expression), expression);
        if (item.isError()) return errorValue(&expression);
        items->push_back(std::move(item.node));
    }
    return value(types().boolean, makeBool([first = std::move(left.node), second = std::move(right.node), a = placeOf(a), b = placeOf(b), items, wanted = op == "=="](Frame& frame) {
        a->store(frame, nullptr, first->eval(frame));
        b->store(frame, nullptr, second->eval(frame));
        for (const auto& item : *items)
            if (!item->evalBool(frame)) return !wanted;
        return wanted;
    }), &expression);
}

}  // namespace mgc::expression
