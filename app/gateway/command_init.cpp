#include "app/gateway/command_init.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "resources/samples.h"

namespace mgc::app {

int runInit(int argc, char** argv) {
    std::string names;
    for (const std::string& name : resources::sampleNames()) names += (names.empty() ? "" : ", ") + name;
    CLI::App app("Copies a sample workspace into a new or empty folder. Samples: " + names + ".", "model-gateway init");
    std::string folder, sample(resources::starterSample);
    app.add_option("DIR", folder, "Folder to fill")->required();
    app.add_option("--sample", sample, "Which sample")->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (const auto written = resources::writeSample(sample, folder); !written) {
        std::fprintf(stderr, "model-gateway init: %s\n", written.error().fullMessage().c_str());
        return 2;
    }
    std::printf("%s\n", folder.c_str());
    std::fprintf(stderr, "Copied the sample \"%s\". Start it with: model-gateway run %s\n", sample.c_str(), folder.c_str());
    return 0;
}

}  // namespace mgc::app
