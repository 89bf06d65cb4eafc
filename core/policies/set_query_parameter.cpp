#include <algorithm>

#include "base/text.h"
#include "policies/support/elements.h"
#include "policies/support/header_edit.h"
#include "policies/support/trace_note.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Pieces of a query as written, so that parameters nobody touches leave as they came.
std::string_view nameOf(std::string_view piece) { return piece.substr(0, piece.find('=')); }

bool isNamed(std::string_view written, std::string_view wanted) {
    return written.find_first_of("%+") == std::string_view::npos ? equalsIgnoreCase(written, wanted)
                                                                 : equalsIgnoreCase(percentDecoded(written, true), wanted);
}

void traceUrl(RequestContext& context, std::string_view message) {
    if (context.trace()) note(context, "set-query-parameter", message, {{"request.url", context.request().url.toText()}});
}

class SetQueryParameter : public Step {
public:
    Template name, action;
    ExistsAction constantAction = ExistsAction::Override;
    std::vector<Template> values;

    Result<Flow> run(RequestContext& context) const override {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view wanted, name.text(context, storage));
        ExistsAction what = constantAction;
        if (action.present() && !action.isConstant()) {
            MGC_TRY_ASSIGN(const std::string written, action.text(context));
            MGC_TRY_ASSIGN(what, parseExistsAction(written));
        }
        std::string& query = context.request().url.query;
        bool found = false;
        std::string kept;
        kept.reserve(query.size() + wanted.size() + 32);
        for (std::string_view rest = query; !rest.empty();) {
            const std::string_view piece = rest.substr(0, rest.find('&'));
            rest.remove_prefix(std::min(rest.size(), piece.size() + 1));
            if (piece.empty()) continue;
            // Azure compares query parameter names without case, as .NET's name-value collections do.
            const bool same = isNamed(nameOf(piece), wanted);
            found = found || same;
            if (same && (what == ExistsAction::Override || what == ExistsAction::Delete)) continue;
            if (!kept.empty()) kept += '&';
            kept += piece;
        }
        if (what == ExistsAction::Delete || (what == ExistsAction::Skip && found)) {
            query = std::move(kept);
            traceUrl(context, what == ExistsAction::Delete ? "Specified query parameter was removed. See request.url below."
                                                           : "The query parameter exists and was left as it is. See request.url below.");
            return Flow::Continue;
        }
        for (const auto& each : values) {
            MGC_TRY_ASSIGN(const std::string value, each.text(context));
            if (!kept.empty()) kept += '&';
            kept += percentEncoded(wanted);
            kept += '=';
            kept += percentEncoded(value);
        }
        query = std::move(kept);
        traceUrl(context, "Specified value was assigned to the query parameter. See request.url below.");
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SetQueryParameter>();
    MGC_TRY_ASSIGN(step->name, context.attribute(node, "name"));
    MGC_TRY_ASSIGN(step->action, context.attribute(node, "exists-action"));
    if (step->action.present() && step->action.isConstant()) {
        const auto action = parseExistsAction(step->action.constantText());
        if (!action) return context.error("MGC2401", "exists-action must be override, skip, append or delete.", node);
        step->constantAction = *action;
    }
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(Template value, context.text(child));
        step->values.push_back(std::move(value));
    }
    return step;
}

}  // namespace

const PolicyDescriptor& set_query_parameter_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "set-query-parameter",
                    .attributes = {{.name = "name", .presence = Presence::Required, .help = "Query parameter"}, existsActionAttribute()},
                    .content = Content::Elements,
                    .children = {valueElement("A value; each becomes a parameter of its own")},
                    .help = "Sets, appends or removes a query parameter"},
        .sections = anySection,  // outbound, on-error: the policy toolkit, not the docs page
        .summary = "Sets, appends, keeps or removes a query parameter of the request",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-query-parameter-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
