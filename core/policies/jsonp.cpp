#include <algorithm>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// A JavaScript identifier of ASCII letters; dots join several ("app.show"). At most 128 characters.
bool isCallback(std::string_view name) {
    if (name.empty() || name.size() > 128) return false;
    bool start = true;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        const bool digit = c >= '0' && c <= '9';
        if (c == '.' && !start) {
            start = true;
            continue;
        }
        if (!letter && (start || !digit)) return false;
        start = false;
    }
    return !start;
}

class Jsonp : public Step {
public:
    explicit Jsonp(Template parameter) : m_parameter(std::move(parameter)) { setReads({.requestBody = false, .responseBody = true}); }
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const std::string parameter, m_parameter.text(context));
        const auto query = http::parseQuery(context.originalUrl().query);
        const auto found = std::ranges::find(query, parameter, [](const auto& pair) -> const std::string& { return pair.first; });
        if (found == query.end() || found->second.empty()) return Flow::Continue;
        if (!isCallback(found->second)) {
            PolicyError error;
            error.status = 400;  // docs silent
            error.reason = "CallbackParameterInvalid";
            error.message = "Value of callback parameter " + parameter + " is not a valid JavaScript identifier.";
            return context.fail(std::move(error));
        }
        auto& response = context.ensureResponse();
        std::string wrapped = found->second + "(" + std::string(response.body.view()) + ");";
        context.setResponseBody(http::Body::text(std::move(wrapped)));
        response.headers.set("Content-Type", "text/javascript");
        return Flow::Continue;
    }

private:
    Template m_parameter;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template parameter, context.attribute(node, "callback-parameter-name"));
    return std::make_unique<Jsonp>(std::move(parameter));
}

}  // namespace

const PolicyDescriptor& jsonp_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Cross-domain",
        .element = {.name = "jsonp",
                    .attributes = {{.name = "callback-parameter-name",
                                    .presence = Presence::Required,
                                    .help = "Query parameter that names the callback"}},
                    .help = "Wraps JSON into a callback"},
        .sections = Section::Outbound,
        .oncePerSection = true,
        .webSocket = false,
        .summary = "Wraps a JSON response into the JavaScript callback that the caller names",
        .documentation = "https://learn.microsoft.com/azure/api-management/jsonp-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
