#include "expression/check/signature.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "expression/types/type_descriptor.h"

namespace mgc::expression {
namespace {

class SignatureParser {
public:
    SignatureParser(const TypeSystem& system, const TypeDefinition& owner, const MemberDeclaration& declaration)
        : m_system(system), m_owner(owner), m_declaration(declaration), m_text(declaration.signature) {
        for (std::size_t i = 0; i < owner.parameterNames.size(); ++i) m_scope.emplace_back(owner.parameterNames[i], owner.parameters[i]);
    }

    std::unique_ptr<Member> run() {
        auto member = std::make_unique<Member>();
        member->signature = m_declaration.signature;
        member->help = m_declaration.help;
        member->get = m_declaration.get;
        member->set = m_declaration.set;
        member->view = m_declaration.view;
        member->constant = m_declaration.constant;
        member->isConstant = m_declaration.isConstant;
        member->mutates = m_declaration.mutates;
        member->acceptsNullSelf = m_declaration.acceptsNullSelf;
        member->refused = m_declaration.refused;
        member->owner = &m_owner;
        member->isStatic = word("static");
        if (word("const")) member->isStatic = true;
        const bool isImplicit = word("implicit");
        const bool isExplicit = !isImplicit && word("explicit");
        if (isImplicit || isExplicit) {
            if (!word("operator")) broken("operator expected");
            member->kind = isImplicit ? MemberKind::Implicit : MemberKind::Explicit;
            member->isStatic = true;
            member->result = type();
            parameters(*member, '(', ')');
            return member;
        }
        if (word("new")) {
            member->kind = MemberKind::Constructor;
            member->name = ".ctor";
            parameters(*member, '(', ')');
            return member;
        }
        // A generic method's parameters come after its name, but its result type may use them: find them first.
        typeParametersAhead(*member);
        member->result = type();
        if (word("operator")) {
            member->kind = MemberKind::Operator;
            member->isStatic = true;
            space();
            while (m_at < m_text.size() && m_text[m_at] != '(' && m_text[m_at] != ' ') member->name += m_text[m_at++];
            parameters(*member, '(', ')');
            return member;
        }
        if (word("this")) {
            member->kind = MemberKind::Indexer;
            member->name = "this[]";
            parameters(*member, '[', ']');
            return member;
        }
        member->name = identifier();
        space();
        if (at() == '<') {
            while (m_at < m_text.size() && m_text[m_at] != '>') ++m_at;
            ++m_at;
            space();
        }
        if (at() == '(') {
            member->kind = MemberKind::Method;
            parameters(*member, '(', ')');
        } else {
            member->kind = MemberKind::Property;
        }
        return member;
    }

private:
    [[noreturn]] void broken(const char* why) const {
        std::fprintf(stderr, "broken declaration of %s: '%.*s': %s\n", m_owner.name.c_str(), static_cast<int>(m_text.size()), m_text.data(), why);
        std::abort();
    }
    [[nodiscard]] char at() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space() {
        while (at() == ' ') ++m_at;
    }
    bool word(std::string_view text) {
        space();
        if (m_text.substr(m_at, text.size()) != text) return false;
        const char after = m_at + text.size() < m_text.size() ? m_text[m_at + text.size()] : '\0';
        if (std::isalnum(static_cast<unsigned char>(after)) || after == '_') return false;
        m_at += text.size();
        return true;
    }
    bool accept(char c) {
        space();
        if (at() != c) return false;
        ++m_at;
        return true;
    }
    std::string identifier() {
        space();
        const std::size_t begin = m_at;
        while (std::isalnum(static_cast<unsigned char>(at())) || at() == '_') ++m_at;
        if (begin == m_at) broken("name expected");
        return std::string(m_text.substr(begin, m_at - begin));
    }
    const Type* type() {
        space();
        const std::size_t begin = m_at;
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = at();
            if (c == '<') ++depth;
            if (c == '>') --depth;
            if (depth == 0 && (c == ' ' || c == '(' || c == ')' || c == ',')) break;
            ++m_at;
        }
        const auto text = m_text.substr(begin, m_at - begin);
        const Type* result = m_system.parse(text, m_scope);
        if (!result) broken(("unknown type " + std::string(text)).c_str());
        return result;
    }
    void typeParametersAhead(Member& member) {
        const std::size_t open = m_text.find('(', m_at);
        if (open == std::string_view::npos || m_text[open - 1] != '>') return;
        // The matching '<' of the '>' before the parameter list.
        std::size_t begin = open - 1;
        while (begin > 0 && m_text[begin] != '<') --begin;
        std::size_t from = begin + 1;
        for (std::size_t i = from; i < open; ++i) {
            if (m_text[i] != ',' && m_text[i] != '>') continue;
            std::string name(m_text.substr(from, i - from));
            while (!name.empty() && name.front() == ' ') name.erase(name.begin());
            const Type* parameter = m_system.parse("!" + m_owner.fullName() + "/" + std::string(m_text) + "/" + name, m_scope);
            m_scope.emplace_back(name, parameter);
            member.typeParameters.push_back(parameter);
            from = i + 1;
        }
    }
    void parameters(Member& member, char open, char close) {
        if (!accept(open)) broken("parameter list expected");
        space();
        while (at() != close) {
            Parameter parameter;
            if (word("this")) {
                parameter.mode = 't';
                member.isExtension = true;
                member.isStatic = true;
            } else if (word("out")) {
                parameter.mode = 'o';
            } else if (word("ref")) {
                parameter.mode = 'r';
            } else if (word("params")) {
                parameter.mode = 'p';
            }
            parameter.type = type();
            parameter.name = identifier();
            if (accept('=')) {
                parameter.hasDefault = true;
                parameter.defaultValue = literal(parameter.type);
            }
            member.parameters.push_back(std::move(parameter));
            if (!accept(',')) break;
            space();
        }
        if (!accept(close)) broken("end of parameter list expected");
    }
    Value literal(const Type* type) {
        space();
        std::string text;
        while (m_at < m_text.size() && at() != ',' && at() != ')' && at() != ']') text += m_text[m_at++];
        while (!text.empty() && text.back() == ' ') text.pop_back();
        if (text == "true" || text == "false") return Value::boolean(text == "true");
        if (text == "null" || text == "default") return defaultValue(type);
        if (text.front() == '"') return Value::text(text.substr(1, text.size() - 2));
        if (text.front() == '\'') return Value::character(static_cast<char16_t>(text[1]));
        if (type->kind == TypeKind::Enum) return Value::enumeration(type->id, std::atoll(text.c_str()));
        return Value::scalar(type->valueKind, std::atoll(text.c_str()));
    }

    const TypeSystem& m_system;
    const TypeDefinition& m_owner;
    const MemberDeclaration& m_declaration;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::pair<std::string, const Type*>> m_scope;
};

}  // namespace

std::unique_ptr<Member> parseSignature(const TypeSystem& system, const TypeDefinition& owner, const MemberDeclaration& declaration) {
    return SignatureParser(system, owner, declaration).run();
}

}  // namespace mgc::expression
