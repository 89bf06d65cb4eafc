#include "azure/sign_in/headless_credentials.h"

#include <cstdlib>

#include "azure/sign_in/entra.h"
#include "http/url.h"

namespace mgc::azure {

namespace {

class FixedToken : public Credential {
public:
    explicit FixedToken(std::string token) : m_token(std::move(token)) {}
    Result<AccessToken> fetch(const TokenRequest& request) override {
        if (!request.claims.empty())
            return fail("InteractionRequired",
                        "Azure asks for further claims, and the token in MGC_ACCESS_TOKEN cannot be renewed; set a new one.");
        return AccessToken{m_token, std::chrono::system_clock::now() + std::chrono::hours(1)};
    }
    std::string name() const override { return "token-env"; }

private:
    std::string m_token;
};

class ServicePrincipal : public Credential {
public:
    ServicePrincipal(EntraEndpoint endpoint, std::string clientId, std::string secret)
        : m_endpoint(std::move(endpoint)), m_clientId(std::move(clientId)), m_secret(std::move(secret)) {}
    Result<AccessToken> fetch(const TokenRequest& request) override {
        Form form{{"grant_type", "client_credentials"}, {"client_id", m_clientId}, {"client_secret", m_secret}, {"scope", request.scope}};
        if (!request.claims.empty()) form.emplace_back("claims", request.claims);
        MGC_TRY_ASSIGN(TokenAnswer answer, m_endpoint.tokenOrError(form));
        return answer.access;
    }
    std::string name() const override { return "service-principal"; }

private:
    EntraEndpoint m_endpoint;
    std::string m_clientId, m_secret;
};

class ManagedIdentity : public Credential {
public:
    ManagedIdentity(const Environment& environment, Transport& transport)
        : m_endpoint(environment("IDENTITY_ENDPOINT").value_or("")),
          m_header(environment("IDENTITY_HEADER").value_or("")),
          m_host(environment("AZURE_POD_IDENTITY_AUTHORITY_HOST").value_or("http://169.254.169.254")),
          m_clientId(environment("AZURE_CLIENT_ID").value_or("")),
          m_transport(transport) {}

    Result<AccessToken> fetch(const TokenRequest& request) override {
        std::string resource = request.scope;
        if (resource.ends_with("/.default")) resource.erase(resource.size() - 9);
        const bool appService = !m_endpoint.empty();
        Form query{{"api-version", appService ? "2019-08-01" : "2018-02-01"}, {"resource", resource}};
        if (!m_clientId.empty()) query.emplace_back("client_id", m_clientId);
        HttpRequest call;
        call.url = (appService ? m_endpoint : m_host + "/metadata/identity/oauth2/token") + '?' + http::formatQuery(query);
        call.headers = appService ? HeaderList{{"X-IDENTITY-HEADER", m_header}} : HeaderList{{"Metadata", "true"}};
        call.timeout = std::chrono::seconds(appService ? 30 : 5);
        auto response = m_transport.send(call);
        if (!response) return fail(response.error().wrapped("CredentialUnavailable", "There is no managed identity here"));
        const auto body = nlohmann::json::parse(response->body, nullptr, false);
        if (response->status != 200 || !body.is_object() || !body.contains("access_token"))
            return fail("CredentialUnavailable", "The managed identity endpoint answered " + std::to_string(response->status) + ": " +
                                                     response->body.substr(0, 300));
        std::int64_t expires = 0;  // both services tell it as text with seconds since 1970
        if (body.contains("expires_on"))
            expires = body["expires_on"].is_number() ? body["expires_on"].get<std::int64_t>()
                                                     : toInteger(body["expires_on"].get<std::string>()).value_or(0);
        const auto until = expires > 0 ? std::chrono::system_clock::time_point(std::chrono::seconds(expires))
                                       : std::chrono::system_clock::now() + std::chrono::minutes(50);
        return AccessToken{body["access_token"].get<std::string>(), until};
    }
    std::string name() const override { return "managed-identity"; }

private:
    std::string m_endpoint, m_header, m_host, m_clientId;
    Transport& m_transport;
};

}  // namespace

std::optional<std::string> processEnvironment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

Result<std::unique_ptr<Credential>> tokenFromEnvironment(const Environment& environment) {
    auto token = environment("MGC_ACCESS_TOKEN");
    if (!token) return fail("CredentialUnavailable", "--credential token-env reads MGC_ACCESS_TOKEN, which is not set.");
    return std::make_unique<FixedToken>(std::move(*token));
}

Result<std::unique_ptr<Credential>> servicePrincipalFromEnvironment(const Environment& environment, const Cloud& cloud,
                                                                    Transport& transport) {
    const auto tenant = environment("AZURE_TENANT_ID"), client = environment("AZURE_CLIENT_ID"),
               secret = environment("AZURE_CLIENT_SECRET");
    if (!tenant || !client || !secret)
        return fail("CredentialUnavailable",
                    "--credential service-principal reads AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET; not all are set.");
    return std::make_unique<ServicePrincipal>(EntraEndpoint(cloud, *tenant, transport), *client, *secret);
}

std::unique_ptr<Credential> managedIdentity(const Environment& environment, Transport& transport) {
    return std::make_unique<ManagedIdentity>(environment, transport);
}

}  // namespace mgc::azure
