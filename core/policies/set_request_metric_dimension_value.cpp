#include "policy/program/compile_context.h"
#include "policy/runtime/pipeline_hook.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::size_t mostDimensions = 10;  // as custom metrics have

/// One sample of the request metric with all dimensions that were set.
class RequestMetric : public PipelineHook {
public:
    Points points() const override { return {.afterBackend = false, .beforeSend = true}; }
    Task<Result<void>> beforeSend(RequestContext& context) override {
        const MetricSamples::Named sample{.name = "Requests"};
        context.services().metrics.emit({{}, {&sample, 1}, context.requestDimensions});
        co_return Result<void>{};
    }
};

class SetRequestMetricDimensionValue : public Step {
public:
    Template name, value;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(std::string dimension, name.text(context));
        MGC_TRY_ASSIGN(std::string text, value.text(context));
        if (context.trace()) context.trace()->addMessage("set-request-metric-dimension-value", dimension + ": " + text);
        auto& all = context.requestDimensions;
        if (all.empty()) context.addHook(std::make_shared<RequestMetric>());
        for (auto& [known, held] : all)
            if (known == dimension) {
                held = std::move(text);
                return Flow::Continue;
            }
        if (all.size() < mostDimensions) all.emplace_back(std::move(dimension), std::move(text));
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SetRequestMetricDimensionValue>();
    MGC_TRY_ASSIGN(step->name, context.attribute(node, "name"));
    MGC_TRY_ASSIGN(step->value, context.attribute(node, "value"));
    return step;
}

}  // namespace

const PolicyDescriptor& set_request_metric_dimension_value_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Logging",
        .element = {.name = "set-request-metric-dimension-value",
                    .attributes = {{.name = "name", .presence = Presence::Required, .help = "Dimension"},
                                   {.name = "value", .presence = Presence::Required, .help = "Its value for this request"}},
                    .help = "Gives the request's metric a dimension"},
        .summary = "Adds a dimension to the request's own metric; only the product's schema knows it",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
