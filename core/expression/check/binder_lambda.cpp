#include <algorithm>

#include "expression/check/binder.h"
#include "expression/eval/delegate.h"
#include "expression/runtime/cell.h"

namespace mgc::expression {

FunctionCode* Binder::buildFunction(const Expr* expression, const Stmt* body, const std::vector<std::pair<std::string, const Type*>>& parameters, const std::vector<Span>& spans, FunctionBuilder& builder,
                                    const Expr* lambda) {
    m_program.functions.push_back(std::make_unique<FunctionCode>());
    FunctionCode* code = m_program.functions.back().get();
    builder.code = code;
    builder.outer = m_function;
    builder.isLambda = true;
    m_function = &builder;
    const FlowState outerState = m_state;
    std::vector<std::vector<FlowState>*> outerBreaks;
    outerBreaks.swap(m_breaks);
    std::vector<SwitchContext*> outerSwitches;
    outerSwitches.swap(m_switches);
    pushScope();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::string& name = parameters[i].first;
        LocalSymbol* symbol = declare(name == "_" && parameters.size() > 1 ? std::string() : name, parameters[i].second, i < spans.size() ? spans[i] : Span{});
        const bool isOut = std::find(builder.outParameters.begin(), builder.outParameters.end(), static_cast<int>(i)) != builder.outParameters.end();
        if (!isOut) m_state.assign(symbol->index);
        else builder.outSymbols.push_back(symbol);
        code->parameters.push_back(symbol);
        if (m_observer) m_observer->declared(*symbol, true);
        if (lambda && lambda->parameters[i].transparent && symbol->type->kind == TypeKind::Anonymous) {
            // Query range variables packed into records, possibly nested.
            for (std::size_t k = 0; k < symbol->type->names.size(); ++k) m_scopes.back()->transparent[symbol->type->names[k]] = {symbol, static_cast<int>(k)};
        }
    }
    if (expression) {
        Bound result = bindValue(*expression, builder.returnType);
        if (builder.returnType && builder.returnType->kind != TypeKind::Void) {
            code->expression = convertImplicit(std::move(result), builder.returnType, expression->span);
        } else {
            if (builder.returnType && !result.isError() && !isStatementExpression(*expression))
                error(201, "Only assignment, call, increment, decrement, and new object expressions can be used as a statement", expression->span);
            if (!builder.returnType) {
                if (result.category == Category::Null) builder.returnsNull = true;
                else if (result.category == Category::Value && result.type) builder.returnTypes.push_back(result.type);
                else if (result.isError()) builder.returnTypes.push_back(types().errorType);
            }
            code->expression = result.node ? std::move(result.node) : std::make_unique<ConstantNode>(Value());
        }
    } else if (body) {
        m_state.reachable = true;
        code->body = bindBlock(body->statements, false);
        if (m_state.reachable && builder.returnType && builder.returnType->kind != TypeKind::Void)
            error(1643, "Not all code paths return a value in lambda expression of type '" + builder.returnType->name + "'", {body->span.end > 0 ? body->span.end - 1 : 0, body->span.end});
        if (m_state.reachable) builder.returnsVoid = true;
    }
    if (m_state.reachable) checkOutParameters({body ? body->span.end : expression ? expression->span.end : 0, body ? body->span.end : expression ? expression->span.end : 0});
    // Variables of the parameter scope: parameters are boxed by runFunction itself.
    auto declared = popScope();
    for (const LocalSymbol* symbol : declared) {
        bool isParameter = false;
        for (const LocalSymbol* parameter : code->parameters) isParameter = isParameter || parameter == symbol;
        if (!isParameter) code->locals.push_back(symbol);
    }
    m_breaks.swap(outerBreaks);
    m_switches.swap(outerSwitches);
    m_state = outerState;
    m_function = builder.outer;
    return code;
}

