#include "base/text.h"
#include "http/uri_text.h"
#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetBackendService : public Step {
public:
    Template baseUrl, backendId;

    Result<Flow> run(RequestContext& context) const override {
        if (backendId.present()) {
            MGC_TRY_ASSIGN(std::string id, backendId.text(context));
            if (!context.services().backends.exists(id)) {
                PolicyError error;
                error.reason = "BackendNotFound";
                error.message = "Backend with id '" + id + "' could not be found.";
                return context.fail(std::move(error));
            }
            if (context.trace()) note(context, "set-backend-service", "Backend was selected by its id.", {{"backendId", id}});
            context.backend = {std::move(id), std::nullopt};
            return Flow::Continue;
        }
        MGC_TRY_ASSIGN(const std::string written, baseUrl.text(context));
        auto url = http::parseWrittenUrl(written);
        if (!url) return fail("UriFormatException", "'" + written + "' is no valid base URL.");
        if (context.trace())
            note(context, "set-backend-service", "Backend service URL was changed.", {{"newBackendServiceUrl", url->toText()}});
        context.backend = {"", std::move(*url)};
        return Flow::Continue;
    }
};

/// The local Dapr sidecar's invoke address instead of a backend.
class SetDaprService : public Step {
public:
    Template appId, method, nameSpace;

    Result<Flow> run(RequestContext& context) const override {
        if (!appId.present() || !method.present()) return fail("ArgumentException", "The Dapr form needs dapr-app-id and dapr-method.");
        MGC_TRY_ASSIGN(std::string app, appId.text(context));
        MGC_TRY_ASSIGN(const std::string target, method.text(context));
        if (nameSpace.present()) {
            MGC_TRY_ASSIGN(const std::string space, nameSpace.text(context));
            if (!space.empty()) app += "." + space;
        }
        auto url = http::parseUrl(http::uriEscaped("http://localhost:3500/v1.0/invoke/" + app + "/method/" + target));
        if (!url) return fail("UriFormatException", "The Dapr application or method name is invalid.");
        context.backend = {"", std::move(*url)};
        context.setPathBelowApi("/");
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    for (const auto* name : {"sf-resolve-condition", "sf-service-instance-name", "sf-partition-key", "sf-listener-name", "sf-replica-type"})
        if (node.attribute(name))
            context.diagnostics().warning("MGC2406",
                                          "There is no Service Fabric cluster here: attribute '" + std::string(name) + "' does nothing.",
                                          node.nameRange, node.name);
    const auto* id = node.attribute("backend-id");
    if (id && equalsIgnoreCase(id->text, "dapr")) {
        auto step = std::make_unique<SetDaprService>();
        MGC_TRY_ASSIGN(step->appId, context.attribute(node, "dapr-app-id"));
        MGC_TRY_ASSIGN(step->method, context.attribute(node, "dapr-method"));
        MGC_TRY_ASSIGN(step->nameSpace, context.attribute(node, "dapr-namespace"));
        // The docs ask for both, the schema for neither; without them there is no address to go to.
        if (!step->appId.present() || !step->method.present())
            context.diagnostics().warning("MGC2407", "The Dapr form needs dapr-app-id and dapr-method; this one fails when it runs.",
                                          node.nameRange, node.name);
        return step;
    }
    auto step = std::make_unique<SetBackendService>();
    MGC_TRY_ASSIGN(step->baseUrl, context.attribute(node, "base-url"));
    MGC_TRY_ASSIGN(step->backendId, context.attribute(node, "backend-id"));
    if (!step->baseUrl.present() && !step->backendId.present())
        return context.error("MGC2408", "set-backend-service needs base-url or backend-id.", node);
    return step;
}

}  // namespace

const PolicyDescriptor& set_backend_service_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Routing",
        .element =
            {.name = "set-backend-service",
             .attributes =
                 {{.name = "base-url", .type = AttributeType::Url, .help = "New base URL; path below the API and query stay"},
                  {.name = "backend-id", .type = AttributeType::BackendId, .help = "Backend entity or pool; \"dapr\" for a Dapr sidecar"},
                  {.name = "sf-resolve-condition", .type = AttributeType::Boolean, .help = "Service Fabric: when to resolve again"},
                  {.name = "sf-service-instance-name", .help = "Service Fabric: service instance"},
                  {.name = "sf-partition-key", .help = "Service Fabric: partition key"},
                  {.name = "sf-listener-name", .help = "Service Fabric: listener"},
                  {.name = "sf-replica-type",
                   .type = AttributeType::Enumeration,
                   .values = {"primary", "secondary"},
                   .help = "Service Fabric: which replica"},
                  {.name = "dapr-app-id", .help = "Dapr: application to call"},
                  {.name = "dapr-method", .help = "Dapr: method to call"},
                  {.name = "dapr-namespace", .help = "Dapr: namespace of the application"}},
             .help = "Chooses the backend"},
        .sections = anySection,  // outbound, on-error: the policy toolkit, not the docs page
        .summary = "Sends the request to another base URL, backend entity or pool",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-backend-service-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
