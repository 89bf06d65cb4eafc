#include "policies/support/conversion.h"

#include "base/text.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

namespace {
/// "application/xml", "text/xml", "application/soap+xml".
bool isMedia(std::string_view type, std::string_view format) {
    const auto media = toLowerAscii(trimmed(type.substr(0, type.find(';'))));
    return media.ends_with("/" + std::string(format)) || media.ends_with("+" + std::string(format));
}
}  // namespace

Result<Conversion> Conversion::compile(const PolicyNode& node, CompileContext& context) {
    Conversion conversion;
    MGC_TRY_ASSIGN(conversion.m_apply, context.attribute(node, "apply"));
    MGC_TRY_ASSIGN(conversion.m_considerAccept, context.boolean(node, "consider-accept-header"));
    conversion.m_onResponse = context.actsOnResponse();
    return conversion;
}

Result<bool> Conversion::wanted(RequestContext& context, std::string_view from, std::string_view to) const {
    if (body(context).empty()) return false;
    MGC_TRY_ASSIGN(const std::string apply, m_apply.text(context));
    if (!equalsIgnoreCase(trimmed(apply), "always")) {
        const auto& headers = m_onResponse ? context.ensureResponse().headers : context.request().headers;
        if (!isMedia(headers.get("Content-Type").value_or(""), from)) return false;
    }
    MGC_TRY_ASSIGN(const bool consider, m_considerAccept.get(context));
    if (!consider) return true;
    const auto accept = context.request().headers.joined("Accept");
    if (!accept) return false;
    for (const auto range : split(*accept, ','))
        if (isMedia(range, to)) return true;
    return false;
}

std::string_view Conversion::body(RequestContext& context) const {
    return m_onResponse ? context.ensureResponse().body.view() : context.request().body.view();
}

void Conversion::replace(RequestContext& context, std::string text, std::string_view contentType) const {
    if (m_onResponse) {
        context.setResponseBody(http::Body::text(std::move(text)));
        context.ensureResponse().headers.set("Content-Type", contentType);
    } else {
        context.setRequestBody(http::Body::text(std::move(text)));
        context.request().headers.set("Content-Type", contentType);
    }
}

}  // namespace mgc::policies
