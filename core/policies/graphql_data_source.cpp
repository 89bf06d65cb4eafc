#include <nlohmann/json.hpp>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "policies/support/elements.h"
#include "policies/support/resolver_request.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Posts a GraphQL document; the resolver's run sends the request and works on the answer. In Microsoft's schemas only, no docs page:
/// the answer goes to <response> as it came.
class GraphQlDataSource : public Step {
public:
    explicit GraphQlDataSource(ResolverRequest described) : request(std::move(described)) {}
    ResolverRequest request;
    Template document, operation;
    std::vector<std::pair<Template, Template>> variables;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto body = makeBody(context);
        if (!body) co_return fail(std::move(body).error());
        std::optional<std::string> text = std::move(*body);
        auto flow = co_await request.prepare(context, std::move(text));
        if (!flow) co_return flow;
        context.request().method = "POST";
        if (!context.request().headers.contains("Content-Type")) context.request().headers.set("Content-Type", "application/json");
        co_return flow;
    }

private:
    Result<std::string> makeBody(RequestContext& context) const {
        MGC_TRY_ASSIGN(const std::string query, document.text(context));
        nlohmann::ordered_json body{{"query", query}};
        if (operation.present()) {
            MGC_TRY_ASSIGN(const std::string name, operation.text(context));
            if (!name.empty()) body["operationName"] = name;
        }
        body["variables"] = nlohmann::ordered_json::object();
        for (const auto& [name, value] : variables) {
            MGC_TRY_ASSIGN(const std::string key, name.text(context));
            MGC_TRY_ASSIGN(const expression::Value given, value.value(context));
            // A literal is a text; what an expression gives keeps its JSON type where its text is JSON.
            auto parsed = nlohmann::ordered_json::parse(given.toText(), nullptr, false);
            const bool text = value.isConstant() || parsed.is_discarded() || given.isNull();
            body["variables"][key] = given.isNull() ? nlohmann::ordered_json(nullptr)
                                     : text         ? nlohmann::ordered_json(given.toText())
                                                    : std::move(parsed);
        }
        return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    const PolicyNode* described = node.child("request");
    const PolicyNode* document = described ? described->child("document") : nullptr;
    if (!document) return context.error("MGC2511", "graphql-data-source needs a request with a document.", node);
    MGC_TRY_ASSIGN(ResolverRequest request, ResolverRequest::compile(*described, context, {"document", "operationName", "variables"}));
    auto step = std::make_unique<GraphQlDataSource>(std::move(request));
    MGC_TRY_ASSIGN(step->document, context.text(*document));
    if (const auto* operation = described->child("operationName")) {
        MGC_TRY_ASSIGN(step->operation, context.text(*operation));
    }
    if (const auto* variables = described->child("variables"))
        for (const auto& variable : variables->children) {
            MGC_TRY_ASSIGN(Template name, context.attribute(variable, "name"));
            MGC_TRY_ASSIGN(Template value, context.text(variable));
            step->variables.emplace_back(std::move(name), std::move(value));
        }
    step->setReads(step->request.reads());
    return step;
}

ElementDescriptor once(ElementDescriptor element, std::uint32_t minimum = 0) {
    element.minimum = minimum;
    element.maximum = 1;
    return element;
}

ElementDescriptor requestElement() {
    return {.name = "request",
            .content = Content::Elements,
            .children = {resolverPart(authentication_basic_descriptor()),
                         resolverPart(authentication_certificate_descriptor()),
                         resolverPart(authentication_managed_identity_descriptor()),
                         resolverPart(get_authorization_context_descriptor()),
                         resolverPart(set_backend_service_descriptor()),
                         once(setUrlElement()),
                         once(setHeaderElement()),
                         resolverPart(include_fragment_descriptor(), UINT32_MAX),
                         {.name = "document", .content = Content::Text, .minimum = 1, .maximum = 1, .help = "GraphQL document to send"},
                         {.name = "operationName", .content = Content::Text, .maximum = 1, .help = "Which operation of the document"},
                         {.name = "variables",
                          .content = Content::Elements,
                          .children = {{.name = "variable",
                                        .attributes = {{.name = "name", .presence = Presence::Required, .help = "Name without $"}},
                                        .content = Content::Text,
                                        .minimum = 1,
                                        .help = "Value of a variable"}},
                          .maximum = 1,
                          .help = "Variables of the operation"}},
            .minimum = 1,
            .maximum = 1,
            .ordered = true,
            .help = "The GraphQL request that brings the field"};
}

}  // namespace

const PolicyDescriptor& graphql_data_source_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "GraphQL",
        .element = {.name = "graphql-data-source",
                    .content = Content::Elements,
                    .children = {requestElement(), resolverResponse("response", {once(setBodyElement()),
                                                                                 resolverPart(include_fragment_descriptor(), UINT32_MAX),
                                                                                 resolverPart(publish_event_descriptor())})},
                    .ordered = true,
                    .help = "Brings a field of a GraphQL schema from another GraphQL service"},
        .sections = {},
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::Consumption},
        .allowedInFragment = false,
        .resolver = true,
        .summary = "Resolves a GraphQL field by a request to another GraphQL service",
        .documentation = "https://learn.microsoft.com/azure/api-management/configure-graphql-resolver",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
