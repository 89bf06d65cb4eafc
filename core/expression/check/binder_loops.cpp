#include <algorithm>

#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"
#include "expression/json/token.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {
namespace {

/// foreach over a JObject yields its properties as pairs.
Value propertyPair(const Value& property, const Type* pairType) {
    const auto& self = as<JPropertyObject>(property);
    return makePair(pairType, Value::text(self.name), self.content() ? self.content()->value() : Value());
}

}  // namespace

StatementPtr Binder::bindIf(const Stmt& statement) {
    NodePtr condition = bindCondition(*statement.expression);
    const FlowState whenTrue = m_whenTrue;
    const FlowState whenFalse = m_whenFalse;
    m_state = whenTrue;
    if (!m_state.reachable) m_state.reachable = false;
    StatementPtr body = bindStatement(*statement.body);
    const FlowState afterTrue = m_state;
    m_state = whenFalse;
    StatementPtr otherwise = statement.otherwise ? bindStatement(*statement.otherwise) : nullptr;
    FlowState after = afterTrue;
    after.join(m_state);
    m_state = after;
    return makeStatementNode([condition = std::move(condition), body = std::move(body), otherwise = std::move(otherwise)](Frame& frame) {
        if (condition->evalBool(frame)) return body->run(frame);
        return otherwise ? otherwise->run(frame) : Flow::Next;
    });
}

StatementPtr Binder::bindWhile(const Stmt& statement) {
    std::vector<FlowState> breaks;
    pushScope();
    NodePtr condition = bindCondition(*statement.expression);
    const FlowState whenFalse = m_whenFalse;
    m_state = m_whenTrue;
    m_breaks.push_back(&breaks);
    ++m_function->loopDepth;
    StatementPtr body = bindStatement(*statement.body);
    --m_function->loopDepth;
    m_breaks.pop_back();
    m_state = whenFalse;
    for (const auto& state : breaks) m_state.join(state);
    auto locals = popScope();
    return makeStatementNode([condition = std::move(condition), body = std::move(body), locals = std::move(locals)](Frame& frame) {
        while (true) {
            if (!locals.empty()) freshCells(frame, locals);
            if (!condition->evalBool(frame)) break;
            frame.runtime.step();
            const Flow flow = body->run(frame);
            if (flow == Flow::Break) break;
            if (flow == Flow::Return || flow == Flow::GotoSection || flow == Flow::GotoLabel) return flow;
        }
        return Flow::Next;
    });
}

StatementPtr Binder::bindDo(const Stmt& statement) {
    std::vector<FlowState> breaks;
    m_breaks.push_back(&breaks);
    ++m_function->loopDepth;
    StatementPtr body = bindStatement(*statement.body);
    --m_function->loopDepth;
    m_breaks.pop_back();
    // `continue` may lead to the condition even if the end of the body cannot be reached.
    const bool reachable = m_state.reachable;
    m_state.reachable = true;
    NodePtr condition = bindCondition(*statement.expression);
    m_state = m_whenFalse;
    if (!reachable && breaks.empty()) m_state.reachable = m_whenFalse.reachable;
    for (const auto& state : breaks) m_state.join(state);
    return makeStatementNode([condition = std::move(condition), body = std::move(body)](Frame& frame) {
        do {
            frame.runtime.step();
            const Flow flow = body->run(frame);
            if (flow == Flow::Break) break;
            if (flow == Flow::Return || flow == Flow::GotoSection || flow == Flow::GotoLabel) return flow;
        } while (condition->evalBool(frame));
        return Flow::Next;
    });
}

StatementPtr Binder::bindFor(const Stmt& statement) {
    pushScope();
    std::vector<StatementPtr> start;
    for (const auto& each : statement.statements) start.push_back(bindStatement(*each));
    NodePtr condition;
    FlowState whenFalse;
    if (statement.expression) {
        condition = bindCondition(*statement.expression);
        whenFalse = m_whenFalse;
        m_state = m_whenTrue;
    } else {
        whenFalse = m_state;
        whenFalse.reachable = false;
    }
    std::vector<FlowState> breaks;
    m_breaks.push_back(&breaks);
    ++m_function->loopDepth;
    StatementPtr body = bindStatement(*statement.body);
    --m_function->loopDepth;
    m_breaks.pop_back();
    m_state.reachable = true;
    std::vector<StatementPtr> iterators;
    for (const auto& each : statement.iterators) iterators.push_back(runExpression(*each));
    m_state = whenFalse;
    for (const auto& state : breaks) m_state.join(state);
    auto locals = popScope();
    return makeStatementNode([start = std::move(start), condition = std::move(condition), body = std::move(body),
                              iterators = std::move(iterators), locals = std::move(locals)](Frame& frame) {
        freshCells(frame, locals);
        for (const auto& each : start) (void)each->run(frame);
        while (!condition || condition->evalBool(frame)) {
            frame.runtime.step();
            const Flow flow = body->run(frame);
            if (flow == Flow::Break) break;
            if (flow == Flow::Return || flow == Flow::GotoSection || flow == Flow::GotoLabel) return flow;
            for (const auto& each : iterators) (void)each->run(frame);
        }
        return Flow::Next;
    });
}

