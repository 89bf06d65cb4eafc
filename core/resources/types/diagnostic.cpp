#include "resources/types/diagnostic.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

std::vector<MemberDescriptor> leg() {
    return {{.name = "headers", .list = true, .help = "Headers to record."},
            {.name = "body",
             .type = MemberType::Object,
             .help = "How much of the body to record.",
             .members = {{.name = "bytes", .type = MemberType::Integer, .minimum = 0, .maximum = 8192, .help = "0 to 8192."}}}};
}

MemberDescriptor side(std::string_view name, std::string_view help) {
    return {.name = name,
            .type = MemberType::Object,
            .help = help,
            .members = {{.name = "request", .type = MemberType::Object, .help = "What to record of requests.", .members = leg()},
                        {.name = "response", .type = MemberType::Object, .help = "What to record of responses.", .members = leg()}}};
}

std::vector<MemberDescriptor> messages() {
    return {{.name = "messages", .type = MemberType::Enumeration, .values = {"all"}, .help = "Record all messages."},
            {.name = "maxSizeInBytes", .type = MemberType::Integer, .minimum = 1, .maximum = 262144, .help = "Bound of what is recorded."}};
}

std::int64_t bodyBytes(const Members& side, std::string_view leg) { return side.object(leg).object("body").integer("bytes").value_or(0); }

}  // namespace

const ResourceDescriptor& diagnostic_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "diagnostic",
        .title = "Diagnostic",
        .folder = "diagnostics",
        .infoFile = "diagnosticInformation.json",
        .armType = "Microsoft.ApiManagement/service/diagnostics",
        .apiVersion = "2024-06-01-preview",
        .help = "What is sent to a logger, for all APIs or for one.",
        .documentation = "https://learn.microsoft.com/azure/api-management/diagnostic-logs-reference",
        .members = {
            {.name = "loggerId",
             .type = MemberType::Reference,
             .needed = Needed::Required,
             .references = "logger",
             .help = "The logger that receives the data."},
            {.name = "alwaysLog",
             .type = MemberType::Enumeration,
             .values = {"allErrors"},
             .help = "Errors are logged whatever the sampling."},
            {.name = "verbosity",
             .type = MemberType::Enumeration,
             .values = {"verbose", "information", "error"},
             .help = "Least severe trace that is sent."},
            {.name = "httpCorrelationProtocol",
             .type = MemberType::Enumeration,
             .values = {"None", "Legacy", "W3C"},
             .help = "Correlation headers."},
            {.name = "operationNameFormat",
             .type = MemberType::Enumeration,
             .values = {"Name", "Url"},
             .help = "How operations are named."},
            {.name = "logClientIp", .type = MemberType::Boolean, .help = "Record the caller's address."},
            {.name = "metrics", .type = MemberType::Boolean, .help = "Send custom metrics."},
            {.name = "sampling",
             .type = MemberType::Object,
             .help = "Share of requests that is logged.",
             .members = {{.name = "samplingType", .type = MemberType::Enumeration, .values = {"fixed"}, .help = "Only fixed."}}},
            side("frontend", "Between caller and gateway."),
            side("backend", "Between gateway and backend."),
            {.name = "largeLanguageModel",
             .type = MemberType::Object,
             .help = "Prompts, completions and token counts of model APIs.",
             .members = {{.name = "logs", .type = MemberType::Enumeration, .values = {"enabled", "disabled"}, .help = "Switch."},
                         {.name = "requests", .type = MemberType::Object, .help = "Prompts.", .members = messages()},
                         {.name = "responses", .type = MemberType::Object, .help = "Completions.", .members = messages()}}},
        }};
    return descriptor;
}

DiagnosticSetting readDiagnostic(Resource resource) {
    DiagnosticSetting setting;
    static_cast<Resource&>(setting) = std::move(resource);
    const Members members = Members::of(setting);
    setting.logger = lastSegment(members.text("loggerId"));
    const auto& sampling = members.object("sampling").json();
    if (const auto share = sampling.find("percentage"); share != sampling.end() && share->is_number())
        setting.samplingPercentage = share->get<double>();
    setting.alwaysLogErrors = equalsIgnoreCase(members.text("alwaysLog"), "allErrors");
    setting.metrics = members.boolean("metrics", false);
    setting.verbosity = members.text("verbosity", "information");
    const Members model = members.object("largeLanguageModel");
    setting.llmLogs = equalsIgnoreCase(model.text("logs"), "enabled");
    setting.llmRequestBytes = model.object("requests").integer("maxSizeInBytes").value_or(setting.llmRequestBytes);
    setting.llmResponseBytes = model.object("responses").integer("maxSizeInBytes").value_or(setting.llmResponseBytes);
    setting.frontendRequestBytes = bodyBytes(members.object("frontend"), "request");
    setting.frontendResponseBytes = bodyBytes(members.object("frontend"), "response");
    setting.backendRequestBytes = bodyBytes(members.object("backend"), "request");
    setting.backendResponseBytes = bodyBytes(members.object("backend"), "response");
    return setting;
}

}  // namespace mgc::resources
