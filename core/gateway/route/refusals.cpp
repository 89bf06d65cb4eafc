#include "gateway/route/refusals.h"

#include <string>

namespace mgc::gateway {

const Refusal& operationNotFound() {
    static constexpr Refusal refusal{"configuration", "OperationNotFound", "Unable to match incoming request to an operation.", 404,
                                     R"({ "statusCode": 404, "message": "Resource not found" })"};
    return refusal;
}

const Refusal& subscriptionKeyNotFound() {
    static constexpr Refusal refusal{
        "authorization", "SubscriptionKeyNotFound",
        "Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.", 401,
        R"({ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." })"};
    return refusal;
}

const Refusal& subscriptionKeyInvalid() {
    static constexpr Refusal refusal{
        "authorization", "SubscriptionKeyInvalid",
        "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.", 401,
        R"({ "statusCode": 401, "message": "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription." })"};
    return refusal;
}

http::Response responseOf(const Refusal& refusal, const expression::ApiData* api, std::string_view host) {
    http::Response response;
    response.status = refusal.status;
    response.reason = http::reasonPhrase(refusal.status);
    response.headers.add("Content-Type", "application/json");
    if (refusal.status == 401 && api) {
        std::string challenge = "AzureApiManagementKey realm=\"https://";
        challenge.append(host)
            .append(1, '/')
            .append(api->path)
            .append("\",name=\"")
            .append(api->keyNames.header)
            .append("\",type=\"header\"");
        response.headers.add("WWW-Authenticate", challenge);
    }
    response.body = http::Body::text(std::string(refusal.body));
    return response;
}

}  // namespace mgc::gateway
