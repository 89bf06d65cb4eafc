#include "base/text.h"
#include "policies/support/validation/odata.h"
#include "policies/support/validation/report.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateODataRequest : public Step {
public:
    std::string variable;
    int assumed = 40;
    std::optional<int> lowest, highest;
    IntegerSetting maxSize;

    // DIFFERS: the docs name no messages and the API's metadata is not read, so names of entities and properties pass.
    Result<Flow> run(RequestContext& context) const override {
        ValidationReport report(false);
        MGC_TRY(checkSize(context, report));
        int version = assumed;
        if (const auto header = context.request().headers.get("OData-Version")) {
            const auto given = odataVersion(*header);
            if (!given) add(report, "OData-Version", "RequestHeader", "The OData version '" + std::string(*header) + "' is not known.");
            version = given.value_or(assumed);
            if (given && ((lowest && *given < *lowest) || (highest && *given > *highest)))
                add(report, "OData-Version", "RequestHeader", "The OData version " + std::string(*header) + " is not allowed.");
        }
        if (const auto header = context.request().headers.get("OData-MaxVersion"); header && !odataVersion(*header))
            add(report, "OData-MaxVersion", "RequestHeader", "The OData version '" + std::string(*header) + "' is not known.");
        if (const auto problem = odataUrlProblem(context.pathBelowApi(), context.request().url.query, version))
            add(report, "", "RequestUrl", *problem);
        return report.finish(context, "validate-odata-request", variable);
    }

private:
    static void add(ValidationReport& report, std::string name, std::string type, const std::string& text) {
        report.add({std::move(name), std::move(type), "IncorrectMessage", text, text, Action::Prevent});
    }

    Result<void> checkSize(RequestContext& context, ValidationReport& report) const {
        if (!maxSize.present()) return {};
        MGC_TRY_ASSIGN(const std::int64_t limit, maxSize.get(context));
        const auto size = context.request().body.view().size();
        if (limit >= 0 && size > static_cast<std::size_t>(limit))
            report.add({"", "RequestBody", "SizeLimit",
                        "Request's body is " + std::to_string(size) + " bytes long and it exceeds the configured limit of " +
                            std::to_string(limit) + " bytes.",
                        "Request's body is " + std::to_string(size) + " bytes long and it exceeds the limit of " + std::to_string(limit) +
                            " bytes.",
                        Action::Prevent});
        return {};
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateODataRequest>();
    step->variable = context.constant(node, "error-variable-name");
    for (const auto& [name, target] : {std::pair{"min-odata-version", &step->lowest}, std::pair{"max-odata-version", &step->highest}}) {
        const std::string text = context.constant(node, name);
        *target = odataVersion(text);
        if (!text.empty() && !*target) return context.error("MGC2448", "'" + text + "' is no OData version: 4.0 or 4.01.", node);
    }
    const std::string assumed = context.constant(node, "default-odata-version");
    const auto version = odataVersion(assumed);
    if (!version) return context.error("MGC2448", "'" + assumed + "' is no OData version: 4.0 or 4.01.", node);
    step->assumed = *version;
    MGC_TRY_ASSIGN(step->maxSize, context.integer(node, "max-size"));
    step->setReads({.requestBody = step->maxSize.present(), .responseBody = false});
    return step;
}

AttributeDescriptor version(std::string_view name, std::string_view otherwise, std::string_view help) {
    return {.name = name, .expressions = Expressions::NotAllowed, .defaultValue = otherwise, .help = help};
}

}  // namespace

const PolicyDescriptor& validate_odata_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-odata-request",
                    .attributes = {{.name = "error-variable-name",
                                    .type = AttributeType::VariableName,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the list of errors"},
                                   version("default-odata-version", "4.0", "Version of requests that name none"),
                                   version("min-odata-version", "", "Lowest OData-Version that passes"),
                                   version("max-odata-version", "", "Highest OData-Version that passes"),
                                   {.name = "max-size",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "bytes",
                                    .help = "Longest request body"}},
                    .help = "Checks an OData request"},
        .sections = Section::Inbound,
        .scopes = {Scope::Global, Scope::Workspace, Scope::Product, Scope::Api},
        .oncePerSection = true,
        .summary = "Checks URL, headers and parameters of a request by the OData conventions",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-odata-request-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
