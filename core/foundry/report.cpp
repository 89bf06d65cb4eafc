#include "foundry/report.h"

#include <nlohmann/json.hpp>

namespace mgc::foundry {

using Json = nlohmann::ordered_json;

namespace {

Json requestJson(const RequestSeen& request) { return {{"method", request.method}, {"url", request.url}, {"status", request.status}}; }

}  // namespace

Json reportJson(const Connection& connection, const Findings& findings, const std::vector<ProbedRequest>& requests) {
    Json list = Json::array();
    for (const Finding& finding : findings.all()) {
        Json item{{"severity", toText(finding.severity)}, {"code", finding.code}, {"message", finding.message}, {"fix", finding.fix}};
        if (finding.request) item["request"] = requestJson(*finding.request);
        list.push_back(std::move(item));
    }
    Json made = Json::array();
    for (const ProbedRequest& request : requests) {
        Json item = requestJson(request.request);
        item["step"] = request.step;
        item["milliseconds"] = request.milliseconds;
        made.push_back(std::move(item));
    }
    return {{"ok", findings.ok()},
            {"connection",
             {{"name", connection.name},
              {"category", toText(connection.category)},
              {"authType", toText(connection.authType)},
              {"target", connection.target}}},
            {"findings", std::move(list)},
            {"requests", std::move(made)}};
}

std::string reportText(const Connection& connection, const Findings& findings, const std::vector<ProbedRequest>& requests) {
    std::string text = std::string(toText(connection.category)) + " connection \"" + connection.name + "\" to " +
                       (connection.target.empty() ? "(no target)" : connection.target) + "\n";
    for (const Finding& finding : findings.all()) {
        text += std::string(toText(finding.severity)) + ' ' + finding.code + ": " + finding.message + '\n';
        if (!finding.fix.empty()) text += "    " + finding.fix + '\n';
        if (finding.request)
            text += "    " + finding.request->method + ' ' + finding.request->url +
                    (finding.request->status ? " -> " + std::to_string(finding.request->status) : std::string(" -> no answer")) + '\n';
    }
    return text + (findings.ok() ? "The connection is good" : "The connection has faults") + " (" + std::to_string(requests.size()) +
           " requests made).\n";
}

}  // namespace mgc::foundry
