#include "resources/types/schema.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/descriptor.h"
#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& schema_descriptor() {
    static const ResourceDescriptor descriptor{.kind = "schema",
                                               .title = "Schema",
                                               .folder = "schemas",
                                               .infoFile = "schemaInformation.json",
                                               .armType = "Microsoft.ApiManagement/service/schemas",
                                               .apiVersion = "2021-04-01-preview",
                                               .help = "JSON or XML schemas that validate-content names.",
                                               .documentation = "https://learn.microsoft.com/azure/api-management/validate-content-policy",
                                               .members = {
                                                   {.name = "schemaType",
                                                    .type = MemberType::Enumeration,
                                                    .needed = Needed::Required,
                                                    .values = {"json", "xml"},
                                                    .help = "Language of the schema."},
                                                   {.name = "description", .help = "What the schema describes."},
                                                   {.name = "value", .help = "The schema's text (XML)."},
                                                   {.name = "document", .type = MemberType::Object, .help = "The schema (JSON)."},
                                               }};
    return descriptor;
}

Schema readSchema(Resource resource) {
    Schema schema;
    static_cast<Resource&>(schema) = std::move(resource);
    const Members members = Members::of(schema);
    schema.type = toLowerAscii(members.text("schemaType"));
    schema.text = members.text("value");
    if (schema.text.empty() && members.has("document")) {
        const auto& document = members.object("document").json();
        // The API gives JSON either as an object or as {"value": "text"}.
        const auto value = document.find("value");
        schema.text = document.size() == 1 && value != document.end() && value->is_string() ? value->get<std::string>() : document.dump();
    }
    return schema;
}

}  // namespace mgc::resources
