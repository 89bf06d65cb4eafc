#include "policies/support/outgoing_request.h"

#include "base/text.h"
#include "http/uri_text.h"
#include "policies/support/elements.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::ElementDescriptor;
using policy::PolicyNode;
using policy::RequestContext;

namespace {
ElementDescriptor once(ElementDescriptor element) {
    element.maximum = 1;
    return element;
}
}  // namespace

std::vector<ElementDescriptor> OutgoingRequest::children() {
    std::vector<ElementDescriptor> all{once(setUrlElement()), once(setMethodElement()), setHeaderElement(), once(setBodyElement()),
                                       once(basicAuthenticationElement())};
    for (auto& element : RequestAuthentication::children()) all.push_back(std::move(element));
    all.push_back(once(ProxyChoice::element()));
    return all;
}

Result<OutgoingRequest> OutgoingRequest::compile(const PolicyNode& node, CompileContext& context) {
    OutgoingRequest request;
    MGC_TRY_ASSIGN(request.m_mode, context.attribute(node, "mode"));
    request.m_copy = equalsIgnoreCase(trimmed(request.m_mode.constantText()), "copy");
    for (const auto& child : node.children) {
        if (child.name == "set-url") {
            MGC_TRY_ASSIGN(request.m_url, context.text(child));
        } else if (child.name == "set-method") {
            MGC_TRY_ASSIGN(request.m_method, context.text(child));
        } else if (child.name == "set-body") {
            MGC_TRY_ASSIGN(request.m_body, BodyEdit::compile(child, context));
        } else if (child.name == "proxy") {
            MGC_TRY_ASSIGN(request.m_proxy, ProxyChoice::compile(child, context));
        } else if (child.name != "set-header") {
            MGC_TRY_ASSIGN(const bool taken, request.m_authentication.take(child, context));
            if (!taken) return context.error("MGC2412", "'" + child.name + "' is not supported inside '" + node.name + "'.", child);
        }
    }
    MGC_TRY_ASSIGN(request.m_headers, compileHeaderEdits(node, context));
    return request;
}

Result<bool> OutgoingRequest::copies(RequestContext& context) const {
    if (m_mode.isConstant()) return m_copy;
    MGC_TRY_ASSIGN(const std::string mode, m_mode.text(context));
    return equalsIgnoreCase(trimmed(mode), "copy");
}

Result<void> OutgoingRequest::complete(http::SendOptions& options, RequestContext& context) const {
    if (m_proxy) {
        MGC_TRY_ASSIGN(options.proxyUrl, m_proxy->url(context));
    }
    MGC_TRY_ASSIGN(options.clientCertificate, m_authentication.certificate(context));
    return {};
}

Result<void> OutgoingRequest::describe(http::Request& request, RequestContext& context, const http::Url* relativeTo) const {
    if (m_url.present()) {
        MGC_TRY_ASSIGN(const std::string written, m_url.text(context));
        const std::string inner = http::uriEscaped(trimmed(written));
        const bool relative = relativeTo && inner.starts_with('/');
        auto url = http::parseUrl(relative ? relativeTo->scheme + "://" + relativeTo->authority() + inner : inner);
        if (!url) return fail("UriFormatException", "Invalid URI: '" + written + "'.");
        request.url = std::move(*url);
    }
    if (request.url.host.empty()) return fail("UriFormatException", "Invalid URI: The URI is empty.");
    if (m_method.present()) {
        MGC_TRY_ASSIGN(const std::string method, m_method.text(context));
        request.method = trimmed(method);
        if (request.method.empty() || request.method.find_first_of(" \t\r\n") != std::string::npos)
            return fail("FormatException", "The request method is invalid.");
    }
    if (m_body) {
        MGC_TRY_ASSIGN(request.body, m_body->make(context));
        request.headers.remove("Content-Length");
    }
    MGC_TRY(applyAll(m_headers, request.headers, context));
    return {};
}

Task<Result<http::Request>> OutgoingRequest::make(RequestContext& context, const http::Url* relativeTo) const {
    http::Request request;
    auto copy = copies(context);
    if (!copy) co_return fail(std::move(copy).error());
    if (*copy) {
        const auto& current = context.request();
        request.method = current.method;
        request.url = current.url;
        const auto& original = context.originalUrl();
        for (const auto field : current.headers) {
            if (http::isHopByHop(field.name) || equalsIgnoreCase(field.name, "Content-Length")) continue;
            if (equalsIgnoreCase(field.name, "Host") &&
                (equalsIgnoreCase(field.value, original.authority()) || equalsIgnoreCase(field.value, original.host)))
                continue;
            request.headers.add(field.name, field.value);
        }
        // In outbound and on-error the request's body has gone to the backend (send-request page).
        if (context.section == policy::Section::Inbound || context.section == policy::Section::Backend) {
            auto buffered = co_await context.collect({true, false}, "send-request");
            if (!buffered) co_return fail(std::move(buffered).error());
            if (!context.requestBody().consumed())
                if (auto whole = current.body.sharedText()) request.body = http::Body::shared(std::move(whole));
        }
    }
    auto described = describe(request, context, relativeTo);
    if (!described) co_return fail(std::move(described).error());
    auto signedIn = co_await m_authentication.apply(request.headers, context);
    if (!signedIn) co_return fail(std::move(signedIn).error());
    co_return request;
}

}  // namespace mgc::policies
