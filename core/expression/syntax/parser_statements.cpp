#include <algorithm>

#include "expression/syntax/parser_core.h"

namespace mgc::expression {

StmtPtr Parser::statementList(bool untilEnd) {
    auto node = makeStatement(StmtKind::Block);
    while (!atEnd() && (untilEnd || !is("}"))) {
        if (is("}")) {
            m_findings.error(1513, "Unexpected '}'", current().span);
            take();
            continue;
        }
        const std::size_t before = m_at;
        node->statements.push_back(statement());
        if (m_at == before && !atEnd()) take();
    }
    node->span = since(node->span);
    return node;
}

StmtPtr Parser::block() {
    expect("{");
    auto node = statementList(false);
    expect("}");
    node->span = since(node->span);
    return node;
}

StmtPtr Parser::embedded() {
    const bool declares = declarationAhead();
    auto node = statement();
    if (declares && node->kind == StmtKind::Declaration) m_findings.error(1023, "Embedded statement cannot be a declaration or labeled statement", node->span);
    return node;
}

void Parser::skipToStatementEnd() {
    int depth = 0;
    while (!atEnd()) {
        if (is("{") || is("(")) ++depth;
        if (is("}") || is(")")) {
            if (depth == 0) return;
            --depth;
        }
        if (is(";") && depth == 0) {
            take();
            return;
        }
        take();
    }
}

bool Parser::declarationAhead() const {
    if (is("const")) return true;
    if (current().kind != TokenKind::Identifier && !isPredefined(current()) && !is("(")) return false;
    std::size_t at = m_at;
    if (!scanType(at, false) || at >= m_tokens.size() || m_tokens[at].kind != TokenKind::Identifier) return false;
    const Token& after = m_tokens[std::min(at + 1, m_tokens.size() - 1)];
    return isPiece(after, "=") || isPiece(after, ";") || isPiece(after, ",") || isPiece(after, ")") || isPiece(after, "in") || after.kind == TokenKind::End || isPiece(after, "}") ||
           after.kind == TokenKind::Identifier;
}

bool Parser::localFunctionAhead() const {
    if (current().kind != TokenKind::Identifier && !isPredefined(current()) && !is("(")) return false;
    std::size_t at = m_at;
    if (isWord("async") || is("static")) return false;
    if (!scanType(at, false) || at >= m_tokens.size() || m_tokens[at].kind != TokenKind::Identifier) return false;
    return isPiece(m_tokens[std::min(at + 1, m_tokens.size() - 1)], "(") || isPiece(m_tokens[std::min(at + 1, m_tokens.size() - 1)], "<");
}

StmtPtr Parser::declaration(bool isConst) {
    auto node = makeStatement(StmtKind::Declaration);
    if (isConst) {
        take();
        node->text = "const";
    }
    node->type = type();
    do {
        Declarator declarator;
        declarator.name = identifier(declarator.span);
        if (accept("=")) declarator.value = is("{") ? initializer() : expression();
        node->declarators.push_back(std::move(declarator));
    } while (accept(","));
    node->span = since(node->span);
    return node;
}

StmtPtr Parser::statement() {
    Nesting nesting(*this);
    auto node = makeStatement(StmtKind::Empty);
    const Span begin = node->span;
    if (tooDeep()) return node;
    const auto finish = [&](StmtPtr made) {
        made->span = since(begin);
        return made;
    };
    if (is("{")) return block();
    if (accept(";")) return node;
    if (is("if")) {
        take();
        node->kind = StmtKind::If;
        expect("(");
        node->expression = expression();
        expect(")");
        node->body = embedded();
        if (accept("else")) node->otherwise = embedded();
        return finish(std::move(node));
    }
    if (is("while")) {
        take();
        node->kind = StmtKind::While;
        expect("(");
        node->expression = expression();
        expect(")");
        node->body = embedded();
        return finish(std::move(node));
    }
    if (is("do")) {
        take();
        node->kind = StmtKind::Do;
        node->body = embedded();
        expect("while");
        expect("(");
        node->expression = expression();
        expect(")");
        expect(";");
        return finish(std::move(node));
    }
    if (is("for")) return finish(forStatement());
    if (is("foreach")) return finish(forEachStatement());
    if (is("switch")) return finish(switchStatement());
    if (is("try")) return finish(tryStatement());
    if (is("using")) return finish(usingStatement());
    if (is("break") || is("continue")) {
        node->kind = take().text == "break" ? StmtKind::Break : StmtKind::Continue;
        expect(";");
        return finish(std::move(node));
    }
    if (is("goto")) {
        take();
        node->kind = StmtKind::Goto;
        if (is("case") || is("default")) {
            node->text = take().text;
            if (node->text == "case") node->expression = expression();
        } else {
            node->text = identifier(node->nameSpan);
        }
        expect(";");
        return finish(std::move(node));
    }
    if (is("return")) {
        take();
        node->kind = StmtKind::Return;
        if (!is(";")) node->expression = expression();
        expect(";");
        return finish(std::move(node));
    }
    if (is("throw")) {
        take();
        node->kind = StmtKind::Throw;
        if (!is(";")) node->expression = expression();
        expect(";");
        return finish(std::move(node));
    }
    if ((is("checked") || is("unchecked")) && isPiece(peek(), "{")) {
        node->kind = StmtKind::CheckedBlock;
        node->text = take().text;
        node->body = block();
        return finish(std::move(node));
    }
    if (is("lock")) {
        take();
        node->kind = StmtKind::Lock;
        expect("(");
        node->expression = expression();
        expect(")");
        node->body = embedded();
        return finish(std::move(node));
    }
    if (is("unsafe") || is("fixed") || is("class") || is("struct") || is("enum") || is("interface") || is("namespace") || isWord("yield")) {
        if (!isWord("yield") || isPiece(peek(), "return") || isPiece(peek(), "break")) {
            m_findings.error(1525, "'" + std::string(current().text) + "' is not allowed in a policy expression", current().span);
            skipToStatementEnd();
            return node;
        }
    }
    if (is("static") || (isWord("async") && peek().kind == TokenKind::Identifier)) {
        m_findings.error(1525, "'" + std::string(current().text) + "' is not allowed on a local function in a policy expression", current().span);
        take();
    }
    if (localFunctionAhead()) return finish(localFunction());
    if (declarationAhead()) {
        node = declaration(is("const"));
        expect(";");
        return finish(std::move(node));
    }
    if (current().kind == TokenKind::Identifier && isPiece(peek(), ":")) {
        node->kind = StmtKind::Labeled;
        node->text = take().text;
        take();
        node->body = is("}") ? makeStatement(StmtKind::Empty) : statement();
        return finish(std::move(node));
    }
    node->kind = StmtKind::Expression;
    node->expression = expression();
    if (!expect(";")) {
        const Token& token = current();
        if (!is("}") && token.kind != TokenKind::End) skipToStatementEnd();
    }
    return finish(std::move(node));
}

StmtPtr Parser::forStatement() {
    auto node = makeStatement(StmtKind::For);
    take();
    expect("(");
    if (!is(";")) {
        if (declarationAhead()) {
            node->statements.push_back(declaration(false));
        } else {
            do {
                auto each = makeStatement(StmtKind::Expression);
                each->expression = expression();
                each->span = since(each->span);
                node->statements.push_back(std::move(each));
            } while (accept(","));
        }
    }
    expect(";");
    if (!is(";")) node->expression = expression();
    expect(";");
    if (!is(")")) {
        do node->iterators.push_back(expression());
        while (accept(","));
    }
    expect(")");
    node->body = embedded();
    return node;
}

StmtPtr Parser::forEachStatement() {
    auto node = makeStatement(StmtKind::ForEach);
    take();
    expect("(");
    std::size_t at = m_at;
    const bool isPlain = scanType(at, false) && at < m_tokens.size() && m_tokens[at].kind == TokenKind::Identifier;
    if (deconstructionAhead("in")) {
        node->iterators.push_back(designation());
    } else if (is("(") && !isPlain) {
        node->iterators.push_back(parenthesized());
    } else {
        node->type = type();
        node->text = identifier(node->nameSpan);
    }
    expect("in");
    node->expression = expression();
    expect(")");
    node->body = embedded();
    return node;
}

void Parser::switchLabel(SwitchSection& section) {
    SwitchLabel label;
    label.span = current().span;
    if (accept("default")) {
        label.isDefault = true;
    } else {
        take();
        std::size_t at = m_at;
        const bool pattern = (current().kind == TokenKind::Identifier || isPredefined(current())) && scanType(at, false) && at < m_tokens.size() && m_tokens[at].kind == TokenKind::Identifier &&
                             m_tokens[at].text != "when";
        if (pattern) {
            label.type = type();
            Span span;
            label.name = identifier(span);
        } else {
            label.value = conditional();
        }
        if (isWord("when")) {
            take();
            label.when = expression();
        }
    }
    label.span = since(label.span);
    expect(":");
    section.labels.push_back(std::move(label));
}

StmtPtr Parser::switchStatement() {
    auto node = makeStatement(StmtKind::Switch);
    take();
    expect("(");
    node->expression = expression();
    expect(")");
    expect("{");
    while (!is("}") && !atEnd()) {
        SwitchSection section;
        if (!is("case") && !is("default")) {
            m_findings.error(1525, "'case', 'default' or '}' expected", current().span);
            const std::size_t before = m_at;
            skipToStatementEnd();
            if (m_at == before) take();  // it stops at a bracket that is not its own
            continue;
        }
        while (is("case") || (is("default") && isPiece(peek(), ":"))) switchLabel(section);
        while (!is("case") && !(is("default") && isPiece(peek(), ":")) && !is("}") && !atEnd()) {
            const std::size_t before = m_at;
            section.statements.push_back(statement());
            if (m_at == before) take();
        }
        node->sections.push_back(std::move(section));
    }
    expect("}");
    return node;
}

StmtPtr Parser::tryStatement() {
    auto node = makeStatement(StmtKind::Try);
    take();
    node->body = block();
    while (is("catch")) {
        CatchClause clause;
        clause.span = current().span;
        take();
        if (accept("(")) {
            clause.type = type();
            if (current().kind == TokenKind::Identifier) clause.name = identifier(clause.span);
            expect(")");
        }
        if (isWord("when")) {
            take();
            expect("(");
            clause.filter = expression();
            expect(")");
        }
        clause.body = block();
        node->catches.push_back(std::move(clause));
    }
    if (accept("finally")) node->otherwise = block();
    if (node->catches.empty() && !node->otherwise) m_findings.error(1524, "Expected catch or finally", current().span);
    return node;
}

StmtPtr Parser::usingStatement() {
    auto node = makeStatement(StmtKind::Using);
    take();
    expect("(");
    if (declarationAhead())
        node->statements.push_back(declaration(false));
    else
        node->expression = expression();
    expect(")");
    node->body = embedded();
    return node;
}

StmtPtr Parser::localFunction() {
    auto node = makeStatement(StmtKind::LocalFunction);
    node->type = type();
    node->text = identifier(node->nameSpan);
    if (is("<")) {
        take();
        do {
            Span span;
            node->typeParameters.push_back(identifier(span));
        } while (accept(","));
        expect(">");
    }
    expect("(");
    while (!is(")") && !atEnd()) {
        FunctionParameter parameter;
        if (is("out") || is("ref") || is("in")) {
            const std::string_view mode = take().text;
            parameter.mode = mode == "out" ? 'o' : mode == "ref" ? 'r' : char{0};
        }
        if (accept("params")) parameter.mode = 'p';
        parameter.type = type();
        parameter.name = identifier(parameter.span);
        if (accept("=")) parameter.value = expression();
        node->parameters.push_back(std::move(parameter));
        if (!accept(",")) break;
    }
    expect(")");
    while (isWord("where")) {  // constraints narrow what may be passed, not what the body means
        while (!atEnd() && !is("{") && !is("=>") && !is(";")) take();
    }
    if (accept("=>")) {
        node->expression = expression();
        expect(";");
    } else {
        node->body = block();
    }
    return node;
}

}  // namespace mgc::expression
