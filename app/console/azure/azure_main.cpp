#include "app/console/azure/azure_main.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <cstdio>

#include "app/console/azure/subcommands.h"

namespace mgc::app {

int azureMain(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("model-gateway-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MGC_VERSION));
    CLI::App app("Azure without a window: sign in, import, plan, push, deploy the lab, clean up.", "model-gateway-console azure");
    app.require_subcommand(1);
    app.fallthrough(false);
    int code = 3;
    for (const AddSubcommand add : azureSubcommands()) add(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {  // an answer of a shape that nobody foresaw
        std::fprintf(stderr, "internal error: %s\n", error.what());
        return 3;
    }
    return code;
}

}  // namespace mgc::app
