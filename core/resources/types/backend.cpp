#include "resources/types/backend.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

constexpr Condition single{.member = "type", .value = "Single", .byDefault = true};
constexpr Condition poolOnly{.member = "type", .value = "Pool"};

Duration durationOf(const Members& members, std::string_view name, Duration otherwise) {
    return parseIsoDuration(members.text(name)).value_or(otherwise);
}

std::optional<int> statusOf(const Members& members) {
    const auto status = members.object("failureResponse").integer("statusCode");
    return status ? std::optional(static_cast<int>(*status)) : std::nullopt;
}

CircuitBreakerRule readRule(const Members& members) {
    CircuitBreakerRule rule;
    rule.name = members.text("name");
    const Members condition = members.object("failureCondition");
    rule.count = condition.integer("count");
    rule.percentage = condition.integer("percentage");
    rule.interval = durationOf(condition, "interval", rule.interval);
    for (const Members& range : condition.objects("statusCodeRanges"))
        rule.statusRanges.emplace_back(static_cast<int>(range.integer("min").value_or(200)),
                                       static_cast<int>(range.integer("max").value_or(599)));
    rule.errorReasons = condition.texts("errorReasons");
    rule.tripDuration = durationOf(members, "tripDuration", rule.tripDuration);
    rule.acceptRetryAfter = members.boolean("acceptRetryAfter", false);
    rule.failureStatus = statusOf(members);
    return rule;
}

BackendCredentials readCredentials(const Members& members) {
    BackendCredentials credentials;
    credentials.headers = members.pairs("header");
    credentials.query = members.pairs("query");
    credentials.scheme = members.object("authorization").text("scheme");
    credentials.parameter = members.object("authorization").text("parameter");
    credentials.managedIdentityResource = members.object("managedIdentity").text("resource");
    credentials.managedIdentityClientId = members.object("managedIdentity").text("clientId");
    credentials.certificateIds = members.texts("certificateIds");
    credentials.certificateThumbprints = members.texts("certificate");
    return credentials;
}

BackendTls readTls(const Members& members) {
    BackendTls tls;
    tls.validateChain = members.boolean("validateCertificateChain", true);
    tls.validateName = members.boolean("validateCertificateName", true);
    tls.serverThumbprints = members.texts("serverCertificateThumbprints");
    for (const Members& name : members.objects("serverX509Names"))
        tls.serverNames.emplace_back(name.text("name"), name.text("issuerCertificateThumbprint"));
    return tls;
}

const std::vector<MemberDescriptor>& failureResponse() {
    static const std::vector<MemberDescriptor> members{{.name = "statusCode",
                                                        .type = MemberType::Integer,
                                                        .minimum = 100,
                                                        .maximum = 599,
                                                        .help = "Status answered while the backend is out; 503 without."}};
    return members;
}

MemberDescriptor circuitBreaker() {
    return {
        .name = "circuitBreaker",
        .type = MemberType::Object,
        .help = "Stops calling a backend that fails, for a while.",
        .members =
            {{.name = "rules",
              .type = MemberType::Object,
              .list = true,
              .help = "Azure accepts one rule.",
              .members =
                  {{.name = "name", .help = "Name of the rule."},
                   {.name = "failureCondition",
                    .type = MemberType::Object,
                    .help = "What counts as failing.",
                    .members =
                        {{.name = "count",
                          .type = MemberType::Integer,
                          .minimum = 1,
                          .help = "Failures in the interval that open the circuit."},
                         {.name = "percentage",
                          .type = MemberType::Integer,
                          .minimum = 1,
                          .maximum = 100,
                          .help = "Share of failures that opens the circuit."},
                         {.name = "interval", .type = MemberType::Duration, .help = "ISO 8601 duration; one hour without."},
                         {.name = "statusCodeRanges",
                          .type = MemberType::Object,
                          .list = true,
                          .help = "Statuses that count as failures.",
                          .members = {{.name = "min", .type = MemberType::Integer, .minimum = 200, .maximum = 599, .help = "First status."},
                                      {.name = "max",
                                       .type = MemberType::Integer,
                                       .minimum = 200,
                                       .maximum = 599,
                                       .help = "Last status."}}},
                         {.name = "errorReasons", .list = true, .help = "Reasons of context.LastError that count as failures."}}},
                   {.name = "tripDuration", .type = MemberType::Duration, .help = "How long the circuit stays open; one hour without."},
                   {.name = "acceptRetryAfter", .type = MemberType::Boolean, .help = "A Retry-After of the backend sets the open time."},
                   {.name = "failureResponse", .type = MemberType::Object, .help = "Answer while open.", .members = failureResponse()}}}},
        .when = single};
}

MemberDescriptor pool() {
    return {
        .name = "pool",
        .type = MemberType::Object,
        .help = "Members among which requests are spread.",
        .members =
            {{.name = "services",
              .type = MemberType::Object,
              .list = true,
              .help = "At most 30 backends.",
              .members =
                  {{.name = "id",
                    .type = MemberType::Reference,
                    .needed = Needed::Required,
                    .references = "backend",
                    .help = "A single backend."},
                   {.name = "priority", .type = MemberType::Integer, .minimum = 0, .maximum = 100, .help = "Lower is preferred."},
                   {.name = "weight", .type = MemberType::Integer, .minimum = 0, .maximum = 100, .help = "Share within the priority."}}},
             {.name = "sessionAffinity",
              .type = MemberType::Object,
              .help = "Keeps a session on one member.",
              .members = {{.name = "sessionId",
                           .type = MemberType::Object,
                           .help = "Where the session's name stands.",
                           .members = {{.name = "source", .type = MemberType::Enumeration, .values = {"cookie"}, .help = "Only cookies."},
                                       {.name = "name", .help = "Name of the cookie."}}}}},
             {.name = "failureResponse",
              .type = MemberType::Object,
              .help = "Answer while all members are out.",
              .members = failureResponse()}},
        .when = poolOnly};
}

