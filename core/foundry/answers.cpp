#include "foundry/answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mgc::foundry {
namespace {

using Json = nlohmann::json;

Json parsed(const Answer& answer) { return Json::parse(answer.body, nullptr, false); }

bool mentions(const Answer& answer, std::string_view what) { return toLowerAscii(answer.body).find(what) != std::string::npos; }

}  // namespace

std::string shortened(std::string_view text) {
    constexpr std::size_t most = 300;
    std::string line(text.substr(0, most));
    while (text.size() > most && !line.empty() && (static_cast<unsigned char>(text[line.size()]) & 0xC0) == 0x80) line.pop_back();
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text.size() > most ? line + "..." : line;
}

namespace {

std::string rawMessage(const Answer& answer) {
    const Json body = parsed(answer);
    if (body.is_object()) {
        const auto error = body.find("error");
        const Json& holder = error != body.end() && error->is_object() ? *error : body;
        if (const auto message = holder.find("message"); message != holder.end() && message->is_string())
            return shortened(message->get<std::string>());
        if (error != body.end() && error->is_string()) return shortened(error->get<std::string>());
    }
    return shortened(answer.body);
}

}  // namespace

std::string messageOf(const Answer& answer) {
    std::string message = rawMessage(answer);
    if (message.empty()) return "(no body).";
    if (message.back() != '.' && message.back() != '!' && message.back() != '?') message += '.';
    return message;
}

std::string errorCodeOf(const Answer& answer) {
    const Json body = parsed(answer);
    if (!body.is_object()) return {};
    const auto error = body.find("error");
    if (error == body.end() || !error->is_object()) return {};
    const auto code = error->find("code");
    return code != error->end() && code->is_string() ? code->get<std::string>() : std::string();
}

bool saysModelUnknown(const Answer& answer) {
    const std::string code = toLowerAscii(errorCodeOf(answer));
    if (code == "deploymentnotfound" || code == "model_not_found" || code == "unknown_model" || code == "modelnotfound") return true;
    return mentions(answer, "deployment not found") || mentions(answer, "deployment for this resource does not exist") ||
           mentions(answer, "model not found") || (mentions(answer, "model") && mentions(answer, "does not exist"));
}

bool saysApiVersion(const Answer& answer) {
    return mentions(answer, "api-version") || mentions(answer, "api version") || mentions(answer, "apiversion");
}

bool isNoOperation(const Answer& answer) {
    const Json body = parsed(answer);
    return answer.status == 404 && body.is_object() && body.contains("statusCode") &&
           toLowerAscii(messageOf(answer)).find("resource not found") != std::string::npos;
}

bool isChatCompletion(const Answer& answer) {
    const Json body = parsed(answer);
    if (!body.is_object() || !body.contains("choices") || !body["choices"].is_array() || body["choices"].empty()) return false;
    const Json& first = body["choices"][0];
    return first.is_object() && first.contains("message") && first["message"].is_object();
}

}  // namespace mgc::foundry
