#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"

namespace mgc::expression {

StatementPtr Binder::bindReturn(const Stmt& statement) {
    FunctionBuilder& function = *m_function;
    if (function.finallyDepth > 0) error(157, "Control cannot leave the body of a finally clause", statement.span);
    StatementPtr node;
    if (!statement.expression) {
        function.returnsVoid = true;
        if (function.returnType && function.returnType->kind != TypeKind::Void)
            error(126, "An object of a type convertible to '" + function.returnType->name + "' is required", statement.span);
        node = makeStatementNode([](Frame& frame) {
            frame.result = Value();
            return Flow::Return;
        });
    } else {
        // The block's result is object for "@{...}": anything goes, and the static types are remembered.
        const bool top = !function.isLambda;
        Bound bound = bindValue(*statement.expression, top ? nullptr : function.returnType);
        if (bound.category == Category::Null)
            function.returnsNull = true;
        else if (bound.category == Category::Value && bound.type)
            function.returnTypes.push_back(bound.type);
        else if (bound.isError())
            function.returnTypes.push_back(types().errorType);
        NodePtr value;
        if (function.returnType) {
            if (function.returnType->kind == TypeKind::Void)
                error(127, "Since the function returns void, a return keyword must not be followed by an object expression",
                      statement.span);
            if (bound.type && bound.type->kind == TypeKind::Void) {
                error(29, "Cannot implicitly convert type 'void' to '" + function.returnType->name + "'", statement.expression->span);
                value = std::make_unique<ConstantNode>(Value());
            } else {
                value =
                    convertImplicit(std::move(bound), function.returnType->kind == TypeKind::Void ? types().errorType : function.returnType,
                                    statement.expression->span);
            }
        } else {
            value = bound.node ? std::move(bound.node) : std::make_unique<ConstantNode>(Value());
        }
        node = makeStatementNode([value = std::move(value)](Frame& frame) {
            frame.result = value->eval(frame);
            return Flow::Return;
        });
    }
    checkOutParameters(statement.span);
    m_state.reachable = false;
    return node;
}

StatementPtr Binder::bindThrow(const Stmt& statement) {
    if (!statement.expression) {
        if (m_function->catchDepth == 0)
            error(156, "A throw statement with no arguments is not allowed outside of a catch clause", statement.span);
        m_state.reachable = false;
        return makeStatementNode([](Frame& frame) -> Flow { throw Thrown{frame.runtime.currentException}; });
    }
    Bound exception = bindValue(*statement.expression);
    NodePtr node;
    if (!exception.isError() && exception.type && exception.category == Category::Value &&
        !types().isAssignable(exception.type, types().exception)) {
        error(155, "The type caught or thrown must be derived from System.Exception", statement.expression->span);
        node = std::make_unique<ConstantNode>(Value());
    } else {
        node = convertImplicit(std::move(exception), types().exception, statement.expression->span);
    }
    m_state.reachable = false;
    return makeStatementNode([node = std::move(node), span = statement.span](Frame& frame) -> Flow {
        Value value = node->eval(frame);
        if (value.isNull()) raiseNullReference();
        Thrown thrown{std::move(value)};
        thrown.offset = span.begin;
        thrown.length = span.end - span.begin;
        throw thrown;
    });
}

}  // namespace mgc::expression
