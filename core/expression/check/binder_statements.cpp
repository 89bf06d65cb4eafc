#include <algorithm>

#include "expression/check/binder.h"
#include "expression/json/token.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {
namespace {

/// Statements of a block with fresh cells for its captured variables; labels inside are reached by goto.
class BlockNode final : public StatementNode {
public:
    BlockNode(std::vector<StatementPtr> statements, std::vector<const LocalSymbol*> locals, std::vector<std::pair<int, std::size_t>> labels)
        : m_statements(std::move(statements)), m_locals(std::move(locals)), m_labels(std::move(labels)) {}
    [[nodiscard]] Flow run(Frame& frame) const override {
        if (!m_locals.empty()) freshCells(frame, m_locals);
        for (std::size_t i = 0; i < m_statements.size();) {
            const Flow flow = m_statements[i]->run(frame);
            if (flow == Flow::Next) {
                ++i;
                continue;
            }
            if (flow == Flow::GotoLabel) {
                bool here = false;
                for (const auto& [label, at] : m_labels) {
                    if (label != frame.target) continue;
                    frame.runtime.step();
                    i = at;
                    here = true;
                }
                if (here) continue;
            }
            return flow;
        }
        return Flow::Next;
    }

private:
    std::vector<StatementPtr> m_statements;
    std::vector<const LocalSymbol*> m_locals;
    std::vector<std::pair<int, std::size_t>> m_labels;
};

/// foreach over a JObject yields its properties as pairs.
Value propertyPair(const Value& property, const Type* pairType) {
    const auto& self = as<JPropertyObject>(property);
    return makePair(pairType, Value::text(self.name), self.content() ? self.content()->value() : Value());
}

StatementPtr nothing() {
    return makeStatementNode([](Frame&) { return Flow::Next; });
}

}  // namespace

StatementPtr Binder::bindStatement(const Stmt& statement) {
    if (!m_state.reachable && statement.kind != StmtKind::LocalFunction && statement.kind != StmtKind::Empty && statement.kind != StmtKind::Labeled && statement.kind != StmtKind::Block)
        m_findings.warning(162, "Unreachable code detected", statement.span);
    switch (statement.kind) {
        case StmtKind::Empty: return nothing();
        case StmtKind::Block: return bindBlock(statement.statements);
        case StmtKind::Declaration: return bindDeclaration(statement);
        case StmtKind::Expression: return bindExpressionStatement(*statement.expression);
        case StmtKind::If: return bindIf(statement);
        case StmtKind::While: return bindWhile(statement);
        case StmtKind::Do: return bindDo(statement);
        case StmtKind::For: return bindFor(statement);
        case StmtKind::ForEach: return bindForEach(statement);
        case StmtKind::Switch: return bindSwitch(statement);
        case StmtKind::Break:
        case StmtKind::Continue: {
            const bool isBreak = statement.kind == StmtKind::Break;
            if (isBreak ? m_breaks.empty() : m_function->loopDepth == 0) {
                error(139, "No enclosing loop out of which to break or continue", statement.span);
                return nothing();
            }
            if (isBreak) m_breaks.back()->push_back(m_state);
            m_state.reachable = false;
            return makeStatementNode([flow = isBreak ? Flow::Break : Flow::Continue](Frame&) { return flow; });
        }
        case StmtKind::Goto: {
            StatementPtr node;
            if (statement.text == "case" || statement.text == "default") {
                if (m_switches.empty()) {
                    error(153, "A goto case is only valid inside a switch statement", statement.span);
                    return nothing();
                }
                SwitchContext& context = *m_switches.back();
                int section = context.defaultSection;
                if (statement.text == "case") {
                    Bound label = bindValue(*statement.expression, context.type);
                    Bound probe = std::move(label);
                    Value constant = probe.constant;
                    const auto found = context.sections.find(constant.typeName() + ":" + constant.toText());
                    section = found == context.sections.end() ? -1 : found->second;
                }
                if (section < 0) error(159, "No such label in the switch statement", statement.span);
                node = makeStatementNode([section](Frame& frame) {
                    frame.runtime.step();
                    frame.target = section;
                    return Flow::GotoSection;
                });
            } else {
                const auto label = m_labels.find(statement.text);
                if (label == m_labels.end()) {
                    error(159, "No such label '" + statement.text + "' within the scope of the goto statement", statement.nameSpan, statement.text);
                    return nothing();
                }
                node = makeStatementNode([target = label->second](Frame& frame) {
                    frame.target = target;
                    return Flow::GotoLabel;
                });
            }
            m_state.reachable = false;
            return node;
        }
        case StmtKind::Return: return bindReturn(statement);
        case StmtKind::Throw: return bindThrow(statement);
        case StmtKind::Try: return bindTry(statement);
        case StmtKind::Using: return bindUsing(statement);
        case StmtKind::LocalFunction: return bindLocalFunction(statement);
        case StmtKind::CheckedBlock: {
            const bool before = m_checked;
            const bool wasUnchecked = m_unchecked;
            m_checked = statement.text == "checked";
            m_unchecked = !m_checked;
            StatementPtr node = bindStatement(*statement.body);
            m_checked = before;
            m_unchecked = wasUnchecked;
            return node;
        }
        case StmtKind::Labeled:
            m_state.reachable = true;
            return bindStatement(*statement.body);
        case StmtKind::Lock: {
            Bound object = bindValue(*statement.expression);
            NodePtr node = convertImplicit(std::move(object), types().object, statement.expression->span);
            StatementPtr body = bindStatement(*statement.body);
            return makeStatementNode([node = std::move(node), body = std::move(body)](Frame& frame) {
                (void)node->eval(frame);
                return body->run(frame);
            });
        }
    }
    return nothing();
}

