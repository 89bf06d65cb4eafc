// ISubscription.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "ISubscription", TypeKind::Interface)
        .property("string Id", text<SubscriptionData, &SubscriptionData::id>)
        .property("string Key", text<SubscriptionData, &SubscriptionData::key>)
        .property("string Name", text<SubscriptionData, &SubscriptionData::name>)
        .property("string PrimaryKey", text<SubscriptionData, &SubscriptionData::primaryKey>)
        .property("string SecondaryKey", text<SubscriptionData, &SubscriptionData::secondaryKey>)
        .property("DateTime CreatedDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).createdDate); })
        .property("DateTime? StartDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).startDate); })
        .property("DateTime? EndDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).endDate); });
}

}  // namespace

MGC_TYPE(subscription, describe)

}  // namespace mgc::expression
