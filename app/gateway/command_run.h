#pragma once

namespace mgc::app {

/// `model-gateway run [WORKSPACE]`: serves until SIGTERM or SIGINT (exit 0); SIGHUP reloads.
int runGateway(int argc, char** argv);

}  // namespace mgc::app
