#include "azure/demo/demo_service.h"

#include <QThread>
#include <map>
#include <nlohmann/json.hpp>

#include "http/url.h"

namespace mgc::azure {

namespace {

using Json = nlohmann::ordered_json;

constexpr auto answerTime = std::chrono::milliseconds(25);  // so that progress can be seen
const std::string subscriptionId = "/subscriptions/00000000-0000-0000-0000-00000000de30";
const std::string serviceId = subscriptionId + "/resourceGroups/rg-ai-demo/providers/Microsoft.ApiManagement/service/apim-demo";
const std::string accountId = subscriptionId + "/resourceGroups/rg-ai-demo/providers/Microsoft.CognitiveServices/accounts/foundry-demo";

/// Types and names alternate after the provider's namespace; an even number of parts ends with a name.
bool endsWithType(const std::string& path) {
    const std::size_t at = toLowerAscii(path).rfind("/providers/");
    const auto parts = split(at == std::string::npos ? std::string_view(path).substr(1) : std::string_view(path).substr(at + 11), '/');
    return at == std::string::npos ? parts.size() % 2 == 1 : parts.size() % 2 == 0;
}

std::string policy(const std::string& inbound) {
    return "<policies>\n  <inbound>\n    <base />\n" + inbound +
           "  </inbound>\n  <backend>\n    <base />\n  </backend>\n  <outbound>\n    <base />\n  </outbound>\n  <on-error>\n    <base />\n "
           " </on-error>\n</policies>\n";
}

class DemoService : public Transport {
public:
    explicit DemoService(CancelFlag cancel) : m_cancel(std::move(cancel)) { seed(); }

    Result<HttpResponse> send(const HttpRequest& request) override {
        if (cancelled() && !m_held) return fail("Cancelled", "Cancelled.");
        QThread::msleep(answerTime.count());
        const auto url = http::parseUrl(request.url);
        if (!url) return fail(url.error());
        HttpResponse response = answer(request, percentDecoded(url->path), url->query);
        response.took = answerTime;
        response.headers.emplace_back("x-ms-request-id", "demonstration");
        return response;
    }
    Result<void> wait(std::chrono::milliseconds duration) override {
        for (auto left = duration; left.count() > 0 && !cancelled(); left -= answerTime)
            QThread::msleep(std::min<unsigned long>(answerTime.count(), left.count()));
        if (cancelled()) return fail("Cancelled", "Cancelled.");
        return {};
    }
    bool cancelled() const override { return m_cancel && m_cancel->load(); }
    void hold(bool held) override { m_held = held; }

private:
    struct Stored {
        std::string id;
        Json body;
        int revision = 0;
        [[nodiscard]] std::string etag() const { return '"' + std::to_string(revision) + '"'; }
    };

    void put(const std::string& id, Json body) {
        Stored& stored = m_resources[toLowerAscii(id)];
        if (stored.id.empty()) stored.id = id;
        stored.body = std::move(body);
        stored.revision = ++m_revision;
    }

    static Json view(const Stored& stored) {
        Json body{{"id", stored.id}, {"name", stored.id.substr(stored.id.rfind('/') + 1)}};
        body.update(stored.body);
        return body;
    }

    static HttpResponse json(int status, const Json& body, const std::string& etag = {}) {
        HttpResponse response{status, {{"Content-Type", "application/json"}}, body.is_null() ? std::string() : body.dump(), {}};
        if (!etag.empty()) response.headers.emplace_back("ETag", etag);
        return response;
    }
    static HttpResponse error(int status, const char* code, const std::string& message) {
        return json(status, {{"error", {{"code", code}, {"message", message}}}});
    }

    std::vector<const Stored*> children(const std::string& collection) const {
        const std::string prefix = toLowerAscii(collection) + '/';
        std::vector<const Stored*> found;
        for (auto at = m_resources.lower_bound(prefix); at != m_resources.end() && at->first.starts_with(prefix); ++at)
            if (at->first.find('/', prefix.size()) == std::string::npos) found.push_back(&at->second);
        return found;
    }

    HttpResponse list(const std::string& path) const {
        Json items = Json::array();
        // Below a subscription the provider's lists span all groups.
        const std::string lower = toLowerAscii(path);
        const std::size_t at = lower.find("/providers/");
        const bool everywhere = at != std::string::npos && lower.substr(0, at).find("/resourcegroups/") == std::string::npos;
        if (everywhere) {
            for (const auto& [id, stored] : m_resources)
                if (const std::size_t own = id.find(lower.substr(at) + '/');
                    own != std::string::npos && id.find('/', own + lower.size() - at + 1) == std::string::npos)
                    items.push_back(view(stored));
        } else {
            for (const Stored* const stored : children(path)) items.push_back(view(*stored));
        }
        return json(200, {{"value", std::move(items)}});
    }

