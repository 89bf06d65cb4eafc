#include "gateway/trial/request_script.h"

#include <nlohmann/json.hpp>

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> invalid(const std::string& place, std::string_view what) {
    return fail("InvalidRequest", "Request " + place + ": " + std::string(what));
}

Result<void> readHeaders(const Json& headers, const std::string& place, http::Headers& into) {
    if (!headers.is_object()) return invalid(place, "`headers` is not an object.");
    for (const auto& [name, values] : headers.items()) {
        if (values.is_string()) {
            into.add(name, values.get<std::string>());
            continue;
        }
        if (!values.is_array()) return invalid(place, "header '" + name + "' is neither text nor a list of texts.");
        for (const auto& value : values) {
            if (!value.is_string()) return invalid(place, "header '" + name + "' holds something that is not text.");
            into.add(name, value.get<std::string>());
        }
    }
    return {};
}

Result<std::shared_ptr<const expression::UserData>> readUser(const Json& item, const std::string& place) {
    if (!item.is_object()) return invalid(place, "`user` is not an object.");
    auto user = std::make_shared<expression::UserData>();
    const auto text = [&](const Json& from, const char* name) { return from.contains(name) && from[name].is_string() ? from[name].get<std::string>() : std::string(); };
    user->id = text(item, "id");
    user->email = text(item, "email");
    user->firstName = text(item, "firstName");
    user->lastName = text(item, "lastName");
    user->note = text(item, "note");
    if (item.contains("groups") && item["groups"].is_array())
        for (const auto& group : item["groups"]) {
            if (group.is_string()) user->groups.push_back({group.get<std::string>(), group.get<std::string>()});
            else if (group.is_object()) user->groups.push_back({text(group, "id"), text(group, "name")});
        }
    if (item.contains("identities") && item["identities"].is_array())
        for (const auto& identity : item["identities"])
            if (identity.is_object()) user->identities.push_back({text(identity, "id"), text(identity, "provider")});
    return std::shared_ptr<const expression::UserData>(std::move(user));
}

Result<ScriptedRequest> readRequest(const Json& item, const std::string& place) {
    if (!item.is_object()) return invalid(place, "it is not an object.");
    ScriptedRequest request;
    for (const auto& [name, value] : item.items()) {
        if (name == "method" && value.is_string()) {
            request.method = value.get<std::string>();
        } else if (name == "url" && value.is_string()) {
            request.url = value.get<std::string>();
        } else if (name == "headers") {
            MGC_TRY(readHeaders(value, place, request.headers));
        } else if (name == "body") {
            if (value.is_null()) continue;
            request.body = std::make_shared<const std::string>(value.is_string() ? value.get<std::string>() : value.dump());
            if (!value.is_string() && !request.headers.contains("Content-Type")) request.headers.add("Content-Type", "application/json");
        } else if (name == "clientIp" && value.is_string()) {
            request.clientIp = value.get<std::string>();
        } else if (name == "subscription") {
            if (value.is_null()) continue;
            if (!value.is_object() || !value.contains("id") || !value["id"].is_string()) return invalid(place, "`subscription` needs a text member `id`.");
            request.subscription = value["id"].get<std::string>();
        } else if (name == "advanceClock" && value.is_string()) {
            auto duration = parseIsoDuration(value.get<std::string>());
            if (!duration) return invalid(place, duration.error().message);
            request.advanceClock = *duration;
        } else if (name == "useCookies" && value.is_boolean()) {
            request.useCookies = value.get<bool>();
        } else if (name == "user") {
            if (value.is_null()) continue;
            MGC_TRY_ASSIGN(request.user, readUser(value, place));
        } else {
            return invalid(place, "member '" + name + "' is unknown or of the wrong type.");
        }
    }
    if (request.url.empty()) return invalid(place, "it has no `url`.");
    return request;
}

}  // namespace

Result<std::vector<RequestGroup>> readRequestScript(const Json& script) {
    std::vector<RequestGroup> groups;
    const auto addOne = [&](const Json& item, const std::string& place) -> Result<void> {
        MGC_TRY_ASSIGN(auto request, readRequest(item, place));
        groups.push_back({});
        groups.back().push_back(std::move(request));
        return {};
    };
    if (!script.is_array()) {
        MGC_TRY(addOne(script, "1"));
        return groups;
    }
    for (std::size_t i = 0; i < script.size(); ++i) {
        const std::string place = std::to_string(i + 1);
        if (!script[i].is_array()) {
            MGC_TRY(addOne(script[i], place));
            continue;
        }
        RequestGroup group;
        for (std::size_t j = 0; j < script[i].size(); ++j) {
            MGC_TRY_ASSIGN(auto request, readRequest(script[i][j], place + '.' + std::to_string(j + 1)));
            group.push_back(std::move(request));
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace mgc::gateway