Binder::LambdaShape Binder::lambdaShape(const Expr& lambda, const std::vector<const Type*>& parameters) {
    // What the body means also depends on the parameter types of the lambdas around it.
    auto key = std::make_pair(&lambda, parameters);
    for (const FunctionBuilder* around = m_function; around; around = around->outer)
        for (const LocalSymbol* parameter : around->code->parameters) key.second.push_back(parameter->type);
    const auto known = m_shapes.find(key);
    if (known != m_shapes.end()) return known->second;
    LambdaShape shape;
    if (lambda.parameters.size() == parameters.size() || (lambda.parameters.empty() && lambda.body)) {
        const std::size_t mark = m_findings.mark();
        std::vector<std::pair<std::string, const Type*>> declared;
        for (std::size_t i = 0; i < lambda.parameters.size(); ++i) declared.emplace_back(lambda.parameters[i].name, lambda.parameters[i].type ? bindType(*lambda.parameters[i].type) : parameters[i]);
        FunctionBuilder builder;
        const std::size_t functions = m_program.functions.size();
        (void)buildFunction(lambda.children.empty() ? nullptr : lambda.children[0].get(), lambda.body.get(), declared, {}, builder, &lambda);
        m_program.functions.resize(functions);
        shape.ok = !m_findings.hasErrorsSince(mark);
        m_findings.rollBack(mark);
        if (lambda.body && builder.returnTypes.empty() && !builder.returnsNull) shape.result = types().voidType;
        else shape.result = bestCommonType(builder.returnTypes);
        if (shape.result && builder.returnsNull && shape.result->isValueType() && !shape.result->isNullable()) shape.result = nullptr;
    }
    m_shapes.emplace(key, shape);
    return shape;
}

bool Binder::lambdaFits(const Expr& lambda, const Type* delegateType) {
    const Member* delegate = types().invokeOf(delegateType);
    if (!delegate) return false;
    if (lambda.parameters.size() != delegate->parameters.size() && !(lambda.parameters.empty() && lambda.body)) return false;
    std::vector<const Type*> parameters;
    for (std::size_t i = 0; i < delegate->parameters.size(); ++i) {
        const Type* type = types().inOwner(delegate->parameters[i].type, delegateType);
        if (type->kind == TypeKind::Parameter) return true;
        if (i < lambda.parameters.size() && lambda.parameters[i].type) {
            const std::size_t mark = m_findings.mark();
            const Type* declared = bindType(*lambda.parameters[i].type);
            m_findings.rollBack(mark);
            if (declared != type) return false;
        }
        parameters.push_back(type);
    }
    const Type* wanted = types().inOwner(delegate->result, delegateType);
    if (wanted->kind == TypeKind::Parameter) return true;
    const auto shape = lambdaShape(lambda, parameters);
    if (!shape.ok) return true;  // chosen anyway, so that the fault inside the lambda is what gets reported
    if (wanted->kind == TypeKind::Void) return lambda.body ? shape.result == types().voidType : isStatementExpression(*lambda.children[0]);
    if (!shape.result) return true;
    if (shape.result->kind == TypeKind::Void) return false;
    Bound probe;
    probe.type = shape.result;
    if (shape.result == wanted) return true;
    if (classifyType(shape.result, wanted).exists() || userConversion(shape.result, wanted, false).exists()) return true;
    // Constants convert more widely than their type says: x => 1 fits Func<T, byte>.
    if (wanted->underlying()->isNumeric() && shape.result == types().int32 && !lambda.children.empty()) {
        const std::size_t mark = m_findings.mark();
        std::vector<std::pair<std::string, const Type*>> declared;
        for (std::size_t i = 0; i < lambda.parameters.size(); ++i) declared.emplace_back(lambda.parameters[i].name, parameters[i]);
        FunctionBuilder builder;
        builder.returnType = wanted;
        const std::size_t functions = m_program.functions.size();
        (void)buildFunction(lambda.children[0].get(), nullptr, declared, {}, builder, &lambda);
        m_program.functions.resize(functions);
        const bool fine = !m_findings.hasErrorsSince(mark);
        m_findings.rollBack(mark);
        return fine;
    }
    return false;
}

