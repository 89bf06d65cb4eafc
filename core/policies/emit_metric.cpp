#include "policies/support/dimensions.h"
#include "policies/support/elements.h"
#include "policies/support/without_effect.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class EmitMetric : public Step {
public:
    std::string name;
    Template nameSpace;
    NumberSetting value;
    Dimensions dimensions;

    Result<Flow> run(RequestContext& context) const override {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view metricNamespace, nameSpace.text(context, storage));
        MetricSamples::Named sample{.name = name};
        MGC_TRY_ASSIGN(sample.value, value.get(context));
        MGC_TRY_ASSIGN(const Dimensions::Values values, dimensions.evaluate(context));
        if (context.trace()) context.trace()->addMessage("emit-metric", "Metric '" + name + "' was emitted.");
        context.services().metrics.emit({metricNamespace, {&sample, 1}, values});
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<EmitMetric>();
    step->name = context.constant(node, "name");
    MGC_TRY_ASSIGN(step->nameSpace, context.attribute(node, "namespace"));
    MGC_TRY_ASSIGN(step->value, context.number(node, "value"));
    withoutEffect(context, node, "default-dimensions", "it is undocumented, and a sample has the dimensions that are listed");
    MGC_TRY_ASSIGN(step->dimensions, Dimensions::compile(node, context));
    return step;
}

}  // namespace

const PolicyDescriptor& emit_metric_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Logging",
        .element =
            {.name = "emit-metric",
             .attributes =
                 {{.name = "name", .presence = Presence::Required, .expressions = Expressions::NotAllowed, .help = "Name of the metric"},
                  {.name = "namespace", .defaultValue = "API Management", .help = "Namespace of the metric"},
                  {.name = "value", .type = AttributeType::Number, .defaultValue = "1", .help = "Value of the sample"},
                  {.name = "default-dimensions", .type = AttributeType::Boolean, .help = "Whether the service adds its own dimensions"}},
             .content = Content::Elements,
             .children = {dimensionElement(0, 10)},
             .help = "Emits a custom metric"},
        .summary = "Emits one sample of a custom metric",
        .documentation = "https://learn.microsoft.com/azure/api-management/emit-metric-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
