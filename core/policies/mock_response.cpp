#include "base/text.h"
#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class MockResponse : public Step {
public:
    IntegerSetting status;
    Template contentType;
    IntegerSetting index;
    BooleanSetting enabled;

    Result<Flow> run(RequestContext& context) const override {
        if (enabled.present()) {
            MGC_TRY_ASSIGN(const bool on, enabled.get(context));
            if (!on) return Flow::Continue;
        }
        MGC_TRY_ASSIGN(const std::int64_t code, status.get(context));
        std::string type;
        if (contentType.present()) {
            MGC_TRY_ASSIGN(type, contentType.text(context));
        }
        std::int64_t skip = 0;
        if (index.present()) {
            MGC_TRY_ASSIGN(skip, index.get(context));
        }
        http::Response response;
        response.status = static_cast<int>(code);
        response.reason = http::reasonPhrase(response.status);
        // The first example of the status (and media type) wins; the pipeline has already made one from the schema where there was none.
        static const std::vector<RequestContext::ResponseExample> none;
        for (const auto& example : context.responseExamples ? *context.responseExamples : none) {
            if (example.status != code || (!type.empty() && !equalsIgnoreCase(example.contentType, type))) continue;
            if (skip-- > 0) continue;
            type = example.contentType;
            response.body = http::Body::text(example.body);
            break;
        }
        if (!type.empty()) response.headers.set("Content-Type", type);
        if (context.trace())
            note(context, "mock-response", "Mock response was applied: the pipeline ends here.",
                 {{"status.code", std::to_string(response.status)}});
        context.setResponse(std::move(response));
        return Flow::Respond;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<MockResponse>();
    MGC_TRY_ASSIGN(step->status, context.integer(node, "status-code"));
    MGC_TRY_ASSIGN(step->contentType, context.attribute(node, "content-type"));
    MGC_TRY_ASSIGN(step->index, context.integer(node, "index"));
    MGC_TRY_ASSIGN(step->enabled, context.boolean(node, "enabled"));
    return step;
}

}  // namespace

const PolicyDescriptor& mock_response_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "mock-response",
                    .attributes = {{.name = "status-code",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "200",
                                    .minimum = 100,
                                    .maximum = 999,
                                    .help = "Status to answer with"},
                                   {.name = "content-type", .help = "Media type of the example to use"},
                                   {.name = "index", .type = AttributeType::Integer, .minimum = 0, .help = "Which of several examples"},
                                   {.name = "enabled", .type = AttributeType::Boolean, .help = "Whether to mock at all"}},
                    .help = "Answers with an example"},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},
        .webSocket = false,
        .summary = "Ends the pipeline with the operation's example response for a status code",
        .documentation = "https://learn.microsoft.com/azure/api-management/mock-response-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
