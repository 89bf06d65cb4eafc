#include "azure/demo/demo_service.h"

#include <QThread>
#include <nlohmann/json.hpp>

#include "azure/demo/demo_answers.h"
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
        HttpResponse response = answer(request, url->host, percentDecoded(url->path), url->query);
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
    void put(const std::string& id, Json body) { m_store.put(id, std::move(body)); }

    HttpResponse answer(const HttpRequest& request, const std::string& host, const std::string& path, const std::string& query) {
        if (auto special = m_answers.answer(request, host, path, query)) return std::move(*special);
        const DemoStore::Stored* const stored = m_store.find(path);
        std::string ifMatch;
        for (const auto& [name, value] : request.headers)
            if (equalsIgnoreCase(name, "If-Match")) ifMatch = value;
        if (request.method == "POST") return demoError(404, "NotInDemonstration", "The demonstration does not do this.");
        if (!ifMatch.empty() && ifMatch != "*" && (!stored || stored->etag() != ifMatch))
            return demoError(412, "PreconditionFailed", "It was changed since it was read.");
        if (request.method == "PUT") {
            const bool isNew = !stored;
            Json body = request.body.empty() ? Json{{"properties", Json::object()}} : Json::parse(request.body, nullptr, false);
            if (body.is_discarded()) return demoError(400, "InvalidRequestContent", "The body is not JSON.");
            const DemoStore::Stored& now = m_store.put(path, std::move(body));
            return demoJson(isNew ? 201 : 200, DemoStore::view(now), now.etag());
        }
        if (request.method == "DELETE") {
            if (!stored) return demoJson(204, nullptr);
            m_store.erase(path);
            return demoJson(200, nullptr);
        }
        if (stored && query.find("export=true") == std::string::npos)
            return demoJson(200, request.method == "HEAD" ? Json() : DemoStore::view(*stored), stored->etag());
        if (stored) return demoJson(200, DemoStore::view(*stored));
        if (request.method == "GET" && endsWithType(path)) {
            const std::string filter = percentDecoded(query);
            const std::size_t type = filter.find("resourceType eq '");
            return demoJson(
                200,
                m_store.list(path, type == std::string::npos ? "" : filter.substr(type + 17, filter.find('\'', type + 17) - type - 17)));
        }
        return demoError(404, "ResourceNotFound", "The demonstration has no " + path + '.');
    }

    void seed() {
        put(subscriptionId, {{"subscriptionId", subscriptionId.substr(15)},
                             {"displayName", "Demonstration"},
                             {"state", "Enabled"},
                             {"tenantId", "demonstration"}});
        put("/tenants/demonstration", {{"tenantId", "demonstration"}, {"displayName", "Demonstration"}});
        put(serviceId, {{"location", "Sweden Central"},
                        {"sku", {{"name", "BasicV2"}, {"capacity", 1}}},
                        {"properties", {{"gatewayUrl", demoGateway}, {"provisioningState", "Succeeded"}}}});
        put(accountId, {{"location", "Sweden Central"}, {"kind", "AIServices"}, {"properties", {{"provisioningState", "Succeeded"}}}});
        const std::string group = subscriptionId + "/resourceGroups/rg-ai-demo";
        put(group, {{"location", "swedencentral"}});
        put(group + "/providers/Microsoft.OperationalInsights/workspaces/logs-demo",
            {{"location", "swedencentral"}, {"properties", {{"customerId", "00000000-0000-0000-0000-0000000010c5"}}}});
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

    DemoStore m_store;
    DemoAnswers m_answers{m_store};
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
    cloud.foundry = demoFoundry;
    cloud.logAnalytics = demoLogs;
    cloud.portal = "";
    return cloud;
}

std::unique_ptr<Credential> demoCredential() { return std::make_unique<DemoCredential>(); }

}  // namespace mgc::azure
