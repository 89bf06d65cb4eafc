#include <algorithm>

#include "base/text.h"
#include "http/url.h"
#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// An origin in one spelling: lower case, no default port, no trailing slash.
std::string normalised(std::string_view origin) {
    auto url = http::parseUrl(trimmed(origin));
    if (!url) return toLowerAscii(trimmed(origin));
    return toLowerAscii(url->scheme + "://" + url->authority());
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::ranges::any_of(list, [value](const std::string& entry) { return entry == "*" || equalsIgnoreCase(entry, value); });
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& entry : list) text += (text.empty() ? "" : ",") + entry;
    return text;
}

using Texts = std::vector<std::string>;

class Cors : public Step {
public:
    BooleanSetting allowCredentials, terminateUnmatched;
    std::vector<Template> origins, methods, headers, exposed;
    IntegerSetting maxAge;

    Result<Flow> run(RequestContext& context) const override {
        const auto origin = context.request().headers.get("Origin");
        if (!origin || context.corsHandled) return Flow::Continue;
        const std::string asked(*origin);
        MGC_TRY_ASSIGN(const Texts allowedOrigins, texts(origins, context));
        bool anyOrigin = false;
        bool matched = false;
        for (const auto& entry : allowedOrigins) {
            anyOrigin = anyOrigin || entry == "*";
            matched = matched || entry == "*" || normalised(entry) == normalised(asked);
        }
        if (!matched) {
            if (context.trace()) note(context, "cors", "The origin is not allowed.", {{"origin", asked}});
            return unmatched(context);
        }
        MGC_TRY_ASSIGN(const bool credentials, allowCredentials.get(context));
        // With credentials "*" would be refused by browsers: the origin is named instead.
        const std::string shown = anyOrigin && !credentials ? "*" : asked;
        if (context.corsPreflight) return preflight(context, shown, credentials);
        context.corsHandled = true;
        if (context.trace()) note(context, "cors", "Cross-origin request: headers were added to the response.", {{"origin", asked}});
        context.setClientHeader("Access-Control-Allow-Origin", shown);
        if (credentials) context.setClientHeader("Access-Control-Allow-Credentials", "true");
        MGC_TRY_ASSIGN(const Texts exposedNames, texts(exposed, context));
        if (!exposedNames.empty()) context.setClientHeader("Access-Control-Expose-Headers", joined(exposedNames));
        return Flow::Continue;
    }

private:
    static Result<Texts> texts(const std::vector<Template>& templates, RequestContext& context) {
        Texts result;
        result.reserve(templates.size());
        for (const auto& each : templates) {
            MGC_TRY_ASSIGN(const std::string text, each.text(context));
            result.emplace_back(trimmed(text));
        }
        return result;
    }

    Result<Flow> unmatched(RequestContext& context) const {
        MGC_TRY_ASSIGN(const bool terminate, terminateUnmatched.get(context));
        const auto& method = context.request().method;
        if (!terminate || !(context.corsPreflight || method == "GET" || method == "HEAD")) return Flow::Continue;
        context.setResponse(http::Response{});
        return Flow::Respond;
    }

    Result<Flow> preflight(RequestContext& context, const std::string& origin, bool credentials) const {
        const auto& request = context.request().headers;
        const std::string method(request.get("Access-Control-Request-Method").value_or(""));
        MGC_TRY_ASSIGN(Texts allowedMethods, texts(methods, context));
        if (allowedMethods.empty()) allowedMethods = {"GET", "POST"};
        if (!contains(allowedMethods, method)) return unmatched(context);
        MGC_TRY_ASSIGN(const Texts allowedHeaders, texts(headers, context));
        const auto wanted = request.joined("Access-Control-Request-Headers").value_or("");
        for (const auto name : split(wanted, ','))
            if (!trimmed(name).empty() && !contains(allowedHeaders, trimmed(name))) return unmatched(context);
        http::Response response;
        response.headers.add("Access-Control-Allow-Origin", origin);
        const bool anyMethod = std::ranges::find(allowedMethods, "*") != allowedMethods.end();
        response.headers.add("Access-Control-Allow-Methods", anyMethod ? method : joined(allowedMethods));
        const bool anyHeader = std::ranges::find(allowedHeaders, "*") != allowedHeaders.end();
        const std::string shownHeaders = anyHeader ? wanted : joined(allowedHeaders);
        if (!shownHeaders.empty()) response.headers.add("Access-Control-Allow-Headers", shownHeaders);
        if (credentials) response.headers.add("Access-Control-Allow-Credentials", "true");
        if (maxAge.present()) {
            MGC_TRY_ASSIGN(const std::int64_t seconds, maxAge.get(context));
            if (seconds > 0) response.headers.add("Access-Control-Max-Age", std::to_string(seconds));
        }
        context.corsHandled = true;
        context.setResponse(std::move(response));
        return Flow::Respond;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Cors>();
    MGC_TRY_ASSIGN(step->allowCredentials, context.boolean(node, "allow-credentials"));
    MGC_TRY_ASSIGN(step->terminateUnmatched, context.boolean(node, "terminate-unmatched-request"));
    for (const auto& list : node.children) {
        auto& into = list.name == "allowed-origins"   ? step->origins
                     : list.name == "allowed-methods" ? step->methods
                     : list.name == "allowed-headers" ? step->headers
                                                      : step->exposed;
        for (const auto& entry : list.children) {
            MGC_TRY_ASSIGN(Template text, context.text(entry));
            into.push_back(std::move(text));
        }
        if (list.name == "allowed-methods") {
            MGC_TRY_ASSIGN(step->maxAge, context.integer(list, "preflight-result-max-age"));
        }
    }
    return step;
}

ElementDescriptor list(std::string_view name, std::string_view entry, std::uint32_t minimum, std::string_view help,
                       std::string_view entryHelp) {
    return {.name = name,
            .content = Content::Elements,
            .children = {{.name = entry, .content = Content::Text, .minimum = 1, .help = entryHelp}},
            .minimum = minimum,
            .maximum = 1,
            .help = help};
}

ElementDescriptor methodList() {
    ElementDescriptor element = list("allowed-methods", "method", 0, "Methods callers may use; without it GET and POST", "A method, or *");
    element.attributes.push_back({.name = "preflight-result-max-age",
                                  .type = AttributeType::Integer,
                                  .defaultValue = "0",
                                  .minimum = 0,
                                  .unit = "seconds",
                                  .help = "How long browsers may keep a preflight's result"});
    return element;
}

}  // namespace

const PolicyDescriptor& cors_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Cross-domain",
        .element = {.name = "cors",
                    .attributes = {{.name = "allow-credentials",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Let browsers send cookies and credentials"},
                                   {.name = "terminate-unmatched-request",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Answer foreign origins with an empty 200 instead of going on"}},
                    .content = Content::Elements,
                    .children = {list("allowed-origins", "origin", 1, "Who may call from a browser", "scheme://host[:port], or *"),
                                 methodList(),
                                 list("allowed-headers", "header", 0, "Request headers callers may send", "A header name, or *"),
                                 list("expose-headers", "header", 0, "Response headers that scripts may read", "A header name")},
                    .help = "Cross-origin rules"},
        .sections = Section::Inbound,
        .oncePerSection = true,
        .webSocket = false,
        .summary = "Answers browsers' preflight requests and adds the cross-origin headers",
        .documentation = "https://learn.microsoft.com/azure/api-management/cors-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
