#include <array>

#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

Bound Binder::callLocalFunction(const Expr& expression, const std::string& name, LocalSymbol* symbol, const Stmt* declaration) {
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    const auto& parameters = declaration->parameters;
    std::vector<NodePtr> nodes(parameters.size());
    std::vector<NodePtr> rest;
    const Type* restType = nullptr;
    const bool hasParams = !parameters.empty() && parameters.back().mode == 'p';
    const std::size_t plain = hasParams ? parameters.size() - 1 : parameters.size();
    bool wrong = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::size_t p = i;
        if (!expression.arguments[i].name.empty()) {
            p = parameters.size();
            for (std::size_t k = 0; k < parameters.size(); ++k)
                if (parameters[k].name == expression.arguments[i].name) p = k;
        }
        if (p < plain && !nodes[p]) {
            nodes[p] = convertImplicit(std::move(arguments[i]), bindType(*parameters[p].type), expression.arguments[i].span);
        } else if (hasParams && p >= plain) {
            restType = bindType(*parameters.back().type);
            if (arguments.size() == parameters.size() && classify(arguments[i], restType).exists())
                nodes[plain] = convertImplicit(std::move(arguments[i]), restType, expression.arguments[i].span);
            else
                rest.push_back(convertImplicit(std::move(arguments[i]), restType->element() ? restType->element() : types().errorType,
                                               expression.arguments[i].span));
        } else {
            wrong = true;
        }
    }
    for (std::size_t p = 0; p < plain; ++p) {
        if (nodes[p]) continue;
        if (!parameters[p].value) {
            wrong = true;
            break;
        }
        Bound fallback = bindValue(*parameters[p].value);
        nodes[p] = convertImplicit(std::move(fallback), bindType(*parameters[p].type), parameters[p].span);
    }
    if (wrong) {
        error(1501, "No overload of '" + name + "' takes these " + std::to_string(arguments.size()) + " arguments", expression.span, name);
        return errorValue(&expression);
    }
    if (hasParams && !nodes[plain]) {
        restType = bindType(*parameters.back().type);
        auto items = std::make_shared<std::vector<NodePtr>>(std::move(rest));
        nodes[plain] = makeNode([items, restType](Frame& frame) {
            std::vector<Value> values;
            for (const auto& item : *items) values.push_back(item->eval(frame));
            return ArrayObject::make(restType, std::move(values));
        });
    }
    auto all = std::make_shared<std::vector<NodePtr>>(std::move(nodes));
    return value(bindType(*declaration->type), makeNode([function = readLocal(symbol), all](Frame& frame) {
                     const Value callee = function->eval(frame);
                     std::array<Value, 9> values;
                     for (std::size_t i = 0; i < all->size() && i < values.size(); ++i) values[i] = (*all)[i]->eval(frame);
                     return invokeAll(callee, values.data(), static_cast<int>(all->size()));
                 }),
                 &expression);
}

StatementPtr Binder::bindLocalFunction(const Stmt& statement) {
    LocalSymbol* symbol = lookup(statement.text);
    if (!symbol) return nothing();
    std::vector<std::pair<std::string, const Type*>> parameters;
    std::vector<Span> spans;
    for (const auto& parameter : statement.parameters) {
        if (parameter.mode == 'o' || parameter.mode == 'r')
            error(9004, "'out' and 'ref' parameters of local functions are not supported in policy expressions", parameter.span,
                  parameter.name);
        parameters.emplace_back(parameter.name, bindType(*parameter.type));
        spans.push_back(parameter.span);
    }
    FunctionBuilder builder;
    builder.returnType = bindType(*statement.type);
    // Variables of the surrounding block count as assigned inside: C# checks them at each call.
    const FlowState before = m_state;
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_symbols); ++i) m_state.assign(static_cast<int>(i));
    FunctionCode* code = buildFunction(statement.expression.get(), statement.body.get(), parameters, spans, builder, nullptr);
    m_state = before;
    NodePtr closure = closureNode(types().named("Action"), code, builder);
    return makeStatementNode([place = placeOf(symbol), closure = std::move(closure)](Frame& frame) {
        place->store(frame, nullptr, closure->eval(frame));
        return Flow::Next;
    });
}

}  // namespace mgc::expression