void Binder::declareLocalFunctions(const std::vector<StmtPtr>& statements) {
    for (const auto& statement : statements) {
        if (statement->kind == StmtKind::Labeled) m_labels[statement->text] = static_cast<int>(m_labels.size());
        if (statement->kind != StmtKind::LocalFunction) continue;
        LocalSymbol* symbol = declare(statement->text, types().object, statement->nameSpan);
        symbol->isReadOnly = true;
        m_state.assign(symbol->index);
        m_scopes.back()->functions[statement->text] = statement.get();
    }
}

StatementPtr Binder::bindBlock(const std::vector<StmtPtr>& statements, bool ownScope) {
    if (ownScope) pushScope();
    declareLocalFunctions(statements);
    // A local function sees the variables declared above it, but exists from the start of its block.
    std::vector<StatementPtr> functions;
    std::vector<StatementPtr> nodes;
    std::vector<std::pair<int, std::size_t>> labels;
    bool warned = false;
    for (const auto& statement : statements) {
        if (statement->kind == StmtKind::LocalFunction) {
            functions.push_back(bindStatement(*statement));
            continue;
        }
        if (statement->kind == StmtKind::Labeled) labels.emplace_back(m_labels[statement->text], nodes.size());
        const std::size_t mark = m_findings.mark();
        const bool reachable = m_state.reachable;
        nodes.push_back(bindStatement(*statement));
        // One warning for a run of unreachable statements is enough.
        if (!reachable && warned && !m_findings.hasErrorsSince(mark)) m_findings.rollBack(mark);
        warned = warned || !reachable;
    }
    for (auto& label : labels) label.second += functions.size();
    nodes.insert(nodes.begin(), std::make_move_iterator(functions.begin()), std::make_move_iterator(functions.end()));
    std::vector<const LocalSymbol*> locals;
    if (ownScope) locals = popScope();
    return std::make_unique<BlockNode>(std::move(nodes), std::move(locals), std::move(labels));
}

