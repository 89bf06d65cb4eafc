#include <algorithm>

#include "base/text.h"
#include "policies/support/cache_choice.h"
#include "policies/support/elements.h"
#include "policies/support/stored_response.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CacheLookup : public Step {
public:
    BooleanSetting byDeveloper, byGroups, mustRevalidate, allowPrivate;
    Template downstream;
    std::vector<Template> headers, parameters;
    CachingType type = CachingType::PreferExternal;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        const auto& request = context.request();
        if (request.method != "GET") co_return Flow::Continue;
        auto isPrivate = allowPrivate.get(context);
        if (!isPrivate) co_return fail(std::move(isPrivate).error());
        if (request.headers.contains("Authorization") && !*isPrivate) co_return Flow::Continue;
        auto* cache = chosenCache(context, type, "cache-lookup");
        if (!cache) co_return Flow::Continue;
        auto planned = plan(context);
        if (!planned) co_return fail(std::move(planned).error());
        context.cachePlan = *planned;
        auto found = co_await cache->get(planned->key);
        std::optional<http::Response> stored;
        if (found && *found) stored = restoreResponse(**found);
        if (context.trace())
            context.trace()->addMessage("cache-lookup", stored ? "Cache lookup resulted in a hit." : "Cache lookup resulted in a miss.");
        if (!stored) co_return Flow::Continue;
        context.addFlag("cache hit");
        context.cachePlan.reset();  // what came from the cache is not stored again
        if (unchanged(request.headers, *stored)) {
            stored->status = 304;
            stored->reason = http::reasonPhrase(304);
            stored->body = http::Body();
            stored->headers.remove("Content-Length");
        }
        context.setResponse(std::move(*stored));
        co_return Flow::ToOutbound;
    }

private:
    /// The caller already has what is stored (conditional requests).
    static bool unchanged(const http::Headers& request, const http::Response& stored) {
        const auto tag = stored.headers.get("ETag");
        if (const auto asked = request.joined("If-None-Match")) {
            if (!tag) return false;
            for (const auto one : split(*asked, ','))
                if (trimmed(one) == *tag || trimmed(one) == "*") return true;
            return false;
        }
        const auto since = request.get("If-Modified-Since");
        const auto modified = stored.headers.get("Last-Modified");
        return since && modified && *since == *modified;
    }

    Result<CachePlan> plan(RequestContext& context) const {
        CachePlan result;
        result.type = type;
        const auto& url = context.originalUrl();
        result.key = "response:" + url.authority() + url.path;
        // Without a list of parameters all of them belong to the key.
        std::vector<std::string> wanted;
        for (const auto& each : parameters) {
            MGC_TRY_ASSIGN(const std::string names, each.text(context));
            for (const auto name : split(names, ';'))
                if (!trimmed(name).empty()) wanted.emplace_back(trimmed(name));
        }
        auto query = http::parseQuery(url.query);
        std::ranges::sort(query);
        for (const auto& [name, value] : query) {
            const auto matches = [&name = name](const std::string& one) { return equalsIgnoreCase(one, name); };
            if (wanted.empty() || std::ranges::any_of(wanted, matches)) result.key += "\n?" + name + "=" + value;
        }
        for (const auto& each : headers) {
            MGC_TRY_ASSIGN(const std::string name, each.text(context));
            result.key += "\n" + toLowerAscii(trimmed(name)) + ":" + context.request().headers.joined(trimmed(name)).value_or("");
        }
        MGC_TRY_ASSIGN(const bool developer, byDeveloper.get(context));
        // The developer is the owner of the subscription; one without an owner stands for a developer of its own.
        if (developer && context.user)
            result.key += "\nuser:" + context.user->id;
        else if (developer && context.subscription)
            result.key += "\nsubscription:" + context.subscription->id;
        MGC_TRY_ASSIGN(const bool groups, byGroups.get(context));
        if (groups && context.user)
            for (const auto& group : context.user->groups) result.key += "\ngroup:" + group.id;
        MGC_TRY_ASSIGN(const std::string kind, downstream.text(context));
        result.downstream = toLowerAscii(trimmed(kind));
        MGC_TRY_ASSIGN(result.mustRevalidate, mustRevalidate.get(context));
        return result;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CacheLookup>();
    MGC_TRY_ASSIGN(step->byDeveloper, context.boolean(node, "vary-by-developer"));
    MGC_TRY_ASSIGN(step->byGroups, context.boolean(node, "vary-by-developer-groups"));
    MGC_TRY_ASSIGN(step->mustRevalidate, context.boolean(node, "must-revalidate"));
    MGC_TRY_ASSIGN(step->allowPrivate, context.boolean(node, "allow-private-response-caching"));
    MGC_TRY_ASSIGN(step->downstream, context.attribute(node, "downstream-caching-type"));
    step->type = cachingType(node, context);
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(Template text, context.text(child));
        (child.name == "vary-by-header" ? step->headers : step->parameters).push_back(std::move(text));
    }
    return step;
}

}  // namespace

const PolicyDescriptor& cache_lookup_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-lookup",
                    .attributes = {{.name = "vary-by-developer",
                                    .type = AttributeType::Boolean,
                                    .presence = Presence::Required,
                                    .defaultValue = "false",
                                    .help = "A cache entry per user"},
                                   {.name = "vary-by-developer-groups",
                                    .type = AttributeType::Boolean,
                                    .presence = Presence::Required,
                                    .defaultValue = "false",
                                    .help = "A cache entry per set of user groups"},
                                   {.name = "downstream-caching-type",
                                    .type = AttributeType::Enumeration,
                                    .defaultValue = "none",
                                    .values = {"none", "private", "public"},
                                    .help = "Who else may cache the response",
                                    .doubtfulValues = {"internal"}},
                                   {.name = "must-revalidate",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Whether downstream caches must ask again once it is stale"},
                                   {.name = "allow-private-response-caching",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Also cache requests with Authorization"},
                                   cachingTypeAttribute()},
                    .content = Content::Elements,
                    .children = {{.name = "vary-by-header", .content = Content::Text, .help = "Header whose value belongs to the key"},
                                 {.name = "vary-by-query-parameter",
                                  .content = Content::Text,
                                  .help = "Query parameters that belong to the key; none listed: all"}},
                    .help = "Answers from the cache"},
        .sections = Section::Inbound,
        .oncePerSection = true,
        .allowedInFragment = false,
        .webSocket = false,
        .partners = {"cache-store"},
        .summary = "Answers a GET from the cache if a fitting response is stored",
        .documentation = "https://learn.microsoft.com/azure/api-management/cache-lookup-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
