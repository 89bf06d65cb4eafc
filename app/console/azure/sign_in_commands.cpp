#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/json_text.h"
#include "azure/sign_in/jwt_claims.h"

namespace mgc::app {

namespace {

azure::Json accountJson(const azure::Account& account) {
    return {{"method", account.method},     {"account", account.username},  {"name", account.name},  {"tenant", account.tenant},
            {"objectId", account.objectId}, {"clientId", account.clientId}, {"cloud", account.cloud}};
}

int login(AzureRun& run) {
    azure::SignInOptions options = run.session().options().signIn;
    if (options.method.empty()) options.method = "browser";
    const auto account = azure::signIn(run.session().context(), options);
    if (!account) return run.refuse(account.error());
    azure::Json body = accountJson(*account);
    body["ok"] = true;
    body["kept"] = run.session().secrets().isLasting() || account->clientId.empty();
    return run.finish(
        body, "Signed in as " + (account->username.empty() ? account->method : account->username) + " (tenant " + account->tenant + ").\n",
        0);
}

int logout(AzureRun& run) {
    const auto gone = azure::signOut(run.session().context());
    if (!gone) return run.refuse(gone.error());
    return run.finish({{"ok", true}, {"signedOut", *gone}},
                      *gone ? "Signed out; the refresh token is gone from the keychain.\n" : "Nobody was signed in.\n", 0);
}

int whoami(AzureRun& run) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto token = run.session().tokens()->token(run.session().cloud().resourceManagerScope);
    if (!token) return run.refuse(token.error());
    const azure::TokenHolder holder = azure::holderOf(*token);
    const auto subscriptions = azure::listSubscriptions(**arm);
    if (!subscriptions) return run.refuse(subscriptions.error());
    azure::Json list = azure::Json::array();
    for (const azure::Json& subscription : *subscriptions)
        list.push_back({{"id", azure::jsonText(subscription, "subscriptionId")},
                        {"name", azure::jsonText(subscription, "displayName")},
                        {"tenant", azure::jsonText(subscription, "tenantId")}});
    const std::string credential = run.session().tokens()->credential().name();
    const azure::Json body{{"ok", true},
                           {"credential", credential},
                           {"account", holder.account},
                           {"name", holder.name},
                           {"tenant", holder.tenant},
                           {"objectId", holder.objectId},
                           {"servicePrincipal", holder.isServicePrincipal},
                           {"cloud", run.session().cloud().name},
                           {"subscriptions", list}};
    std::string text = (holder.account.empty() ? std::string("(the token names nobody)") : holder.account) + ", tenant " + holder.tenant +
                       ", by " + credential + ", cloud " + run.session().cloud().name + '\n';
    for (const auto& subscription : list)
        text += "  " + subscription["id"].get<std::string>() + "  " + subscription["name"].get<std::string>() + '\n';
    return run.finish(body, text, 0);
}

void add(CLI::App& app, int& code, const char* name, const char* help, int (*body)(AzureRun&)) {
    auto options = std::make_shared<AzureOptions>();
    CLI::App* const command = app.add_subcommand(name, help);
    addCommonOptions(*command, *options);
    command->callback([options, body, &code] { code = runAzure(*options, body); });
}

}  // namespace

void addLogin(CLI::App& app, int& code) { add(app, code, "login", "Sign in; the refresh token goes to the system keychain", login); }
void addLogout(CLI::App& app, int& code) { add(app, code, "logout", "Forget the sign-in", logout); }
void addWhoami(CLI::App& app, int& code) { add(app, code, "whoami", "Show the account, the tenant and the subscriptions it sees", whoami); }

}  // namespace mgc::app
