#include "policies/support/proxy_choice.h"

#include "base/text.h"

namespace mgc::policies {

using namespace policy;

Result<ProxyChoice> ProxyChoice::compile(const PolicyNode& node, CompileContext& context) {
    ProxyChoice choice;
    MGC_TRY_ASSIGN(choice.m_url, context.attribute(node, "url"));
    MGC_TRY_ASSIGN(choice.m_user, context.attribute(node, "username"));
    MGC_TRY_ASSIGN(choice.m_password, context.attribute(node, "password"));
    return choice;
}

ElementDescriptor ProxyChoice::element() {
    return {
        .name = "proxy",
        .attributes = {{.name = "url", .type = AttributeType::Url, .presence = Presence::Required, .help = "http://host:port of the proxy"},
                       {.name = "username", .help = "User name at the proxy"},
                       {.name = "password", .help = "Password at the proxy"}},
        .help = "HTTP proxy for the call"};
}

Result<std::string> ProxyChoice::url(RequestContext& context) const {
    MGC_TRY_ASSIGN(const std::string written, m_url.text(context));
    std::string address(trimmed(written));
    if (address.find("://") == std::string::npos) address.insert(0, "http://");
    if (!m_user.present()) return address;
    MGC_TRY_ASSIGN(const std::string user, m_user.text(context));
    std::string password;
    if (m_password.present()) {
        MGC_TRY_ASSIGN(password, m_password.text(context));
    }
    address.insert(address.find("://") + 3, percentEncoded(user) + ":" + percentEncoded(password) + "@");
    return address;
}

}  // namespace mgc::policies
