#pragma once
#include <memory>
#include <string>
#include <vector>

#include "azure/apim/importer.h"
#include "azure/apim/service_ref.h"
#include "azure/session.h"

namespace CLI {
class App;
}

namespace mgc::app {

/// The options that all `azure` subcommands share.
struct AzureOptions {
    std::string cloud, credential, tenant, clientId, proxy;
    std::string subscription, resourceGroup, service, workspace;
    std::string format = "text";
    bool yes = false;
    bool callLog = false;
};
void addCommonOptions(CLI::App& app, AzureOptions& options);

/// One `azure` subcommand at work: the session, its output and its exit codes (design/cli.md). Everything is used on the main thread.
class AzureRun {
public:
    explicit AzureRun(const AzureOptions& options) : m_options(options) {}

    /// Error: unusable input.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] const AzureOptions& options() const { return m_options; }
    [[nodiscard]] azure::Session& session() { return *m_session; }
    [[nodiscard]] Result<azure::ArmClient*> arm() { return m_session->arm(); }
    /// The service that the options name; with a workspace that was imported, and no option, that one's.
    [[nodiscard]] Result<azure::ServiceRef> service(azure::ArmClient& arm);
    /// The workspace folder: the option, else the current folder.
    [[nodiscard]] std::string workspace() const { return m_options.workspace.empty() ? "." : m_options.workspace; }

    [[nodiscard]] bool json() const { return m_options.format == "json"; }
    /// Writes the result: JSON as it is, else `text`. Returns `code`, or 3 where stdout cannot be written.
    int finish(const azure::Json& body, const std::string& text, int code);
    /// Says what went wrong, as JSON on stdout too where that is the format. 2 for unusable input, else 1.
    int refuse(const Error& error);
    /// Progress for people on stderr.
    [[nodiscard]] azure::ProgressHandler progress() const;
    /// True with --yes, or when the person at the terminal types "yes". Without a terminal: false with an explanation.
    [[nodiscard]] bool confirmed(const std::string& question) const;

private:
    AzureOptions m_options;
    std::unique_ptr<azure::Session> m_session;
};

/// Runs one of the parsed subcommands; `body` returns the exit code.
int runAzure(const AzureOptions& options, const std::function<int(AzureRun&)>& body);
/// Secrets for pushes: MGC_NAMED_VALUE_<NAME> of the environment, then the keychain.
[[nodiscard]] azure::SecretLookup pushSecrets(azure::Session& session);

}  // namespace mgc::app
