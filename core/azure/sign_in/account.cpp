#include "azure/sign_in/account.h"

#include <QStandardPaths>

#include "azure/sign_in/entra.h"
#include "resources/files.h"

namespace mgc::azure {

namespace {

class AccountCredential : public Credential {
public:
    AccountCredential(Account account, Cloud cloud, SecretStore& secrets, Transport& transport, SignInAgain again)
        : m_account(std::move(account)), m_cloud(std::move(cloud)), m_secrets(secrets), m_transport(transport), m_again(std::move(again)) {}

    std::string name() const override { return m_account.method; }

    Result<AccessToken> fetch(const TokenRequest& request) override {
        MGC_TRY_ASSIGN(const auto refresh, m_secrets.read(m_account.secretName()));
        if (!refresh)
            return fail("NotSignedIn", "The keychain has no sign-in of " + m_account.username + " any more; sign in again (azure login).");
        const std::string& tenant = request.tenant.empty() ? m_account.tenant : request.tenant;
        EntraEndpoint endpoint(m_cloud, tenant, m_transport);
        Form form{{"grant_type", "refresh_token"},
                  {"client_id", m_account.clientId},
                  {"refresh_token", *refresh},
                  {"scope", withOpenId(request.scope)}};
        if (!request.claims.empty()) form.emplace_back("claims", request.claims);
        MGC_TRY_ASSIGN(auto given, endpoint.token(form));
        if (const auto* const fault = std::get_if<EntraFault>(&given)) {
            const std::string& claims = fault->claims.empty() ? request.claims : fault->claims;
            if (claims.empty() || !fault->needsInteraction() || !m_again) return fail(entraError(*fault));
            MGC_TRY_ASSIGN(given, m_again(tenant, request.scope, claims));
        }
        TokenAnswer answer = std::move(std::get<TokenAnswer>(given));
        if (!answer.refreshToken.empty() && answer.refreshToken != *refresh)
            MGC_TRY(m_secrets.write(m_account.secretName(), answer.refreshToken));
        return answer.access;
    }

private:
    Account m_account;
    Cloud m_cloud;
    SecretStore& m_secrets;
    Transport& m_transport;
    SignInAgain m_again;
};

}  // namespace

std::string Account::secretName() const {
    return "azure-refresh-token/" + authority + '/' + tenant + '/' + (objectId.empty() ? username : objectId) + '/' + clientId;
}

std::string accountFile() {
    return (QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/model-gateway/azure-account.json"))
        .toStdString();
}

std::optional<Account> readAccount(const std::string& file) {
    const auto text = resources::readFile(file);
    if (!text) return std::nullopt;
    const auto body = nlohmann::json::parse(*text, nullptr, false);
    if (!body.is_object() || !body.contains("method")) return std::nullopt;
    const auto member = [&](const char* name) {
        return body.contains(name) && body[name].is_string() ? body[name].get<std::string>() : std::string();
    };
    return Account{member("cloud"),    member("authority"), member("tenant"),   member("clientId"),
                   member("username"), member("name"),      member("objectId"), member("method")};
}

Result<void> writeAccount(const std::string& file, const Account& account) {
    const nlohmann::ordered_json body{{"cloud", account.cloud},       {"authority", account.authority}, {"tenant", account.tenant},
                                      {"clientId", account.clientId}, {"username", account.username},   {"name", account.name},
                                      {"objectId", account.objectId}, {"method", account.method}};
    return resources::writeFile(file, body.dump(2) + '\n', true);
}

std::unique_ptr<Credential> accountCredential(Account account, const Cloud& cloud, SecretStore& secrets, Transport& transport,
                                              SignInAgain again) {
    return std::make_unique<AccountCredential>(std::move(account), cloud, secrets, transport, std::move(again));
}

}  // namespace mgc::azure
