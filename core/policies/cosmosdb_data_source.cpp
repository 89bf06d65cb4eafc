#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/cosmos_operation.h"
#include "policies/support/elements.h"
#include "policies/support/resolver_request.h"
#include "policies/support/trace_note.h"

namespace mgc::policies {

using namespace policy;

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t longestAnswer = 16u << 20;

/// Asks Cosmos DB over its REST interface.
class CosmosDataSource : public Step {
public:
    explicit CosmosDataSource(CosmosOperation asked) : operation(std::move(asked)) { setReads(operation.reads()); }
    CosmosOperation operation;
    Template connection, database, container, clientId;
    BooleanSetting managedIdentity;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto made = co_await makeRequest(context);
        if (!made) co_return fail(std::move(made).error());
        if (context.trace()) note(context, "cosmosdb-data-source", made->method + " " + made->url.toText());
        http::SendOptions options;
        options.headerTimeout = std::chrono::seconds(60);
        options.cancellation = context.cancellation;
        auto response = co_await context.services().exchange.send(std::move(*made), std::move(options));
        if (!response) co_return fail(std::move(response).error());
        auto whole = co_await response->body.buffer(longestAnswer);
        if (!whole) co_return fail(std::move(whole).error());
        auto accepted = accept(context, std::move(*response));
        co_return accepted;
    }

private:
    Task<Result<http::Request>> makeRequest(RequestContext& context) const {
        auto described = describe(context);
        if (!described) co_return fail(std::move(described).error());
        http::Request request = std::move(described->request);
        const std::string date = httpDate(context.services().clock.now());
        request.headers.set("x-ms-date", date);
        request.headers.set("x-ms-version", "2018-12-31");
        request.headers.set("Accept", "application/json");
        std::string authorization;
        if (described->identity) {
            const std::string resource = described->account.endpoint.scheme + "://" + described->account.endpoint.host;
            auto token = co_await context.services().identity.managedIdentityToken(resource, described->clientId);
            if (!token) co_return fail(std::move(token).error());
            authorization = cosmosIdentityToken(token->accessToken);
        } else {
            authorization = cosmosKeyToken(request.method, "docs", described->link, date, described->account.key);
        }
        if (authorization.empty()) co_return fail("ArgumentException", "The connection string has no sound AccountKey.");
        request.headers.set("Authorization", authorization);
        co_return request;
    }

    struct Described {
        http::Request request;
        CosmosAccount account;
        std::string link, clientId;
        bool identity = false;
    };
    Result<Described> describe(RequestContext& context) const {
        Described described;
        MGC_TRY_ASSIGN(const std::string text, connection.text(context));
        auto account = CosmosAccount::parse(text);
        if (!account) return fail("ArgumentException", "The connection string has no AccountEndpoint.");
        described.account = std::move(*account);
        MGC_TRY_ASSIGN(described.identity, managedIdentity.get(context));
        MGC_TRY_ASSIGN(described.clientId, clientId.text(context));
        MGC_TRY_ASSIGN(const std::string databaseName, database.text(context));
        MGC_TRY_ASSIGN(const std::string containerName, container.text(context));
        MGC_TRY_ASSIGN(described.request, operation.make(context, "dbs/" + databaseName + "/colls/" + containerName, described.link));
        described.request.url.scheme = described.account.endpoint.scheme;
        described.request.url.host = described.account.endpoint.host;
        described.request.url.port = described.account.endpoint.port;
        return described;
    }

    Result<Flow> accept(RequestContext& context, http::Response response) const {
        if (response.status >= 400) {
            PolicyError error;
            error.reason = "CosmosDbRequestFailure";
            error.message = "Cosmos DB answered with status code " + std::to_string(response.status) + ".";
            return context.fail(std::move(error));
        }
        // The items of a query are what the docs' schemas call them.
        Json body = Json::parse(response.body.view(), nullptr, false);
        if (operation.kind() == CosmosOperation::Kind::Query && body.is_object()) {
            Json result{{"items", body.value("Documents", Json::array())}};
            if (const auto next = response.headers.get("x-ms-continuation")) result["continuationToken"] = std::string(*next);
            response.body = http::Body::text(result.dump(-1, ' ', false, Json::error_handler_t::replace));
        }
        response.headers.set("Content-Type", "application/json");
        response.headers.remove("Content-Length");
        context.setResponse(std::move(response));
        return Flow::Continue;
    }
};

