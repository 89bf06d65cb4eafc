#pragma once
#include "http/message.h"
#include "policies/support/liquid/liquid_body.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

/// Puts a new body onto the response, or onto the request.
void replaceBody(policy::RequestContext& context, bool onResponse, http::Body body);

/// A <set-body>, wherever it stands.
class BodyEdit {
public:
    /// `inReturnResponse`: a Liquid template sees no body there.
    [[nodiscard]] static Result<BodyEdit> compile(const policy::PolicyNode& node, policy::CompileContext& context,
                                                  bool inReturnResponse = false);
    /// The new body. A byte[] goes out as its bytes, everything else as text.
    [[nodiscard]] Result<http::Body> make(policy::RequestContext& context) const;
    [[nodiscard]] bool present() const { return m_text.present() || m_liquid; }
    /// Bodies a Liquid template reads; those of expressions the compiler knows already.
    [[nodiscard]] expression::Reads reads() const { return m_liquid ? m_liquid->reads() : expression::Reads{}; }

private:
    std::shared_ptr<const LiquidBody> m_liquid;
    policy::Template m_text;
    std::shared_ptr<const std::string> m_constant;
};

/// <set-status>, wherever it stands.
class StatusEdit {
public:
    [[nodiscard]] static Result<StatusEdit> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] Result<void> apply(http::Response& response, policy::RequestContext& context) const;
    [[nodiscard]] bool present() const { return m_code.present(); }

private:
    policy::IntegerSetting m_code;
    policy::Template m_reason;
};

}  // namespace mgc::policies
