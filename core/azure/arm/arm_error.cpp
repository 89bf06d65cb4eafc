#include "azure/arm/arm_error.h"

#include <array>
#include <nlohmann/json.hpp>

namespace mgc::azure {

using Json = nlohmann::ordered_json;

namespace {

constexpr int deepest = 12;

struct Advice {
    std::string_view code, text;
};
constexpr std::array advices{
    Advice{"AuthorizationFailed",
           "Your account lacks a role at this scope: API Management Service Contributor for the service, Contributor for the resource "
           "group; role assignments need Owner or Role Based Access Control Administrator."},
    Advice{"InvalidAuthenticationToken", "Sign in again; the token is of another tenant or cloud, or no token at all."},
    Advice{"InvalidAuthenticationTokenTenant", "Sign in to the tenant that owns the subscription (--tenant)."},
    Advice{"ExpiredAuthenticationToken", "Sign in again."},
    Advice{"MissingSubscriptionRegistration", "Register the resource provider: az provider register --namespace NAMESPACE."},
    Advice{"ResourceGroupNotFound", "Check the name of the resource group and the subscription."},
    Advice{"ResourceNotFound", "Check name, resource group and subscription."},
    Advice{"SubscriptionNotFound", "The account sees no such subscription: check the id and the tenant."},
    Advice{"InvalidTemplate", "The template is not valid; the message names the place."},
    Advice{"InvalidTemplateDeployment", "Azure refused the template before deploying; the details name the resource."},
    Advice{"DeploymentActive", "Another deployment of this name is running: wait for it, or cancel it."},
    Advice{"RequestDisallowedByPolicy", "An Azure Policy of the organisation forbids this; its name is in the message."},
    Advice{"ServiceAlreadyExists",
           "The name is taken, perhaps by a deleted service that is still kept for 48 hours: purge it or choose another name."},
    Advice{"NameNotAvailable",
           "The name is taken, perhaps by a deleted service that is still kept for 48 hours: purge it or choose another name."},
    Advice{"FlagMustBeSetForRestore", "A deleted account of this name is still kept: purge it or choose another name."},
    Advice{"InsufficientQuota",
           "The subscription's model quota in this region is used up: lower the capacity, choose another region, or ask for more."},
    Advice{"SkuNotAvailable", "This size is not offered in the region: choose another region or SKU."},
    Advice{"PreconditionFailed", "It was changed in Azure since it was read: compare again."},
    Advice{"ValidationError", "Azure refused the content; the details name the element or the member."},
    Advice{"RetryableErrorDueToAnotherOperation", "Another change is under way; try again in a minute."},
};

/// `text` where it is a JSON object inside a string, else null.
Json inner(const std::string& text) {
    const std::size_t brace = text.find('{');
    if (brace == std::string::npos) return nullptr;
    Json parsed = Json::parse(text.substr(brace), nullptr, false);
    return parsed.is_object() ? parsed : Json();
}

std::string textOf(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void collect(const Json& value, ArmFault& fault, int depth) {
    if (depth > deepest || !value.is_object()) return;
    if (const auto error = value.find("error"); error != value.end() && error->is_object()) return collect(*error, fault, depth + 1);
    if (const auto error = value.find("error"); error != value.end() && error->is_string()) fault.code = error->get<std::string>();
    const std::string code = textOf(value, "code").empty() ? textOf(value, "Code") : textOf(value, "code");
    const std::string message = textOf(value, "message").empty() ? textOf(value, "Message") : textOf(value, "message");
    if (fault.code.empty()) fault.code = code;
    const Json nested = inner(message);
    if (nested.is_object()) {
        collect(nested, fault, depth + 1);
    } else if (!message.empty() && fault.message.empty()) {
        fault.message = message;
    } else if (!message.empty() && message != fault.message) {
        const std::string target = textOf(value, "target");
        std::string detail = target.empty() ? (code.empty() ? message : code + ": " + message) : target + ": " + message;
        fault.details.push_back(std::move(detail));
    }
    if (const auto details = value.find("details"); details != value.end() && details->is_array())
        for (const Json& detail : *details) collect(detail, fault, depth + 1);
}

}  // namespace

ArmFault readArmFault(const std::string& body) {
    ArmFault fault;
    const Json parsed = Json::parse(body, nullptr, false);
    if (parsed.is_object()) collect(parsed, fault, 0);
    if (fault.message.empty()) fault.message = body.substr(0, 300);
    return fault;
}

std::string armAdvice(const std::string& code, int status) {
    for (const Advice& advice : advices)
        if (advice.code == code) return std::string(advice.text);
    if (status == 401) return "Sign in again (azure login), or give another credential.";
    if (status == 403) return "Your account lacks a role at this scope.";
    if (status == 409) return "Another change is under way or the state does not allow this; look at the resource and try again.";
    if (status == 412) return "It was changed in Azure since it was read: compare again.";
    if (status == 429) return "Azure limits the number of calls; try again later.";
    if (status >= 500) return "Azure failed; try again later and give support the ids.";
    return {};
}

Error armError(const std::string& method, const std::string& url, const HttpResponse& response) {
    const ArmFault fault = readArmFault(response.body);
    const std::string code = fault.code.empty() ? "Http" + std::to_string(response.status) : fault.code;
    std::string text = method + ' ' + url.substr(0, url.find('?')) + " was answered " + std::to_string(response.status) + ' ' + fault.code;
    if (!fault.message.empty()) text += ": " + fault.message;
    for (const std::string& detail : fault.details) text += " [" + detail + ']';
    if (const std::string advice = armAdvice(fault.code, response.status); !advice.empty()) text += " What to do: " + advice;
    for (const char* const id : {"x-ms-request-id", "x-ms-correlation-request-id"})
        if (const std::string value = response.header(id); !value.empty()) text += " (" + std::string(id) + " " + value + ')';
    return {code, text};
}

}  // namespace mgc::azure
