#include "gateway/route/routed.h"

#include "base/text.h"
#include "http/uri_text.h"

namespace mgc::gateway {

std::shared_ptr<const expression::ApiData> apiData(const resources::Api& api, Diagnostics& diagnostics) {
    auto data = std::make_shared<expression::ApiData>();
    data->id = std::string(api.baseName());
    data->name = api.displayName;
    data->path = api.path;
    data->revision = api.revision;
    data->version = api.version;
    data->isCurrentRevision = api.isCurrent;
    data->protocols = api.protocols;
    data->keyNames = {api.keyHeader, api.keyQuery};
    data->serviceUrl = {};
    if (!api.serviceUrl.empty()) {
        if (auto url = http::parseWrittenUrl(api.serviceUrl))
            data->serviceUrl = std::move(*url);
        else
            diagnostics.error("MGC2005", "API \"" + api.name + "\": serviceUrl is no absolute URL", api.rangeOf("/serviceUrl"),
                              "serviceUrl");
    }
    return data;
}

std::shared_ptr<const expression::OperationData> operationData(const resources::Operation& operation) {
    auto data = std::make_shared<expression::OperationData>();
    data->id = operation.name;
    data->method = operation.method;
    data->name = operation.displayName;
    data->urlTemplate = operation.urlTemplate;
    return data;
}

std::shared_ptr<expression::ProductData> productData(const resources::Product& product, const resources::Workspace& workspace) {
    auto data = std::make_shared<expression::ProductData>();
    data->id = product.name;
    data->name = product.displayName;
    data->approvalRequired = product.approvalRequired;
    data->subscriptionRequired = product.subscriptionRequired;
    data->published = product.published;
    if (product.subscriptionsLimit) data->subscriptionsLimit = static_cast<int>(*product.subscriptionsLimit);
    for (const std::string& name : product.groups) {
        expression::GroupData group{name, name};
        for (const resources::Group& known : workspace.groups)
            if (equalsIgnoreCase(known.name, name)) group.name = known.displayName;
        data->groups.push_back(std::move(group));
    }
    return data;
}

std::shared_ptr<expression::SubscriptionData> subscriptionData(const resources::Subscription& subscription) {
    auto data = std::make_shared<expression::SubscriptionData>();
    data->id = subscription.name;
    data->name = subscription.displayName;
    data->primaryKey = subscription.primaryKey;
    data->secondaryKey = subscription.secondaryKey;
    data->createdDate = subscription.created.value_or(Instant{});
    data->startDate = subscription.start;
    data->endDate = subscription.end;
    return data;
}

}  // namespace mgc::gateway
