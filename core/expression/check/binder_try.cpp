#include <algorithm>
#include <optional>
#include <utility>

#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"

namespace mgc::expression {

StatementPtr Binder::bindTry(const Stmt& statement) {
    struct Handler {
        const Type* type = nullptr;
        std::shared_ptr<Place> variable;
        std::vector<const LocalSymbol*> locals;
        NodePtr filter;
        StatementPtr body;
    };
    const FlowState before = m_state;
    StatementPtr body = bindStatement(*statement.body);
    FlowState after = m_state;
    auto handlers = std::make_shared<std::vector<Handler>>();
    std::vector<const Type*> caught;
    for (const auto& clause : statement.catches) {
        Handler handler;
        pushScope();
        m_state = before;
        m_state.reachable = true;
        if (clause.type) {
            const Type* type = bindType(*clause.type);
            if (!type->isError() && !types().isAssignable(type, types().exception))
                error(155, "The type caught or thrown must be derived from System.Exception", clause.type->span);
            for (const Type* earlier : caught)
                if (!type->isError() && types().isAssignable(type, earlier)) {
                    error(160,
                          "A previous catch clause already catches all exceptions of this or of a super type ('" + earlier->name + "')",
                          clause.type->span);
                    break;
                }
            if (!clause.filter) caught.push_back(type);
            handler.type = type;
            if (!clause.name.empty()) {
                LocalSymbol* symbol = declare(clause.name, type, clause.span);
                m_state.assign(symbol->index);
                handler.variable = placeOf(symbol);
            }
        }
        if (clause.filter) {
            handler.filter = bindCondition(*clause.filter);
            m_state = m_whenTrue;
        }
        ++m_function->catchDepth;
        handler.body = bindStatement(*clause.body);
        --m_function->catchDepth;
        handler.locals = popScope();
        after.join(m_state);
        handlers->push_back(std::move(handler));
    }
    StatementPtr finally;
    m_state = after;
    if (statement.otherwise) {
        const FlowState joined = after;
        m_state = before;
        m_state.reachable = true;
        const std::size_t outerBreaks = std::exchange(m_finallyBreaks, m_breaks.size());
        const int outerLoops = std::exchange(m_finallyLoops, m_function->loopDepth);
        ++m_function->finallyDepth;
        finally = bindStatement(*statement.otherwise);
        --m_function->finallyDepth;
        m_finallyBreaks = outerBreaks;
        m_finallyLoops = outerLoops;
        const FlowState afterFinally = m_state;
        m_state = joined;
        m_state.reachable = joined.reachable && afterFinally.reachable;
        for (std::size_t i = 0; i < afterFinally.assigned.size(); ++i)
            if (afterFinally.assigned[i]) m_state.assign(static_cast<int>(i));
    }
    StatementPtr guarded = makeStatementNode([body = std::move(body), handlers](Frame& frame) {
        // The handler runs outside of the C++ catch block, so that it may throw, return and nest freely.
        const Handler* chosen = nullptr;
        Value exception;
        try {
            return body->run(frame);
        } catch (const Thrown& thrown) {
            for (const auto& handler : *handlers) {
                if (handler.type && !isInstance(thrown.exception, handler.type)) continue;
                freshCells(frame, handler.locals);
                if (handler.variable) handler.variable->store(frame, nullptr, thrown.exception);
                if (handler.filter) {
                    bool passes = false;
                    try {
                        passes = handler.filter->evalBool(frame);
                    } catch (const Thrown&) {
                        passes = false;
                    }
                    if (!passes) continue;
                }
                chosen = &handler;
                exception = thrown.exception;
                break;
            }
            if (!chosen) throw;
        }
        const Value outer = frame.runtime.currentException;
        frame.runtime.currentException = exception;
        struct Restore {
            Runtime& runtime;
            const Value& value;
            ~Restore() { runtime.currentException = value; }
        } restore{frame.runtime, outer};
        return chosen->body->run(frame);
    });
    if (!finally) return guarded;
    return makeStatementNode([guarded = std::move(guarded), finally = std::move(finally)](Frame& frame) {
        Flow flow = Flow::Next;
        std::optional<Thrown> pending;
        try {
            flow = guarded->run(frame);
        } catch (const Thrown& thrown) {
            pending = thrown;
        }
        Value result = frame.result;
        const int target = frame.target;
        const Flow after = finally->run(frame);
        if (after != Flow::Next) return after;
        if (pending) throw *pending;
        frame.result = std::move(result);
        frame.target = target;
        return flow;
    });
}

StatementPtr Binder::bindUsing(const Stmt& statement) {
    pushScope();
    std::vector<StatementPtr> start;
    const auto disposable = [&](const Type* type, Span span) {
        if (!type || type->isError() || types().isAssignable(type, types().named("IDisposable"))) return;
        error(1674, "'" + type->name + "': type used in a using statement must be implicitly convertible to 'System.IDisposable'", span);
    };
    if (!statement.statements.empty()) {
        start.push_back(bindDeclaration(*statement.statements[0]));
        for (const auto& declarator : statement.statements[0]->declarators)
            if (LocalSymbol* symbol = lookup(declarator.name)) {
                disposable(symbol->type, declarator.span);
                symbol->isReadOnly = true;
            }
    } else {
        Bound resource = bindValue(*statement.expression);
        if (!resource.isError()) disposable(resource.type, statement.expression->span);
        NodePtr node = resource.node ? std::move(resource.node) : std::make_unique<ConstantNode>(Value());
        start.push_back(makeStatementNode([node = std::move(node)](Frame& frame) {
            (void)node->eval(frame);
            return Flow::Next;
        }));
    }
    StatementPtr body = bindStatement(*statement.body);
    auto locals = popScope();
    return makeStatementNode([start = std::move(start), body = std::move(body), locals = std::move(locals)](Frame& frame) {
        freshCells(frame, locals);
        for (const auto& each : start) (void)each->run(frame);
        return body->run(frame);
    });
}

}  // namespace mgc::expression
