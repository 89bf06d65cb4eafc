#include "simulator/wire/errors.h"

#include "simulator/wire/json_writer.h"

namespace mgc::simulator {

namespace {

bool openAiManners(Dialect dialect) { return dialect == Dialect::OpenAi; }
ErrorAnswer azure(int status, const std::string& code, const std::string& message) {
    return {status, "{\"error\":{\"code\":" + jsonString(code) + ",\"message\":" + jsonString(message) + "}}", code};
}
std::string orNull(const std::string& text) { return text.empty() ? "null" : jsonString(text); }
ErrorAnswer openAi(int status, const std::string& message, const std::string& type, const std::string& param, const std::string& code) {
    return {status,
            "{\"error\":{\"message\":" + jsonString(message) + ",\"type\":" + jsonString(type) + ",\"param\":" + orNull(param) +
                ",\"code\":" + orNull(code) + "}}",
            code};
}

std::string standardMessage(int status) {
    switch (status) {
        case 401:
            return "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active "
                   "subscription and use a correct regional API endpoint for your resource.";
        case 403:
            return "The principal lacks the required data action to perform this operation.";
        case 404:
            return "Resource not found";
        case 408:
            return "The operation was timeout.";
        case 429:
            return "Requests have exceeded the call rate limit of your current OpenAI S0 pricing tier. Please retry later.";
        case 503:
            return "The service is temporarily unable to process your request. Please try again later.";
        default:
            return status < 500 ? "The request was refused by a simulated fault."
                                : "The server had an error while processing your request. Sorry about that!";
    }
}

std::string standardCode(int status) {
    switch (status) {
        case 408:
            return "Timeout";
        case 500:
            return "InternalServerError";
        case 503:
            return "ServiceUnavailable";
        default:
            return std::to_string(status);
    }
}

}  // namespace

std::string filterResults(const std::string& category, const std::string& severity, bool filtered, bool withJailbreak) {
    std::string out = "{";
    for (const char* name : {"hate", "self_harm", "sexual", "violence"}) {
        const bool hit = category == name;
        out += (out.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":{\"filtered\":" + (hit && filtered ? "true" : "false") +
               ",\"severity\":\"" + (hit ? severity : "safe") + "\"}";
    }
    if (withJailbreak) {
        const bool hit = category == "jailbreak";
        out += std::string(",\"jailbreak\":{\"detected\":") + (hit ? "true" : "false") +
               ",\"filtered\":" + (hit && filtered ? "true" : "false") + "}";
    }
    return out + "}";
}

ErrorAnswer badKey(Dialect dialect) {
    if (openAiManners(dialect))
        return openAi(401, "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
                      "invalid_request_error", "", "invalid_api_key");
    return azure(401, "401", standardMessage(401));
}

ErrorAnswer unknownDeployment(Dialect dialect, const std::string& name) {
    if (openAiManners(dialect))
        return openAi(404, "The model `" + name + "` does not exist or you do not have access to it.", "invalid_request_error", "",
                      "model_not_found");
    if (dialect == Dialect::Inference) {
        auto answer = azure(404, "unknown_model", "Unknown model: " + name);
        return answer;
    }
    return azure(404, "DeploymentNotFound",
                 "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please "
                 "wait a moment and try again.");
}

ErrorAnswer unknownPath(Dialect dialect, const std::string& method, const std::string& path) {
    if (openAiManners(dialect)) return openAi(404, "Invalid URL (" + method + " " + path + ")", "invalid_request_error", "", "");
    return azure(404, "404", "Resource not found");
}

ErrorAnswer wrongOperation(Dialect dialect, OperationKind operation, const std::string& model) {
    const std::string name = operation == OperationKind::Embeddings       ? "embeddings"
                             : operation == OperationKind::Completions    ? "completion"
                             : operation == OperationKind::CreateResponse ? "responses"
                                                                          : "chatCompletion";
    if (openAiManners(dialect))
        return openAi(404, "This model does not support the " + name + " operation: " + model + ".", "invalid_request_error", "model", "");
    return azure(400, "OperationNotSupported",
                 "The " + name + " operation does not work with the specified model, " + model +
                     ". Please choose different model and try again. You can learn more about which models can be used with each operation "
                     "here: https://go.microsoft.com/fwlink/?linkid=2197993.");
}

ErrorAnswer unknownResponse(const std::string& id) {
    return openAi(404, "Response with id '" + id + "' not found.", "invalid_request_error", "", "");
}

ErrorAnswer contextTooLong(std::int64_t limit, std::int64_t prompt, std::int64_t completion) {
    std::string message = "This model's maximum context length is " + std::to_string(limit) + " tokens. However, ";
    if (completion > 0)
        message += "you requested " + std::to_string(prompt + completion) + " tokens (" + std::to_string(prompt) + " in the messages, " +
                   std::to_string(completion) + " in the completion). Please reduce the length of the messages or completion.";
    else
        message += "your messages resulted in " + std::to_string(prompt) + " tokens. Please reduce the length of the messages.";
    return openAi(400, message, "invalid_request_error", "messages", "context_length_exceeded");
}

ErrorAnswer rateLimited(Dialect dialect, OperationKind operation, const std::string& apiVersion, const std::string& model, bool byTokens,
                        std::int64_t seconds) {
    const std::string wait = std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
    if (openAiManners(dialect))
        return openAi(429,
                      "Rate limit reached for " + model + " on " + (byTokens ? "tokens per min (TPM)" : "requests per min (RPM)") +
                          ". Please try again in " + std::to_string(seconds) + "s.",
                      byTokens ? "tokens" : "requests", "", "rate_limit_exceeded");
    return azure(429, "429",
                 "Requests to the " + std::string(azureName(operation)) + " Operation under Azure OpenAI API" +
                     (apiVersion.empty() ? "" : " version " + apiVersion) + " have exceeded " + (byTokens ? "token" : "call") +
                     " rate limit of your current OpenAI S0 pricing tier. Please retry after " + wait +
                     ". Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.");
}

ErrorAnswer filteredPrompt(const std::string& category, const std::string& severity) {
    const std::string message =
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and "
        "retry. To learn more about our content filtering policies please read our documentation: "
        "https://go.microsoft.com/fwlink/?linkid=2198766";
    return {400,
            "{\"error\":{\"message\":" + jsonString(message) +
                ",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400,\"innererror\":{\"code\":"
                "\"ResponsibleAIPolicyViolation\",\"content_filter_result\":" +
                filterResults(category, severity, true, true) + "}}}",
            "content_filter"};
}

ErrorAnswer refused(const Refusal& refusal) { return openAi(refusal.status, refusal.message, refusal.type, refusal.param, refusal.code); }

ErrorAnswer tooLarge() { return azure(413, "RequestEntityTooLarge", "The request body is larger than 32 MiB."); }

ErrorAnswer faultAnswer(const FaultPlan& plan, Dialect dialect) {
    const int status = plan.status.value_or(500);
    if (plan.preset == BodyPreset::Raw) return {status, plan.body, {}};
    if (plan.preset == BodyPreset::Apim) {
        const std::string message =
            status == 429   ? "Rate limit is exceeded. Try again later."
            : status == 401 ? "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
            : status == 500 ? "Internal server error"
                            : standardMessage(status);
        return {status, "{ \"statusCode\": " + std::to_string(status) + ", \"message\": " + jsonString(message) + " }", {}};
    }
    if (plan.preset == BodyPreset::OpenAi || openAiManners(dialect))
        return openAi(status, standardMessage(status),
                      status == 429   ? "requests"
                      : status >= 500 ? "server_error"
                                      : "invalid_request_error",
                      "", status == 429 ? "rate_limit_exceeded" : "");
    return azure(status, standardCode(status), standardMessage(status));
}

}  // namespace mgc::simulator
