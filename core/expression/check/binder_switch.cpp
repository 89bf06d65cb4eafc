#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

StatementPtr Binder::bindSwitch(const Stmt& statement) {
    pushScope();
    Bound subject = bindValue(*statement.expression);
    if (subject.category != Category::Value && !subject.isError())
        error(151, "A switch expression must have a value, not " + describe(subject), statement.expression->span);
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
                if (context.defaultSection >= 0)
                    error(152, "The switch statement contains multiple cases with the label value 'default'", label.span);
                context.defaultSection = static_cast<int>(i);
            }
        }
    }
    const bool isConstant = subject.hasConstant;
    const std::string constantKey = isConstant ? subject.constant.typeName() + ":" + subject.constant.toText() : std::string();
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
                    if (!syntax.when && !context.sections.emplace(key, static_cast<int>(i)).second)
                        error(152, "The switch statement contains multiple cases with the label value '" + constant.constant.toText() + "'",
                              syntax.span);
                    const Type* target = type->underlying();
                    label.constant = type->isReference() && type != types().string
                                         ? std::move(constant.node)
                                         : convertImplicit(std::move(constant), target, syntax.value->span);
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
                    if (!classifyExplicit(probe, test).exists())
                        error(8121,
                              "An expression of type '" + type->name + "' cannot be handled by a pattern of type '" + test->name + "'",
                              labelSyntax.span);
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
        if (m_state.reachable && !syntax.statements.empty())
            error(163, "Control cannot fall through from one case label to another",
                  syntax.labels.empty() ? statement.span : syntax.labels[0].span);
        if (syntax.statements.empty()) error(1522, "Empty switch section", syntax.labels.empty() ? statement.span : syntax.labels[0].span);
        m_scopes.back()->declared.insert(m_scopes.back()->declared.end(), locals.begin(), locals.end());
        sections->push_back(std::move(section));
    }
    // The section of a constant is known.
    exhaustive = exhaustive || (isConstant && context.sections.count(constantKey) > 0);
    m_switches.pop_back();
    m_breaks.pop_back();
    auto locals = popScope();
    auto outer = popScope();
    m_state = before;
    if (exhaustive) m_state.reachable = false;
    for (const auto& state : breaks) m_state.join(state);
    return makeStatementNode(
        [subject = std::move(subjectNode), sections, locals = std::move(locals), outer = std::move(outer), defaultSection = context.defaultSection](Frame& frame) {
        freshCells(frame, outer);
            const Value value = subject->eval(frame);
            freshCells(frame, locals);
            int chosen = -1;
            for (std::size_t i = 0; i < sections->size() && chosen < 0; ++i) {
                for (const auto& label : (*sections)[i].labels) {
                    bool fits = false;
                    if (label.constant)
                        fits = valuesEqual(value, label.constant->eval(frame));
                    else if (label.test)
                        fits = label.isVar || isInstance(value, label.test);
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

}  // namespace mgc::expression
