#include "policies/support/certificate_choice.h"
#include "policies/support/trace_note.h"

namespace mgc::policies {

using namespace policy;

namespace {

class AuthenticationCertificate : public Step {
public:
    explicit AuthenticationCertificate(CertificateChoice choice) : m_choice(std::move(choice)) {}
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(context.backendCertificate, m_choice.get(context));
        if (context.trace())
            note(context, "authentication-certificate", "The certificate is shown to the backend.",
                 {{"thumbprint", context.backendCertificate->thumbprint}});
        return Flow::Continue;
    }

private:
    CertificateChoice m_choice;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(CertificateChoice choice, CertificateChoice::compile(node, context));
    return std::make_unique<AuthenticationCertificate>(std::move(choice));
}

}  // namespace

const PolicyDescriptor& authentication_certificate_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = CertificateChoice::element(),
        .sections = Section::Inbound,
        .summary = "Signs in to the backend with a client certificate",
        .documentation = "https://learn.microsoft.com/azure/api-management/authentication-certificate-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
