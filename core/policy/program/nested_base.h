#pragma once
#include "policy/program/step.h"

namespace mgc::policy {

class CompileContext;

/// <base/> inside another policy (a branch of choose, a fragment). The docs place it directly in a section only and say nothing about
/// other places; Microsoft's policy toolkit writes it there. It runs the same section of the next broader scope, as often as it is
/// reached; an <base/> directly in the section joins the scopes ahead of time instead (program.h).
[[nodiscard]] StepEntry nestedBase(const PolicyNode& node, const CompileContext& context, std::string path);

}  // namespace mgc::policy
