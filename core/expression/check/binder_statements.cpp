#include "expression/check/binder.h"
#include "expression/check/statement_nodes.h"

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

}  // namespace

StatementPtr Binder::bindStatement(const Stmt& statement) {
    if (!m_state.reachable && statement.kind != StmtKind::LocalFunction && statement.kind != StmtKind::Empty &&
        statement.kind != StmtKind::Labeled && statement.kind != StmtKind::Block)
        m_findings.warning(162, "Unreachable code detected", statement.span);
    switch (statement.kind) {
        case StmtKind::Empty:
            return nothing();
        case StmtKind::Block:
            return bindBlock(statement.statements);
        case StmtKind::Declaration:
            return bindDeclaration(statement);
        case StmtKind::Expression:
            return bindExpressionStatement(*statement.expression);
        case StmtKind::If:
            return bindIf(statement);
        case StmtKind::While:
            return bindWhile(statement);
        case StmtKind::Do:
            return bindDo(statement);
        case StmtKind::For:
            return bindFor(statement);
        case StmtKind::ForEach:
            return bindForEach(statement);
        case StmtKind::Switch:
            return bindSwitch(statement);
        case StmtKind::Break:
        case StmtKind::Continue: {
            const bool isBreak = statement.kind == StmtKind::Break;
            if (isBreak ? m_breaks.empty() : m_function->loopDepth == 0) {
                error(139, "No enclosing loop out of which to break or continue", statement.span);
                return nothing();
            }
            if (m_function->finallyDepth > 0 && (isBreak ? m_breaks.size() <= m_finallyBreaks : m_function->loopDepth <= m_finallyLoops)) error(157, "Control cannot leave the body of a finally clause", statement.span);
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
                    error(159, "No such label '" + statement.text + "' within the scope of the goto statement", statement.nameSpan,
                          statement.text);
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
        case StmtKind::Return:
            return bindReturn(statement);
        case StmtKind::Throw:
            return bindThrow(statement);
        case StmtKind::Try:
            return bindTry(statement);
        case StmtKind::Using:
            return bindUsing(statement);
        case StmtKind::LocalFunction:
            return bindLocalFunction(statement);
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
            pushScope();
            Bound object = bindValue(*statement.expression);
            if (object.category == Category::Value && !object.isError() && !object.type->isReference())
                error(185, "'" + object.type->name + "' is not a reference type as required by the lock statement", statement.expression->span);
            NodePtr node = convertImplicit(std::move(object), types().object, statement.expression->span);
            StatementPtr body = bindStatement(*statement.body);
            auto locals = popScope();
            return makeStatementNode([node = std::move(node), body = std::move(body), locals = std::move(locals)](Frame& frame) {
                freshCells(frame, locals);
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
        declareLocalFunction(*statement);
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

}  // namespace mgc::expression
