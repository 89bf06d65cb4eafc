#include "policies/support/token_metric.h"

#include <array>
#include <span>

#include "base/text.h"
#include "policies/support/dimensions.h"
#include "policies/support/elements.h"
#include "policies/support/usage_hook.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

enum class Wanted { All, Total, Prompt, Completion };

class Emission : public UsageConsumer {
public:
    Emission(std::string nameSpace, Dimensions::Values dimensions, Wanted wanted)
        : m_namespace(std::move(nameSpace)), m_dimensions(std::move(dimensions)), m_wanted(wanted) {}

    Task<void> onUsage(RequestContext& context, TokenUsage usage, bool /*beforeHead*/) override {
        if (!usage.known) co_return;
        Dimensions::complete(m_dimensions, context);
        std::array<MetricSamples::Named, 5> samples;
        std::size_t count = 0;
        const auto add = [&](std::string_view name, std::int64_t value) { samples[count++] = {name, static_cast<double>(value)}; };
        if (m_wanted == Wanted::All || m_wanted == Wanted::Total) add("Total Tokens", usage.total);
        if (m_wanted == Wanted::All || m_wanted == Wanted::Prompt) add("Prompt Tokens", usage.prompt);
        if (m_wanted == Wanted::All || m_wanted == Wanted::Completion) add("Completion Tokens", usage.completion);
        if (m_wanted == Wanted::All && !usage.estimated) {
            add("Cached Tokens", usage.cached);
            add("Reasoning Tokens", usage.reasoning);
        }
        context.services().metrics.emit({m_namespace, std::span(samples).first(count), m_dimensions});
    }

private:
    std::string m_namespace;
    Dimensions::Values m_dimensions;
    Wanted m_wanted;
};

class EmitTokenMetric : public Step {
public:
    std::string element, nameSpace;
    Dimensions dimensions;
    Wanted wanted = Wanted::All;

    Result<Flow> run(RequestContext& context) const override {
        auto values = dimensions.evaluate(context);
        if (!values) {
            // Metrics never fail a call.
            const PolicyError ignored = context.takeError(values.error());
            if (context.trace()) context.trace()->addMessage(element, ignored.message);
            return Flow::Continue;
        }
        UsageHook::of(context).add(std::make_shared<Emission>(nameSpace, std::move(*values), wanted));
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<EmitTokenMetric>();
    step->element = node.name;
    step->nameSpace = context.constant(node, "namespace");
    const auto kind = context.constant(node, "value-type");
    if (equalsIgnoreCase(kind, "total-tokens")) step->wanted = Wanted::Total;
    if (equalsIgnoreCase(kind, "prompt-tokens")) step->wanted = Wanted::Prompt;
    if (equalsIgnoreCase(kind, "completion-tokens")) step->wanted = Wanted::Completion;
    // Streams need the prompt's tokens afterwards, when the body may have been sent on.
    step->setReads({.requestBody = true, .responseBody = false});
    MGC_TRY_ASSIGN(step->dimensions, Dimensions::compile(node, context));
    return step;
}

}  // namespace

PolicyDescriptor tokenMetricDescriptor(std::string_view element, std::string_view summary, std::string_view documentation) {
    return {.category = "AI gateway",
            .element = {.name = element,
                        .attributes = {{.name = "namespace",
                                        .expressions = Expressions::NotAllowed,
                                        .defaultValue = "API Management",
                                        .help = "Namespace of the metrics"},
                                       {.name = "name",
                                        .expressions = Expressions::NotAllowed,
                                        .help = "Undocumented; the metrics keep their names"},
                                       {.name = "value",
                                        .type = AttributeType::Number,
                                        .expressions = Expressions::NotAllowed,
                                        .help = "Left over from an older page; has no effect"},
                                       {.name = "value-type",
                                        .type = AttributeType::Enumeration,
                                        .expressions = Expressions::NotAllowed,
                                        .defaultValue = "all",
                                        .values = {"all", "total-tokens", "prompt-tokens", "completion-tokens"},
                                        .help = "Which counts to emit"},
                                       {.name = "ignore-prompt",
                                        .type = AttributeType::Boolean,
                                        .expressions = Expressions::NotAllowed,
                                        .defaultValue = "false",
                                        .help = "Undocumented; prompts are counted only where a stream needs it"}},
                        .content = Content::Elements,
                        .children = {dimensionElement(0, 10)},
                        .help = "Emits token counts"},
            .sections = Section::Inbound,
            .summary = summary,
            .documentation = documentation,
            .compile = compile};
}

}  // namespace mgc::policies
