// The part of Probe that calls a model.
#include <nlohmann/json.hpp>

#include "foundry/answers.h"
#include "foundry/probe.h"

namespace mgc::foundry {
namespace {

/// What agents send beyond a plain message. Failures are warnings: only agents that use the feature meet them.
struct Extra {
    std::string_view step;
    std::string_view members;  ///< of the request body
    std::string_view consequence;
};

constexpr Extra extraRequests[] = {
    {"streaming", R"("stream":true)", "Agents that stream would get no pieces."},
    {"tools",
     R"("tools":[{"type":"function","function":{"name":"get_time","description":"The time of day.","parameters":{"type":"object","properties":{}}}}],"tool_choice":"auto")",
     "Agents with tools would fail."},
    {"response_format", R"("response_format":{"type":"text"})", "Agents with structured output would fail."},
};

}  // namespace

bool Probe::chat(const std::string& deployment) {
    const Call call = chatCall(configured(), deployment);
    auto answer = send("chat", call);
    if (!answer) {
        connectionFailed(call, answer.error());
        return false;
    }
    switch (answer->status) {
        case 200:
            return checkChatAnswer(call, *answer);
        case 401:
            explainRejectedKey(call, *answer, deployment);
            return false;
        case 400:
        case 404:
        case 405:
            explainNotFound(call, *answer, deployment);
            return false;
        default:
            explain("The chat call for \"" + deployment + '"', call, *answer);
            return false;
    }
}

bool Probe::checkChatAnswer(const Call& call, const Answer& answer) {
    if (!isChatCompletion(answer)) {
        m_findings.error("AnswerNotChat",
                         "The answer has status 200 but is no chat completion (no choices[0].message): " + shortened(answer.body),
                         "Check what answers at the target: a policy may return its own body, or the target may lead to a web page.",
                         seen(call, answer));
        return false;
    }
    const auto body = nlohmann::json::parse(answer.body, nullptr, false);
    std::string detail = "Answered in " + std::to_string(answer.took.count()) + " ms";
    if (const std::string region = answer.header("x-ms-region"); !region.empty()) detail += " by " + region;
    if (body.contains("usage") && body["usage"].is_object() && body["usage"].contains("total_tokens"))
        detail += ", " + body["usage"]["total_tokens"].dump() + " tokens";
    m_findings.info("ChatAnswered", detail + '.', {}, seen(call, answer));
    return true;
}

void Probe::extras(const std::string& deployment) {
    for (const Extra& extra : extraRequests) {
        if (m_cancelled) return;
        const Call call = chatCall(configured(), deployment, std::string(extra.members));
        const auto answer = send(extra.step, call, 0);
        if (!answer) {
            m_findings.warning("ExtraFailed", "The request with " + std::string(extra.step) + " failed: " + answer.error().fullMessage(),
                               std::string(extra.consequence), RequestSeen{call.method, call.url, 0});
            continue;
        }
        if (answer->status == 429) {
            m_findings.info("NotTested", "The gateway's limit was reached before " + std::string(extra.step) + " could be tried.", {},
                            seen(call, *answer));
            return;
        }
        const bool events = toLowerAscii(answer->header("Content-Type")).find("text/event-stream") != std::string::npos ||
                            answer->body.starts_with("data:");
        if (answer->status != 200)
            m_findings.warning("ExtraFailed",
                               "The request with " + std::string(extra.step) + " was answered " + std::to_string(answer->status) + ": " +
                                   messageOf(*answer),
                               std::string(extra.consequence) + " Check the policies, and whether the model supports it.",
                               seen(call, *answer));
        else if (extra.step == "streaming" && !events)
            m_findings.warning("StreamingBroken", "stream: true was answered as a whole instead of as events.",
                               "A policy that reads or sets the response body holds the stream back; remove it for streams.",
                               seen(call, *answer));
        else if (extra.step != "streaming" && !isChatCompletion(*answer))
            m_findings.warning("ExtraFailed", "The answer to the request with " + std::string(extra.step) + " is no chat completion.",
                               std::string(extra.consequence), seen(call, *answer));
    }
}

}  // namespace mgc::foundry
