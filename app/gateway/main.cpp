#include <csignal>
#include <cstdio>
#include <string_view>

#include "app/gateway/commands.h"

// model-gateway: one program, one file per subcommand. commands.cpp lists them.
int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::string_view name = argc > 1 ? argv[1] : "";
    if (name.empty() || name == "--help" || name == "-h" || name == "help") {
        mgc::app::printUsage(stdout);
        return name.empty() ? 2 : 0;
    }
    if (name == "--version") {
        std::printf("model-gateway %s\n", MGC_VERSION);
        return 0;
    }
    const auto* command = mgc::app::findCommand(name);
    if (!command) {
        std::fprintf(stderr, "model-gateway: there is no subcommand '%s'; `model-gateway --help` lists them.\n", argv[1]);
        return 2;
    }
    return command->run(argc - 1, argv + 1);
}
