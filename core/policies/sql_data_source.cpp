#include "policies/support/elements.h"
#include "policies/support/resolver_request.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// DIFFERS: Azure connects to Azure SQL over TDS; there is no SQL Server behind this gateway. The document loads and is checked whole, its
/// expressions are evaluated, and the field then fails as it does in Azure when the database cannot be reached.
class SqlDataSource : public Step {
public:
    Template connection, statement;
    BooleanSetting managedIdentity, singleResult;
    std::vector<std::pair<Template, Template>> parameters;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY(connection.text(context));
        MGC_TRY(statement.text(context));
        MGC_TRY(managedIdentity.get(context));
        MGC_TRY(singleResult.get(context));
        for (const auto& [name, value] : parameters) {
            MGC_TRY(name.text(context));
            MGC_TRY(value.value(context));
        }
        PolicyError error;
        error.reason = "SqlConnectionFailure";
        error.message =
            "The Azure SQL database cannot be reached: this gateway has no connection to SQL Server. Resolve the field with an "
            "http-data-source locally, or try it in Azure.";
        return context.fail(std::move(error));
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SqlDataSource>();
    const PolicyNode* info = node.child("connection-info");
    const PolicyNode* connection = info ? info->child("connection-string") : nullptr;
    const PolicyNode* request = node.child("request");
    const PolicyNode* statement = request ? request->child("sql-statement") : nullptr;
    if (!connection || !statement) return context.error("MGC2511", "sql-data-source needs connection-string and sql-statement.", node);
    MGC_TRY_ASSIGN(step->connection, context.text(*connection));
    MGC_TRY_ASSIGN(step->managedIdentity, context.boolean(*connection, "use-managed-identity"));
    MGC_TRY_ASSIGN(step->singleResult, context.boolean(*request, "single-result"));
    MGC_TRY_ASSIGN(step->statement, context.text(*statement));
    if (const auto* parameters = request->child("parameters"))
        for (const auto& parameter : parameters->children) {
            MGC_TRY_ASSIGN(Template name, context.attribute(parameter, "name"));
            MGC_TRY_ASSIGN(Template value, context.text(parameter));
            step->parameters.emplace_back(std::move(name), std::move(value));
        }
    return step;
}

ElementDescriptor once(ElementDescriptor element, std::uint32_t minimum = 0) {
    element.minimum = minimum;
    element.maximum = 1;
    return element;
}

ElementDescriptor connectionElement() {
    return {.name = "connection-info",
            .content = Content::Elements,
            .children = {resolverPart(get_authorization_context_descriptor()),
                         {.name = "connection-string",
                          .attributes = {{.name = "use-managed-identity",
                                          .type = AttributeType::Boolean,
                                          .defaultValue = "false",
                                          .help = "Sign in as the gateway's managed identity"},
                                         {.name = "scope", .help = "Scope of the token"},
                                         {.name = "client-id", .help = "A user-assigned identity"}},
                          .content = Content::Text,
                          .minimum = 1,
                          .maximum = 1,
                          .help = "Connection string of the database"},
                         resolverPart(include_fragment_descriptor(), UINT32_MAX),
                         resolverPart(authentication_certificate_descriptor())},
            .minimum = 1,
            .maximum = 1,
            .ordered = true,
            .help = "The database"};
}

ElementDescriptor requestElement() {
    return {.name = "request",
            .attributes = {{.name = "single-result",
                            .type = AttributeType::Boolean,
                            .defaultValue = "false",
                            .help = "The result is one row at most"}},
            .content = Content::Elements,
            .children = {resolverPart(include_fragment_descriptor()),
                         once(setBodyElement()),
                         {.name = "sql-statement",
                          .content = Content::Text,
                          .minimum = 1,
                          .maximum = 1,
                          .help = "T-SQL; the last statement's result counts"},
                         {.name = "parameters",
                          .content = Content::Elements,
                          .children = {{.name = "parameter",
                                        .attributes = {{.name = "name", .presence = Presence::Required, .help = "Name with @"},
                                                       {.name = "sql-type", .help = "T-SQL data type"}},
                                        .content = Content::Text,
                                        .minimum = 1,
                                        .help = "Value of a parameter"}},
                          .maximum = 1,
                          .help = "Parameters of the statement"}},
            .minimum = 1,
            .maximum = 1,
            .ordered = true,
            .help = "The statement that brings the field"};
}

}  // namespace

const PolicyDescriptor& sql_data_source_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "GraphQL",
        .element = {.name = "sql-data-source",
                    .content = Content::Elements,
                    .children = {connectionElement(), resolverPart(include_fragment_descriptor(), UINT32_MAX), requestElement(),
                                 resolverResponse("response", {resolverPart(include_fragment_descriptor()), once(setBodyElement()),
                                                               resolverPart(publish_event_descriptor())})},
                    .ordered = true,
                    .help = "Brings a field of a GraphQL schema from Azure SQL"},
        .sections = {},
        .gateways = {Gateway::Classic, Gateway::V2},
        .allowedInFragment = false,
        .resolver = true,
        .summary = "Resolves a GraphQL field by a statement to Azure SQL",
        .documentation = "https://learn.microsoft.com/azure/api-management/sql-data-source-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
