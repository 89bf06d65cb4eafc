#pragma once
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// A call of the local Dapr sidecar: what publish-to-dapr and invoke-dapr-binding share. Immutable.
class DaprCall {
public:
    [[nodiscard]] static Result<DaprCall> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// ignore-error, response-variable-name, timeout, template, content-type.
    [[nodiscard]] static std::vector<policy::AttributeDescriptor> attributes();
    /// POST http://localhost:3500/v1.0/<path>. An answer of 400 and above, or none, is an error unless it is to be ignored.
    [[nodiscard]] Task<Result<policy::Flow>> post(policy::RequestContext& context, std::string path, http::Body body,
                                                  std::string source) const;

private:
    policy::BooleanSetting m_ignoreError;
    policy::Template m_variable, m_contentType;
    policy::NumberSetting m_timeout;
};

}  // namespace mgc::policies