StatementPtr Binder::bindDeclaration(const Stmt& statement) {
    std::vector<StatementPtr> nodes;
    const bool isVar = statement.type->isVar() && !types().find("var", 0);
    const bool isConst = statement.text == "const";
    const Type* declared = isVar ? nullptr : bindType(*statement.type);
    if (declared && declared->kind == TypeKind::Void) {
        error(1547, "Keyword 'void' cannot be used in this context", statement.type->span);
        declared = types().errorType;
    }
    if (isVar && statement.declarators.size() > 1) error(819, "Implicitly-typed variables cannot have multiple declarators", statement.span);
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
                if (!source.isError()) error(815, "Cannot assign " + describe(source) + " to an implicitly-typed variable", declarator.value->span, declarator.name);
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
            if (!type->isError()) error(133, "The expression being assigned to '" + declarator.name + "' must be constant", declarator.value->span, declarator.name);
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

StatementPtr Binder::bindExpressionStatement(const Expr& expression) {
    const Expr* inner = &expression;
    while (inner->kind == ExprKind::ConditionalAccess) inner = inner->children[1].get();
    const bool allowed = inner->kind == ExprKind::Invocation || inner->kind == ExprKind::Assign || inner->kind == ExprKind::Postfix || inner->kind == ExprKind::New || inner->kind == ExprKind::Bad ||
                         (inner->kind == ExprKind::Unary && (inner->text == "++" || inner->text == "--"));
    if (!allowed) error(201, "Only assignment, call, increment, decrement, and new object expressions can be used as a statement", expression.span);
    return runExpression(expression);
}

StatementPtr Binder::runExpression(const Expr& expression) {
    Bound bound = bindValue(expression);
    m_hasCondition = false;
    if (bound.category != Category::Value && !bound.isError() && bound.category != Category::Null) {
        if (bound.category == Category::Methods || bound.category == Category::Lambda) error(201, "Only assignment, call, increment, decrement, and new object expressions can be used as a statement", expression.span);
    }
    NodePtr node = bound.node ? std::move(bound.node) : std::make_unique<ConstantNode>(Value());
    return makeStatementNode([node = std::move(node)](Frame& frame) {
        (void)node->eval(frame);
        return Flow::Next;
    });
}

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
    return makeStatementNode([condition = std::move(condition), body = std::move(body)](Frame& frame) {
        while (condition->evalBool(frame)) {
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
    return makeStatementNode([start = std::move(start), condition = std::move(condition), body = std::move(body), iterators = std::move(iterators), locals = std::move(locals)](Frame& frame) {
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
            error(1579, "foreach statement cannot operate on variables of type '" + type->name + "' because it is not a sequence" + (type == types().object ? ": cast it first" : ""), statement.expression->span);
        }
    }
    pushScope();
    const bool isVar = statement.type->isVar();
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
    const FlowState before = m_state;
    std::vector<FlowState> breaks;
    m_breaks.push_back(&breaks);
    ++m_function->loopDepth;
    StatementPtr body = bindStatement(*statement.body);
    --m_function->loopDepth;
    m_breaks.pop_back();
    m_state = before;
    auto locals = popScope();
    NodePtr sequence = source.node ? std::move(source.node) : std::make_unique<ConstantNode>(Value());
    return makeStatementNode([sequence = std::move(sequence), converted = std::move(converted), body = std::move(body), locals = std::move(locals), raw, place = placeOf(variable), span = statement.expression->span,
                              pairs = source.type == types().jObject ? element : nullptr](Frame& frame) {
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
            const Flow flow = body->run(frame);
            if (flow == Flow::Break) break;
            if (flow == Flow::Return || flow == Flow::GotoSection || flow == Flow::GotoLabel) return flow;
        }
        return Flow::Next;
    });
}

StatementPtr Binder::bindSwitch(const Stmt& statement) {
    Bound subject = bindValue(*statement.expression);
    if (subject.category != Category::Value && !subject.isError()) error(151, "A switch expression must have a value, not " + describe(subject), statement.expression->span);
    const Type* type = subject.category == Category::Value ? subject.type : types().errorType;
    struct Label {
        NodePtr constant;
        const Type* test = nullptr;
        std::shared_ptr<Place> variable;
        NodePtr when;
        bool isVar = false;
    };
    struct Section {
        std::vector<Label> labels;
        StatementPtr body;
    };
    auto sections = std::make_shared<std::vector<Section>>();
    SwitchContext context;
    context.type = type;
    // Constant labels first, so that goto case finds sections further down.
    for (std::size_t i = 0; i < statement.sections.size(); ++i) {
        for (const auto& label : statement.sections[i].labels) {
            if (label.isDefault) {
                if (context.defaultSection >= 0) error(152, "The switch statement contains multiple cases with the label value 'default'", label.span);
                context.defaultSection = static_cast<int>(i);
            }
        }
    }
    NodePtr subjectNode = subject.node ? std::move(subject.node) : std::make_unique<ConstantNode>(Value());
    pushScope();
    const FlowState before = m_state;
    std::vector<FlowState> breaks;
    m_breaks.push_back(&breaks);
    m_switches.push_back(&context);
    std::vector<std::vector<Label>> labelsOf(statement.sections.size());
    std::vector<std::unique_ptr<Scope>> sectionScopes;
    struct Pending {
        std::size_t section;
        std::size_t label;
    };
    for (std::size_t i = 0; i < statement.sections.size(); ++i) {
        for (const auto& syntax : statement.sections[i].labels) {
            Label label;
            if (syntax.value) {
                Bound constant = bindValue(*syntax.value, type);
                if (constant.category == Category::Null) {
                    label.constant = std::make_unique<ConstantNode>(Value());
                } else if (!constant.isError()) {
                    if (!constant.hasConstant) error(150, "A constant value is expected", syntax.value->span);
                    const std::string key = constant.constant.typeName() + ":" + constant.constant.toText();
                    if (!syntax.when && !context.sections.emplace(key, static_cast<int>(i)).second) error(152, "The switch statement contains multiple cases with the label value '" + constant.constant.toText() + "'", syntax.span);
                    const Type* target = type->underlying();
                    label.constant = type->isReference() && type != types().string ? std::move(constant.node) : convertImplicit(std::move(constant), target, syntax.value->span);
                }
            }
            labelsOf[i].push_back(std::move(label));
        }
    }
    bool exhaustive = context.defaultSection >= 0;
    for (std::size_t i = 0; i < statement.sections.size(); ++i) {
        const auto& syntax = statement.sections[i];
        Section section;
        pushScope();
        m_state = before;
        m_state.reachable = before.reachable;
        std::vector<Label> labels = std::move(labelsOf[i]);
        for (std::size_t k = 0; k < syntax.labels.size(); ++k) {
            const auto& labelSyntax = syntax.labels[k];
            if (labelSyntax.type) {
                labels[k].isVar = labelSyntax.type->isVar();
                const Type* test = labels[k].isVar ? type : bindType(*labelSyntax.type);
                labels[k].test = test;
                if (!labels[k].isVar && !test->isError() && !type->isError()) {
                    Bound probe;
                    probe.type = type;
                    if (!classifyExplicit(probe, test).exists()) error(8121, "An expression of type '" + type->name + "' cannot be handled by a pattern of type '" + test->name + "'", labelSyntax.span);
                }
                if (labelSyntax.name != "_") {
                    LocalSymbol* symbol = declare(labelSyntax.name, test, labelSyntax.span);
                    m_state.assign(symbol->index);
                    labels[k].variable = placeOf(symbol);
                }
                if (labels[k].isVar && !labelSyntax.when) exhaustive = true;
            }
            if (labelSyntax.when) {
                labels[k].when = bindCondition(*labelSyntax.when);
                m_state = m_whenTrue;
            }
        }
        section.labels = std::move(labels);
        section.body = bindBlock(syntax.statements, false);
        auto locals = popScope();
        if (m_state.reachable && !syntax.statements.empty()) error(163, "Control cannot fall through from one case label to another", syntax.labels.empty() ? statement.span : syntax.labels[0].span);
        if (syntax.statements.empty()) error(1522, "Empty switch section", syntax.labels.empty() ? statement.span : syntax.labels[0].span);
        m_scopes.back()->declared.insert(m_scopes.back()->declared.end(), locals.begin(), locals.end());
        sections->push_back(std::move(section));
    }
    m_switches.pop_back();
    m_breaks.pop_back();
    auto locals = popScope();
    m_state = before;
    if (exhaustive) m_state.reachable = false;
    for (const auto& state : breaks) m_state.join(state);
    return makeStatementNode([subject = std::move(subjectNode), sections, locals = std::move(locals), defaultSection = context.defaultSection](Frame& frame) {
        const Value value = subject->eval(frame);
        freshCells(frame, locals);
        int chosen = -1;
        for (std::size_t i = 0; i < sections->size() && chosen < 0; ++i) {
            for (const auto& label : (*sections)[i].labels) {
                bool fits = false;
                if (label.constant) fits = valuesEqual(value, label.constant->eval(frame));
                else if (label.test) fits = label.isVar || isInstance(value, label.test);
                if (!fits) continue;
                if (label.variable) label.variable->store(frame, nullptr, value);
                if (label.when && !label.when->evalBool(frame)) continue;
                chosen = static_cast<int>(i);
                break;
            }
        }
        if (chosen < 0) chosen = defaultSection;
        while (chosen >= 0) {
            const Flow flow = (*sections)[static_cast<std::size_t>(chosen)].body->run(frame);
            if (flow == Flow::GotoSection) {
                chosen = frame.target;
                continue;
            }
            return flow == Flow::Break ? Flow::Next : flow;
        }
        return Flow::Next;
    });
}

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
            if (!type->isError() && !types().isAssignable(type, types().exception)) error(155, "The type caught or thrown must be derived from System.Exception", clause.type->span);
            for (const Type* earlier : caught)
                if (!type->isError() && types().isAssignable(type, earlier)) {
                    error(160, "A previous catch clause already catches all exceptions of this or of a super type ('" + earlier->name + "')", clause.type->span);
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
        finally = bindStatement(*statement.otherwise);
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

StatementPtr Binder::bindReturn(const Stmt& statement) {
    FunctionBuilder& function = *m_function;
    StatementPtr node;
    if (!statement.expression) {
        function.returnsVoid = true;
        if (function.returnType && function.returnType->kind != TypeKind::Void) error(126, "An object of a type convertible to '" + function.returnType->name + "' is required", statement.span);
        node = makeStatementNode([](Frame& frame) {
            frame.result = Value();
            return Flow::Return;
        });
    } else {
        // The block's result is object for "@{...}": anything goes, and the static types are remembered.
        const bool top = !function.isLambda;
        Bound bound = bindValue(*statement.expression, top ? nullptr : function.returnType);
        if (bound.category == Category::Null) function.returnsNull = true;
        else if (bound.category == Category::Value && bound.type) function.returnTypes.push_back(bound.type);
        else if (bound.isError()) function.returnTypes.push_back(types().errorType);
        NodePtr value;
        if (function.returnType) {
            if (function.returnType->kind == TypeKind::Void) error(127, "Since the function returns void, a return keyword must not be followed by an object expression", statement.span);
            if (bound.type && bound.type->kind == TypeKind::Void) {
                error(29, "Cannot implicitly convert type 'void' to '" + function.returnType->name + "'", statement.expression->span);
                value = std::make_unique<ConstantNode>(Value());
            } else {
                value = convertImplicit(std::move(bound), function.returnType->kind == TypeKind::Void ? types().errorType : function.returnType, statement.expression->span);
            }
        } else {
            value = bound.node ? std::move(bound.node) : std::make_unique<ConstantNode>(Value());
        }
        node = makeStatementNode([value = std::move(value)](Frame& frame) {
            frame.result = value->eval(frame);
            return Flow::Return;
        });
    }
    m_state.reachable = false;
    return node;
}

StatementPtr Binder::bindThrow(const Stmt& statement) {
    if (!statement.expression) {
        if (m_function->catchDepth == 0) error(156, "A throw statement with no arguments is not allowed outside of a catch clause", statement.span);
        m_state.reachable = false;
        return makeStatementNode([](Frame& frame) -> Flow { throw Thrown{frame.runtime.currentException}; });
    }
    Bound exception = bindValue(*statement.expression);
    NodePtr node;
    if (!exception.isError() && exception.type && exception.category == Category::Value && !types().isAssignable(exception.type, types().exception)) {
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

StatementPtr Binder::bindLocalFunction(const Stmt& statement) {
    LocalSymbol* symbol = lookup(statement.text);
    if (!symbol) return nothing();
    std::vector<std::pair<std::string, const Type*>> parameters;
    std::vector<Span> spans;
    for (const auto& parameter : statement.parameters) {
        if (parameter.mode == 'o' || parameter.mode == 'r') error(9004, "'out' and 'ref' parameters of local functions are not supported in policy expressions", parameter.span, parameter.name);
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
