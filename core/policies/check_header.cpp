#include <algorithm>

#include "base/text.h"
#include "policies/support/elements.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CheckHeader : public Step {
public:
    Template name, message;
    IntegerSetting status;
    BooleanSetting ignoreCase;
    std::vector<Template> values;
    bool onResponse = false;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const std::string wanted, name.text(context));
        const auto& headers = onResponse ? context.ensureResponse().headers : context.request().headers;
        const auto found = headers.joined(wanted);
        if (!found) return refuse(context, "HeaderNotFound", "Header " + wanted + " was not found in the request. Access denied.");
        if (values.empty()) return Flow::Continue;
        bool anyCase = false;
        if (ignoreCase.present()) {
            MGC_TRY_ASSIGN(anyCase, ignoreCase.get(context));
        }
        for (const auto& each : values) {
            std::string storage;
            MGC_TRY_ASSIGN(const std::string_view allowed, each.text(context, storage));
            if (anyCase ? equalsIgnoreCase(allowed, *found) : allowed == *found) return Flow::Continue;
        }
        return refuse(context, "HeaderValueNotAllowed", "Header " + wanted + " value of " + *found + " is not allowed. Access denied.");
    }

private:
    Result<Flow> refuse(RequestContext& context, std::string_view reason, std::string explanation) const {
        PolicyError error;
        MGC_TRY_ASSIGN(const std::int64_t code, status.get(context));
        error.status = static_cast<int>(std::clamp<std::int64_t>(code, 100, 999));
        error.reason = reason;
        error.message = std::move(explanation);
        if (message.present()) {
            MGC_TRY_ASSIGN(error.publicMessage, message.text(context));
        }
        return context.fail(std::move(error));
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CheckHeader>();
    step->onResponse = context.actsOnResponse();
    MGC_TRY_ASSIGN(step->name, context.attribute(node, "name"));
    MGC_TRY_ASSIGN(step->message, context.attribute(node, "failed-check-error-message"));
    MGC_TRY_ASSIGN(step->status, context.integer(node, "failed-check-httpcode"));
    MGC_TRY_ASSIGN(step->ignoreCase, context.boolean(node, "ignore-case"));
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(Template value, context.text(child));
        step->values.push_back(std::move(value));
    }
    return step;
}

}  // namespace

const PolicyDescriptor& check_header_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "check-header",
                    .attributes = {{.name = "name",
                                    .type = AttributeType::HeaderName,
                                    .presence = Presence::Required,
                                    .help = "Header that must be there"},
                                   {.name = "failed-check-httpcode",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .minimum = 100,
                                    .maximum = 999,
                                    .help = "Status of the refusal"},
                                   {.name = "failed-check-error-message", .help = "Message of the refusal"},
                                   {.name = "ignore-case", .type = AttributeType::Boolean, .help = "Compare values without case"}},
                    .content = Content::Elements,
                    .children = {valueElement("An allowed value; none: the header need only be there")},
                    .help = "Requires a header"},
        .sections = {Section::Inbound, Section::Outbound},
        .summary = "Refuses requests without a header, or with none of the allowed values in it",
        .documentation = "https://learn.microsoft.com/azure/api-management/check-header-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
