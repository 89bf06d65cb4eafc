#include "policies/support/base64.h"
#include "policies/support/elements.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class AuthenticationBasic : public Step {
public:
    AuthenticationBasic(Template user, Template password) : m_user(std::move(user)), m_password(std::move(password)) {}
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const std::string user, m_user.text(context));
        MGC_TRY_ASSIGN(const std::string password, m_password.text(context));
        context.request().headers.set("Authorization", "Basic " + base64(user + ":" + password));
        return Flow::Continue;
    }

private:
    Template m_user, m_password;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template user, context.attribute(node, "username"));
    MGC_TRY_ASSIGN(Template password, context.attribute(node, "password"));
    return std::make_unique<AuthenticationBasic>(std::move(user), std::move(password));
}

}  // namespace

const PolicyDescriptor& authentication_basic_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = basicAuthenticationElement(),
        .sections = Section::Inbound,
        .summary = "Signs in at the backend with user name and password",
        .documentation = "https://learn.microsoft.com/azure/api-management/authentication-basic-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
