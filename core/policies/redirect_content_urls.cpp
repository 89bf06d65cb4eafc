#include "base/text.h"
#include "policies/support/body_edit.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

std::string withoutSlash(std::string text) {
    while (text.ends_with('/')) text.pop_back();
    return text;
}

class RedirectContentUrls : public Step {
public:
    explicit RedirectContentUrls(bool onResponse) : m_onResponse(onResponse) {
        setReads({.requestBody = !onResponse, .responseBody = onResponse});
    }
    Result<Flow> run(RequestContext& context) const override {
        const std::string backend = backendBase(context);
        const std::string gateway = gatewayBase(context);
        if (backend.empty() || gateway.empty()) return Flow::Continue;
        const std::string& from = m_onResponse ? backend : gateway;
        const std::string& to = m_onResponse ? gateway : backend;
        const auto& body = m_onResponse ? context.ensureResponse().body : context.request().body;
        if (body.view().find(from) == std::string_view::npos) return Flow::Continue;
        auto changed = http::Body::text(replacedAll(std::string(body.view()), from, to));
        replaceBody(context, m_onResponse, std::move(changed));
        return Flow::Continue;
    }

private:
    static std::string backendBase(const RequestContext& context) {
        http::Url base;
        if (context.calledBase)
            base = *context.calledBase;
        else if (context.backend.baseUrl)
            base = *context.backend.baseUrl;
        else if (context.api)
            base = context.api->serviceUrl;
        if (base.host.empty()) return {};
        base.query.clear();
        return withoutSlash(base.toText());
    }
    static std::string gatewayBase(const RequestContext& context) {
        http::Url base = context.originalUrl();
        base.query.clear();
        base.path = "/" + (context.api ? context.api->path : std::string());
        return withoutSlash(base.toText());
    }
    bool m_onResponse;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& /*node*/, CompileContext& context) {
    return std::make_unique<RedirectContentUrls>(context.actsOnResponse());
}

}  // namespace

const PolicyDescriptor& redirect_content_urls_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "redirect-content-urls", .help = "Rewrites links in the body"},
        .sections = {Section::Inbound, Section::Outbound},
        .oncePerSection = true,
        .summary = "Makes links to the backend in a response lead through the gateway, and the reverse in a request",
        .documentation = "https://learn.microsoft.com/azure/api-management/redirect-content-urls-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
