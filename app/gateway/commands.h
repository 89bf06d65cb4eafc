#pragma once
#include <cstdio>
#include <string_view>

namespace mgc::app {

/// A subcommand of model-gateway. `run` gets the subcommand's name as argv[0] and returns the exit code of design/cli.md:
/// 0 fine, 1 the thing checked or tested fails, 2 unusable input, 3 internal error.
struct Command {
    std::string_view name;
    std::string_view summary;
    int (*run)(int argc, char** argv);
};

[[nodiscard]] const Command* findCommand(std::string_view name);
void printUsage(std::FILE* out);

}  // namespace mgc::app
