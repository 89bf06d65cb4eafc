// IProduct and ProductState.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.enumeration(none, "ProductState").values({{"NotPublished", 0}, {"Published", 1}});
    const auto limit = [](Call& c) {
        return data<ProductData>(c).subscriptionsLimit ? number(*data<ProductData>(c).subscriptionsLimit) : Value();
    };
    registry.define(none, "IProduct", TypeKind::Interface)
        .property("string Id", text<ProductData, &ProductData::id>)
        .property("string Name", text<ProductData, &ProductData::name>)
        .property("bool ApprovalRequired", flag<ProductData, &ProductData::approvalRequired>)
        .property("bool SubscriptionRequired", flag<ProductData, &ProductData::subscriptionRequired>)
        .property("int? SubscriptionsLimit", limit)
        .property("int? SubscriptionLimit", limit)
        .property("ProductState State",
                  [](Call& c) { return Value::enumeration(ids().productState, data<ProductData>(c).published ? 1 : 0); })
        .property("IEnumerable<IGroup> Groups", [](Call& c) { return groups(data<ProductData>(c).groups); })
        .property("IEnumerable<IApi> Apis", [](Call& c) {
            std::vector<Value> items;
            for (const auto& api : data<ProductData>(c).apis) items.push_back(Value::host(ids().api, api.get()));
            return list(types().named("IApi"), std::move(items));
        });
}

}  // namespace

MGC_TYPE(product, describe)

}  // namespace mgc::expression
