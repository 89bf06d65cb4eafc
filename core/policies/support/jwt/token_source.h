#pragma once
#include <string>
#include <vector>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Where a token policy finds its token: in a header, a query parameter, or in a value it is given. Immutable.
class TokenSource {
public:
    /// `defaultHeader` is taken when the policy names no place; "": it must name one, which its attribute group demands.
    [[nodiscard]] static Result<TokenSource> compile(const policy::PolicyNode& node, policy::CompileContext& context,
                                                     std::string_view defaultHeader = {});
    /// header-name, query-parameter-name, token-value, require-scheme.
    [[nodiscard]] static std::vector<policy::AttributeDescriptor> attributes();
    [[nodiscard]] static policy::AttributeGroup places(policy::AttributeGroup::Rule rule);

    /// The token; "" where there is none or its scheme is not the required one. The scheme counts in Authorization only.
    [[nodiscard]] Result<std::string> take(policy::RequestContext& context) const;

private:
    policy::Template m_header, m_query, m_value, m_scheme;
};

}  // namespace mgc::policies
