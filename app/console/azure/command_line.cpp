#include "app/console/azure/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <QProcess>
#include <array>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "resources/types/named_value.h"

namespace mgc::app {

namespace {

azure::CancelFlag interrupted = azure::makeCancelFlag();

/// The first Ctrl+C ends the work at its next safe point, the second ends the program.
void onInterrupt(int signal) {
    if (interrupted->exchange(true)) std::_Exit(128 + signal);
}

azure::SignInHooks terminalHooks() {
    azure::SignInHooks hooks;
    hooks.showDeviceCode = [](const azure::DeviceCodePrompt& prompt) {
        std::fprintf(stderr, "%s\n  address: %s\n  code:    %s\n", prompt.message.c_str(), prompt.address.c_str(), prompt.userCode.c_str());
        std::fflush(stderr);
    };
    hooks.openBrowser = [](const std::string& url) -> Result<void> {
        std::fprintf(stderr, "Sign in in the browser. If none opens, go to:\n  %s\n", url.c_str());
        std::fflush(stderr);
        const QString program = qEnvironmentVariable("BROWSER", QStringLiteral("xdg-open"));
        if (!program.isEmpty()) QProcess::startDetached(program, {QString::fromStdString(url)});
        return {};
    };
    return hooks;
}

/// What the user has to correct in the call, as opposed to what Azure refused.
bool isUnusableInput(const std::string& code) {
    constexpr std::array codes{"CloudInvalid",     "UnknownCloud",      "UnknownCredential", "CredentialUnavailable",
                               "NotSignedIn",      "ClientIdMissing",   "InvalidWorkspace",  "OtherService",
                               "MGC2001",          "MGC2002",           "MGC2009",           "InvalidJson",
                               "CaFileUnreadable", "ProxyInvalid",      "ServiceAmbiguous",  "SubscriptionAmbiguous",
                               "InvalidArgument",  "ParametersInvalid", "NotAConnection",    "NoSnapshot",
                               "NotConfirmed"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

void addCommonOptions(CLI::App& app, AzureOptions& options) {
    app.add_option("--cloud", options.cloud,
                   "JSON file of a cloud (name, authority, resourceManager, ...), or AzurePublicCloud, AzureUSGovernment, AzureChinaCloud");
    app.add_option("--credential", options.credential, "Where tokens come from")
        ->check(CLI::IsMember({"device-code", "browser", "az", "azd", "service-principal", "managed-identity", "token-env"}));
    app.add_option("--tenant", options.tenant, "Tenant id or domain");
    app.add_option("--client-id", options.clientId, "Application registration to sign in with; environment: MGC_AZURE_CLIENT_ID");
    app.add_option("--proxy", options.proxy, "http://HOST:PORT; default: the system's");
    app.add_option("--subscription", options.subscription, "Subscription id");
    app.add_option("--resource-group", options.resourceGroup, "Resource group");
    app.add_option("--service", options.service, "API Management service; enough where its name is unique");
    app.add_option("--workspace", options.workspace, "Workspace folder; default: the current folder");
    app.add_option("--format", options.format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    app.add_flag("--yes", options.yes, "Do not ask for confirmation");
    app.add_flag("--show-calls", options.callLog, "List every call on stderr, as az rest");
}

Result<void> AzureRun::open() {
    azure::SessionOptions session;
    const bool isFile = m_options.cloud.find('/') != std::string::npos || m_options.cloud.ends_with(".json");
    if (isFile || (!m_options.cloud.empty() && !azure::namedCloud(m_options.cloud))) {
        MGC_TRY_ASSIGN(session.cloud, azure::readCloud(m_options.cloud));
    } else {
        MGC_TRY_ASSIGN(session.cloud, azure::namedCloud(m_options.cloud));
    }
    session.signIn = {m_options.credential, m_options.tenant, m_options.clientId};
    session.proxy = m_options.proxy;
    session.hooks = terminalHooks();
    session.cancel = interrupted;
    MGC_TRY_ASSIGN(m_session, azure::Session::open(std::move(session)));
    if (!m_session->notice().empty()) std::fprintf(stderr, "note: %s\n", m_session->notice().c_str());
    if (m_options.callLog)
        m_session->log().onRecord([](const azure::CallRecord& record) {
            std::fprintf(stderr, "%d %s  # %s, %lld ms\n", record.status,
                         azure::asAzRest(record.method, record.url, record.hasBody).c_str(), record.purpose.c_str(), record.milliseconds);
        });
    return {};
}

Result<azure::ServiceRef> AzureRun::service(azure::ArmClient& arm) {
    azure::ServiceQuery query{m_options.subscription, m_options.resourceGroup, m_options.service};
    if (query.name.empty() && query.resourceGroup.empty() && query.subscription.empty()) {
        MGC_TRY_ASSIGN(const azure::Baseline baseline, azure::readBaseline(workspace()));
        if (!baseline.serviceId.empty()) {
            MGC_TRY_ASSIGN(const azure::ServiceRef known, azure::serviceOfId(baseline.serviceId));
            query = {known.subscription, known.resourceGroup, known.name};
        }
    }
    return azure::findService(arm, query);
}

int AzureRun::finish(const azure::Json& body, const std::string& text, int code) {
    const std::string out = json() ? body.dump(2) + '\n' : text;
    return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0 ? code : 3;
}

int AzureRun::refuse(const Error& error) {
    if (error.range.known()) std::fprintf(stderr, "%s:%u:%u: ", error.range.file.c_str(), error.range.begin.line, error.range.begin.column);
    std::fprintf(stderr, "error %s: %s\n", error.code.c_str(), error.fullMessage().c_str());
    const int code = isUnusableInput(error.code) ? 2 : 1;
    if (json()) return finish({{"ok", false}, {"error", {{"code", error.code}, {"message", error.fullMessage()}}}}, {}, code);
    return code;
}

azure::ProgressHandler AzureRun::progress() const {
    return [](const azure::Progress& progress) {
        std::fprintf(stderr, "[%zu/%zu] %s\n", progress.done, progress.total, progress.what.c_str());
    };
}

bool AzureRun::confirmed(const std::string& question) const {
    if (m_options.yes) return true;
    if (isatty(STDIN_FILENO) == 0) {
        std::fprintf(stderr, "%s Give --yes to confirm without a terminal.\n", question.c_str());
        return false;
    }
    std::fprintf(stderr, "%s Type yes to go on: ", question.c_str());
    std::string line;
    return std::getline(std::cin, line) && line == "yes";
}

int runAzure(const AzureOptions& options, const std::function<int(AzureRun&)>& body) {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    AzureRun run(options);
    if (const auto opened = run.open(); !opened) return run.refuse(opened.error());
    return body(run);
}

azure::SecretLookup pushSecrets(azure::Session& session) {
    return [&session](const std::string& name) -> std::optional<std::string> {
        if (name.starts_with("named-value/"))
            if (auto value = azure::processEnvironment(resources::namedValueVariable(name.substr(12)))) return value;
        auto stored = session.secrets().read(name);
        return stored ? *stored : std::nullopt;
    };
}

}  // namespace mgc::app
