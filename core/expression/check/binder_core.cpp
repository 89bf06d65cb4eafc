#include <algorithm>

#include "expression/check/binder.h"
#include "expression/runtime/cell.h"

namespace mgc::expression {
namespace {

class LocalNode final : public Node {
public:
    explicit LocalNode(const LocalSymbol* symbol) : m_symbol(symbol) {}
    [[nodiscard]] Value eval(Frame& frame) const override { return slot(frame); }
    [[nodiscard]] bool evalBool(Frame& frame) const override { return slot(frame).bits() != 0; }
    [[nodiscard]] std::string_view evalText(Frame& frame, Value& hold, bool& isNull) const override {
        hold = slot(frame);
        isNull = hold.isNull();
        return hold.asText();
    }

private:
    [[nodiscard]] const Value& slot(Frame& frame) const {
        const Value& value = frame.slots[m_symbol->slot];
        return m_symbol->captured && value.pointer() ? static_cast<const CellObject*>(value.pointer())->value : value;
    }
    const LocalSymbol* m_symbol;
};

class LocalPlace final : public Place {
public:
    explicit LocalPlace(LocalSymbol* symbol) {
        local = symbol;
        type = symbol->type;
    }
    [[nodiscard]] Value load(Frame& frame, Value*) const override { return LocalNode(local).eval(frame); }
    void store(Frame& frame, Value*, const Value& value) const override {
        Value& slot = frame.slots[local->slot];
        if (local->captured) {
            if (!slot.pointer()) slot = Value::object(new CellObject(frame.runtime));
            static_cast<CellObject*>(slot.pointer())->value = value;
        } else {
            slot = value;
        }
    }
};

}  // namespace

void FlowState::join(const FlowState& other) {
    if (!other.reachable) return;
    if (!reachable) {
        *this = other;
        return;
    }
    const std::size_t shared = std::min(assigned.size(), other.assigned.size());
    assigned.resize(shared);
    for (std::size_t i = 0; i < shared; ++i) assigned[i] = assigned[i] && other.assigned[i];
}

Binder::Binder(std::string_view source, Findings& findings, Program& program, BindingObserver* observer) : m_source(source), m_findings(findings), m_program(program), m_observer(observer) {}

std::vector<const LocalSymbol*> Binder::visibleLocals() const {
    std::vector<const LocalSymbol*> all;
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope)
        for (const auto& [name, symbol] : (*scope)->names)
            if (std::none_of(all.begin(), all.end(), [&](const LocalSymbol* known) { return known->name == symbol->name; })) all.push_back(symbol);
    return all;
}

bool Binder::run(const Expr* expression, const Stmt* block) {
    const std::size_t mark = m_findings.mark();
    FunctionBuilder builder;
    builder.code = &m_program.main;
    m_function = &builder;
    pushScope();
    if (expression) {
        Bound result = bindValue(*expression);
        if (result.category == Category::Lambda || result.category == Category::Methods || result.category == Category::Default) {
            const bool isLambda = result.category == Category::Lambda;
            error(isLambda ? 1660 : result.category == Category::Methods ? 428 : 8716,
                  isLambda ? "Cannot convert lambda expression to type 'object' because it is not a delegate type"
                  : result.category == Category::Methods
                      ? "Cannot convert method group '" + describe(result) + "' to non-delegate type 'object'. Did you intend to invoke the method?"
                      : "There is no target type for the default literal",
                  expression->span);
        } else if (result.category == Category::Null) {
            m_program.type = types().object;
        } else if (result.type && result.type->kind == TypeKind::Void) {
            error(127, "An expression must have a value: '" + std::string(m_source.substr(expression->span.begin, expression->span.end - expression->span.begin)) + "' returns nothing", expression->span);
        } else {
            m_program.type = result.type ? result.type : types().object;
        }
        m_program.main.expression = std::move(result.node);
        if (!m_program.main.expression) m_program.main.expression = std::make_unique<ConstantNode>(Value());
    } else if (block) {
        builder.returnType = types().object;
        m_program.main.body = bindBlock(block->statements, false);
        if (m_state.reachable) error(161, "Not all code paths return a value", {block->span.end, block->span.end + 1});
        const Type* common = nullptr;
        bool mixed = false;
        for (const Type* type : builder.returnTypes) {
            if (common && common != type) mixed = true;
            common = type;
        }
        m_program.type = common && !mixed ? common : types().object;
    }
    m_program.main.locals = popScope();
    m_program.readsRequestBody = m_requestBody && m_requestUsed;
    m_program.readsResponseBody = m_responseBody && m_responseUsed;
    return !m_findings.hasErrorsSince(mark);
}

