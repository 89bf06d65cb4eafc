#pragma once

namespace mgc::app {

/// `model-gateway-console azure SUBCOMMAND ...`: every Azure action without a window. `argv[0]` is "azure". Returns the exit code.
int azureMain(int argc, char** argv);

}  // namespace mgc::app