constexpr std::string_view operations[] = {"query-request", "read-request", "delete-request", "write-request"};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    const PolicyNode* asked = nullptr;
    for (const auto name : operations) {
        const PolicyNode* found = node.child(name);
        if (found && asked)
            return context.error("MGC2512",
                                 "cosmosdb-data-source has one request only: query-request, read-request, delete-request or write-request.",
                                 *found);
        if (found) asked = found;
    }
    const PolicyNode* info = node.child("connection-info");
    const PolicyNode* connection = info ? info->child("connection-string") : nullptr;
    const PolicyNode* database = info ? info->child("database-name") : nullptr;
    const PolicyNode* container = info ? info->child("container-name") : nullptr;
    if (!asked || !connection || !database || !container)
        return context.error("MGC2512", "cosmosdb-data-source needs one of query-request, read-request, delete-request and write-request.",
                             node);
    MGC_TRY_ASSIGN(CosmosOperation operation, CosmosOperation::compile(*asked, context));
    auto step = std::make_unique<CosmosDataSource>(std::move(operation));
    MGC_TRY_ASSIGN(step->connection, context.text(*connection));
    MGC_TRY_ASSIGN(step->managedIdentity, context.boolean(*connection, "use-managed-identity"));
    MGC_TRY_ASSIGN(step->clientId, context.attribute(*connection, "client-id"));
    MGC_TRY_ASSIGN(step->database, context.text(*database));
    MGC_TRY_ASSIGN(step->container, context.text(*container));
    return step;
}

const AttributeDescriptor liquid{.name = "template",
                                 .type = AttributeType::Enumeration,
                                 .expressions = Expressions::NotAllowed,
                                 .values = {"liquid"},
                                 .help = "The text is a Liquid template"};

ElementDescriptor text(std::string_view name, std::string_view help, std::uint32_t minimum,
                       std::vector<AttributeDescriptor> attributes = {}) {
    attributes.push_back(liquid);
    return {.name = name, .attributes = std::move(attributes), .content = Content::Text, .minimum = minimum, .maximum = 1, .help = help};
}

ElementDescriptor partitionKey() {
    return text("partition-key", "Partition of the item", 0,
                {{.name = "data-type",
                  .type = AttributeType::Enumeration,
                  .defaultValue = "string",
                  .values = {"string", "number", "bool", "none", "null"},
                  .help = "Type of the key"}});
}

ElementDescriptor etag() {
    return text("etag", "Entity tag of the item", 0,
                {{.name = "type",
                  .type = AttributeType::Text,
                  .defaultValue = "match",
                  .help = "match: only if the item still has it; no-match: only if it has another"}});
}

ElementDescriptor operationElement(std::string_view name, std::vector<AttributeDescriptor> attributes,
                                   std::vector<ElementDescriptor> children, std::string_view help) {
    // The page's statement has the children of delete-request in another order than the schema.
    return {.name = name,
            .attributes = std::move(attributes),
            .content = Content::Elements,
            .children = std::move(children),
            .maximum = 1,
            .ordered = name != "delete-request",
            .help = help};
}

std::vector<AttributeDescriptor> changeAttributes() {
    return {{.name = "consistency-level", .help = "bounded-staleness, consistent-prefix, eventual, session or strong"},
            {.name = "pre-trigger", .help = "Trigger to run before"},
            {.name = "post-trigger", .help = "Trigger to run after"}};
}

