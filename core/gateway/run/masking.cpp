#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/conversions.h"

namespace mgc::gateway {

namespace {

constexpr std::string_view hidden = "\u2022\u2022\u2022\u2022";

bool isSecretName(std::string_view name) {
    static constexpr std::array<std::string_view, 13> names{"authorization", "proxy-authorization", "api-key", "ocp-apim-subscription-key", "x-api-key",
                                                            "x-functions-key", "cookie", "set-cookie", "subscription-key", "code", "sig",
                                                            "apim-debug-authorization", "ocp-apim-debug"};
    return std::any_of(names.begin(), names.end(), [name](std::string_view secret) { return equalsIgnoreCase(secret, name); });
}

/// A bearer credential or a signed token, whatever the header or variable that carries it is called.
bool looksSecret(std::string_view value) {
    constexpr std::string_view bearer = "Bearer ";
    return (value.size() > bearer.size() && equalsIgnoreCase(value.substr(0, bearer.size()), bearer)) || value.starts_with("eyJ");
}

/// Header lists are objects with `name` and `value`; URLs stand under `url`. Depth is that of our own traces: a few levels.
void maskInside(nlohmann::json& node) {
    if (node.is_object()) {
        const auto name = node.find("name");
        const auto value = node.find("value");
        if (name != node.end() && value != node.end() && name->is_string() && value->is_string()) {
            auto& text = value->get_ref<std::string&>();
            text = looksSecret(text) ? maskedHeader("authorization", text) : maskedHeader(name->get_ref<const std::string&>(), text);
        }
        if (const auto url = node.find("url"); url != node.end() && url->is_string()) *url = maskedUrl(url->get_ref<const std::string&>());
    }
    if (node.is_structured())
        for (auto& child : node) maskInside(child);
}

std::string masked(std::string_view secret) {
    if (secret.size() < 12) return std::string(hidden);
    return std::string(secret.substr(0, 4)) + std::string(hidden) + std::string(secret.substr(secret.size() - 4));
}

}  // namespace

std::string maskedHeader(std::string_view name, std::string_view value) {
    const bool credentials = equalsIgnoreCase(name, "authorization");
    if (!credentials && !isSecretName(name)) return std::string(value);
    // "Bearer xyz": the scheme says something and is no secret.
    const auto blank = value.find(' ');
    if (credentials && blank != std::string_view::npos)
        return std::string(value.substr(0, blank + 1)) + masked(value.substr(blank + 1));
    return masked(value);
}

std::string maskedUrl(std::string_view url) {
    const auto question = url.find('?');
    if (question == std::string_view::npos) return std::string(url);
    std::string result(url.substr(0, question + 1));
    bool first = true;
    for (const auto part : split(url.substr(question + 1), '&')) {
        if (!first) result += '&';
        first = false;
        const auto equals = part.find('=');
        if (equals != std::string_view::npos && isSecretName(part.substr(0, equals))) {
            result += part.substr(0, equals + 1);
            result += masked(part.substr(equals + 1));
        } else {
            result += part;
        }
    }
    return result;
}

std::string maskedTrace(const std::string& traceJson) {
    nlohmann::json trace = nlohmann::json::parse(traceJson, nullptr, false);
    if (trace.is_discarded()) return "{}";
    maskInside(trace);
    return trace.dump();
}

}  // namespace mgc::gateway
