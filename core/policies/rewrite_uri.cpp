#include "base/text.h"
#include "http/uri_text.h"
#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

const std::string* matched(const RequestContext& context, std::string_view name) {
    for (const auto& [parameter, value] : context.matchedParameters)
        if (equalsIgnoreCase(parameter, name)) return &value;
    return nullptr;
}

/// "{id}" replaced by the operation's matched parameters; names it does not have stay as they are.
std::string filled(const RequestContext& context, std::string_view text, bool inQuery) {
    std::string result;
    while (true) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        result += text.substr(0, open);
        const auto* value = matched(context, text.substr(open + 1, close - open - 1));
        if (value)
            result += inQuery ? percentEncoded(percentDecoded(*value)) : *value;
        else
            result += text.substr(open, close - open + 1);
        text.remove_prefix(close + 1);
    }
    result += text;
    return result;
}

/// True if the operation's own template names this query parameter ("/get?a={a}").
bool inOperationTemplate(const RequestContext& context, std::string_view name) {
    if (!context.operation) return false;
    const auto question = context.operation->urlTemplate.find('?');
    if (question == std::string::npos) return false;
    for (const auto piece : split(std::string_view(context.operation->urlTemplate).substr(question + 1), '&'))
        if (equalsIgnoreCase(piece.substr(0, piece.find('=')), name)) return true;
    return false;
}

class RewriteUri : public Step {
public:
    RewriteUri(Template target, BooleanSetting copy) : m_target(std::move(target)), m_copy(std::move(copy)) {}

    Result<Flow> run(RequestContext& context) const override {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view written, m_target.text(context, storage));
        MGC_TRY_ASSIGN(const bool copy, m_copy.get(context));
        const std::string_view target = trimmed(written);
        const auto question = target.find('?');
        const std::string path = http::uriEscaped(filled(context, target.substr(0, question), false));
        std::string query;
        if (question != std::string_view::npos) query = http::uriEscaped(filled(context, target.substr(question + 1), true));
        if (copy) {
            for (const auto piece : split(context.request().url.query, '&')) {
                if (piece.empty() || inOperationTemplate(context, percentDecoded(piece.substr(0, piece.find('=')), true))) continue;
                if (!query.empty()) query += '&';
                query += piece;
            }
        }
        context.setPathBelowApi(path);
        context.request().url.query = std::move(query);
        if (context.trace())
            note(context, "rewrite-uri", "Updated request URL per specified rewrite template. See request.url below.",
                 {{"request.url", context.request().url.toText()}});
        return Flow::Continue;
    }

private:
    Template m_target;
    BooleanSetting m_copy;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template target, context.attribute(node, "template"));
    MGC_TRY_ASSIGN(BooleanSetting copy, context.boolean(node, "copy-unmatched-params"));
    return std::make_unique<RewriteUri>(std::move(target), std::move(copy));
}

}  // namespace

const PolicyDescriptor& rewrite_uri_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "rewrite-uri",
                    .attributes = {{.name = "template",
                                    .presence = Presence::Required,
                                    .help = "New path and query below the backend's base URL; {x} takes a parameter of the operation"},
                                   {.name = "copy-unmatched-params",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Keep query parameters that are not part of the operation's template"}},
                    .help = "Rewrites path and query"},
        .sections = Section::Inbound,
        .summary = "Rewrites the path and query that the backend is called with",
        .documentation = "https://learn.microsoft.com/azure/api-management/rewrite-uri-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