std::vector<AttributeDescriptor> writeAttributes() {
    auto all = changeAttributes();
    all.push_back({.name = "type", .defaultValue = "upsert", .help = "insert, replace or upsert"});
    all.push_back({.name = "indexing-directive", .defaultValue = "default", .help = "Whether the item is indexed"});
    all.push_back(
        {.name = "enable-content-response-on-write", .type = AttributeType::Boolean, .help = "Whether the answer holds the item"});
    return all;
}

ElementDescriptor once(ElementDescriptor element) {
    element.maximum = 1;
    return element;
}

std::vector<ElementDescriptor> children() {
    const ElementDescriptor parameters{.name = "parameters",
                                       .content = Content::Elements,
                                       .children = {{.name = "parameter",
                                                     .attributes = {{.name = "name", .presence = Presence::Required, .help = "Name with @"},
                                                                    {.name = "type", .help = "Type of the value"},
                                                                    liquid},
                                                     .content = Content::Text,
                                                     .help = "Value of a parameter"}},
                                       .maximum = 1,
                                       .help = "Parameters of the query"};
    const ElementDescriptor paging{.name = "paging",
                                   .content = Content::Elements,
                                   .children = {text("max-item-count", "Most items of one page; -1 for no limit", 1),
                                                text("continuation-token", "Where the next page begins", 1)},
                                   .maximum = 1,
                                   .ordered = true,
                                   .help = "Pages of the result"};
    return {{.name = "connection-info",
             .content = Content::Elements,
             .children = {{.name = "connection-string",
                           .attributes = {{.name = "use-managed-identity",
                                           .type = AttributeType::Boolean,
                                           .defaultValue = "false",
                                           .help = "Sign in as the gateway's managed identity"},
                                          {.name = "client-id", .help = "A user-assigned identity"}},
                           .content = Content::Text,
                           .minimum = 1,
                           .maximum = 1,
                           .help = "AccountEndpoint=...;AccountKey=...;"},
                          {.name = "database-name", .content = Content::Text, .minimum = 1, .maximum = 1, .help = "Database"},
                          {.name = "container-name", .content = Content::Text, .minimum = 1, .maximum = 1, .help = "Container"}},
             .minimum = 1,
             .maximum = 1,
             .ordered = true,
             .help = "The container"},
            operationElement(
                "query-request",
                {{.name = "enable-low-precision-order-by",
                  .type = AttributeType::Boolean,
                  .expressions = Expressions::NotAllowed,
                  .help = "Allow ORDER BY of less precision"}},
                {{.name = "sql-statement", .content = Content::Text, .maximum = 1, .help = "Query"}, parameters, partitionKey(), paging},
                "Queries the container"),
            operationElement("read-request", {}, {text("id", "Id of the item", 1), partitionKey()}, "Reads an item"),
            operationElement("delete-request", changeAttributes(), {text("id", "Id of the item", 1), partitionKey(), etag()},
                             "Deletes an item"),
            operationElement("write-request", writeAttributes(),
                             {text("id", "Id of the item; needed to replace", 0), partitionKey(), etag(), once(setBodyElement()),
                              resolverPart(include_fragment_descriptor(), UINT32_MAX)},
                             "Writes an item"),
            resolverResponse("response", {once(setBodyElement()), resolverPart(publish_event_descriptor()),
                                          resolverPart(include_fragment_descriptor(), UINT32_MAX)})};
}

}  // namespace

const PolicyDescriptor& cosmosdb_data_source_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "GraphQL",
        .element = {.name = "cosmosdb-data-source",
                    .content = Content::Elements,
                    .children = children(),
                    .ordered = true,
                    .help = "Brings a field of a GraphQL schema from Cosmos DB"},
        .sections = {},
        .gateways = {Gateway::Classic, Gateway::V2},
        .allowedInFragment = false,
        .resolver = true,
        .summary = "Resolves a GraphQL field by a request to Cosmos DB",
        .documentation = "https://learn.microsoft.com/azure/api-management/cosmosdb-data-source-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
