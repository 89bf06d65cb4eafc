#pragma once

namespace mgc::app {

/// `model-gateway export WORKSPACE --as bicep|arm|apiops|openapi --out DIR`.
int runExport(int argc, char** argv);

}  // namespace mgc::app
