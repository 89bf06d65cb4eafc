#include "azure/sign_in/device_code.h"

namespace mgc::azure {

Result<TokenAnswer> signInWithDeviceCode(EntraEndpoint endpoint, const std::string& clientId, const std::string& scope,
                                         const std::function<void(const DeviceCodePrompt&)>& show, const std::string& claims) {
    Form asked{{"client_id", clientId}, {"scope", withOpenId(scope)}};
    if (!claims.empty()) asked.emplace_back("claims", claims);
    MGC_TRY_ASSIGN(const HttpResponse response, endpoint.post("devicecode", asked));
    const auto body = nlohmann::json::parse(response.body, nullptr, false);
    if (response.status != 200 || !body.is_object() || !body.contains("device_code")) {
        if (const auto fault = readEntraFault(response.body)) return fail(entraError(*fault));
        return fail("TokenEndpointFailed",
                    endpoint.url("devicecode") + " answered " + std::to_string(response.status) + " without a code.");
    }
    const auto number = [&](const char* name, int otherwise) {
        const auto found = body.find(name);
        return found != body.end() && found->is_number() ? found->get<int>() : otherwise;
    };
    const auto text = [&](const char* name) {
        const auto found = body.find(name);
        return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    DeviceCodePrompt prompt{text("user_code"), text("verification_uri"), text("message"), number("expires_in", 900)};
    if (prompt.address.empty()) prompt.address = text("verification_url");
    if (prompt.message.empty()) prompt.message = "Open " + prompt.address + " and enter the code " + prompt.userCode + '.';
    show(prompt);

    const Form form{
        {"grant_type", "urn:ietf:params:oauth:grant-type:device_code"}, {"client_id", clientId}, {"device_code", text("device_code")}};
    std::chrono::seconds interval{std::max(1, number("interval", 5))};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(prompt.expiresInSeconds);
    while (std::chrono::steady_clock::now() < end) {
        MGC_TRY(endpoint.transport().wait(interval));
        auto answer = endpoint.token(form);
        if (!answer) {
            if (answer.error().code == "Cancelled") return fail(answer.error());
            continue;  // the network may come back before the code runs out
        }
        if (auto* token = std::get_if<TokenAnswer>(&*answer)) return std::move(*token);
        const EntraFault& fault = std::get<EntraFault>(*answer);
        if (fault.error == "authorization_pending") continue;
        if (fault.error == "slow_down") {
            interval += std::chrono::seconds(5);
            continue;
        }
        return fail(entraError(fault));
    }
    return fail("expired_token", "The code ran out before anybody signed in; start again.");
}

}  // namespace mgc::azure
