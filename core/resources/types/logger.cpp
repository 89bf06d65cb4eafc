#include "resources/types/logger.h"

#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& logger_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "logger",
        .title = "Logger",
        .folder = "loggers",
        .infoFile = "loggerInformation.json",
        .armType = "Microsoft.ApiManagement/service/loggers",
        .apiVersion = "2024-05-01",
        .help = "A receiver of logs and metrics: Azure Monitor, Application Insights or an event hub.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights",
        .members = {
            {.name = "loggerType",
             .type = MemberType::Enumeration,
             .needed = Needed::Required,
             .values = {"azureEventHub", "applicationInsights", "azureMonitor"},
             .help = "Kind of receiver."},
            {.name = "credentials", .type = MemberType::TextMap, .secret = true, .help = "Connection data; use {{named values}}."},
            {.name = "description", .maximum = 256, .help = "What it receives."},
            {.name = "isBuffered", .type = MemberType::Boolean, .help = "Events are collected before they are sent."},
            {.name = "resourceId", .help = "The Azure resource behind it."},
        }};
    return descriptor;
}

Logger readLogger(Resource resource) {
    Logger logger;
    static_cast<Resource&>(logger) = std::move(resource);
    const Members members = Members::of(logger);
    logger.loggerType = members.text("loggerType");
    logger.description = members.text("description");
    logger.isBuffered = members.boolean("isBuffered", true);
    logger.resourceId = members.text("resourceId");
    return logger;
}

}  // namespace mgc::resources
