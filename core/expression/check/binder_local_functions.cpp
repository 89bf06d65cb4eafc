#include <iterator>

#include "expression/check/binder.h"
#include "expression/eval/delegate.h"
#include "expression/check/statement_nodes.h"
#include "expression/runtime/cell.h"

namespace mgc::expression {
namespace {

/// A local function is called as a member whose receiver is its closure.
Value callClosure(Call& c) {
    if (c.self().isNull()) raiseNullReference();
    return c.selfAs<const DelegateObject>().invoke(c.arguments + 1, c.count);
}

}  // namespace

LocalFunction* Binder::findFunction(std::string_view name) const {
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
        const auto found = (*scope)->functions.find(name);
        if (found != (*scope)->functions.end()) return found->second;
        if ((*scope)->names.count(name)) return nullptr;  // hidden by a parameter of an inner function
    }
    return nullptr;
}

void Binder::declareLocalFunction(const Stmt& statement) {
    LocalSymbol* symbol = declare(statement.text, types().object, statement.nameSpan);
    symbol->isReadOnly = true;
    m_state.assign(symbol->index);
    m_program.localFunctions.push_back(std::make_unique<LocalFunction>());
    LocalFunction& function = *m_program.localFunctions.back();
    function.symbol = symbol;
    function.syntax = &statement;
    function.scopes = m_scopes.size();
    function.signature = std::string(m_source.substr(statement.span.begin, statement.nameSpan.end - statement.span.begin)) + "(...)";
    Member& member = function.member;
    member.name = statement.text;
    member.get = callClosure;
    pushScope();
    for (const auto& name : statement.typeParameters) {
        member.typeParameters.push_back(types().parse("!local/" + name, {}));
        m_scopes.back()->typeNames[name] = member.typeParameters.back();
    }
    member.result = bindType(*statement.type);
    for (const auto& parameter : statement.parameters) {
        Parameter made;
        made.name = parameter.name;
        made.type = bindType(*parameter.type);
        made.mode = parameter.mode;
        if (parameter.value) {
            Bound value = bindValue(*parameter.value, made.type);
            if (!value.hasConstant && value.category != Category::Null && !value.isError()) error(1736, "Default parameter value for '" + parameter.name + "' must be a compile-time constant", parameter.span, parameter.name);
            made.hasDefault = true;
            if (value.hasConstant) {
                NodePtr node = convertImplicit(std::move(value), made.type, parameter.span);
                EvaluationContext empty;
                Runtime runtime(empty);
                Frame frame{runtime, nullptr, {}, 0};
                made.defaultValue = internConstant(node->eval(frame));
            }
        } else if (!member.parameters.empty() && member.parameters.back().hasDefault && parameter.mode != 'p') {
            error(1737, "Optional parameters must appear after all required parameters", parameter.span, parameter.name);
        }
        member.parameters.push_back(std::move(made));
    }
    (void)popScope();
    member.signature = function.signature;
    m_scopes.back()->functions[statement.text] = &function;
}

FunctionCode* Binder::buildLocalFunction(LocalFunction& function, const std::vector<const Type*>& typeArguments, FunctionBuilder& builder) {
    const Member& member = function.member;
    std::vector<std::pair<std::string, const Type*>> parameters;
    std::vector<Span> spans;
    for (std::size_t i = 0; i < member.parameters.size(); ++i) {
        parameters.emplace_back(member.parameters[i].name, types().substitute(member.parameters[i].type, member.typeParameters, typeArguments));
        spans.push_back(function.syntax->parameters[i].span);
        if (member.parameters[i].mode == 'o') builder.outParameters.push_back(static_cast<int>(i));
    }
    builder.returnType = types().substitute(member.result, member.typeParameters, typeArguments);
    // Variables of the surrounding block count as assigned inside: C# checks them at each call.
    const FlowState before = m_state;
    for (int i = 0; i < m_symbols; ++i) m_state.assign(i);
    m_state.reachable = true;
    FunctionCode* code = buildFunction(function.syntax->expression.get(), function.syntax->body.get(), parameters, spans, builder, nullptr);
    m_state = before;
    return code;
}

StatementPtr Binder::bindLocalFunction(const Stmt& statement) {
    LocalFunction* function = findFunction(statement.text);
    if (!function || function->syntax != &statement) return nothing();
    // A generic one is checked and built where it is used, with the types it is used with.
    if (!function->member.typeParameters.empty()) return nothing();
    FunctionBuilder builder;
    FunctionCode* code = buildLocalFunction(*function, {}, builder);
    NodePtr closure = closureNode(types().named("Action"), code, builder);
    return makeStatementNode([place = placeOf(function->symbol), closure = std::move(closure)](Frame& frame) {
        place->store(frame, nullptr, closure->eval(frame));
        return Flow::Next;
    });
}

NodePtr Binder::instantiate(LocalFunction& function, const std::vector<const Type*>& typeArguments) {
    const auto key = std::make_pair(static_cast<const LocalFunction*>(&function), typeArguments);
    if (const auto building = m_instances.find(key); building != m_instances.end()) return readLocal(import(building->second));
    // Names mean what they mean where the function is declared.
    std::vector<std::unique_ptr<Scope>> inner;
    inner.assign(std::make_move_iterator(m_scopes.begin() + static_cast<std::ptrdiff_t>(function.scopes)), std::make_move_iterator(m_scopes.end()));
    m_scopes.resize(function.scopes);
    pushScope();
    for (std::size_t i = 0; i < typeArguments.size(); ++i) m_scopes.back()->typeNames[function.syntax->typeParameters[i]] = typeArguments[i];
    LocalSymbol* symbol = hidden(types().object);
    m_instances[key] = symbol;
    FunctionBuilder builder;
    FunctionCode* code = buildLocalFunction(function, typeArguments, builder);
    m_instances.erase(key);
    (void)popScope();
    m_scopes.insert(m_scopes.end(), std::make_move_iterator(inner.begin()), std::make_move_iterator(inner.end()));
    NodePtr closure = closureNode(types().named("Action"), code, builder);
    return makeNode([symbol, place = placeOf(symbol), closure = std::move(closure)](Frame& frame) {
        if (symbol->captured) frame.slots[symbol->slot] = Value::object(new CellObject(frame.runtime));
        Value made = closure->eval(frame);
        place->store(frame, nullptr, made);
        return made;
    });
}

void Binder::checkOutParameters(Span span) {
    for (LocalSymbol* symbol : m_function->outSymbols)
        if (!m_state.isAssigned(symbol->index)) error(177, "The out parameter '" + symbol->name + "' must be assigned to before control leaves the current method", span, symbol->name);
}

Bound Binder::callLocalFunction(const Expr& expression, LocalFunction& function) {
    const Expr& callee = *expression.children[0];
    if (m_observer) m_observer->choosing(expression, {{&function.member, nullptr}}, false);
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    std::vector<const Type*> typeArguments;
    for (const auto& argument : callee.typeArguments) typeArguments.push_back(bindType(*argument));
    for (const Type* type : typeArguments)
        if (type->isError()) return errorValue(&expression);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    const auto chosen = resolve({{&function.member, nullptr}}, arguments, expression.arguments, typeArguments, function.member.name, callee.span, true);
    if (!chosen) return errorValue(&expression);
    Bound closure = value(types().object, function.member.typeParameters.empty() ? readLocal(import(function.symbol)) : instantiate(function, chosen->typeArguments), &callee);
    return callMember(*chosen, &closure, std::move(arguments), expression);
}

}  // namespace mgc::expression
