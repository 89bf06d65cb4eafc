#include "app/gateway/command_effective.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "gateway/run/effective_policy.h"

namespace mgc::app {

int runEffective(int argc, char** argv) {
    CLI::App app("Prints the effective policy of an API or operation, each part marked with the scope it comes from.",
                 "model-gateway effective");
    std::string folder, api, operation, product;
    app.add_option("WORKSPACE", folder, "Workspace folder (APIOps layout)")->required();
    app.add_option("--api", api, "Name of the API")->required();
    app.add_option("--operation", operation, "Name of an operation of the API");
    app.add_option("--product", product, "As for a caller with a subscription of this product");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto refuse = [](const Error& error) {
        if (error.range.known())
            std::fprintf(stderr, "%s:%u:%u: ", error.range.file.c_str(), error.range.begin.line, error.range.begin.column);
        std::fprintf(stderr, "error %s: %s\n", error.code.c_str(), error.fullMessage().c_str());
        return error.code == "InvalidPolicy" ? 1 : 2;
    };
    Diagnostics diagnostics;
    const auto workspace = resources::Workspace::read(folder, diagnostics);
    if (!workspace) return refuse(workspace.error());
    for (const Diagnostic& diagnostic : diagnostics.all())
        if (diagnostic.severity == Severity::Error) std::fprintf(stderr, "%s\n", toText(diagnostic).c_str());
    const auto text = gateway::effectivePolicy(**workspace, api, operation, product);
    if (!text) return refuse(text.error());
    return std::fwrite(text->data(), 1, text->size(), stdout) == text->size() && std::fflush(stdout) == 0 ? 0 : 3;
}

}  // namespace mgc::app
