#include <algorithm>

#include "base/text.h"
#include "policies/support/certificate_identity.h"
#include "policies/support/certificates.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// What one <identity> demands; "" demands nothing.
struct Identity {
    std::string thumbprint, serialNumber, commonName, subject, dnsName, issuerSubject, issuerThumbprint, issuerCertificateId;

    [[nodiscard]] bool fits(const CertificateFacts& facts, RequestContext& context) const {
        if (!thumbprint.empty() && normalizedHex(thumbprint) != facts.thumbprint) return false;
        if (!serialNumber.empty() && normalizedHex(serialNumber, true) != facts.serialNumber) return false;
        if (!commonName.empty() && !equalsIgnoreCase(commonName, facts.commonName)) return false;
        if (!subject.empty() && !sameName(subject, facts.subject)) return false;
        if (!dnsName.empty() && std::ranges::none_of(facts.dnsNames, [&](const auto& name) { return equalsIgnoreCase(name, dnsName); }))
            return false;
        if (!issuerSubject.empty() && !sameName(issuerSubject, facts.issuer)) return false;
        if (!issuerThumbprint.empty() && normalizedHex(issuerThumbprint) != facts.issuerThumbprint) return false;
        if (issuerCertificateId.empty()) return true;
        const auto issuer = certificateById(context, issuerCertificateId);
        return issuer && (*issuer)->thumbprint == facts.issuerThumbprint;
    }
};

class ValidateClientCertificate : public Step {
public:
    bool revocation = true, trust = true, notBefore = true, notAfter = true, ignoreError = false;
    std::vector<Identity> identities;

    Result<Flow> run(RequestContext& context) const override {
        const std::string problem = problemOf(context);
        if (problem.empty()) return Flow::Continue;
        if (context.trace()) context.trace()->addMessage("validate-client-certificate", problem);
        if (ignoreError) return Flow::Continue;
        PolicyError error;
        error.status = 401;  // docs silent on status, reason and text
        error.reason = context.clientCertificateChain.empty() ? "ClientCertificateNotFound" : "ClientCertificateInvalid";
        error.message = problem + " Access denied.";
        return context.fail(std::move(error));
    }

private:
    /// "" for a certificate that passes.
    std::string problemOf(RequestContext& context) const {
        if (context.clientCertificateChain.empty()) return "The client sent no certificate.";
        auto facts = readFacts(context.clientCertificateChain);
        if (!facts) return "The client certificate cannot be read.";
        const Instant now = context.services().clock.now();
        if (notBefore && facts->notBefore > now) return "The client certificate is not valid yet.";
        if (notAfter && facts->notAfter < now) return "The client certificate has expired.";
        if (trust || revocation) {
            const auto* certificates = context.services().certificates;
            if (!certificates) return "No certificate authorities are known here.";
            // DIFFERS: revocation lists are not fetched; those in .model-gateway are looked at.
            const auto verified = certificates->verifyChain(context.clientCertificateChain, trust, revocation);
            if (!verified) return verified.error().message;
        }
        // A caller need not send the authority itself; then it is looked up where trust comes from.
        if (facts->issuerThumbprint.empty() && context.services().certificates)
            if (const auto issuer = readFacts(context.services().certificates->issuerPem(context.clientCertificateChain)))
                facts->issuerThumbprint = issuer->thumbprint;
        const bool known =
            identities.empty() || std::ranges::any_of(identities, [&](const Identity& each) { return each.fits(*facts, context); });
        return known ? std::string() : "The client certificate is none of the allowed ones.";
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateClientCertificate>();
    const auto flag = [&](std::string_view name, bool& to) { to = toBoolean(trimmed(context.constant(node, name))).value_or(to); };
    flag("validate-revocation", step->revocation);
    flag("validate-trust", step->trust);
    flag("validate-not-before", step->notBefore);
    flag("validate-not-after", step->notAfter);
    flag("ignore-error", step->ignoreError);
    if (const auto* list = node.child("identities"))
        for (const auto& each : list->children)
            step->identities.push_back({context.constant(each, "thumbprint"), context.constant(each, "serial-number"),
                                        context.constant(each, "common-name"), context.constant(each, "subject"),
                                        context.constant(each, "dns-name"), context.constant(each, "issuer-subject"),
                                        context.constant(each, "issuer-thumbprint"), context.constant(each, "issuer-certificate-id")});
    return step;
}

AttributeDescriptor flag(std::string_view name, std::string_view fallback, std::string_view help) {
    return {.name = name, .type = AttributeType::Boolean, .expressions = Expressions::NotAllowed, .defaultValue = fallback, .help = help};
}

ElementDescriptor identityElement() {
    const auto plain = [](std::string_view name, std::string_view help) {
        return AttributeDescriptor{.name = name, .expressions = Expressions::NotAllowed, .help = help};
    };
    return {.name = "identity",
            .attributes = {plain("thumbprint", "SHA-1 of the certificate"), plain("serial-number", "Serial number, hexadecimal"),
                           plain("common-name", "Common name of the subject"), plain("subject", "Distinguished name of the subject"),
                           plain("dns-name", "One of the DNS names"), plain("issuer-subject", "Distinguished name of the issuer"),
                           plain("issuer-thumbprint", "SHA-1 of the issuer's certificate"),
                           plain("issuer-certificate-id", "Certificate of the service that is the issuer's")},
            .content = Content::Text,
            .minimum = 1,
            .maximum = 10,
            .help = "A certificate that may come in; all that is given must fit",
            .groups = {{AttributeGroup::Rule::AtMostOne, {"issuer-certificate-id", "issuer-subject"}},
                       {AttributeGroup::Rule::AtMostOne, {"issuer-certificate-id", "issuer-thumbprint"}}}};
}

}  // namespace

const PolicyDescriptor& validate_client_certificate_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "validate-client-certificate",
                    .attributes = {flag("validate-revocation", "true", "Refuse certificates on a revocation list"),
                                   flag("validate-trust", "true", "Refuse chains without a trusted authority"),
                                   flag("validate-not-before", "true", "Refuse certificates that are not valid yet"),
                                   flag("validate-not-after", "true", "Refuse certificates that have expired"),
                                   flag("ignore-error", "false", "Go on all the same")},
                    .content = Content::Elements,
                    .children = {{.name = "identities",
                                  .content = Content::Elements,
                                  .children = {identityElement()},
                                  .maximum = 1,
                                  .help = "Certificates that may come in; one must fit"}},
                    .help = "Checks the client's TLS certificate"},
        .sections = Section::Inbound,
        .summary = "Lets only callers with a fitting TLS client certificate in",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-client-certificate-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
