#include "policies/support/request_authentication.h"

#include "policies/support/base64.h"
#include "policies/support/elements.h"

namespace mgc::policies {

using namespace policy;

std::vector<ElementDescriptor> RequestAuthentication::children() {
    std::vector<ElementDescriptor> all{CertificateChoice::element(), ServiceToken::element(), StoredToken::element(),
                                       managedIdentityElement()};
    for (auto& element : all) element.maximum = 1;
    return all;
}

Result<bool> RequestAuthentication::take(const PolicyNode& child, CompileContext& context) {
    if (child.name == "authentication-basic") {
        MGC_TRY_ASSIGN(m_user, context.attribute(child, "username"));
        MGC_TRY_ASSIGN(m_password, context.attribute(child, "password"));
    } else if (child.name == "authentication-certificate") {
        MGC_TRY_ASSIGN(m_certificate, CertificateChoice::compile(child, context));
    } else if (child.name == "authentication-token") {
        MGC_TRY_ASSIGN(m_token, ServiceToken::compile(child, context));
    } else if (child.name == "authentication-token-store") {
        MGC_TRY_ASSIGN(m_stored, StoredToken::compile(child, context));
    } else if (child.name == "authentication-managed-identity") {
        MGC_TRY_ASSIGN(m_identity, IdentityToken::compile(child, context));
    } else {
        return false;
    }
    return true;
}

Task<Result<void>> RequestAuthentication::apply(http::Headers& headers, RequestContext& context) const {
    if (m_user.present()) {
        auto user = m_user.text(context);
        if (!user) co_return fail(std::move(user).error());
        auto password = m_password.text(context);
        if (!password) co_return fail(std::move(password).error());
        headers.set("Authorization", "Basic " + base64(*user + ":" + *password));
    }
    std::string bearer;
    if (m_token) {
        auto token = co_await m_token->get(context);
        if (!token) co_return fail(std::move(token).error());
        bearer = std::move(*token);
    }
    if (m_stored) {
        auto token = co_await m_stored->get(context);
        if (!token) co_return fail(std::move(token).error());
        if (!token->empty()) bearer = std::move(*token);
    }
    if (m_identity) {
        auto token = co_await m_identity->get(context);
        if (!token) co_return fail(std::move(token).error());
        if (m_identity->variable().empty() && !token->empty()) bearer = std::move(*token);
    }
    if (!bearer.empty()) headers.set("Authorization", "Bearer " + bearer);
    co_return Result<void>{};
}

Result<CertificatePointer> RequestAuthentication::certificate(RequestContext& context) const {
    if (!m_certificate) return CertificatePointer();
    return m_certificate->get(context);
}

}  // namespace mgc::policies
