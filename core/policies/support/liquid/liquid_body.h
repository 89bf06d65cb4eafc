#pragma once
#include <memory>
#include <string>

#include "policies/support/liquid/bindings.h"
#include "policies/support/liquid/template.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

/// A set-body with template="liquid".
class LiquidBody {
public:
    /// Reports what is wrong with the template at its place (MGC2442), and filters that do not exist as warnings (MGC2443).
    /// `withoutBody`: inside return-response the template sees no body (docs "set-body").
    [[nodiscard]] static Result<LiquidBody> compile(const policy::PolicyNode& node, policy::CompileContext& context, bool withoutBody);
    [[nodiscard]] Result<std::string> make(policy::RequestContext& context) const;

    /// Bodies it reads, besides those of an expression that makes the template.
    [[nodiscard]] expression::Reads reads() const {
        return {.requestBody = !m_withoutBody && !m_onResponse, .responseBody = !m_withoutBody && m_onResponse};
    }

private:
    policy::Template m_source;  ///< used where the template comes from an expression
    std::shared_ptr<const liquid::Template> m_template;
    liquid::BodyOptions m_options;
    bool m_onResponse = false;
    bool m_withoutBody = false;
};

}  // namespace mgc::policies