    HttpResponse answer(const HttpRequest& request, const std::string& path, const std::string& query) {
        const auto found = m_resources.find(toLowerAscii(path));
        const Stored* const stored = found == m_resources.end() ? nullptr : &found->second;
        std::string ifMatch;
        for (const auto& [name, value] : request.headers)
            if (equalsIgnoreCase(name, "If-Match")) ifMatch = value;
        if (request.method == "POST") {
            if (path.ends_with("/listSecrets"))
                return json(200, {{"primaryKey", "demonstration-key"}, {"secondaryKey", "demonstration-key-2"}});
            return error(404, "NotInDemonstration", "The demonstration does not do this.");
        }
        if (!ifMatch.empty() && ifMatch != "*" && (!stored || stored->etag() != ifMatch))
            return error(412, "PreconditionFailed", "It was changed since it was read.");
        if (request.method == "PUT") {
            const bool isNew = !stored;
            Json body = request.body.empty() ? Json{{"properties", Json::object()}} : Json::parse(request.body, nullptr, false);
            if (body.is_discarded()) return error(400, "InvalidRequestContent", "The body is not JSON.");
            put(path, std::move(body));
            const Stored& now = m_resources.at(toLowerAscii(path));
            return json(isNew ? 201 : 200, view(now), now.etag());
        }
        if (request.method == "DELETE") {
            if (!stored) return json(204, nullptr);
            const std::string prefix = toLowerAscii(path) + '/';
            std::erase_if(m_resources,
                          [&](const auto& entry) { return entry.first == toLowerAscii(path) || entry.first.starts_with(prefix); });
            return json(200, nullptr);
        }
        if (stored && query.find("export=true") == std::string::npos)
            return json(200, request.method == "HEAD" ? Json() : view(*stored), stored->etag());
        if (stored) return json(200, view(*stored));
        if (request.method == "GET" && endsWithType(path)) return list(path);
        return error(404, "ResourceNotFound", "The demonstration has no " + path + '.');
    }

    void seed() {
        put(subscriptionId, {{"subscriptionId", subscriptionId.substr(15)},
                             {"displayName", "Demonstration"},
                             {"state", "Enabled"},
                             {"tenantId", "demonstration"}});
        put("/tenants/demonstration", {{"tenantId", "demonstration"}, {"displayName", "Demonstration"}});
        put(serviceId, {{"location", "Sweden Central"},
                        {"sku", {{"name", "BasicV2"}, {"capacity", 1}}},
                        {"properties", {{"gatewayUrl", "https://apim-demo.invalid"}, {"provisioningState", "Succeeded"}}}});
        put(accountId, {{"location", "Sweden Central"}, {"kind", "AIServices"}, {"properties", {{"provisioningState", "Succeeded"}}}});
        put(accountId + "/projects/agents", {{"properties", Json::object()}});
        const auto at = [&](const std::string& path, Json properties) { put(serviceId + path, {{"properties", std::move(properties)}}); };
        at("/policies/policy", {{"format", "rawxml"}, {"value", policy("")}});
        at("/namedValues/region", {{"displayName", "region"}, {"value", "swedencentral"}, {"secret", false}});
        for (const char* const name : {"aoai-eastus", "aoai-westus"})
            at(std::string("/backends/") + name,
               {{"url", std::string("https://") + name + ".openai.azure.com/openai"}, {"protocol", "http"}});
        at("/backends/aoai-pool", {{"type", "Pool"},
                                   {"pool",
                                    {{"services",
                                      {{{"id", "/backends/aoai-eastus"}, {"priority", 1}, {"weight", 70}},
                                       {{"id", "/backends/aoai-westus"}, {"priority", 1}, {"weight", 30}}}}}}});
        at("/products/starter", {{"displayName", "Starter"}, {"state", "published"}, {"subscriptionRequired", true}});
        at("/subscriptions/foundry-subscription", {{"displayName", "Foundry"}, {"scope", serviceId + "/apis"}, {"state", "active"}});
        at("/apis/inference-api", {{"displayName", "Inference API"},
                                   {"path", "inference/openai"},
                                   {"protocols", {"https"}},
                                   {"subscriptionRequired", true},
                                   {"subscriptionKeyParameterNames", {{"header", "api-key"}, {"query", "api-key"}}}});
        at("/apis/inference-api/policies/policy",
           {{"format", "rawxml"}, {"value", policy("    <set-backend-service backend-id=\"aoai-eastus\" />\n")}});
        at("/apis/inference-api/operations/chat-completions",
           {{"displayName", "Chat completions"},
            {"method", "POST"},
            {"urlTemplate", "/deployments/{deployment-id}/chat/completions"},
            {"templateParameters", {{{"name", "deployment-id"}, {"type", "string"}, {"required", true}}}}});
        at("/apis/inference-api/operations/chat-completions/policies/policy",
           {{"format", "rawxml"},
            {"value", policy("    <llm-token-limit counter-key=\"@(context.Subscription.Id)\" tokens-per-minute=\"500\" "
                             "estimate-prompt-tokens=\"true\" />\n")}});
    }

    std::map<std::string, Stored> m_resources;
    int m_revision = 0;
    CancelFlag m_cancel;
    bool m_held = false;
};

class DemoCredential : public Credential {
public:
    Result<AccessToken> fetch(const TokenRequest&) override {
        return AccessToken{"demonstration", std::chrono::system_clock::now() + std::chrono::hours(24)};
    }
    std::string name() const override { return "demonstration"; }
};

}  // namespace

std::unique_ptr<Transport> demoService(CancelFlag cancel) { return std::make_unique<DemoService>(std::move(cancel)); }

Cloud demoCloud() {
    Cloud cloud;
    cloud.name = "demonstration";
    cloud.authority = "https://login.demonstration.invalid";
    cloud.resourceManager = "https://management.demonstration.invalid";
    cloud.resourceManagerScope = cloud.resourceManager + "/.default";
    cloud.portal = "";
    return cloud;
}

std::unique_ptr<Credential> demoCredential() { return std::make_unique<DemoCredential>(); }

}  // namespace mgc::azure
