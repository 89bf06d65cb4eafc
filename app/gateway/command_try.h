#pragma once

namespace mgc::app {

/// `model-gateway try POLICY.xml --request REQUEST.json`: requests through one policy document on a controllable clock. Exit 0 whatever
/// the policy answers, 1 if the policy or the workspace has errors, 2 unusable input.
int runTry(int argc, char** argv);

}  // namespace mgc::app