NodePtr Binder::closureNode(const Type* delegateType, FunctionCode* code, FunctionBuilder&) {
    return makeNode([delegateType, code](Frame& frame) {
        std::vector<Value> captured;
        captured.reserve(code->captures.size());
        for (const auto& capture : code->captures) {
            Value& slot = frame.slots[capture.first];
            if (!slot.pointer()) slot = Value::object(new CellObject(frame.runtime));
            captured.push_back(slot);
        }
        return Value::object(new DelegateObject(delegateType, code, std::move(captured)));
    });
}

NodePtr Binder::lambdaNode(const Expr& lambda, const Type* delegateType) {
    const Member* delegate = types().invokeOf(delegateType);
    std::vector<std::pair<std::string, const Type*>> parameters;
    std::vector<Span> spans;
    if (!lambda.parameters.empty() && lambda.parameters.size() != delegate->parameters.size()) {
        error(1593, "Delegate '" + delegateType->name + "' does not take " + std::to_string(lambda.parameters.size()) + " arguments", lambda.span);
        return std::make_unique<ConstantNode>(Value());
    }
    for (std::size_t i = 0; i < delegate->parameters.size(); ++i) {
        const Type* type = types().inOwner(delegate->parameters[i].type, delegateType);
        const bool named = i < lambda.parameters.size();
        if (named && lambda.parameters[i].type) (void)bindType(*lambda.parameters[i].type);
        parameters.emplace_back(named ? lambda.parameters[i].name : std::string(), type);
        spans.push_back(named ? lambda.parameters[i].span : lambda.span);
    }
    FunctionBuilder builder;
    builder.returnType = types().inOwner(delegate->result, delegateType);
    FunctionCode* code = buildFunction(lambda.children.empty() ? nullptr : lambda.children[0].get(), lambda.body.get(), parameters, spans, builder, lambda.parameters.empty() ? nullptr : &lambda);
    return closureNode(delegateType, code, builder);
}

std::optional<Binder::Candidate> Binder::resolveGroup(const Bound& group, const std::vector<const Type*>& parameters) {
    std::vector<Bound> arguments;
    for (const Type* type : parameters) {
        Bound argument;
        argument.type = type;
        arguments.push_back(std::move(argument));
    }
    return resolve(group.methods, arguments, {}, group.typeArguments, group.name, {}, false, group.receiver && !group.methods.empty() && group.methods[0].member->isExtension ? group.receiver.get() : nullptr);
}

NodePtr Binder::methodGroupNode(Bound& group, const Type* delegateType) {
    const Member* delegate = types().invokeOf(delegateType);
    std::vector<const Type*> parameters;
    for (const auto& parameter : delegate->parameters) parameters.push_back(types().inOwner(parameter.type, delegateType));
    const auto chosen = resolveGroup(group, parameters);
    if (!chosen) return std::make_unique<ConstantNode>(Value());
    const Member* member = chosen->ref.member;
    NodePtr receiver = group.receiver && group.receiver->node ? std::move(group.receiver->node) : nullptr;
    if (group.variable) return readLocal(group.variable);  // a local function: its closure is the delegate
    if (member->mutates) m_program.mutatesTokens = true;
    return makeNode([receiver = std::move(receiver), member, delegateType, owner = chosen->ref.owner, result = chosen->result, typeArguments = chosen->typeArguments](Frame& frame) {
        Value self = receiver ? receiver->eval(frame) : Value();
        if (receiver && self.isNull() && !member->isExtension) raiseNullReference();
        return Value::object(new DelegateObject(delegateType, member, std::move(self), owner, result, typeArguments));
    });
}

}  // namespace mgc::expression
