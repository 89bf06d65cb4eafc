#pragma once
#include <vector>

namespace CLI {
class App;
}

namespace mgc::app {

/// Adds a subcommand to `app`; when it is parsed it runs and stores its exit code in `code`.
using AddSubcommand = void (*)(CLI::App& app, int& code);

void addLogin(CLI::App& app, int& code);
void addLogout(CLI::App& app, int& code);
void addWhoami(CLI::App& app, int& code);
void addList(CLI::App& app, int& code);
void addImport(CLI::App& app, int& code);
void addPlan(CLI::App& app, int& code);
void addPush(CLI::App& app, int& code);
void addUndoPush(CLI::App& app, int& code);
void addDeployLab(CLI::App& app, int& code);
void addCleanUp(CLI::App& app, int& code);
void addConnection(CLI::App& app, int& code);
void addQuery(CLI::App& app, int& code);
void addTrace(CLI::App& app, int& code);
void addMetrics(CLI::App& app, int& code);
void addAgent(CLI::App& app, int& code);

/// The only list of `azure` subcommands.
[[nodiscard]] const std::vector<AddSubcommand>& azureSubcommands();

}  // namespace mgc::app
