// IRequest and IPrivateEndpointConnection.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IRequest", TypeKind::Interface)
        .property(
            "IMessageBody Body", [](Call& c) { return bodyValue(context(c).requestBody, c.self()); }, "Null without a body.")
        .property(
            "X509Certificate2 Certificate",
            [](Call& c) { return context(c).clientCertificate.empty() ? Value() : certificateFromDer(context(c).clientCertificate); },
            "The client's certificate; null without one.")
        .property(
            "IReadOnlyDictionary<string,string[]> Headers",
            [](Call& c) { return Value::host(ids().headers, &context(c).request->headers); }, "Names without regard to case.")
        .property("string IpAddress", [](Call& c) { return textOf(context(c).clientIp); })
        .property("string Method", [](Call& c) { return textOf(context(c).request->method); })
        .property(
            "IReadOnlyDictionary<string,string> MatchedParameters",
            [](Call& c) {
                static const std::vector<std::pair<std::string, std::string>> empty;
                return Value::host(ids().parameters, context(c).matchedParameters ? context(c).matchedParameters : &empty);
            },
            "Parameters of the operation's URL template.")
        .property(
            "IUrl OriginalUrl",
            [](Call& c) { return Value::host(ids().url, context(c).originalUrl ? context(c).originalUrl : &context(c).request->url); })
        .property("IUrl Url", [](Call& c) { return Value::host(ids().url, &context(c).request->url); })
        .property("IPrivateEndpointConnection PrivateEndpointConnection", [](Call&) { return Value(); });
    registry.define(none, "IPrivateEndpointConnection", TypeKind::Interface)
        .property("string Name", [](Call&) { return Value(); })
        .property("string GroupId", [](Call&) { return Value(); })
        .property("string MemberName", [](Call&) { return Value(); });
}

}  // namespace

MGC_TYPE(request, describe)

}  // namespace mgc::expression
