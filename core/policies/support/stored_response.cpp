#include "policies/support/stored_response.h"

#include <nlohmann/json.hpp>

namespace mgc::policies {

std::string storeResponse(const http::Response& response) {
    nlohmann::json headers = nlohmann::json::array();
    for (const auto field : response.headers) headers.push_back({field.name, field.value});
    const nlohmann::json head = {{"status", response.status}, {"reason", response.reason}, {"headers", std::move(headers)}};
    std::string bytes = head.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    bytes += '\n';
    bytes += response.body.view();
    return bytes;
}

std::optional<http::Response> restoreResponse(std::string_view bytes) {
    const auto line = bytes.find('\n');
    if (line == std::string_view::npos) return std::nullopt;
    const auto head = nlohmann::json::parse(bytes.substr(0, line), nullptr, false);
    if (!head.is_object() || !head.contains("status") || !head.contains("headers")) return std::nullopt;
    http::Response response;
    response.status = head.value("status", 200);
    response.reason = head.value("reason", std::string());
    for (const auto& field : head["headers"])
        if (field.is_array() && field.size() == 2 && field[0].is_string() && field[1].is_string())
            response.headers.add(field[0].get_ref<const std::string&>(), field[1].get_ref<const std::string&>());
    response.body = http::Body::text(std::string(bytes.substr(line + 1)));
    return response;
}

}  // namespace mgc::policies
