#include "resources/types/policy_fragment.h"

#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& policy_fragment_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "policyFragment",
        .title = "Policy fragment",
        .folder = "policy fragments",
        .otherFolders = {"policyFragments"},
        .infoFile = "policyFragmentInformation.json",
        .armType = "Microsoft.ApiManagement/service/policyFragments",
        .apiVersion = "2024-05-01",
        .infoRequired = false,
        .hasPolicy = true,
        .help = "Policies that documents include by name.",
        .documentation = "https://learn.microsoft.com/azure/api-management/policy-fragments",
        .members = {
            {.name = "description", .maximum = 1000, .help = "What the fragment does."},
            {.name = "format", .type = MemberType::Enumeration, .values = {"xml", "rawxml"}, .help = "How `value` is written."},
            {.name = "value", .help = "The fragment, where there is no policy.xml beside this file."},
        }};
    return descriptor;
}

PolicyFragment readPolicyFragment(Resource resource) {
    PolicyFragment fragment;
    static_cast<Resource&>(fragment) = std::move(resource);
    const Members members = Members::of(fragment);
    fragment.description = members.text("description");
    if (members.has("value"))
        fragment.policy =
            PolicyDocument{"fragment", fragment.id, fragment.file, std::make_shared<const std::string>(members.text("value"))};
    return fragment;
}

}  // namespace mgc::resources
