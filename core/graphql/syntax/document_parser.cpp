#include "graphql/syntax/document_parser.h"

#include "graphql/syntax/token_reader.h"

namespace mgc::graphql {

namespace {

class DocumentParser {
public:
    explicit DocumentParser(std::string_view text) : m_in(text) {}

    std::shared_ptr<const Document> read() {
        auto document = std::make_shared<Document>();
        do {
            if (m_in.token().is("{")) {
                Operation operation;
                operation.location = m_in.token().location;
                operation.selections = selections();
                document->operations.push_back(std::move(operation));
            } else if (m_in.token().isName("fragment")) {
                document->fragments.push_back(fragment());
            } else {
                document->operations.push_back(operation());
            }
        } while (m_in.token().kind != TokenKind::End);
        return document;
    }

private:
    Operation operation() {
        Operation operation;
        operation.location = m_in.token().location;
        if (m_in.skipName("mutation"))
            operation.kind = OperationKind::Mutation;
        else if (m_in.skipName("subscription"))
            operation.kind = OperationKind::Subscription;
        else if (!m_in.skipName("query"))
            m_in.unexpected();
        if (m_in.token().kind == TokenKind::Name) operation.name = m_in.name();
        if (m_in.skip("(")) do
                operation.variables.push_back(variable());
            while (!m_in.skip(")"));
        operation.directives = m_in.directives(false);
        operation.selections = selections();
        return operation;
    }

    VariableDefinition variable() {
        VariableDefinition variable;
        variable.location = m_in.token().location;
        m_in.expect("$");
        variable.name = m_in.name();
        m_in.expect(":");
        variable.type = m_in.type();
        if (m_in.skip("=")) variable.defaultValue = m_in.value(true);
        variable.directives = m_in.directives(true);
        return variable;
    }

    Fragment fragment() {
        Fragment fragment;
        fragment.location = m_in.take().location;
        if (m_in.token().isName("on")) m_in.unexpected();
        fragment.name = m_in.name();
        if (!m_in.skipName("on")) m_in.fail("Expected \"on\", found " + m_in.token().shown());
        fragment.typeCondition = m_in.name();
        fragment.directives = m_in.directives(false);
        fragment.selections = selections();
        return fragment;
    }

    std::vector<Selection> selections() {
        const TokenReader::Nested nested(m_in);
        std::vector<Selection> all;
        m_in.expect("{");
        do all.push_back(selection());
        while (!m_in.skip("}"));
        return all;
    }

    Selection selection() {
        Selection selection;
        selection.location = m_in.token().location;
        if (m_in.skip("...")) {
            if (m_in.token().kind == TokenKind::Name && m_in.token().text != "on") {
                selection.kind = SelectionKind::FragmentSpread;
                selection.name = m_in.name();
                selection.directives = m_in.directives(false);
                return selection;
            }
            selection.kind = SelectionKind::InlineFragment;
            if (m_in.skipName("on")) selection.typeCondition = m_in.name();
            selection.directives = m_in.directives(false);
            selection.selections = selections();
            return selection;
        }
        selection.name = m_in.name();
        if (m_in.skip(":")) {
            selection.alias = std::move(selection.name);
            selection.name = m_in.name();
        }
        selection.arguments = m_in.arguments(false);
        selection.directives = m_in.directives(false);
        if (m_in.token().is("{")) selection.selections = selections();
        return selection;
    }

    TokenReader m_in;
};

}  // namespace

tl::expected<std::shared_ptr<const Document>, Problem> parseDocument(std::string_view text) {
    try {
        return DocumentParser(text).read();
    } catch (const SyntaxProblem& problem) {
        return tl::unexpected(Problem{"Error parsing query: " + std::string(problem.what()), {problem.location}, "SYNTAX_ERROR", "2.1.6"});
    }
}

}  // namespace mgc::graphql
