#include "resources/descriptor.h"

namespace mgc::resources {

const ResourceDescriptor& api_operation_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "operation",
        .title = "Operation",
        .folder = "operations",
        .infoFile = "operationInformation.json",
        .armType = "Microsoft.ApiManagement/service/apis/operations",
        .apiVersion = "2024-05-01",
        .infoRequired = false,
        .hasPolicy = true,
        .help =
            "One method and URL template of an API. In the APIOps v7 layout operations come from the specification; the folder holds the "
            "policy.",
        .documentation = "https://learn.microsoft.com/azure/api-management/add-api-manually",
        .members = {
            {.name = "displayName", .needed = Needed::Required, .maximum = 300, .help = "Name shown to people."},
            {.name = "method", .needed = Needed::Required, .help = "HTTP method."},
            {.name = "urlTemplate",
             .needed = Needed::Required,
             .maximum = 1000,
             .help = "Path below the API with {parameters}; may end in /*."},
            {.name = "description", .maximum = 1000, .help = "What the operation does."},
        }};
    return descriptor;
}

}  // namespace mgc::resources
