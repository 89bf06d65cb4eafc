#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"

namespace mgc::expression {

StatementPtr Binder::bindDeclaration(const Stmt& statement) {
    std::vector<StatementPtr> nodes;
    const bool isVar = statement.type->isVar() && !types().find("var", 0);
    const bool isConst = statement.text == "const";
    const Type* declared = isVar ? nullptr : bindType(*statement.type);
    if (declared && declared->kind == TypeKind::Void) {
        error(1547, "Keyword 'void' cannot be used in this context", statement.type->span);
        declared = types().errorType;
    }
    if (isVar && statement.declarators.size() > 1)
        error(819, "Implicitly-typed variables cannot have multiple declarators", statement.span);
    for (const auto& declarator : statement.declarators) {
        if (!declarator.value) {
            if (isVar) error(818, "Implicitly-typed variables must be initialized", declarator.span, declarator.name);
            if (isConst) error(145, "A const field requires a value to be provided", declarator.span, declarator.name);
            LocalSymbol* symbol = declare(declarator.name, declared ? declared : types().errorType, declarator.span);
            if (isVar) m_state.assign(symbol->index);
            continue;
        }
        Bound source;
        const Type* type = declared;
        if (isVar) {
            if (declarator.value->kind == ExprKind::Initializer) {
                error(820, "Cannot initialize an implicitly-typed variable with an array initializer", declarator.value->span);
                source = errorValue(declarator.value.get());
            } else {
                source = bindValue(*declarator.value);
            }
            if (source.category == Category::Value && source.type->kind != TypeKind::Void) {
                type = source.type;
            } else {
                if (!source.isError())
                    error(815, "Cannot assign " + describe(source) + " to an implicitly-typed variable", declarator.value->span,
                          declarator.name);
                type = types().errorType;
            }
        } else {
            // The variable's own name is in scope in its initializer (for lambdas that call themselves).
            source = bindValue(*declarator.value, type);
        }
        const bool hasConstant = source.hasConstant;
        const bool wasNull = source.category == Category::Null;
        NodePtr node = convertImplicit(std::move(source), type, declarator.value->span);
        LocalSymbol* symbol = declare(declarator.name, type, declarator.span);
        m_state.assign(symbol->index);
        if (isConst) {
            symbol->isReadOnly = true;
            if (hasConstant || wasNull) {
                EvaluationContext* none = nullptr;
                (void)none;
                // The converted constant is what the node yields; it needs no frame.
                Value slots[1];
                EvaluationContext empty;
                Runtime runtime(empty);
                Frame frame{runtime, slots, {}, 0};
                symbol->constant = internConstant(node->eval(frame));
                symbol->hasConstant = true;
                continue;
            }
            if (!type->isError())
                error(133, "The expression being assigned to '" + declarator.name + "' must be constant", declarator.value->span,
                      declarator.name);
        }
        nodes.push_back(makeStatementNode([place = placeOf(symbol), node = std::move(node)](Frame& frame) {
            place->store(frame, nullptr, node->eval(frame));
            return Flow::Next;
        }));
    }
    if (nodes.size() == 1) return std::move(nodes[0]);
    auto all = std::make_shared<std::vector<StatementPtr>>(std::move(nodes));
    return makeStatementNode([all](Frame& frame) {
        for (const auto& node : *all) (void)node->run(frame);
        return Flow::Next;
    });
}

bool Binder::isStatementExpression(const Expr& expression) {
    const Expr* inner = &expression;
    while (inner->kind == ExprKind::ConditionalAccess) inner = inner->children[1].get();
    return inner->kind == ExprKind::Invocation || inner->kind == ExprKind::Assign || inner->kind == ExprKind::Postfix ||
           inner->kind == ExprKind::New || inner->kind == ExprKind::Bad ||
           (inner->kind == ExprKind::Unary && (inner->text == "++" || inner->text == "--"));
}

StatementPtr Binder::bindExpressionStatement(const Expr& expression) {
    if (!isStatementExpression(expression))
        error(201, "Only assignment, call, increment, decrement, and new object expressions can be used as a statement", expression.span);
    return runExpression(expression);
}

StatementPtr Binder::runExpression(const Expr& expression) {
    Bound bound = bindValue(expression);
    m_hasCondition = false;
    if (bound.category != Category::Value && !bound.isError() && bound.category != Category::Null) {
        if (bound.category == Category::Methods || bound.category == Category::Lambda)
            error(201, "Only assignment, call, increment, decrement, and new object expressions can be used as a statement",
                  expression.span);
    }
    NodePtr node = bound.node ? std::move(bound.node) : std::make_unique<ConstantNode>(Value());
    return makeStatementNode([node = std::move(node)](Frame& frame) {
        (void)node->eval(frame);
        return Flow::Next;
    });
}

}  // namespace mgc::expression
