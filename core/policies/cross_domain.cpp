#include "base/markup.h"
#include "base/text.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// The document that old browser plug-ins ask a host for.
class CrossDomain : public Step {
public:
    explicit CrossDomain(std::string document) : m_document(std::make_shared<const std::string>(std::move(document))) {}
    Result<Flow> run(RequestContext& context) const override {
        if (!equalsIgnoreCase(context.originalUrl().path, "/crossdomain.xml")) return Flow::Continue;
        http::Response response;
        response.headers.add("Content-Type", "text/x-cross-domain-policy");
        response.body = http::Body::shared(m_document);
        context.setResponse(std::move(response));
        return Flow::Respond;
    }

private:
    std::shared_ptr<const std::string> m_document;
};

std::string escaped(std::string_view text) { return withReferences(text, {{'&', "&amp;"}, {'<', "&lt;"}, {'"', "&quot;"}}); }

void write(const PolicyNode& node, std::string& out) {
    out += "<" + node.name;
    for (const auto& attribute : node.attributes)
        if (attribute.name != "id") out += " " + attribute.name + "=\"" + escaped(attribute.text) + "\"";
    if (node.children.empty()) {
        out += "/>";
        return;
    }
    out += ">";
    for (const auto& child : node.children) write(child, out);
    out += "</" + node.name + ">";
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext&) {
    std::string document =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE cross-domain-policy SYSTEM \"http://www.adobe.com/xml/dtds/cross-domain-policy.dtd\">\n";
    if (const auto* policy = node.child("cross-domain-policy"))
        write(*policy, document);
    else
        document += "<cross-domain-policy/>";
    return std::make_unique<CrossDomain>(std::move(document));
}

AttributeDescriptor plain(std::string_view name, std::string_view help, Presence presence = Presence::Required) {
    return {.name = name, .presence = presence, .expressions = Expressions::NotAllowed, .help = help};
}

AttributeDescriptor secure() {
    return {.name = "secure",
            .type = AttributeType::Boolean,
            .expressions = Expressions::NotAllowed,
            .defaultValue = "true",
            .help = "Only callers that came by HTTPS"};
}

ElementDescriptor policyElement() {
    return {.name = "cross-domain-policy",
            .content = Content::Elements,
            .children = {{.name = "site-control",
                          .attributes = {{.name = "permitted-cross-domain-policies",
                                          .type = AttributeType::Enumeration,
                                          .presence = Presence::Required,
                                          .expressions = Expressions::NotAllowed,
                                          .values = {"all", "by-content-type", "master-only", "none"},
                                          .help = "Which policy files of this host count"}},
                          .maximum = 1,
                          .help = "Meta policy"},
                         {.name = "allow-access-from",
                          .attributes = {plain("domain", "Domain that may read, * for any"), secure()},
                          .help = "Who may read answers"},
                         {.name = "allow-http-request-headers-from",
                          .attributes = {plain("domain", "Domain that may send them"), plain("headers", "Header names, * as wildcard"),
                                         secure()},
                          .help = "Who may send which headers"}},
            .maximum = 1,
            .ordered = true,
            .help = "The document that is served"};
}

}  // namespace

const PolicyDescriptor& cross_domain_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Cross-domain",
        .element = {.name = "cross-domain", .content = Content::Elements, .children = {policyElement()}, .help = "Serves /crossdomain.xml"},
        .sections = Section::Inbound,
        .scopes = Scope::Global,
        .webSocket = false,
        .summary = "Serves the cross-domain policy file that Adobe Flash and Silverlight ask for",
        .documentation = "https://learn.microsoft.com/azure/api-management/cross-domain-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