void Binder::error(int csharp, std::string message, Span span, std::string_view element) { m_findings.error(csharp, std::move(message), span, element); }

Bound Binder::errorValue(const Expr* syntax) const {
    Bound bound;
    bound.category = Category::Error;
    bound.type = types().errorType;
    bound.node = std::make_unique<ConstantNode>(Value());
    bound.syntax = syntax;
    return bound;
}

Bound Binder::value(const Type* type, NodePtr node, const Expr* syntax) const {
    Bound bound;
    bound.type = type;
    bound.node = std::move(node);
    bound.syntax = syntax;
    return bound;
}

Bound Binder::constantValue(const Type* type, const Value& constant, const Expr* syntax) const {
    Bound bound;
    bound.type = type;
    bound.constant = internConstant(constant);
    bound.node = std::make_unique<ConstantNode>(bound.constant);
    bound.hasConstant = true;
    bound.syntax = syntax;
    return bound;
}

void Binder::pushScope() {
    m_scopes.push_back(std::make_unique<Scope>());
    m_scopes.back()->function = m_function;
}

std::vector<const LocalSymbol*> Binder::popScope() {
    auto declared = std::move(m_scopes.back()->declared);
    m_scopes.pop_back();
    return declared;
}

LocalSymbol* Binder::declare(const std::string& name, const Type* type, Span span) {
    auto symbol = std::make_unique<LocalSymbol>();
    symbol->name = name;
    symbol->type = type;
    symbol->span = span;
    symbol->slot = m_function->code->slotCount++;
    symbol->index = m_symbols++;
    symbol->function = m_function;
    // In an unreachable place everything counts as assigned; elsewhere a new variable is not.
    if (symbol->index < static_cast<int>(m_state.assigned.size())) m_state.assigned[static_cast<std::size_t>(symbol->index)] = false;
    if (!name.empty()) {
        for (const auto& scope : m_scopes) {
            if (scope->function != m_function && !m_function->isLambda) continue;
            const auto found = scope->names.find(name);
            if (found == scope->names.end()) continue;
            if (scope == m_scopes.back())
                error(128, "A local variable or function named '" + name + "' is already defined in this scope", span, name);
            else
                error(136, "A local or parameter named '" + name + "' cannot be declared in this scope because that name is used in an enclosing local scope to define a local or parameter", span, name);
            break;
        }
        m_scopes.back()->names[name] = symbol.get();
        if (m_observer) m_observer->declared(*symbol, false);
    }
    m_scopes.back()->declared.push_back(symbol.get());
    m_program.symbols.push_back(std::move(symbol));
    return m_program.symbols.back().get();
}

LocalSymbol* Binder::hidden(const Type* type) {
    auto* symbol = declare("", type, {});
    m_state.assign(symbol->index);
    return symbol;
}

LocalSymbol* Binder::lookup(std::string_view name, std::pair<LocalSymbol*, int>* transparent) {
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
        const auto found = (*scope)->names.find(name);
        if (found != (*scope)->names.end()) return import(found->second);
        const auto inside = (*scope)->transparent.find(name);
        if (inside != (*scope)->transparent.end() && transparent) {
            *transparent = {import(inside->second.first), inside->second.second};
            return nullptr;
        }
    }
    return nullptr;
}

LocalSymbol* Binder::import(LocalSymbol* symbol) {
    if (symbol->function == m_function || symbol->hasConstant) return symbol;
    // The chain of functions from the one that owns the variable down to this one.
    std::vector<FunctionBuilder*> chain;
    for (FunctionBuilder* at = m_function; at && at != symbol->function; at = at->outer) chain.push_back(at);
    LocalSymbol* current = symbol;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        auto& slot = (*at)->imported[current];
        if (!slot) {
            current->captured = true;
            auto standIn = std::make_unique<LocalSymbol>(*current);
            standIn->slot = (*at)->code->slotCount++;
            standIn->function = *at;
            (*at)->code->captures.emplace_back(current->slot, standIn->slot);
            slot = standIn.get();
            m_program.symbols.push_back(std::move(standIn));
        }
        current = slot;
    }
    return current;
}

