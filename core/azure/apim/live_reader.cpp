#include "azure/apim/live_reader.h"

#include "http/url.h"

namespace mgc::azure {

using namespace nlohmann::literals;

namespace {

constexpr const char* newerDiagnostics = "2024-06-01-preview";  // knows largeLanguageModel

std::string stringAt(const Json& value, const char* pointer) {
    const Json::json_pointer at(pointer);
    return value.is_object() && value.contains(at) && value.at(at).is_string() ? value.at(at).get<std::string>() : std::string();
}

}  // namespace

Result<std::optional<LiveEntity>> LiveReader::read(const std::string& id, EntityKind kind) {
    const std::string purpose = "Reading " + id;
    ArmCall call{.path = m_service.id() + id.substr(0, id.find('#')),
                 .apiVersion = apimVersion,
                 .query = {},
                 .ifMatch = {},
                 .body = {},
                 .purpose = purpose};
    switch (kind) {
        case EntityKind::Specification: {
            MGC_TRY_ASSIGN(auto api, m_arm.find(call));
            if (!api) return std::nullopt;
            MGC_TRY_ASSIGN(auto specification,
                           readSpecification(id.substr(0, id.find('#')), api->body.value("properties", Json::object())));
            if (specification && specification->etag.empty()) specification->etag = api->etag;  // a schema has an ETag of its own
            return specification;
        }
        case EntityKind::ProductApi:
        case EntityKind::ProductGroup:
        case EntityKind::GatewayApi:
        case EntityKind::ApiTag:
        case EntityKind::ProductTag: {
            call.method = kind == EntityKind::ApiTag || kind == EntityKind::ProductTag ? "GET" : "HEAD";
            MGC_TRY_ASSIGN(const auto answer, m_arm.find(call));
            return answer ? std::optional<LiveEntity>(LiveEntity{nullptr, answer->etag, {}, {}}) : std::nullopt;
        }
        case EntityKind::Policy:
        case EntityKind::PolicyFragment:
            call.query = {{"format", "rawxml"}};
            break;
        default:
            break;
    }
    MGC_TRY_ASSIGN(auto answer, m_arm.find(call));
    if (!answer) return std::nullopt;
    LiveEntity live{std::move(answer->body), answer->etag, {}, {}};
    // An answer without a document is no policy.
    if (kind == EntityKind::Policy && !(live.body.is_object() && live.body.contains("/properties/value"_json_pointer))) return std::nullopt;
    // The generally available version does not show the settings of LLM logging; where the newer one is not served, what we have is all.
    if (kind == EntityKind::Diagnostic && id.ends_with("/azuremonitor")) {
        call.apiVersion = newerDiagnostics;
        if (auto newer = m_arm.call(call, {400, 404}); newer && newer->status < 300 && newer->body.is_object())
            live.body = std::move(newer->body);
    }
    return live;
}

Result<std::optional<LiveEntity>> LiveReader::readSpecification(const std::string& apiId, const Json& properties) {
    std::string type =
        properties.contains("type") && properties["type"].is_string() ? toLowerAscii(properties["type"].get<std::string>()) : "http";
    if (type == "graphql") {
        const ArmCall call{.path = m_service.id() + apiId + "/schemas/graphql",
                           .apiVersion = apimVersion,
                           .query = {},
                           .ifMatch = {},
                           .body = {},
                           .purpose = "Reading the schema of " + apiId};
        MGC_TRY_ASSIGN(const auto schema, m_arm.find(call));
        if (!schema) return std::nullopt;
        return LiveEntity{nullptr, schema->etag, stringAt(schema->body, "/properties/document/value"), "specification.graphql"};
    }
    if ((type != "http" && type != "soap") || !m_linksWork) return std::nullopt;
    const std::string format = type == "soap" ? "wsdl-link" : "openapi+json-link";
    const ArmCall call{.path = m_service.id() + apiId,
                       .apiVersion = apimVersion,
                       .query = {{"format", format}, {"export", "true"}},
                       .ifMatch = {},
                       .body = {},
                       .purpose = "Exporting the specification of " + apiId};
    auto answer = m_arm.call(call, {400, 404, 501});
    if (!answer) return answer.error().code == "Cancelled" ? Result<std::optional<LiveEntity>>(fail(answer.error())) : std::nullopt;
    std::string link = stringAt(answer->body, "/value/link");
    if (link.empty()) link = stringAt(answer->body, "/properties/value/link");
    const auto url = http::parseUrl(link);
    const bool loopback = url && (url->host == "localhost" || url->host.starts_with("127."));
    if (!url || (url->scheme != "https" && !loopback)) return std::nullopt;
    HttpRequest download;  // a blob address with its own signature: our token must not go there
    download.url = link;
    download.timeout = std::chrono::seconds(60);
    auto text = m_arm.transport().send(download);
    if (!text && text.error().code == "Cancelled") return fail(text.error());
    if (!text || text->status != 200 || text->body.empty()) {
        m_linksWork = false;
        m_notices.push_back("Specifications cannot be downloaded from " + url->host + "; the operations are imported one by one instead.");
        return std::nullopt;
    }
    LiveEntity live{nullptr, {}, text->body, type == "soap" ? "specification.wsdl" : "specification.json"};
    if (type == "http") {
        const Json parsed = Json::parse(text->body, nullptr, false);
        if (!parsed.is_object()) return std::nullopt;
        live.specification = parsed.dump(2) + '\n';  // one layout, so that a re-import shows changes of content only
    }
    return live;
}

}  // namespace mgc::azure
