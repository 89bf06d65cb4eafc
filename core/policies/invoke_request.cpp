#include "base/text.h"
#include "expression/host/host_values.h"
#include "http/content_coding.h"
#include "http/uri_text.h"
#include "policies/support/backend_call.h"
#include "policies/support/body_edit.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Known from the policy toolkit and, in part, from the product's schema.
class InvokeRequest : public Step {
public:
    struct Field {
        Template name, value;
    };
    Template url, method, backendId;
    std::string variable;
    std::vector<Field> headers;
    std::optional<BodyEdit> body;
    bool late = false;  ///< stands in outbound or on-error: there is no later section

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        http::SendOptions options;
        auto request = make(context, options);
        if (!request) co_return fail(std::move(request).error());
        auto response = co_await context.services().exchange.send(std::move(*request), std::move(options));
        if (!response) co_return fail(std::move(response).error());
        if (variable.empty()) {
            context.setResponse(std::move(*response));
            co_return late ? Flow::Respond : Flow::ToOutbound;
        }
        auto whole = co_await response->body.buffer(context.services().bodyLimit);
        if (!whole) co_return fail(std::move(whole).error());
        auto decoded = http::decodeBody(response->headers, response->body, context.services().bodyLimit);
        if (!decoded) co_return fail(std::move(decoded).error());
        context.variables.set(variable, expression::makeResponse(std::make_shared<expression::ResponseData>(std::move(*response))));
        co_return Flow::Continue;
    }

private:
    Result<http::Request> make(RequestContext& context, http::SendOptions& options) const {
        http::Request request;
        MGC_TRY_ASSIGN(const std::string text, url.text(context));
        const std::string written = http::uriEscaped(trimmed(text));
        if (backendId.present()) {
            MGC_TRY_ASSIGN(const std::string id, backendId.text(context));
            MGC_TRY_ASSIGN(const auto target, context.services().backends.resolve(id, ""));
            options = target->options;
            options.backendId = target->backendId;
            options.poolId = target->poolId;
            const auto query = written.find('?');
            request.url = joinUrl(target->url, written.substr(0, query), query == std::string::npos ? "" : written.substr(query + 1));
            for (const auto& [name, value] : target->headers) request.headers.add(name, value);
        } else {
            auto parsed = http::parseUrl(written);
            if (!parsed) return fail("UriFormatException", "Invalid URI: '" + written + "'.");
            request.url = std::move(*parsed);
        }
        if (method.present()) {
            MGC_TRY_ASSIGN(const std::string verb, method.text(context));
            request.method = trimmed(verb);
        }
        for (const auto& header : headers) {
            MGC_TRY_ASSIGN(const std::string name, header.name.text(context));
            MGC_TRY_ASSIGN(const std::string value, header.value.text(context));
            request.headers.set(name, value);
        }
        if (body) {
            MGC_TRY_ASSIGN(request.body, body->make(context));
        }
        options.cancellation = context.cancellation;
        return request;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<InvokeRequest>();
    MGC_TRY_ASSIGN(step->url, context.attribute(node, "url"));
    MGC_TRY_ASSIGN(step->method, context.attribute(node, "method"));
    MGC_TRY_ASSIGN(step->backendId, context.attribute(node, "backend-id"));
    step->variable = context.constant(node, "response-variable-name");
    step->late = context.actsOnResponse();
    for (const auto& child : node.children) {
        if (child.name == "value") return context.error("MGC2435", "The meaning of 'value' in invoke-request is not known.", child);
        if (child.name == "body") {
            MGC_TRY_ASSIGN(step->body, BodyEdit::compile(child, context));
            continue;
        }
        InvokeRequest::Field field;
        MGC_TRY_ASSIGN(field.name, context.attribute(child, "name"));
        MGC_TRY_ASSIGN(field.value, context.attribute(child, "value"));
        step->headers.push_back(std::move(field));
    }
    return step;
}

std::vector<ElementDescriptor> children() {
    return {{.name = "header",
             .attributes = {{.name = "name", .type = AttributeType::HeaderName, .presence = Presence::Required, .help = "Header field"},
                            {.name = "value", .presence = Presence::Required, .help = "Its value"}},
             .help = "A header of the request"},
            {.name = "body", .content = Content::Text, .maximum = 1, .help = "The request's body"},
            {.name = "value", .content = Content::Text, .help = "Undocumented"}};
}

}  // namespace

const PolicyDescriptor& invoke_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "invoke-request",
                    .attributes = {{.name = "url",
                                    .type = AttributeType::Url,
                                    .presence = Presence::Required,
                                    .help = "Address, or path below the backend"},
                                   {.name = "method", .defaultValue = "GET", .help = "Request method"},
                                   {.name = "backend-id", .type = AttributeType::BackendId, .help = "Backend entity or pool to call"},
                                   {.name = "response-variable-name",
                                    .type = AttributeType::VariableName,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the response; absent: it becomes the response"}},
                    .content = Content::Elements,
                    .children = children(),
                    .ordered = true,
                    .help = "Calls a service"},
        .summary = "Calls a service; without a variable its response becomes the response. Only schema and toolkit know it",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
