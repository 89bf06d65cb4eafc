#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

Bound Binder::bindValue(const Expr& expression, const Type* target) {
    Bound bound = bind(expression, target);
    if (bound.category == Category::TypeName || bound.category == Category::Namespace) {
        if (bound.category == Category::TypeName)
            error(119, "'" + bound.type->name + "' is a type, which is not valid in the given context", expression.span, bound.type->name);
        else
            error(103, "The name '" + bound.name + "' does not exist in the current context", expression.span, bound.name);
        return errorValue(&expression);
    }
    if (expression.kind == ExprKind::Declaration) {
        error(8185, "A declaration is not allowed in this context.", expression.span, expression.text);
        return errorValue(&expression);
    }
    if (bound.category == Category::OutVariable) bound.category = Category::Value;
    return bound;
}

NodePtr Binder::bindCondition(const Expr& expression) {
    m_hasCondition = false;
    Bound bound = bindValue(expression, types().boolean);
    NodePtr node;
    if (bound.isError()) {
        node = std::make_unique<ConstantNode>(Value::boolean(false));
        m_hasCondition = false;
    } else {
        const bool hasCondition = m_hasCondition;
        const bool constant = bound.hasConstant && bound.type == types().boolean;
        const bool constantTrue = constant && bound.constant.bits() != 0;
        if (bound.type != types().boolean && bound.type && bound.type->isNullable() && bound.type->arguments[0] == types().boolean) {
            error(266, "Cannot implicitly convert type 'bool?' to 'bool'. An explicit conversion exists (are you missing a cast?)",
                  expression.span);
            node = std::make_unique<ConstantNode>(Value::boolean(false));
        } else {
            node = convertImplicit(std::move(bound), types().boolean, expression.span);
        }
        m_hasCondition = hasCondition;
        if (constant) {
            m_whenTrue = m_state;
            m_whenFalse = m_state;
            (constantTrue ? m_whenFalse : m_whenTrue).reachable = false;
            m_hasCondition = true;
        }
    }
    if (!m_hasCondition) m_whenTrue = m_whenFalse = m_state;
    m_hasCondition = false;
    return node;
}

Bound Binder::bind(const Expr& expression, const Type* target) {
    struct Depth {
        int& depth;
        explicit Depth(int& d) : depth(d) { ++depth; }
        ~Depth() { --depth; }
    } depth(m_depth);
    if (m_depth > 1200 || ++m_work > 400'000) {
        if (m_work < 1'000'000) error(8078, "An expression is too long or complex to compile", expression.span);
        m_work = 1'000'000;
        return errorValue(&expression);
    }
    const bool keepsCondition = expression.kind == ExprKind::Paren || expression.kind == ExprKind::Unary ||
                                expression.kind == ExprKind::Binary || expression.kind == ExprKind::Is;
    if (!keepsCondition) m_hasCondition = false;
    Bound result = [&]() -> Bound {
        switch (expression.kind) {
            case ExprKind::Literal: {
                if (expression.value.isNull()) {
                    Bound bound;
                    bound.category = Category::Null;
                    bound.type = types().nullType;
                    bound.node = std::make_unique<ConstantNode>(Value());
                    bound.syntax = &expression;
                    return bound;
                }
                return constantValue(typeOf(expression.value), expression.value, &expression);
            }
            case ExprKind::Interpolated:
                return bindInterpolated(expression);
            case ExprKind::Name:
                return bindName(expression);
            case ExprKind::Predefined: {
                Bound bound;
                bound.category = Category::TypeName;
                bound.type = bindType(*expression.type);
                bound.syntax = &expression;
                if (bound.type->isError()) bound.category = Category::Error;
                return bound;
            }
            case ExprKind::Member:
                return bindMember(expression);
            case ExprKind::ConditionalAccess:
                return bindConditionalAccess(expression);
            case ExprKind::Binding: {
                if (m_bindings.empty()) return errorValue(&expression);
                Bound bound = value(m_bindings.back()->type, readLocal(m_bindings.back()->variable), &expression);
                return bound;
            }
            case ExprKind::Invocation:
                return bindInvocation(expression);
            case ExprKind::Index:
                return bindIndex(expression);
            case ExprKind::New:
                return bindNew(expression, target);
            case ExprKind::NewArray:
                return bindNewArray(expression);
            case ExprKind::NewImplicitArray:
                return bindImplicitArray(expression);
            case ExprKind::NewAnonymous:
                return bindAnonymous(expression);
            case ExprKind::Initializer:
                if (target && target->isArray()) return arrayInitializer(expression, target);
                if (target && (target->is("Grid2") || target->is("Grid3")))
                    return gridInitializer(expression, target, target->is("Grid2") ? 2 : 3);
                error(622, "Can only use array initializer expressions to assign to array types. Try using a new expression instead.",
                      expression.span);
                return errorValue(&expression);
            case ExprKind::Lambda: {
                Bound bound;
                bound.category = Category::Lambda;
                bound.syntax = &expression;
                return bound;
            }
            case ExprKind::Unary:
                return bindUnary(expression);
            case ExprKind::Postfix:
                return bindIncrement(expression, true);
            case ExprKind::Binary:
                return bindBinary(expression);
            case ExprKind::Assign:
                return bindAssignment(expression);
            case ExprKind::Conditional:
                return bindConditional(expression, target);
            case ExprKind::Cast:
                return bindCast(expression);
            case ExprKind::Is:
            case ExprKind::IsConstant:
                return bindIs(expression);
            case ExprKind::As:
                return bindAs(expression);
            case ExprKind::TypeOf: {
                const Type* type = bindType(*expression.type);
                if (type->isError()) return errorValue(&expression);
                return value(types().named("Type"), makeNode([type](Frame&) { return makeTypeValue(type); }), &expression);
            }
            case ExprKind::Default:
                return bindDefault(expression, target);
            case ExprKind::Checked: {
                const bool before = m_checked;
                m_checked = expression.text == "checked";
                const bool uncheckedContext = expression.text == "unchecked";
                const bool wasUnchecked = m_unchecked;
                m_unchecked = uncheckedContext;
                Bound bound = bindValue(*expression.children[0], target);
                m_checked = before;
                m_unchecked = wasUnchecked;
                return bound;
            }
            case ExprKind::Tuple:
                return bindTuple(expression, target);
            case ExprKind::Paren:
                if (expression.children[0]->kind == ExprKind::Declaration) return bindValue(*expression.children[0]);  // refused there
                return bind(*expression.children[0], target);
            case ExprKind::Throw: {
                Bound thrown = bindValue(*expression.children[0]);
                NodePtr node = convertImplicit(std::move(thrown), types().exception, expression.children[0]->span);
                Bound bound;
                bound.category = Category::Throw;
                bound.syntax = &expression;
                bound.node = makeNode(located(expression.span, [node = std::move(node)](Frame& frame) -> Value {
                    Value exception = node->eval(frame);
                    if (exception.isNull()) raiseNullReference();
                    throw Thrown{std::move(exception)};
                }));
                return bound;
            }
            case ExprKind::Declaration: {
                Bound bound;
                bound.category = Category::OutVariable;
                bound.syntax = &expression;
                if (!expression.type->isVar()) bound.type = bindType(*expression.type);
                return bound;
            }
            case ExprKind::Bad:
                return errorValue(&expression);
        }
        return errorValue(&expression);
    }();
    if (!result.syntax) result.syntax = &expression;
    if (m_observer) m_observer->bound(expression, result);
    return result;
}

}  // namespace mgc::expression