StatementPtr Binder::bindForEach(const Stmt& statement) {
    pushScope();
    Bound source = bindValue(*statement.expression);
    const Type* element = types().errorType;
    if (!source.isError()) {
        const Type* type = source.category == Category::Value ? source.type : nullptr;
        TypeDefinition* enumerable = types().find("IEnumerable", 1);
        if (!type) {
            error(186, "Use of " + describe(source) + " is not valid in this context", statement.expression->span);
        } else if (type->isArray()) {
            element = type->element();
        } else if (const Type* construction = types().constructionOf(type, enumerable)) {
            element = construction->arguments[0];
        } else if (type == types().jObject) {
            element = types().generic("KeyValuePair", {types().string, types().jToken});
        } else if (types().isAssignable(type, types().named("IEnumerable"))) {
            element = types().object;
            if (type->is("MatchCollection")) element = types().named("Match");
        } else {
            error(1579,
                  "foreach statement cannot operate on variables of type '" + type->name + "' because it is not a sequence" +
                      (type == types().object ? ": cast it first" : ""),
                  statement.expression->span);
        }
    }
    pushScope();
    const bool isVar = !statement.type || statement.type->isVar();
    const Type* type = isVar ? element : bindType(*statement.type);
    Bound item = value(element, nullptr, statement.expression.get());
    LocalSymbol* raw = hidden(element);
    item.node = readLocal(raw);
    NodePtr converted;
    if (element->isError() || type->isError()) {
        converted = std::make_unique<ConstantNode>(Value());
    } else {
        const auto conversion = classifyExplicit(item, type);
        if (!conversion.exists()) error(30, "Cannot convert type '" + element->name + "' to '" + type->name + "'", statement.type->span);
        converted = convert(item, type, conversion, statement.expression->span);
    }
    LocalSymbol* variable = declare(statement.text, type, statement.nameSpan);
    variable->isReadOnly = true;
    m_state.assign(variable->index);
    std::vector<NodePtr> targets;
    if (!statement.iterators.empty()) deconstruct(*statement.iterators[0], element, variable, targets);
    const FlowState before = m_state;
    std::vector<FlowState> breaks;
    m_breaks.push_back(&breaks);
    ++m_function->loopDepth;
    StatementPtr body = bindStatement(*statement.body);
    --m_function->loopDepth;
    m_breaks.pop_back();
    m_state = before;
    auto locals = popScope();
    auto outer = popScope();
    NodePtr sequence = source.node ? std::move(source.node) : std::make_unique<ConstantNode>(Value());
    return makeStatementNode([sequence = std::move(sequence), converted = std::move(converted), body = std::move(body), locals = std::move(locals), outer = std::move(outer), targets = std::move(targets), raw, place = placeOf(variable), span = statement.expression->span,
                              pairs = source.type == types().jObject ? element : nullptr](Frame& frame) {
        freshCells(frame, outer);
        const Value items = sequence->eval(frame);
        if (items.isNull()) {
            try {
                raiseNullReference();
            } catch (Thrown& thrown) {
                thrown.offset = span.begin;
                thrown.length = span.end - span.begin;
                throw;
            }
        }
        const auto walk = iterate(items);
        Value item;
        while (walk->next(item)) {
            frame.runtime.step();
            freshCells(frame, locals);
            if (pairs) item = propertyPair(item, pairs);
            frame.slots[raw->slot] = std::move(item);
            place->store(frame, nullptr, converted->eval(frame));
            for (const auto& target : targets) (void)target->eval(frame);
            const Flow flow = body->run(frame);
            if (flow == Flow::Break) break;
            if (flow == Flow::Return || flow == Flow::GotoSection || flow == Flow::GotoLabel) return flow;
        }
        return Flow::Next;
    });
}

}  // namespace mgc::expression
