#include "graphql/syntax/token_reader.h"

#include <utility>

namespace mgc::graphql {

std::string TypeReference::toText() const {
    std::string text = name;
    for (const char wrapper : wrappers) {
        if (wrapper == '!')
            text += '!';
        else
            text = "[" + text + "]";
    }
    return text;
}

TokenReader::TokenReader(std::string_view text) : m_lexer(text) { advance(); }

void TokenReader::advance() {
    m_token = m_lexer.next();
    if (m_token.kind == TokenKind::Bad) fail(m_token.text);
    if (++m_count > mostTokens) fail("The document is too long.");
}

Token TokenReader::take() {
    Token taken = std::move(m_token);
    advance();
    return taken;
}

bool TokenReader::skip(std::string_view punctuator) {
    if (!m_token.is(punctuator)) return false;
    advance();
    return true;
}

bool TokenReader::skipName(std::string_view name) {
    if (!m_token.isName(name)) return false;
    advance();
    return true;
}

void TokenReader::expect(std::string_view punctuator) {
    if (!skip(punctuator)) fail("Expected " + std::string(punctuator) + ", found " + m_token.shown());
}

std::string TokenReader::name() {
    if (m_token.kind != TokenKind::Name) fail("Expected Name, found " + m_token.shown());
    return take().text;
}

void TokenReader::unexpected() const { fail("Unexpected " + m_token.shown()); }
void TokenReader::fail(const std::string& message) const { throw SyntaxProblem(message, m_token.location); }

TypeReference TokenReader::typeInside() {
    const Nested nested(*this);
    TypeReference type;
    const Location begin = m_token.location;
    if (skip("[")) {
        type = typeInside();
        expect("]");
        type.wrappers += ']';
    } else {
        type.name = name();
    }
    type.location = begin;
    if (skip("!")) type.wrappers += '!';
    return type;
}

TypeReference TokenReader::type() { return typeInside(); }

Value TokenReader::value(bool constant) {
    const Nested nested(*this);
    Value value;
    value.location = m_token.location;
    if (m_token.is("$")) {
        if (constant) unexpected();
        advance();
        value.kind = ValueKind::Variable;
        value.text = name();
    } else if (skip("[")) {
        value.kind = ValueKind::List;
        while (!skip("]")) value.items.push_back(this->value(constant));
    } else if (skip("{")) {
        value.kind = ValueKind::Object;
        while (!skip("}")) {
            value.names.push_back(name());
            expect(":");
            value.items.push_back(this->value(constant));
        }
    } else if (m_token.kind == TokenKind::Name) {
        value.text = take().text;
        value.kind = value.text == "true" || value.text == "false" ? ValueKind::Boolean
                     : value.text == "null"                        ? ValueKind::Null
                                                                   : ValueKind::Enum;
    } else if (m_token.kind == TokenKind::Int || m_token.kind == TokenKind::Float || m_token.kind == TokenKind::String) {
        value.kind = m_token.kind == TokenKind::Int     ? ValueKind::Int
                     : m_token.kind == TokenKind::Float ? ValueKind::Float
                                                        : ValueKind::String;
        value.text = take().text;
    } else {
        unexpected();
    }
    return value;
}

std::vector<Argument> TokenReader::arguments(bool constant) {
    std::vector<Argument> all;
    if (!skip("(")) return all;
    do {
        Argument argument;
        argument.location = m_token.location;
        argument.name = name();
        expect(":");
        argument.value = value(constant);
        all.push_back(std::move(argument));
    } while (!skip(")"));
    return all;
}

std::vector<Directive> TokenReader::directives(bool constant) {
    std::vector<Directive> all;
    while (m_token.is("@")) {
        Directive directive;
        directive.location = m_token.location;
        advance();
        directive.name = name();
        directive.arguments = arguments(constant);
        all.push_back(std::move(directive));
    }
    return all;
}

}  // namespace mgc::graphql
