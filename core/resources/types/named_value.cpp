#include "resources/types/named_value.h"

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& named_value_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "namedValue",
        .title = "Named value",
        .folder = "named values",
        .otherFolders = {"namedValues"},
        .infoFile = "namedValueInformation.json",
        .armType = "Microsoft.ApiManagement/service/namedValues",
        .apiVersion = "2024-05-01",
        .help = "A text that policies and settings name as {{display name}}.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-howto-properties",
        .members = {
            {.name = "displayName",
             .needed = Needed::Required,
             .maximum = 256,
             .help = "The name between the braces: letters, digits, dash, dot, underscore."},
            {.name = "value", .secret = true, .maximum = 4096, .help = "The text; secrets stay in the keychain."},
            {.name = "secret", .type = MemberType::Boolean, .help = "The value is never shown."},
            {.name = "tags", .list = true, .maximum = 32, .help = "Free labels."},
            {.name = "keyVault",
             .type = MemberType::Object,
             .help = "The value comes from a key vault.",
             .members = {{.name = "secretIdentifier", .help = "Address of the secret."},
                         {.name = "identityClientId", .help = "Identity that reads it."}}},
        }};
    return descriptor;
}

NamedValue readNamedValue(Resource resource) {
    NamedValue named;
    static_cast<Resource&>(named) = std::move(resource);
    const Members members = Members::of(named);
    named.displayName = members.text("displayName", named.name);
    if (members.has("value")) named.value = members.text("value");
    named.secret = members.boolean("secret", false);
    named.keyVaultIdentifier = members.object("keyVault").text("secretIdentifier");
    named.tags = members.texts("tags");
    return named;
}

std::string namedValueVariable(std::string_view displayName) {
    std::string variable = "MGC_NAMED_VALUE_";
    for (const char character : displayName) {
        const bool lower = character >= 'a' && character <= 'z';
        const bool keep = (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9');
        variable += lower ? static_cast<char>(character - 'a' + 'A') : keep ? character : '_';
    }
    return variable;
}

}  // namespace mgc::resources
