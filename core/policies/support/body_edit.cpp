#include "policies/support/body_edit.h"

#include <algorithm>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "http/message.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

void replaceBody(RequestContext& context, bool onResponse, http::Body body) {
    if (onResponse)
        context.setResponseBody(std::move(body));
    else
        context.setRequestBody(std::move(body));
}

Result<BodyEdit> BodyEdit::compile(const PolicyNode& node, CompileContext& context, bool inReturnResponse) {
    BodyEdit edit;
    if (equalsIgnoreCase(context.constant(node, "template"), "liquid")) {
        MGC_TRY_ASSIGN(LiquidBody liquid, LiquidBody::compile(node, context, inReturnResponse));
        edit.m_liquid = std::make_shared<const LiquidBody>(std::move(liquid));
        return edit;
    }
    MGC_TRY_ASSIGN(edit.m_text, context.text(node, true));
    if (edit.m_text.isConstant()) edit.m_constant = std::make_shared<const std::string>(edit.m_text.constantText());
    return edit;
}

Result<http::Body> BodyEdit::make(RequestContext& context) const {
    if (m_constant) return http::Body::shared(m_constant);
    if (m_liquid) {
        MGC_TRY_ASSIGN(std::string text, m_liquid->make(context));
        return http::Body::text(std::move(text));
    }
    if (m_text.isSingleExpression()) {
        MGC_TRY_ASSIGN(const expression::Value value, m_text.value(context));
        if (auto bytes = expression::bytesOf(value)) return http::Body::text(std::move(*bytes));
        return http::Body::text(value.toText());
    }
    MGC_TRY_ASSIGN(std::string text, m_text.text(context));
    return http::Body::text(std::move(text));
}

Result<StatusEdit> StatusEdit::compile(const PolicyNode& node, CompileContext& context) {
    StatusEdit edit;
    MGC_TRY_ASSIGN(edit.m_code, context.integer(node, "code"));
    MGC_TRY_ASSIGN(edit.m_reason, context.attribute(node, "reason"));
    if (!edit.m_code.present()) return context.error("MGC2403", "set-status needs a code.", node);
    return edit;
}

Result<void> StatusEdit::apply(http::Response& response, RequestContext& context) const {
    MGC_TRY_ASSIGN(const std::int64_t code, m_code.get(context));
    if (code < 100 || code > 999) return fail("ArgumentOutOfRangeException", "The status code must lie between 100 and 999.");
    std::string reason(http::reasonPhrase(static_cast<int>(code)));
    if (m_reason.present()) {
        MGC_TRY_ASSIGN(reason, m_reason.text(context));
        std::ranges::replace_if(
            reason, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }, ' ');
    }
    response.status = static_cast<int>(code);
    response.reason = std::move(reason);
    return {};
}

}  // namespace mgc::policies
