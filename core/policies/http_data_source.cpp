#include "policies/support/elements.h"
#include "policies/support/resolver_request.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Makes the request; the resolver's run sends it (backend) and works on the answer (http-response).
class HttpDataSource : public Step {
public:
    explicit HttpDataSource(ResolverRequest request) : m_request(std::move(request)) { setReads(m_request.reads()); }
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto flow = co_await m_request.prepare(context);
        co_return flow;
    }

private:
    ResolverRequest m_request;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    const PolicyNode* described = node.child("http-request");
    if (!described) return context.error("MGC2511", "http-data-source needs http-request.", node);
    MGC_TRY_ASSIGN(ResolverRequest request, ResolverRequest::compile(*described, context));
    return std::make_unique<HttpDataSource>(std::move(request));
}

ElementDescriptor exactlyOnce(ElementDescriptor element) {
    element.minimum = element.maximum = 1;
    return element;
}

ElementDescriptor atMostOnce(ElementDescriptor element) {
    element.maximum = 1;
    return element;
}

ElementDescriptor requestElement() {
    return {
        .name = "http-request",
        .content = Content::Elements,
        .children = {resolverPart(get_authorization_context_descriptor()), resolverPart(set_backend_service_descriptor()),
                     exactlyOnce(setMethodElement()), exactlyOnce(setUrlElement()), resolverPart(include_fragment_descriptor(), UINT32_MAX),
                     setHeaderElement(), atMostOnce(setBodyElement()), resolverPart(authentication_certificate_descriptor())},
        .minimum = 1,
        .maximum = 1,
        .ordered = true,
        .help = "The request that brings the field"};
}

ElementDescriptor backendElement() {
    return {.name = "backend",
            .content = Content::Elements,
            .children = {resolverPart(forward_request_descriptor())},
            .maximum = 1,
            .help = "How the request is sent"};
}

}  // namespace

const PolicyDescriptor& http_data_source_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "GraphQL",
        .element = {.name = "http-data-source",
                    .content = Content::Elements,
                    .children = {requestElement(), backendElement(),
                                 resolverResponse(
                                     "http-response",
                                     {atMostOnce(setBodyElement()), resolverPart(json_to_xml_descriptor()),
                                      resolverPart(xml_to_json_descriptor()), resolverPart(find_and_replace_descriptor()),
                                      resolverPart(publish_event_descriptor()), resolverPart(include_fragment_descriptor(), UINT32_MAX)})},
                    .ordered = true,
                    .help = "Brings a field of a GraphQL schema over HTTP"},
        .sections = {},
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::Consumption},
        .allowedInFragment = false,
        .resolver = true,
        .summary = "Resolves a GraphQL field by an HTTP request",
        .documentation = "https://learn.microsoft.com/azure/api-management/http-data-source-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
