#include "azure/observe/agents.h"

#include "azure/json_text.h"
#include "base/clock.h"

namespace mgc::azure {

namespace {

constexpr const char* agentsVersion = "v1";
constexpr std::size_t mostPages = 100;

ArmCall dataCall(const ArmClient& arm, const FoundryProject& project, const std::string& method, const std::string& path,
                 const std::string& purpose) {
    // OpenAI's own paths below the project take no api-version.
    return {.method = method,
            .path = projectEndpoint(arm.cloud(), project) + path,
            .apiVersion = path.starts_with("/openai/") ? "" : agentsVersion,
            .query = {},
            .ifMatch = {},
            .body = {},
            .purpose = purpose,
            .scope = arm.cloud().foundryScope};
}

/// The text of a Responses API answer: the output_text parts of its messages.
std::string outputText(const Json& response) {
    std::string text;
    const Json output = response.is_object() ? response.value("output", Json::array()) : Json::array();
    for (const Json& item : output) {
        const Json content = item.is_object() ? item.value("content", Json::array()) : Json::array();
        for (const Json& part : content)
            if (jsonText(part, "type") == "output_text") text += jsonText(part, "text");
    }
    return text;
}

}  // namespace

std::string projectEndpoint(const Cloud& cloud, const FoundryProject& project) {
    const std::string base = cloud.foundry.empty() ? "https://" + toLowerAscii(project.account) + ".services.ai.azure.com" : cloud.foundry;
    return base + "/api/projects/" + percentEncoded(project.project);
}

Result<AgentRun> runAgent(ArmClient& arm, const FoundryProject& project, const AgentRequest& request,
                          const std::function<void(const std::string&)>& step) {
    const std::size_t slash = request.model.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == request.model.size())
        return fail("InvalidArgument",
                    "The model must be <connection>/<model>, for example ai-gateway/gpt-4.1-mini; a bare model name does "
                    "not go through a gateway connection.");
    const auto say = [&](const std::string& what) {
        if (step) step(what);
    };
    AgentRun run;
    run.startedAt = toIso8601(std::chrono::system_clock::now());
    say("agent " + request.name);
    ArmCall make =
        dataCall(arm, project, "POST", "/agents/" + percentEncoded(request.name) + "/versions", "Making the agent " + request.name);
    make.body = Json{{"definition", {{"kind", "prompt"}, {"model", request.model}, {"instructions", request.instructions}}},
                     {"description", "Made by model-gateway-console to try a gateway connection"}};
    MGC_TRY_ASSIGN(const ArmAnswer made, arm.call(make));
    run.agent = jsonText(made.body, "name").empty() ? request.name : jsonText(made.body, "name");
    run.version = jsonText(made.body, "version");
    say("conversation");
    ArmCall start = dataCall(arm, project, "POST", "/openai/v1/conversations", "Starting a conversation");
    start.body = Json::object();
    MGC_TRY_ASSIGN(const ArmAnswer started, arm.call(start));
    run.conversation = jsonText(started.body, "id");
    say("asking " + request.model);
    ArmCall ask = dataCall(arm, project, "POST", "/openai/v1/responses", "Asking the agent");
    Json reference{{"name", run.agent}, {"type", "agent_reference"}};
    if (!run.version.empty()) reference["version"] = run.version;
    ask.body = Json{
        {"input", {{{"role", "user"}, {"content", request.input}}}}, {"conversation", run.conversation}, {"agent_reference", reference}};
    auto answered = arm.call(ask);
    if (!answered && answered.error().message.find("agent_reference") != std::string::npos) {
        // Services before v1 call the member "agent".
        ask.body->erase("agent_reference");
        (*ask.body)["agent"] = reference;
        answered = arm.call(ask);
    }
    if (!answered) return fail(answered.error());
    run.response = jsonText(answered->body, "id");
    run.text = outputText(answered->body);
    if (answered->body.is_object()) run.usage = answered->body.value("usage", Json());
    if (const std::string state = jsonText(answered->body, "status"); state == "failed" || state == "incomplete")
        return fail("AgentFailed", "The agent's answer is " + state + ": " + textAt(answered->body, "/error/message"));
    return run;
}

Result<std::vector<Json>> listAgents(ArmClient& arm, const FoundryProject& project) {
    std::vector<Json> agents;
    std::string after;
    for (std::size_t page = 0; page < mostPages; ++page) {
        ArmCall ask = dataCall(arm, project, "GET", "/agents", "Listing agents");
        if (!after.empty()) ask.query.emplace_back("after", after);
        MGC_TRY_ASSIGN(const ArmAnswer answer, arm.call(ask));
        if (!answer.body.is_object()) return agents;
        const Json items = answer.body.value("data", Json::array());
        for (const Json& item : items) agents.push_back(item);
        after = jsonText(answer.body, "last_id");
        if (!jsonFlag(answer.body, "has_more") || after.empty()) break;
    }
    return agents;
}

Result<bool> deleteAgent(ArmClient& arm, const FoundryProject& project, const std::string& name) {
    const ArmCall remove = dataCall(arm, project, "DELETE", "/agents/" + percentEncoded(name), "Deleting the agent " + name);
    MGC_TRY_ASSIGN(const ArmAnswer answer, arm.call(remove, {404}));
    return answer.status != 404;
}

}  // namespace mgc::azure
