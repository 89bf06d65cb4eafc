#include "app/gateway/command_export.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "resources/files.h"
#include "template/export.h"

namespace mgc::app {

int runExport(int argc, char** argv) {
    CLI::App app("Writes a workspace for other tools: Bicep, an ARM template, the APIOps layout, or OpenAPI documents.",
                 "model-gateway export");
    std::string folder, as, out;
    app.add_option("WORKSPACE", folder, "Workspace folder (APIOps layout)")->required();
    app.add_option("--as", as, "bicep, arm, apiops or openapi")->required()->check(CLI::IsMember({"bicep", "arm", "apiops", "openapi"}));
    app.add_option("--out", out, "Folder to write; made where it is missing")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto refuse = [](const Error& error) {
        if (error.range.known())
            std::fprintf(stderr, "%s:%u:%u: ", error.range.file.c_str(), error.range.begin.line, error.range.begin.column);
        std::fprintf(stderr, "error %s: %s\n", error.code.c_str(), error.fullMessage().c_str());
        return 2;
    };
    Diagnostics diagnostics;
    const auto workspace = resources::Workspace::read(folder, diagnostics);
    if (!workspace) return refuse(workspace.error());
    bool broken = false;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
        if (diagnostic.severity != Severity::Error) continue;
        std::fprintf(stderr, "%s\n", toText(diagnostic).c_str());
        broken = broken || diagnostic.code == "MGC2001" || diagnostic.code == "MGC2002";
    }
    if (broken) return 2;  // what cannot be read would be missing from the export
    const auto files = templates::exportWorkspace(**workspace, as);
    if (!files) return refuse(files.error());
    for (const auto& file : *files) {
        if (const auto written = resources::writeFile(resources::joinedPath(out, file.path), file.text); !written)
            return refuse(written.error());
        std::printf("%s\n", resources::joinedPath(out, file.path).c_str());
    }
    return std::fflush(stdout) == 0 ? 0 : 3;
}

}  // namespace mgc::app
