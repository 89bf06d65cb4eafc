#pragma once
#include <vector>

#include "http/headers.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

enum class ExistsAction { Override, Skip, Append, Delete };
/// Error for anything but the four names (compared without case).
[[nodiscard]] Result<ExistsAction> parseExistsAction(std::string_view text);

/// A <set-header>, wherever it stands.
class HeaderEdit {
public:
    [[nodiscard]] static Result<HeaderEdit> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] Result<void> apply(http::Headers& headers, policy::RequestContext& context) const;

private:
    policy::Template m_name;
    bool m_nameIsSound = false;  ///< a constant that needs no look at every call
    policy::Template m_action;
    ExistsAction m_constantAction = ExistsAction::Override;
    std::vector<policy::Template> m_values;
};

/// All direct <set-header> children of a node.
[[nodiscard]] Result<std::vector<HeaderEdit>> compileHeaderEdits(const policy::PolicyNode& node, policy::CompileContext& context);
[[nodiscard]] Result<void> applyAll(const std::vector<HeaderEdit>& edits, http::Headers& headers, policy::RequestContext& context);

}  // namespace mgc::policies
