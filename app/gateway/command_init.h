#pragma once

namespace mgc::app {

/// model-gateway init DIR [--sample NAME]
int runInit(int argc, char** argv);

}  // namespace mgc::app
