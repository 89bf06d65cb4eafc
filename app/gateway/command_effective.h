#pragma once

namespace mgc::app {

/// model-gateway effective WORKSPACE --api ID [--operation ID] [--product ID]
int runEffective(int argc, char** argv);

}  // namespace mgc::app
