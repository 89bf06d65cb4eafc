#include "expression/host/host_values.h"
#include "policies/support/body_edit.h"
#include "policies/support/elements.h"
#include "policies/support/header_edit.h"
#include "policies/support/trace_note.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ReturnResponse : public Step {
public:
    Template variable;  ///< name of a variable, or an expression that gives the response itself
    std::optional<StatusEdit> status;
    std::vector<HeaderEdit> headers;
    std::optional<BodyEdit> body;

    Result<Flow> run(RequestContext& context) const override {
        http::Response response;
        if (variable.present()) {
            MGC_TRY_ASSIGN(const auto stored, base(context));
            response.status = stored->response.status;
            response.reason = stored->response.reason;
            for (const auto field : stored->response.headers)
                if (!http::isHopByHop(field.name)) response.headers.add(field.name, field.value);
            if (auto whole = stored->response.body.sharedText()) response.body = http::Body::shared(std::move(whole));
        }
        if (status) MGC_TRY(status->apply(response, context));
        if (body) {
            MGC_TRY_ASSIGN(response.body, body->make(context));
            response.headers.remove("Content-Length");
        }
        MGC_TRY(applyAll(headers, response.headers, context));
        if (context.trace())
            note(context, "return-response", "Return response was applied: the pipeline ends here.",
                 {{"status.code", std::to_string(response.status)}});
        context.setResponse(std::move(response));
        return Flow::Respond;
    }

private:
    Result<std::shared_ptr<expression::ResponseData>> base(RequestContext& context) const {
        MGC_TRY_ASSIGN(const expression::Value given, variable.value(context));
        if (auto response = expression::responseOf(given)) return response;
        const std::string name = given.toText();
        const auto* value = context.variables.get(name);
        auto stored = value ? expression::responseOf(*value) : nullptr;
        if (!stored) return fail("KeyNotFoundException", "The variable '" + name + "' holds no response.");
        return stored;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ReturnResponse>();
    MGC_TRY_ASSIGN(step->variable, context.attribute(node, "response-variable-name"));
    MGC_TRY_ASSIGN(step->headers, compileHeaderEdits(node, context));
    if (const auto* child = node.child("set-status")) {
        MGC_TRY_ASSIGN(step->status, StatusEdit::compile(*child, context));
    }
    if (const auto* child = node.child("set-body")) {
        MGC_TRY_ASSIGN(step->body, BodyEdit::compile(*child, context, true));
    }
    return step;
}

ElementDescriptor atMostOnce(ElementDescriptor element) {
    element.maximum = 1;
    return element;
}

}  // namespace

const PolicyDescriptor& return_response_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "return-response",
                    .attributes = {{.name = "response-variable-name",
                                    .type = AttributeType::VariableName,  // expressions: the docs say no, real policies have one
                                    .help = "Variable with a response to start from (send-request)"}},
                    .content = Content::Elements,
                    .children = {atMostOnce(setStatusElement()), setHeaderElement(), atMostOnce(setBodyElement())},
                    .ordered = true,
                    .help = "Answers and ends"},
        .summary = "Ends the pipeline and sends the given response",
        .documentation = "https://learn.microsoft.com/azure/api-management/return-response-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
