#pragma once
#include <string>

#include "policy/program/compile_context.h"

namespace mgc::policy {

/// Makes a document runnable whose policies name what is not at hand (a named value, a fragment): each policy that cannot be compiled is
/// replaced by one that fails with an internal error (500) when it runs, and its findings become warnings. For `try` on a single file;
/// `root` is the <policies> element, checked by the validator without errors.
void replaceUnavailable(PolicyNode& root, Scope scope, const std::string& scopeId, const CompileEnvironment& environment,
                        Diagnostics& diagnostics);

}  // namespace mgc::policy
