#include <algorithm>

#include "base/text.h"
#include "foundry/settings.h"

namespace mgc::foundry {
namespace {

using Json = nlohmann::ordered_json;

bool isHeaderName(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
    });
}

bool isHeaderValue(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

}  // namespace

void readAuthConfig(const RawSettings& raw, Connection& connection, Findings& findings) {
    if (raw.authConfig.is_null()) return;
    if (!raw.authConfig.is_object()) {
        findings.error("AuthConfigInvalid", "authConfig is not an object.",
                       "Make it {\"type\": \"api_key\", \"name\": HEADER, \"format\": \"{api_key}\"}.");
        return;
    }
    if (connection.authType != AuthType::ApiKey)
        findings.warning("AuthConfigUnused",
                         "authConfig says how an API key is sent, but authType is " + std::string(toText(connection.authType)) + '.',
                         "Remove authConfig.");
    const std::string type = textOf(raw.authConfig, "type");
    if (type != "api_key")
        findings.error("AuthConfigType",
                       type.empty() ? std::string("authConfig has no type.") : "authConfig.type \"" + type + "\" is not known.",
                       "Set authConfig.type to api_key.");
    AuthConfig config;
    if (const std::string name = textOf(raw.authConfig, "name"); !name.empty())
        config.header = name;
    else
        findings.error("AuthConfigName", "authConfig has no name, so the header of the key is not known.",
                       "Set authConfig.name to the header, for example api-key, x-api-key or Authorization.");
    if (!isHeaderName(config.header)) {
        findings.error("AuthConfigName", "authConfig.name \"" + config.header + "\" is not a header name.",
                       "Use letters, digits and '-' only.");
        config.header = "api-key";
    }
    if (raw.authConfig.contains("format")) {
        config.format = textOf(raw.authConfig, "format");
        if (config.format.find("{api_key}") == std::string::npos)
            findings.error("AuthConfigFormat", "authConfig.format \"" + config.format + "\" has no {api_key}, so the key is never sent.",
                           "Put {api_key} into the format, for example \"Bearer {api_key}\".");
    }
    if (equalsIgnoreCase(config.header, "Authorization") && config.format == "{api_key}")
        findings.warning("AuthConfigFormat", "The key is sent as the bare value of Authorization.",
                         "Most gateways expect the format \"Bearer {api_key}\".");
    connection.auth = std::move(config);
}

void readCustomHeaders(const RawSettings& raw, Connection& connection, Findings& findings) {
    if (raw.customHeaders.is_null()) return;
    if (!raw.customHeaders.is_object()) {
        findings.error("CustomHeadersInvalid", "customHeaders is not an object of header names and texts.",
                       "Make it {\"X-Name\": \"value\"}.");
        return;
    }
    const std::string keyHeader = connection.auth ? connection.auth->header : "api-key";
    for (const auto& [name, value] : raw.customHeaders.items()) {
        if (!isHeaderName(name) || !value.is_string() || !isHeaderValue(value.get_ref<const std::string&>())) {
            findings.error("CustomHeaderInvalid", "customHeaders: \"" + name + "\" is not a header with a text.",
                           "Use header names of letters, digits and '-' with string values.");
            continue;
        }
        const bool replaces = equalsIgnoreCase(name, connection.authType == AuthType::ApiKey ? keyHeader : std::string("Authorization"));
        if (replaces)
            findings.error("CustomHeaderReplacesKey",
                           "customHeaders sets " + name + ", which carries the credentials: the custom value replaces them.",
                           "Remove " + name + " from customHeaders.");
        connection.customHeaders.emplace_back(name, value.get<std::string>());
    }
}

void checkCredentials(const Connection& connection, Findings& findings) {
    const Credentials& given = connection.credentials;
    if (connection.authType == AuthType::ApiKey && given.key.empty())
        findings.error("KeyMissing", "authType is ApiKey, but there is no key to send.",
                       "Pass --key or set MGC_CONNECTION_KEY; the connection itself needs credentials.key when it is created.");
    if (connection.authType != AuthType::OAuth2) return;
    if (given.clientId.empty())
        findings.error("ClientIdMissing", "OAuth2 needs a client id.", "Set credentials.clientId (parameter clientId).");
    if (given.clientSecret.empty())
        findings.error("ClientSecretMissing", "OAuth2 needs a client secret.",
                       "Pass --client-secret or set MGC_CONNECTION_CLIENT_SECRET; the connection itself needs credentials.clientSecret.");
    if (connection.tokenUrl.empty())
        findings.error("TokenUrlMissing", "OAuth2 needs the address of the token endpoint.", "Set tokenUrl beside authType.");
}

}  // namespace mgc::foundry