MemberDescriptor credentials() {
    return {.name = "credentials",
            .type = MemberType::Object,
            .secret = true,
            .help = "Added to every request to the backend; use {{named values}} for secrets.",
            .members = {{.name = "header", .type = MemberType::TextMap, .secret = true, .help = "Headers."},
                        {.name = "query", .type = MemberType::TextMap, .secret = true, .help = "Query parameters."},
                        {.name = "authorization",
                         .type = MemberType::Object,
                         .secret = true,
                         .help = "The Authorization header.",
                         .members = {{.name = "scheme", .needed = Needed::Required, .maximum = 100, .help = "For example Bearer."},
                                     {.name = "parameter",
                                      .needed = Needed::Required,
                                      .secret = true,
                                      .maximum = 300,
                                      .help = "What follows the scheme."}}},
                        {.name = "managedIdentity",
                         .type = MemberType::Object,
                         .help = "A token of the gateway's identity.",
                         .members = {{.name = "resource", .help = "Audience, for example https://cognitiveservices.azure.com."},
                                     {.name = "clientId", .help = "A user-assigned identity."}}},
                        {.name = "certificateIds", .list = true, .help = "Client certificates by resource id."},
                        {.name = "certificate", .list = true, .help = "Client certificates by thumbprint."}},
            .when = single};
}

}  // namespace

const ResourceDescriptor& backend_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "backend",
        .title = "Backend",
        .folder = "backends",
        .infoFile = "backendInformation.json",
        .armType = "Microsoft.ApiManagement/service/backends",
        .apiVersion = "2025-03-01-preview",
        .help = "Where requests go: one address with its credentials and circuit breaker, or a pool of such backends.",
        .documentation = "https://learn.microsoft.com/azure/api-management/backends",
        .members = {
            {.name = "type",
             .type = MemberType::Enumeration,
             .values = {"Single", "Pool"},
             .help = "One address, or a pool of others; Single without."},
            {.name = "url", .type = MemberType::Url, .needed = Needed::Required, .help = "Address that requests go to.", .when = single},
            {.name = "protocol",
             .type = MemberType::Enumeration,
             .values = {"http", "soap"},
             .help = "http, also for https addresses; Azure asks for it.",
             .when = single},
            {.name = "title", .maximum = 300, .help = "Name shown to people."},
            {.name = "description", .maximum = 2000, .help = "What the backend is."},
            {.name = "resourceId", .maximum = 2000, .help = "Management address of the Azure resource behind it.", .when = single},
            {.name = "azureRegion", .help = "Region, for carbon-aware balancing.", .when = single},
            credentials(),
            {.name = "tls",
             .type = MemberType::Object,
             .help = "How the backend's certificate is checked.",
             .members =
                 {{.name = "validateCertificateChain", .type = MemberType::Boolean, .help = "true without."},
                  {.name = "validateCertificateName", .type = MemberType::Boolean, .help = "true without."},
                  {.name = "serverCertificateThumbprints", .list = true, .help = "Accepted certificates."},
                  {.name = "serverX509Names", .type = MemberType::Object, .list = true, .help = "Accepted names and their issuers."}},
             .when = single},
            {.name = "proxy",
             .type = MemberType::Object,
             .help = "A web proxy on the way to the backend.",
             .members = {{.name = "url", .type = MemberType::Url, .needed = Needed::Required, .help = "Address of the proxy."},
                         {.name = "username", .help = "User."},
                         {.name = "password", .secret = true, .help = "Password; use a {{named value}}."}},
             .when = single},
            circuitBreaker(),
            pool(),
        }};
    return descriptor;
}

Backend readBackend(Resource resource) {
    Backend backend;
    static_cast<Resource&>(backend) = std::move(resource);
    const Members members = Members::of(backend);
    backend.isPool = equalsIgnoreCase(members.text("type", "Single"), "Pool");
    backend.title = members.text("title");
    backend.description = members.text("description");
    backend.url = members.text("url");
    backend.protocol = members.text("protocol", "http");
    backend.azureRegion = members.text("azureRegion");
    backend.credentials = readCredentials(members.object("credentials"));
    backend.tls = readTls(members.object("tls"));
    if (members.has("proxy")) {
        const Members proxy = members.object("proxy");
        backend.proxy = BackendProxy{proxy.text("url"), proxy.text("username"), proxy.text("password")};
    }
    for (const Members& rule : members.object("circuitBreaker").objects("rules")) backend.circuitBreaker.push_back(readRule(rule));
    const Members pool = members.object("pool");
    for (const Members& service : pool.objects("services"))
        backend.members.push_back(
            {std::string(lastSegment(service.text("id"))), service.integer("priority").value_or(0), service.integer("weight")});
    const Members session = pool.object("sessionAffinity").object("sessionId");
    if (const std::string cookie = session.text("name"); !cookie.empty()) backend.sessionCookie = cookie;
    backend.poolFailureStatus = statusOf(pool);
    return backend;
}

}  // namespace mgc::resources
