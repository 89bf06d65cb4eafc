#include "resources/types/product.h"

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& product_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "product",
        .title = "Product",
        .folder = "products",
        .infoFile = "productInformation.json",
        .armType = "Microsoft.ApiManagement/service/products",
        .apiVersion = "2024-05-01",
        .hasPolicy = true,
        .help = "A bundle of APIs that callers subscribe to.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-howto-add-products",
        .members = {
            {.name = "displayName", .needed = Needed::Required, .maximum = 300, .help = "Name shown to people."},
            {.name = "description", .maximum = 1000, .help = "What the product offers."},
            {.name = "subscriptionRequired", .type = MemberType::Boolean, .help = "false makes an open product: its APIs need no key."},
            {.name = "approvalRequired", .type = MemberType::Boolean, .help = "Subscriptions wait for approval."},
            {.name = "subscriptionsLimit", .type = MemberType::Integer, .minimum = 0, .help = "Subscriptions one user may have."},
            {.name = "state",
             .type = MemberType::Enumeration,
             .values = {"notPublished", "published"},
             .help = "Visible to developers; calls work either way."},
            {.name = "terms", .help = "Terms of use."},
        }};
    return descriptor;
}

Product readProduct(Resource resource) {
    Product product;
    static_cast<Resource&>(product) = std::move(resource);
    const Members members = Members::of(product);
    product.displayName = members.text("displayName", product.name);
    product.description = members.text("description");
    product.subscriptionRequired = members.boolean("subscriptionRequired", true);
    product.approvalRequired = members.boolean("approvalRequired", false);
    product.published = equalsIgnoreCase(members.text("state", "notPublished"), "published");
    product.subscriptionsLimit = members.integer("subscriptionsLimit");
    return product;
}

}  // namespace mgc::resources
