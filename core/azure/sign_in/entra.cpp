#include "azure/sign_in/entra.h"

#include <algorithm>
#include <array>

#include "http/url.h"

namespace mgc::azure {

namespace {

using Json = nlohmann::json;

std::string textOf(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string adviceFor(const EntraFault& fault) {
    if (fault.suberror == "user_password_expired") return "Change the expired password, then sign in again.";
    if (fault.suberror == "consent_required" || fault.error == "consent_required")
        return "The application needs consent in this tenant: an administrator can give it, or use --credential az.";
    if (fault.needsInteraction()) return "Sign in again in the browser (azure login).";
    if (fault.error == "invalid_client")
        return "Check client id and secret; for sign-in of people the application must allow public client flows.";
    if (fault.error == "unauthorized_client") return "The application is not known in this tenant, or may not use this flow.";
    if (fault.error == "invalid_scope" || fault.error == "invalid_resource")
        return "The tenant does not know this resource; check the cloud.";
    if (fault.error == "access_denied" || fault.error == "authorization_declined") return "The sign-in was declined.";
    if (fault.error == "expired_token") return "The code ran out; start again.";
    if (fault.error == "invalid_request") return "Check tenant and client id.";
    if (fault.error == "temporarily_unavailable" || fault.error == "server_error") return "Try again later.";
    return "Sign in again (azure login).";
}

}  // namespace

bool EntraFault::needsInteraction() const {
    constexpr std::array errors{"interaction_required", "consent_required", "login_required", "bad_token",
                                "ui_not_allowed",       "interrupted_user", "invalid_grant"};
    constexpr std::array suberrors{"message_only",     "additional_action", "basic_action",   "user_password_expired",
                                   "consent_required", "bad_token",         "ui_not_allowed", "interrupted_user"};
    return std::find(errors.begin(), errors.end(), error) != errors.end() ||
           std::find(suberrors.begin(), suberrors.end(), suberror) != suberrors.end();
}

std::optional<EntraFault> readEntraFault(const std::string& body) {
    const Json parsed = Json::parse(body, nullptr, false);
    if (!parsed.is_object() || textOf(parsed, "error").empty()) return std::nullopt;
    return EntraFault{textOf(parsed, "error"), textOf(parsed, "suberror"), textOf(parsed, "error_description"), textOf(parsed, "claims"),
                      textOf(parsed, "correlation_id")};
}

Error entraError(const EntraFault& fault) {
    std::string message = "Entra refused: " + fault.error + (fault.suberror.empty() ? "" : " (" + fault.suberror + ')');
    if (!fault.description.empty()) message += ": " + fault.description.substr(0, fault.description.find_first_of("\r\n"));
    message += ". What to do: " + adviceFor(fault);
    if (!fault.correlationId.empty()) message += " (correlation id " + fault.correlationId + ')';
    return {fault.needsInteraction() ? "InteractionRequired" : fault.error, message};
}

std::string withOpenId(const std::string& scope) { return scope + " openid profile offline_access"; }

Result<HttpResponse> EntraEndpoint::post(const std::string& endpoint, const Form& form) {
    HttpRequest request;
    request.method = "POST";
    request.url = url(endpoint);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = http::formatQuery(form);
    request.timeout = std::chrono::seconds(30);
    return m_transport.send(request);
}

Result<std::variant<TokenAnswer, EntraFault>> EntraEndpoint::token(const Form& form) {
    MGC_TRY_ASSIGN(const HttpResponse response, post("token", form));
    if (response.status == 200) {
        const Json body = Json::parse(response.body, nullptr, false);
        if (body.is_object() && !textOf(body, "access_token").empty()) {
            std::int64_t seconds = 3599;
            if (const auto expires = body.find("expires_in"); expires != body.end())
                seconds = expires->is_number() ? expires->get<std::int64_t>() : toInteger(textOf(body, "expires_in")).value_or(seconds);
            return TokenAnswer{{textOf(body, "access_token"), std::chrono::system_clock::now() + std::chrono::seconds(seconds)},
                               textOf(body, "refresh_token"),
                               textOf(body, "id_token")};
        }
    }
    if (auto fault = readEntraFault(response.body)) return std::move(*fault);
    return fail("TokenEndpointFailed",
                url("token") + " answered " + std::to_string(response.status) + " without a token or an error that can be read.");
}

Result<TokenAnswer> EntraEndpoint::tokenOrError(const Form& form) {
    MGC_TRY_ASSIGN(auto answer, token(form));
    if (const auto* fault = std::get_if<EntraFault>(&answer)) return fail(entraError(*fault));
    return std::move(std::get<TokenAnswer>(answer));
}

}  // namespace mgc::azure
