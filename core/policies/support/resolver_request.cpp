#include "policies/support/resolver_request.h"

#include <algorithm>

#include "policy/program/runner.h"

namespace mgc::policies {

using namespace policy;

Result<ResolverRequest> ResolverRequest::compile(const PolicyNode& node, CompileContext& context,
                                                 const std::vector<std::string_view>& others) {
    ResolverRequest request;
    PolicyNode outgoing = node;
    outgoing.children.clear();
    for (const auto& child : node.children) {
        if (child.name == "get-authorization-context" || child.name == "set-backend-service") {
            const CompileContext::PathScope scope(context, child.name + "[1]");
            MGC_TRY_ASSIGN(StepEntry step, context.step(child));
            request.m_before.push_back(std::move(step));
        } else if (std::ranges::find(others, child.name) == others.end()) {
            outgoing.children.push_back(child);
        }
    }
    MGC_TRY_ASSIGN(request.m_request, OutgoingRequest::compile(outgoing, context));
    return request;
}

expression::Reads ResolverRequest::reads() const { return allReads(m_before) | m_request.reads(); }

Task<Result<Flow>> ResolverRequest::prepare(RequestContext& context, std::optional<std::string> body) const {
    const Steps before(m_before);
    auto flow = co_await runSteps(before, context);
    if (!flow || *flow != Flow::Continue) co_return flow;
    const bool chosen = !context.backend.backendId.empty() || context.backend.baseUrl.has_value();
    http::Url base;
    base.scheme = "http";
    base.host = "backend";
    const http::Url* relativeTo = chosen ? &base : nullptr;
    auto made = co_await m_request.make(context, relativeTo);
    if (!made) co_return fail(std::move(made).error());
    http::SendOptions options;
    auto completed = m_request.complete(options, context);
    if (!completed) co_return fail(std::move(completed).error());
    context.proxyUrl = options.proxyUrl;
    context.backendCertificate = options.clientCertificate;
    if (!chosen) {
        http::Url address = made->url;
        address.path.clear();
        address.query.clear();
        context.backend.baseUrl = std::move(address);
    }
    auto& request = context.request();
    request.method = made->method;
    request.url = made->url;
    request.headers = std::move(made->headers);
    context.setRequestBody(body ? http::Body::text(std::move(*body)) : std::move(made->body));
    co_return Flow::Continue;
}

ElementDescriptor resolverPart(const PolicyDescriptor& policy, std::uint32_t maximum) {
    ElementDescriptor element = policy.element;
    element.minimum = 0;
    element.maximum = maximum;
    return element;
}

ElementDescriptor resolverResponse(std::string_view name, std::vector<ElementDescriptor> children) {
    return {.name = name,
            .content = Content::Elements,
            .children = std::move(children),
            .maximum = 1,
            .ordered = true,
            .help = "What becomes of the answer; without it the answer is the value"};
}

}  // namespace mgc::policies
