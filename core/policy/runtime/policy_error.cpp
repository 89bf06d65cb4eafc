#include "policy/runtime/policy_error.h"

#include <array>

#include "base/text.h"

namespace mgc::policy {

PolicyError toPolicyError(const Error& error) {
    PolicyError result;
    result.message = error.fullMessage();
    if (error.code == "BackendConnectionFailure" || error.code == "BackendProtocolError") {
        result.reason = "BackendConnectionFailure";
    } else if (error.code == "Timeout") {
        result.reason = "Timeout";
    } else if (error.code == "Cancelled") {
        result.reason = "ClientConnectionFailure";
        result.status = 499;
    } else if (error.code == "BackendPoolUnavailable" || error.code == "BackendUnavailable") {
        // The reason phrase is what published retry conditions test: it contains "is temporarily unavailable".
        result.reason = error.code;
        result.status = 503;
        if (error.message.size() > 4 && error.message[3] == ' ')
            if (const auto status = toInteger(std::string_view(error.message).substr(0, 3))) {
                result.status = static_cast<int>(*status);
                result.message = error.message.substr(4);
            }
        result.statusReason = result.message;
    } else if (error.code == "BodyTooLarge") {
        result.reason = error.code;
        result.status = 413;
    } else if (error.code.ends_with("Exception")) {
        // The name of the .NET exception that an expression threw.
        result.reason = "ExpressionValueEvaluationFailure";
        result.message = "Expression evaluation failed. " + error.fullMessage();
    } else {
        result.reason = error.code.starts_with("MGC") ? "InternalError" : error.code;
    }
    return result;
}

std::string jsonEscaped(std::string_view text) {
    static constexpr std::array<char, 16> digits{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    std::string result;
    result.reserve(text.size() + 8);
    for (const char character : text) {
        switch (character) {
            case '"':
                result += "\\\"";
                break;
            case '\\':
                result += "\\\\";
                break;
            case '\n':
                result += "\\n";
                break;
            case '\r':
                result += "\\r";
                break;
            case '\t':
                result += "\\t";
                break;
            default: {
                const auto byte = static_cast<unsigned char>(character);
                if (byte < 0x20) {
                    result += "\\u00";
                    result += digits[byte >> 4];
                    result += digits[byte & 15];
                } else {
                    result += character;
                }
            }
        }
    }
    return result;
}

std::string errorBody(int status, std::string_view message) {
    return "{ \"statusCode\": " + std::to_string(status) + ", \"message\": \"" + jsonEscaped(message) + "\" }";
}

std::string internalErrorBody(std::string_view activityId) {
    return "{ \"statusCode\": 500, \"message\": \"Internal server error\", \"activityId\": \"" + jsonEscaped(activityId) + "\" }";
}

http::Response toResponse(const PolicyError& error, std::string_view requestId) {
    http::Response response;
    response.status = error.status;
    response.reason = error.statusReason.empty() ? std::string(http::reasonPhrase(error.status)) : error.statusReason;
    for (const auto& [name, value] : error.headers) response.headers.add(name, value);
    if (error.emptyBody) return response;
    const bool internal = error.status == 500 && error.publicMessage.empty();
    std::string body = internal ? internalErrorBody(requestId)
                                : errorBody(error.status, error.publicMessage.empty() ? error.message : error.publicMessage);
    response.headers.set("Content-Type", "application/json");
    response.body = http::Body::text(std::move(body));
    return response;
}

}  // namespace mgc::policy
