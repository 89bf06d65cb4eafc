#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class Trace : public Step {
public:
    struct Metadata {
        Template name, value;
    };
    Template source;
    std::string severity;
    Template message;
    std::vector<Metadata> metadata;

    Result<Flow> run(RequestContext& context) const override {
        // Nobody to tell: Azure evaluates the message in any case, and an expression that throws is an error there too.
        MGC_TRY_ASSIGN(const std::string from, source.text(context));
        MGC_TRY_ASSIGN(std::string text, message.text(context));
        nlohmann::json data = {{"message", std::move(text)}, {"severity", severity}};
        for (const auto& each : metadata) {
            MGC_TRY_ASSIGN(const std::string name, each.name.text(context));
            MGC_TRY_ASSIGN(std::string value, each.value.text(context));
            data["metadata"][name] = std::move(value);
        }
        if (context.trace()) {
            data["source"] = from;
            context.trace()->add("trace", std::move(data));
        }
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Trace>();
    MGC_TRY_ASSIGN(step->source, context.attribute(node, "source"));
    step->severity = toLowerAscii(context.constant(node, "severity"));
    const auto* message = node.child("message");
    MGC_TRY_ASSIGN(step->message, context.text(message ? *message : node));
    for (const auto& child : node.children) {
        if (child.name != "metadata") continue;
        Trace::Metadata metadata;
        MGC_TRY_ASSIGN(metadata.name, context.attribute(child, "name"));
        MGC_TRY_ASSIGN(metadata.value, context.attribute(child, "value"));
        step->metadata.push_back(std::move(metadata));
    }
    return step;
}

}  // namespace

const PolicyDescriptor& trace_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Logging",
        .element = {.name = "trace",
                    .attributes = {{.name = "source", .presence = Presence::Required, .help = "Who says it"},
                                   {.name = "severity",
                                    .type = AttributeType::Enumeration,
                                    .expressions = Expressions::NotAllowed,
                                    .defaultValue = "verbose",
                                    .values = {"verbose", "information", "error"},
                                    .help = "How much it matters"}},
                    .content = Content::Text,
                    .children = {{.name = "message", .content = Content::Text, .maximum = 1, .help = "What to record"},
                                 {.name = "metadata",
                                  .attributes = {{.name = "name", .presence = Presence::Required, .help = "Name of a property"},
                                                 {.name = "value", .presence = Presence::Required, .help = "Its value"}},
                                  .help = "A property to record with it"}},
                    .help = "Writes to the request trace and the logs"},
        .summary = "Writes a message into the request trace and the logs",
        .documentation = "https://learn.microsoft.com/azure/api-management/trace-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