NodePtr Binder::readLocal(LocalSymbol* symbol) const {
    if (symbol->hasConstant) return std::make_unique<ConstantNode>(symbol->constant);
    return std::make_unique<LocalNode>(symbol);
}

std::shared_ptr<Place> Binder::placeOf(LocalSymbol* symbol) const { return std::make_shared<LocalPlace>(symbol); }

void Binder::useLocal(LocalSymbol* symbol, Span span) {
    if (symbol->hasConstant || m_state.isAssigned(symbol->index)) return;
    error(165, "Use of unassigned local variable '" + symbol->name + "'", span, symbol->name);
    m_state.assign(symbol->index);
}

const Type* Binder::typeNamed(const std::vector<TypeSyntax::Part>& parts, Span span, bool report) {
    std::vector<const Type*> arguments;
    std::string qualified;
    for (const auto& part : parts) {
        if (!qualified.empty()) qualified += ".";
        qualified += part.name;
        for (const auto& argument : part.arguments) {
            const Type* type = bindType(*argument, report);
            if (!type || type->isError()) return types().errorType;
            arguments.push_back(type);
        }
    }
    if (qualified == "void") return types().voidType;
    if (arguments.empty() && parts.size() == 1)
        for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
            const auto found = (*scope)->typeNames.find(qualified);
            if (found != (*scope)->typeNames.end()) return found->second;
        }
    if ((qualified == "ValueTuple" || qualified == "System.ValueTuple") && !arguments.empty()) return types().tuple(std::move(arguments), {});
    TypeDefinition* definition = types().find(qualified, arguments.size());
    if (!definition) {
        if (report) {
            bool otherArity = false;
            for (std::size_t arity = 0; arity < 8; ++arity) otherArity = otherArity || types().find(qualified, arity);
            if (otherArity)
                error(305, "Using the generic type '" + qualified + "' requires another number of type arguments", span, qualified);
            else if (qualified == "dynamic")
                error(656, "'dynamic' is not available in policy expressions: cast to the type you expect", span, qualified);
            else
                error(246, "The type or namespace name '" + qualified + "' could not be found: it is not among the types that Azure API Management allows", span, qualified);
        }
        return types().errorType;
    }
    if (definition->refused && report) {
        error(246, "The type '" + definition->fullName() + "' is not allowed in Azure API Management policy expressions. " + definition->help, span, definition->name);
        return types().errorType;
    }
    return types().generic(definition, std::move(arguments));
}

const Type* Binder::bindType(const TypeSyntax& syntax, bool report) {
    const Type* type = nullptr;
    if (!syntax.tuple.empty()) {
        std::vector<const Type*> members;
        for (const auto& element : syntax.tuple) {
            members.push_back(bindType(*element, report));
            if (members.back()->isError()) return types().errorType;
        }
        type = types().tuple(std::move(members), syntax.tupleNames);
    } else {
        type = typeNamed(syntax.parts, syntax.span, report);
    }
    if (m_observer) m_observer->typeNamed(syntax.span, type);
    for (const char suffix : syntax.suffixes) {
        if (type->isError()) return type;
        if (suffix == '[') {
            type = types().arrayOf(type);
        } else if (suffix == '2' || suffix == '3') {
            type = types().gridOf(type, suffix == '2' ? 2 : 3);
        } else if (!type->isValueType() || type->isNullable()) {
            if (report) error(453, "The type '" + type->name + "' must be a non-nullable value type in order to use it as '" + type->name + "?'", syntax.span);
            return types().errorType;
        } else {
            type = types().nullableOf(type);
        }
    }
    return type;
}

std::string Binder::describe(const Bound& bound) const {
    switch (bound.category) {
        case Category::Null: return "<null>";
        case Category::Default: return "default";
        case Category::Lambda: return "lambda expression";
        case Category::Methods: return "method group";
        case Category::Throw: return "throw expression";
        default: return bound.type ? bound.type->name : "?";
    }
}

}  // namespace mgc::expression
