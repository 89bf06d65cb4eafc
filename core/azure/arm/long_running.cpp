// The part of ArmClient that follows long-running operations (rules: reference/azure/arm.md section 1, after core-lro).
#include "azure/arm/arm_client.h"
#include "azure/arm/arm_error.h"

namespace mgc::azure {

namespace {

enum class Outcome { Running, Succeeded, Failed, Canceled };

Outcome outcomeOf(const std::string& status) {
    const std::string lower = toLowerAscii(status);
    if (lower.find("succeeded") != std::string::npos) return Outcome::Succeeded;
    if (lower.find("fail") != std::string::npos) return Outcome::Failed;
    if (lower == "canceled" || lower == "cancelled") return Outcome::Canceled;
    return Outcome::Running;
}

std::string textAt(const Json& body, const char* pointer) {
    const Json::json_pointer at(pointer);
    return body.is_object() && body.contains(at) && body.at(at).is_string() ? body.at(at).get<std::string>() : std::string();
}

std::string asyncUrl(const ArmAnswer& answer) {
    const std::string url = answer.header("Azure-AsyncOperation");
    return url.empty() ? answer.header("Operation-Location") : url;
}

Error operationError(const ArmCall& start, const std::string& status, const Json& body) {
    const ArmFault fault = readArmFault(body.dump());
    std::string text = start.method + ' ' + start.path + " ended as " + status;
    if (!fault.code.empty()) text += ' ' + fault.code;
    if (!fault.message.empty()) text += ": " + fault.message;
    for (const std::string& detail : fault.details) text += " [" + detail + ']';
    if (const std::string advice = armAdvice(fault.code, 0); !advice.empty()) text += " What to do: " + advice;
    return {fault.code.empty() ? (outcomeOf(status) == Outcome::Canceled ? "OperationCanceled" : "OperationFailed") : fault.code, text};
}

}  // namespace

Result<ArmAnswer> ArmClient::callToEnd(const ArmCall& start, const std::function<void(const OperationState&)>& progress,
                                       const std::vector<int>& alsoFine) {
    MGC_TRY_ASSIGN(ArmAnswer first, call(start, alsoFine));
    if (first.status >= 300) return first;
    return followOperation(start, std::move(first), progress);
}

Result<ArmAnswer> ArmClient::followOperation(const ArmCall& start, ArmAnswer first,
                                             const std::function<void(const OperationState&)>& progress) {
    std::string status = asyncUrl(first), location = first.header("Location");
    const bool byStatus = !status.empty();
    // API Management answers an API's import 200 with both headers, so the status alone decides nothing.
    const bool byLocation = !byStatus && !location.empty() && (first.status == 201 || first.status == 202);
    const std::string provisioning = textAt(first.body, "/properties/provisioningState");
    const bool byBody = !byStatus && !byLocation && start.method == "PUT" && !provisioning.empty() &&
                        outcomeOf(provisioning) == Outcome::Running && (first.status == 201 || first.status == 202);
    if (!byStatus && !byLocation && !byBody) {
        if (start.method == "PUT" && outcomeOf(provisioning) == Outcome::Failed)
            return fail(operationError(start, provisioning, first.body));
        return first;
    }
    const std::string originalLocation = location;
    ArmAnswer answer = first;
    std::chrono::milliseconds waited{0};
    while (true) {
        auto pause = retryAfter(answer.header("Retry-After")).value_or(m_limits.pollInterval);
        pause = std::clamp(pause, std::chrono::milliseconds(20), m_limits.longestPause);
        if ((waited += pause) > m_limits.operationTimeout)
            return fail("OperationTimeout", start.method + ' ' + start.path + " has not ended in time; it goes on in Azure.");
        MGC_TRY(m_transport.wait(pause));
        ArmCall poll{.path = byStatus     ? status
                             : byLocation ? location
                                          : start.path,
                     .apiVersion = byBody ? start.apiVersion : std::string(),
                     .query = {},
                     .ifMatch = {},
                     .body = {},
                     .purpose = "Waiting for: " + start.purpose};
        if (poll.path.starts_with('/') && !byBody) poll.path = m_cloud.resourceManager + poll.path;
        auto polled = call(poll);
        if (!polled) return polled;
        answer = std::move(*polled);
        if (const std::string next = asyncUrl(answer); byStatus && !next.empty()) status = next;
        if (const std::string next = answer.header("Location"); !next.empty()) location = next;
        std::string state;
        if (byStatus)
            state = textAt(answer.body, "/status").empty() ? textAt(answer.body, "/properties/provisioningState")
                                                           : textAt(answer.body, "/status");
        else if (byBody)
            state = textAt(answer.body, "/properties/provisioningState").empty() ? "Succeeded"
                                                                                 : textAt(answer.body, "/properties/provisioningState");
        else
            state = answer.status == 202 ? "InProgress" : "Succeeded";
        if (byStatus && state.empty()) state = answer.status == 202 ? "InProgress" : "Succeeded";
        if (progress) {
            const bool hasPercent =
                answer.body.is_object() && answer.body.contains("percentComplete") && answer.body["percentComplete"].is_number();
            progress({state, hasPercent ? std::optional<double>(answer.body["percentComplete"].get<double>()) : std::nullopt});
        }
        const Outcome outcome = outcomeOf(state);
        if (outcome == Outcome::Failed || outcome == Outcome::Canceled) return fail(operationError(start, state, answer.body));
        if (outcome == Outcome::Succeeded) break;
    }
    if (!byStatus) return answer;
    if (start.method == "PUT" || (start.method == "PATCH" && originalLocation.empty())) {
        const ArmCall read{.path = start.path,
                           .apiVersion = start.apiVersion,
                           .query = {},
                           .ifMatch = {},
                           .body = {},
                           .purpose = "Reading the result of: " + start.purpose};
        return call(read);
    }
    if (start.method == "POST" && !location.empty()) {
        ArmCall read{.path = location,
                     .apiVersion = {},
                     .query = {},
                     .ifMatch = {},
                     .body = {},
                     .purpose = "Reading the result of: " + start.purpose};
        if (read.path.starts_with('/')) read.path = m_cloud.resourceManager + read.path;
        return call(read);
    }
    return answer;
}

}  // namespace mgc::azure
