#include "base/text.h"
#include "policies/support/body_edit.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class FindAndReplace : public Step {
public:
    FindAndReplace(Template from, Template to, bool onResponse) : m_from(std::move(from)), m_to(std::move(to)), m_onResponse(onResponse) {
        setReads({.requestBody = !onResponse, .responseBody = onResponse});
    }
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const std::string from, m_from.text(context));
        MGC_TRY_ASSIGN(const std::string to, m_to.text(context));
        const auto& body = m_onResponse ? context.ensureResponse().body : context.request().body;
        const auto text = body.view();
        if (from.empty() || text.find(from) == std::string_view::npos) return Flow::Continue;
        if (to.size() > from.size()) {
            // The result stays within what a policy may read.
            std::size_t count = 0;
            for (auto at = text.find(from); at != std::string_view::npos; at = text.find(from, at + from.size())) ++count;
            if (text.size() + count * (to.size() - from.size()) > context.services().bodyLimit)
                return fail("BodyTooLarge", "The body would grow beyond the limit.");
        }
        auto changed = http::Body::text(replacedAll(std::string(text), from, to));
        replaceBody(context, m_onResponse, std::move(changed));
        return Flow::Continue;
    }

private:
    Template m_from, m_to;
    bool m_onResponse;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template from, context.attribute(node, "from"));
    MGC_TRY_ASSIGN(Template to, context.attribute(node, "to"));
    return std::make_unique<FindAndReplace>(std::move(from), std::move(to), context.actsOnResponse());
}

}  // namespace

const PolicyDescriptor& find_and_replace_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "find-and-replace",
                    .attributes = {{.name = "from", .presence = Presence::Required, .help = "Text to find"},
                                   {.name = "to", .presence = Presence::Required, .help = "Text to put there; empty removes"}},
                    .help = "Replaces text in the body"},
        .summary = "Replaces every occurrence of a text in the body of the request or the response",
        .documentation = "https://learn.microsoft.com/azure/api-management/find-and-replace-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
