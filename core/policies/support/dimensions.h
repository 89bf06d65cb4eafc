#pragma once
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// The <dimension> children of a metric policy. Immutable.
class Dimensions {
public:
    using Values = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] static Result<Dimensions> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// Evaluates names and custom values. Default dimensions are read from the context as it stands.
    [[nodiscard]] Result<Values> evaluate(policy::RequestContext& context) const;
    /// Fills "Backend ID", which is known only after the call.
    static void complete(Values& values, const policy::RequestContext& context);

private:
    struct Dimension {
        policy::Template name, value;
    };
    std::vector<Dimension> m_all;
};

}  // namespace mgc::policies
