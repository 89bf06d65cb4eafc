#include <algorithm>

#include "base/text.h"
#include "policies/support/elements.h"
#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetMethod : public Step {
public:
    explicit SetMethod(Template method) : m_method(std::move(method)) {}
    Result<Flow> run(RequestContext& context) const override {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view written, m_method.text(context, storage));
        const std::string_view method = trimmed(written);
        const bool token =
            !method.empty() && std::ranges::all_of(method, [](char c) { return c > ' ' && c < 0x7f && c != '/' && c != ':'; });
        if (!token) return fail("FormatException", "The request method is invalid.");
        context.request().method = method;
        if (context.trace()) note(context, "set-method", "Request method was changed.", {{"request.method", std::string(method)}});
        return Flow::Continue;
    }

private:
    Template m_method;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template method, context.text(node));
    if (method.isConstant() && method.constantText().empty()) return context.error("MGC2404", "set-method needs a method.", node);
    return std::make_unique<SetMethod>(std::move(method));
}

}  // namespace

const PolicyDescriptor& set_method_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = setMethodElement(),
        .webSocket = false,
        .summary = "Changes the request's method",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-method-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
