#pragma once

namespace mgc::app {

/// `model-gateway connection validate FILE`: a Foundry connection, checked request by request (design/cli.md).
int runConnection(int argc, char** argv);

}  // namespace mgc::app
