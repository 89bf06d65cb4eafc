#include "policies/support/without_effect.h"

namespace mgc::policies {

void withoutEffect(policy::CompileContext& context, const policy::PolicyNode& node, std::string_view attribute, std::string_view why) {
    const auto* written = node.attribute(attribute);
    if (!written) return;
    context.diagnostics().warning("MGC2444", "'" + std::string(attribute) + "' has no effect here: " + std::string(why) + ".",
                                  written->nameRange, node.name);
}

void undocumented(policy::CompileContext& context, const policy::PolicyNode& node, std::string_view attribute) {
    const auto* written = node.attribute(attribute);
    if (!written) return;
    context.diagnostics().warning(
        "MGC2430", "'" + std::string(attribute) + "' is undocumented; here it does what its name says, in Azure it may do other things.",
        written->nameRange, node.name);
}

}  // namespace mgc::policies
