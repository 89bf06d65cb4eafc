#pragma once
#include "policy/program/compile_context.h"

namespace mgc::policies {

/// Warning MGC2444 at the attribute, where it is written: it is taken, but changes nothing here, because of `why` (no full stop).
void withoutEffect(policy::CompileContext& context, const policy::PolicyNode& node, std::string_view attribute, std::string_view why);
/// Warning MGC2430 at the attribute, where it is written: its effect here is what its name says, since Microsoft describes none.
void undocumented(policy::CompileContext& context, const policy::PolicyNode& node, std::string_view attribute);

}  // namespace mgc::policies
