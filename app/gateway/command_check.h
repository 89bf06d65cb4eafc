#pragma once

namespace mgc::app {

/// `model-gateway check PATH...`: policy documents and workspaces against the policy reference. Exit 0 no errors, 1 errors, 2 unusable
/// input.
int runCheck(int argc, char** argv);

}  // namespace mgc::app
