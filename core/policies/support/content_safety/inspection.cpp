#include "policies/support/content_safety/inspection.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/content_safety/windows.h"
#include "policies/support/service_call.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using policy::RequestContext;

namespace {

using Json = nlohmann::json;

constexpr std::string_view apiVersion = "api-version=2024-09-01";
constexpr std::string_view cognitiveServices = "https://cognitiveservices.azure.com";
constexpr std::size_t tracedText = 1000;

std::string shorten(const Json& body) {
    std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > tracedText) text = text.substr(0, tracedText) + "...";
    return text;
}

/// One call; the answer as JSON, or why there is none.
struct Reply {
    Json body;
    std::string problem;
};

Task<Reply> ask(RequestContext& context, const Inspection& inspection, std::string operation, Json body) {
    ServiceCall call;
    call.backendId = inspection.backendId;
    call.path = "/contentsafety/" + operation;
    call.query = apiVersion;
    call.identityResource = cognitiveServices;
    call.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    auto answer = co_await callService(context, std::move(call));
    Reply reply;
    if (!answer) {
        reply.problem = "The content safety service was not reached: " + answer.error().fullMessage();
    } else {
        reply.body = Json::parse(answer->body.view(), nullptr, false);
        if (answer->status != 200)
            reply.problem = fmt::format("The content safety service answered {}.", answer->status);
        else if (!reply.body.is_object())
            reply.problem = "The content safety service's answer is no JSON object.";
    }
    if (auto* trace = context.trace()) {
        Json entry = {{"message", "Asked the content safety service: " + operation}, {"sent", shorten(body)}};
        if (answer) {
            entry["status"] = answer->status;
            entry["returned"] =
                shorten(reply.body.is_discarded() ? Json(std::string(answer->body.view().substr(0, tracedText))) : reply.body);
        }
        if (!reply.problem.empty()) entry["problem"] = reply.problem;
        trace->add(inspection.element, std::move(entry));
    }
    co_return reply;
}

bool attackDetected(const Json& analysis) {
    return analysis.is_object() && analysis.contains("attackDetected") && analysis["attackDetected"].is_boolean() &&
           analysis["attackDetected"].get<bool>();
}

std::string judgeShield(const Json& answer) {
    if (answer.contains("userPromptAnalysis") && attackDetected(answer["userPromptAnalysis"]))
        return "The prompt shield detected an attack.";
    if (answer.contains("documentsAnalysis") && answer["documentsAnalysis"].is_array())
        for (const auto& document : answer["documentsAnalysis"])
            if (attackDetected(document)) return "The prompt shield detected an attack in a document.";
    return {};
}

std::string judgeAnalysis(const Inspection& inspection, const Json& answer) {
    if (answer.contains("blocklistsMatch") && answer["blocklistsMatch"].is_array() && !answer["blocklistsMatch"].empty()) {
        const Json& match = answer["blocklistsMatch"].front();
        const auto list = match.is_object() && match.contains("blocklistName") && match["blocklistName"].is_string()
                              ? match["blocklistName"].get<std::string>()
                              : std::string();
        return "The text matches blocklist '" + list + "'.";
    }
    if (!answer.contains("categoriesAnalysis") || !answer["categoriesAnalysis"].is_array()) return {};
    for (const auto& one : answer["categoriesAnalysis"]) {
        if (!one.is_object() || !one.contains("category") || !one["category"].is_string()) continue;
        if (!one.contains("severity") || !one["severity"].is_number_integer()) continue;
        const auto severity = one["severity"].get<std::int64_t>();
        for (const auto& category : inspection.categories)
            if (equalsIgnoreCase(category.name, one["category"].get_ref<const std::string&>()) && severity >= category.threshold)
                return fmt::format("Severity {} of {} reaches the threshold of {}.", severity, category.name, category.threshold);
    }
    return {};
}

Json analysisRequest(const Inspection& inspection, std::string_view window) {
    Json body = {{"text", window}, {"outputType", inspection.outputType}};
    if (!inspection.categories.empty()) {
        body["categories"] = Json::array();
        for (const auto& category : inspection.categories) body["categories"].push_back(category.name);
    }
    if (!inspection.blocklists.empty()) {
        body["blocklistNames"] = inspection.blocklists;
        body["haltOnBlocklistHit"] = false;
    }
    return body;
}

}  // namespace

Task<InspectionResult> inspectText(RequestContext& context, const Inspection& inspection, std::string text, bool isPrompt) {
    InspectionResult result;
    if (text.empty()) co_return result;  // the service refuses empty texts; there is nothing to judge
    const auto windows = textWindows(text, inspection.windowSize, inspection.windowOverlap);
    const bool analyze = !inspection.categories.empty() || !inspection.blocklists.empty();
    if (isPrompt && inspection.shieldPrompt) {
        for (const auto window : windows) {
            Json body = {{"userPrompt", window}, {"documents", Json::array()}};
            auto reply = co_await ask(context, inspection, "text:shieldPrompt", std::move(body));
            result.refusal = reply.problem.empty() ? judgeShield(reply.body) : reply.problem;
            if (!result.refusal.empty()) co_return result;
        }
    }
    for (const auto window : windows) {
        if (!analyze) break;
        Json body = analysisRequest(inspection, window);
        auto reply = co_await ask(context, inspection, "text:analyze", std::move(body));
        result.refusal = reply.problem.empty() ? judgeAnalysis(inspection, reply.body) : reply.problem;
        if (!result.refusal.empty()) co_return result;
    }
    co_return result;
}

}  // namespace mgc::policies
