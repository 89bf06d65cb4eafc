#pragma once
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// What json-to-xml and xml-to-json share: when to convert, and which body.
class Conversion {
public:
    [[nodiscard]] static Result<Conversion> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// `from` and `to` are "json" or "xml".
    [[nodiscard]] Result<bool> wanted(policy::RequestContext& context, std::string_view from, std::string_view to) const;
    [[nodiscard]] std::string_view body(policy::RequestContext& context) const;
    void replace(policy::RequestContext& context, std::string text, std::string_view contentType) const;

private:
    policy::Template m_apply;
    policy::BooleanSetting m_considerAccept;
    bool m_onResponse = false;
};

}  // namespace mgc::policies
