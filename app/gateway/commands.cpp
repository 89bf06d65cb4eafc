#include "app/gateway/commands.h"

#include <array>

#include "app/gateway/command_check.h"
#include "app/gateway/command_connection.h"
#include "app/gateway/command_effective.h"
#include "app/gateway/command_eval.h"
#include "app/gateway/command_export.h"
#include "app/gateway/command_init.h"
#include "app/gateway/command_print.h"
#include "app/gateway/command_run.h"
#include "app/gateway/command_try.h"

namespace mgc::app {

namespace {

// The only list of subcommands; each is one file.
constexpr std::array commands{
    Command{"run", "start the gateway", runGateway},
    Command{"check", "check policy documents and workspaces", runCheck},
    Command{"print", "write a policy document back from its syntax tree", runPrint},
    Command{"eval", "evaluate C# policy expressions", runEval},
    Command{"connection", "check a Foundry connection request by request", runConnection},
    Command{"effective", "print the effective policy of an API, marked with scopes", runEffective},
    Command{"export", "write a workspace as Bicep, ARM template, APIOps layout or OpenAPI", runExport},
    Command{"init", "copy a sample workspace into a folder", runInit},
    Command{"try", "run requests through one policy document, without sockets", runTry},
};

}  // namespace

const Command* findCommand(std::string_view name) {
    for (const Command& command : commands)
        if (command.name == name) return &command;
    return nullptr;
}

void printUsage(std::FILE* out) {
    std::fprintf(out, "Usage: model-gateway SUBCOMMAND [ARGUMENTS]   (each has --help)\n\n");
    for (const Command& command : commands)
        std::fprintf(out, "  %-12.*s %.*s\n", static_cast<int>(command.name.size()), command.name.data(), static_cast<int>(command.summary.size()),
                     command.summary.data());
}

}  // namespace mgc::app
