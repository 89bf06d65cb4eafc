#include "policies/support/outgoing_request.h"

#include "base/text.h"
#include "policies/support/base64.h"
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
    return {once(setUrlElement()),  once(setMethodElement()),           setHeaderElement(),
            once(setBodyElement()), once(basicAuthenticationElement()), once(managedIdentityElement()),
            once(proxyElement())};
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
        } else if (child.name == "authentication-managed-identity") {
            MGC_TRY_ASSIGN(request.m_identity, IdentityToken::compile(child, context));
        } else if (child.name == "authentication-basic") {
            MGC_TRY_ASSIGN(request.m_user, context.attribute(child, "username"));
            MGC_TRY_ASSIGN(request.m_password, context.attribute(child, "password"));
        } else if (child.name == "proxy") {
            if (child.attribute("username") || child.attribute("password"))
                return context.error("MGC2411", "Credentials at a proxy are not supported.", child);
            MGC_TRY_ASSIGN(request.m_proxy, context.attribute(child, "url"));
        } else if (child.name != "set-header") {
            return context.error("MGC2412", "'" + child.name + "' is not supported inside '" + node.name + "'.", child);
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

Result<std::string> OutgoingRequest::proxyUrl(RequestContext& context) const {
    if (!m_proxy.present()) return std::string();
    return m_proxy.text(context);
}

Result<void> OutgoingRequest::describe(http::Request& request, RequestContext& context) const {
    if (m_url.present()) {
        MGC_TRY_ASSIGN(const std::string written, m_url.text(context));
        auto url = http::parseUrl(trimmed(written));
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
    if (m_user.present()) {
        MGC_TRY_ASSIGN(const std::string user, m_user.text(context));
        MGC_TRY_ASSIGN(const std::string password, m_password.text(context));
        request.headers.set("Authorization", "Basic " + base64(user + ":" + password));
    }
    return {};
}

Task<Result<http::Request>> OutgoingRequest::make(RequestContext& context) const {
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
            auto buffered = co_await context.buffer({true, false}, "send-request");
            if (!buffered) co_return fail(std::move(buffered).error());
            if (!context.requestBody().consumed())
                if (auto whole = current.body.sharedText()) request.body = http::Body::shared(std::move(whole));
        }
    }
    auto described = describe(request, context);
    if (!described) co_return fail(std::move(described).error());
    if (m_identity) {
        auto token = co_await m_identity->get(context);
        if (!token) co_return fail(std::move(token).error());
        if (m_identity->variable().empty() && !token->empty()) request.headers.set("Authorization", "Bearer " + *token);
    }
    co_return request;
}

}  // namespace mgc::policies
