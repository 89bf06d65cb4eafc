#include "azure/sign_in/sign_in.h"

#include <filesystem>

#include "azure/sign_in/browser_sign_in.h"
#include "azure/sign_in/cli_credential.h"
#include "azure/sign_in/jwt_claims.h"

namespace mgc::azure {

namespace {

bool isInteractive(const std::string& method) { return method == "browser" || method == "device-code"; }

Result<TokenAnswer> runFlow(const SignInContext& context, const std::string& method, const std::string& tenant, const std::string& clientId,
                            const std::string& scope, const std::string& claims) {
    EntraEndpoint endpoint(context.cloud, tenant, context.transport);
    if (method == "device-code") return signInWithDeviceCode(endpoint, clientId, scope, context.hooks.showDeviceCode, claims);
    BrowserSignIn options;
    options.clientId = clientId;
    options.scope = scope;
    options.claims = claims;
    return signInWithBrowser(endpoint, options, context.hooks.openBrowser);
}

/// The account's credential; what refreshing cannot give is asked of the person in the same way as at the sign-in.
std::unique_ptr<Credential> credentialOf(const SignInContext& context, Account account) {
    SignInAgain again = [context, method = account.method, clientId = account.clientId](const std::string& tenant, const std::string& scope,
                                                                                        const std::string& claims) {
        return runFlow(context, method, tenant, clientId, scope, claims);
    };
    return accountCredential(std::move(account), context.cloud, context.secrets, context.transport, std::move(again));
}

/// The account of this cloud that is signed in; nullopt where there is none.
std::optional<Account> currentAccount(const SignInContext& context) {
    auto account = readAccount(accountFile());
    if (account && account->authority != context.cloud.authority) return std::nullopt;
    return account;
}

}  // namespace

Result<Account> signIn(const SignInContext& context, const SignInOptions& options) {
    if (!isInteractive(options.method)) {
        // Nothing to sign in: the choice is remembered once it has given a token.
        MGC_TRY_ASSIGN(const auto credential, makeCredential(context, options));
        MGC_TRY_ASSIGN(const AccessToken token, credential->fetch({context.cloud.resourceManagerScope, options.tenant, {}}));
        const TokenHolder holder = holderOf(token.value);
        Account account{context.cloud.name,
                        context.cloud.authority,
                        options.tenant.empty() ? holder.tenant : options.tenant,
                        {},
                        holder.account,
                        holder.name,
                        holder.objectId,
                        options.method};
        MGC_TRY(writeAccount(accountFile(), account));
        return account;
    }
    const std::string clientId = !options.clientId.empty() ? options.clientId : context.environment("MGC_AZURE_CLIENT_ID").value_or("");
    if (clientId.empty())
        return fail("ClientIdMissing",
                    "Signing in needs the client id of an application registration (public client, redirect http://localhost): give it "
                    "with --client-id or MGC_AZURE_CLIENT_ID. No foreign id is used silently; "
                    "--credential az reuses the sign-in of the Azure CLI.");
    MGC_TRY_ASSIGN(const TokenAnswer answer,
                   runFlow(context, options.method, options.tenant, clientId, context.cloud.resourceManagerScope, {}));
    TokenHolder holder = holderOf(answer.idToken.empty() ? answer.access.value : answer.idToken);
    if (holder.account.empty() && !answer.idToken.empty()) holder.account = holderOf(answer.access.value).account;
    Account account{context.cloud.name, context.cloud.authority, holder.tenant.empty() ? options.tenant : holder.tenant,
                    clientId,           holder.account,          holder.name,
                    holder.objectId,    options.method};
    if (account.tenant.empty()) account.tenant = "organizations";
    if (answer.refreshToken.empty())
        return fail("NoRefreshToken", "Entra gave no refresh token (offline_access was not granted), so the sign-in could not be kept.");
    MGC_TRY(context.secrets.write(account.secretName(), answer.refreshToken));
    MGC_TRY(writeAccount(accountFile(), account));
    return account;
}

Result<bool> signOut(const SignInContext& context) {
    const auto account = readAccount(accountFile());
    if (!account) return false;
    if (!account->clientId.empty()) MGC_TRY(context.secrets.remove(account->secretName()));
    std::error_code code;
    std::filesystem::remove(accountFile(), code);
    if (code) return fail("MGC2001", "'" + accountFile() + "' cannot be removed: " + code.message() + '.');
    return true;
}

Result<std::unique_ptr<Credential>> makeCredential(const SignInContext& context, const SignInOptions& options) {
    const std::string& method = options.method;
    if (method == "token-env") return tokenFromEnvironment(context.environment);
    if (method == "service-principal") return servicePrincipalFromEnvironment(context.environment, context.cloud, context.transport);
    if (method == "managed-identity") return managedIdentity(context.environment, context.transport);
    if (method == "az") return azureCliCredential(context.transport);
    if (method == "azd") return azureDeveloperCliCredential(context.transport);
    if (!method.empty() && !isInteractive(method))
        return fail("UnknownCredential",
                    "There is no credential \"" + method +
                        "\"; there are device-code, browser, az, azd, service-principal, managed-identity and token-env.");
    auto account = currentAccount(context);
    if (account && !account->clientId.empty() && (method.empty() || method == account->method)) {
        MGC_TRY_ASSIGN(const auto secret, context.secrets.read(account->secretName()));
        if (secret) return credentialOf(context, std::move(*account));
    } else if (account && account->clientId.empty() && method.empty()) {
        return makeCredential(context, {account->method, options.tenant, options.clientId});
    }
    if (method.empty()) {
        if (context.environment("MGC_ACCESS_TOKEN")) return tokenFromEnvironment(context.environment);
        if (context.environment("AZURE_CLIENT_SECRET"))
            return servicePrincipalFromEnvironment(context.environment, context.cloud, context.transport);
        return fail("NotSignedIn",
                    "Nobody is signed in. Run azure login, or choose with --credential (az reuses the Azure CLI's sign-in).");
    }
    MGC_TRY_ASSIGN(Account fresh, signIn(context, options));
    return credentialOf(context, std::move(fresh));
}

}  // namespace mgc::azure
