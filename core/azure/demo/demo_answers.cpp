#include "azure/demo/demo_answers.h"

#include <QDateTime>
#include <QThread>
#include <QXmlStreamReader>

#include "azure/json_text.h"
#include "http/url.h"

namespace mgc::azure {

namespace {

using Json = DemoStore::Json;
constexpr int pollMilliseconds = 250;  // so that progress can be seen
constexpr std::size_t resourcesPerPoll = 3;
constexpr int minutes = 60;

std::string isoMinutesAgo(int ago) {
    return QDateTime::currentDateTimeUtc().addSecs(-60LL * ago).toString(QStringLiteral("yyyy-MM-ddTHH:mm:00Z")).toStdString();
}

/// The parts of "[concat('a', '/b')]" joined; other names as they are.
std::string literal(const std::string& name) {
    if (!name.starts_with("[concat(")) return name;
    std::string text;
    for (std::size_t at = name.find('\''); at != std::string::npos; at = name.find('\'', at)) {
        const std::size_t end = name.find('\'', at + 1);
        if (end == std::string::npos) break;
        text += name.substr(at + 1, end - at - 1);
        at = end + 1;
    }
    return text;
}

Json entry(const std::string& source, double ms, Json data) {
    char elapsed[32];
    std::snprintf(elapsed, sizeof(elapsed), "00:00:%010.7f", ms / 1000);
    return {{"source", source},
            {"timestamp", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString()},
            {"elapsed", elapsed},
            {"data", std::move(data)}};
}

/// The policies of a section of a document, in order, as they would be traced.
void addPolicies(const DemoStore::Stored* document, const QString& section, Json& entries, double& ms) {
    if (!document) return;
    QXmlStreamReader reader(QString::fromStdString(textAt(document->body, "/properties/value")));
    int depth = 0;
    bool inside = false;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            ++depth;
            if (depth == 2) inside = reader.name() == section;
            if (depth != 3 || !inside || reader.name() == QLatin1String("base")) continue;
            Json attributes = Json::object();
            for (const auto& attribute : reader.attributes())
                attributes[attribute.name().toString().toStdString()] = attribute.value().toString().toStdString();
            entries.push_back(entry(reader.name().toString().toStdString(), ms += 0.2,
                                    {{"message", "Executed."}, {"configuration", std::move(attributes)}}));
        } else if (token == QXmlStreamReader::EndElement) {
            --depth;
        }
    }
}

}  // namespace

std::optional<HttpResponse> DemoAnswers::answer(const HttpRequest& request, const std::string& host, const std::string& path,
                                                const std::string& query) {
    if (("https://" + host) == demoGateway) return gateway(request, path);
    if (("https://" + host) == demoFoundry) return agents(request, path);
    if (("https://" + host) == demoLogs) return logs(request);
    if (path.ends_with("/providers/Microsoft.Insights/metrics")) return metrics(query);
    if (path.ends_with("/providers/Microsoft.Authorization/permissions"))
        return demoJson(200, {{"value", {{{"actions", {"*"}}, {"notActions", Json::array()}}}}});
    if (path.ends_with("/listDebugCredentials")) return demoJson(200, {{"token", "demonstration"}});
    if (path.ends_with("/listTrace"))
        return m_trace.is_null() ? demoError(404, "TraceNotFound", "There is no such trace.") : demoJson(200, m_trace);
    if (path.ends_with("/listSecrets"))
        return demoJson(200, {{"primaryKey", "demonstration-key"}, {"secondaryKey", "demonstration-key-2"}});
    if (path.ends_with("/deletedservices") || path.ends_with("/deletedAccounts"))
        return demoJson(200, m_store.deleted(path.ends_with("services")));
    if (const std::size_t at = std::max(path.find("/deletedservices/") + 1, path.find("/deletedAccounts/") + 1);
        at > 0 && request.method == "DELETE")
        return demoJson(m_store.purge(path.substr(path.rfind('/') + 1)) ? 200 : 204, nullptr);
    return deployment(request, path);
}

std::optional<HttpResponse> DemoAnswers::deployment(const HttpRequest& request, const std::string& path) {
    const std::size_t at = path.find("/providers/Microsoft.Resources/deployments/");
    if (at == std::string::npos) {
        if (path.find("/deployments/") == std::string::npos || !path.ends_with("/operations")) return std::nullopt;
        return demoJson(200, operations());
    }
    if (path.find("/operationStatuses/") != std::string::npos) return pollDeployment();
    const std::string id = path.substr(0, path.find('/', at + 43));
    const Json body = Json::parse(request.body, nullptr, false);
    if (path.ends_with("/validate")) return demoJson(200, {{"id", id}, {"properties", {{"provisioningState", "Succeeded"}}}});
    if (path.ends_with("/cancel")) {
        m_planned.resize(std::min(m_made, m_planned.size()));
        return demoJson(204, nullptr);
    }
    if (path.ends_with("/whatIf") || request.method == "PUT") {
        const HttpResponse started = startDeployment(id, body);
        if (request.method == "PUT") return started;
        Json changes = Json::array();
        for (const Planned& planned : m_planned)
            changes.push_back({{"resourceId", planned.id}, {"changeType", m_store.find(planned.id) ? "NoChange" : "Create"}});
        m_planned.clear();
        return demoJson(200, {{"status", "Succeeded"}, {"properties", {{"changes", std::move(changes)}}}});
    }
    return std::nullopt;
}

HttpResponse DemoAnswers::startDeployment(const std::string& id, const Json& body) {
    const Json::json_pointer resources("/properties/template/resources"), outputs("/properties/template/outputs");
    m_planned.clear();
    m_made = 0;
    m_deploymentId = id;
    m_outputs = Json::object();
    if (!body.is_object() || !body.contains(resources)) return demoError(400, "InvalidTemplate", "The template has no resources.");
    const std::string group = id.substr(0, id.find("/providers/"));
    for (const Json& resource : body.at(resources)) {
        const std::string type = jsonText(resource, "type"), name = literal(jsonText(resource, "name")),
                          scope = jsonText(resource, "scope");
        const auto types = split(type, '/'), names = split(name, '/');
        std::string own = "/providers/" + std::string(types[0]);
        for (std::size_t i = 0; i < names.size() && i + 1 < types.size(); ++i)
            own += '/' + std::string(types[i + 1]) + '/' + std::string(names[i]);
        Json stored = resource;
        for (const char* const member : {"type", "apiVersion", "name", "dependsOn", "scope"}) stored.erase(member);
        m_planned.push_back({group + (scope.empty() ? "" : "/providers/" + scope) + own, std::move(stored)});
    }
    if (body.contains(outputs))
        for (const auto& [name, output] : body.at(outputs).items()) {
            const std::string value =
                output.contains("value") && output["value"].is_string() ? output["value"].get<std::string>() : std::string();
            const bool address = toLowerAscii(name).ends_with("url") || toLowerAscii(name).ends_with("endpoint");
            m_outputs[name] = {{"type", jsonText(output, "type")},
                               {"value", !value.starts_with('[') ? value
                                         : address               ? std::string(demoGateway)
                                                                 : "00000000-0000-0000-0000-00000000de30"}};
        }
    HttpResponse response = demoJson(201, {{"id", id}, {"properties", {{"provisioningState", "Accepted"}}}});
    response.headers.emplace_back("Azure-AsyncOperation",
                                  "https://management.demonstration.invalid" + id + "/operationStatuses/1?api-version=2025-04-01");
    response.headers.emplace_back("Retry-After", "0");
    return response;
}

HttpResponse DemoAnswers::pollDeployment() {
    QThread::msleep(pollMilliseconds);
    for (std::size_t i = 0; i < resourcesPerPoll && m_made < m_planned.size(); ++i, ++m_made)
        m_store.put(m_planned[m_made].id, m_planned[m_made].body);
    const bool done = m_made >= m_planned.size();
    if (done) m_store.put(m_deploymentId, {{"properties", {{"provisioningState", "Succeeded"}, {"outputs", m_outputs}}}});
    HttpResponse response = demoJson(200, {{"status", done ? "Succeeded" : "Running"}});
    response.headers.emplace_back("Retry-After", "0");
    return response;
}

Json DemoAnswers::operations() const {
    Json items = Json::array();
    for (std::size_t i = 0; i < m_planned.size() && i < m_made + resourcesPerPoll; ++i)
        items.push_back({{"operationId", std::to_string(i)},
                         {"properties",
                          {{"provisioningState", i < m_made ? "Succeeded" : "Running"},
                           {"targetResource", {{"id", m_planned[i].id}, {"resourceType", DemoStore::typeOf(m_planned[i].id)}}}}}});
    return {{"value", std::move(items)}};
}

HttpResponse DemoAnswers::gateway(const HttpRequest& request, const std::string& path) {
    const std::string service =
        "/subscriptions/00000000-0000-0000-0000-00000000de30/resourceGroups/rg-ai-demo/providers/Microsoft.ApiManagement/service/apim-demo";
    if (path.find("/chat/completions") == std::string::npos) return demoJson(404, {{"statusCode", 404}, {"message", "Resource not found"}});
    m_lastCall = isoMinutesAgo(0);
    ++m_calls;
    Json inbound = Json::array(), backend = Json::array(), outbound = Json::array();
    double ms = 0;
    inbound.push_back(entry("api-inspector", ms, {{"request", {{"method", request.method}, {"url", request.url}}}}));
    inbound.push_back(
        entry("api-inspector", ms += 0.1,
              {{"configuration", {{"api", {{"id", "inference-api"}}}, {"operation", {{"id", "chat-completions"}, {"method", "POST"}}}}}}));
    for (const char* const scope :
         {"/policies/policy", "/apis/inference-api/policies/policy", "/apis/inference-api/operations/chat-completions/policies/policy"})
        addPolicies(m_store.find(service + scope), QStringLiteral("inbound"), inbound, ms);
    backend.push_back(entry("forward-request", ms += 0.3, {{"message", "Request is being forwarded to the backend service."}}));
    backend.push_back(entry("forward-request", ms += 412, {{"response", {{"status", {{"code", 200}, {"reason", "OK"}}}}}}));
    addPolicies(m_store.find(service + "/apis/inference-api/policies/policy"), QStringLiteral("outbound"), outbound, ms);
    outbound.push_back(entry("transfer-response", ms += 0.4, {{"message", "Response has been sent to the caller in full."}}));
    const std::string id = "demonstration-trace-" + std::to_string(m_calls);
    m_trace = {{"serviceName", "apim-demo"},
               {"traceId", id},
               {"traceEntries", {{"inbound", inbound}, {"backend", backend}, {"outbound", outbound}}}};
    HttpResponse response = demoJson(
        200,
        {{"id", "chatcmpl-demonstration"},
         {"object", "chat.completion"},
         {"created", QDateTime::currentSecsSinceEpoch()},
         {"model", "gpt-4.1-mini"},
         {"choices",
          {{{"index", 0}, {"message", {{"role", "assistant"}, {"content", "Hello from the demonstration."}}}, {"finish_reason", "stop"}}}},
         {"usage", {{"prompt_tokens", 12}, {"completion_tokens", 5}, {"total_tokens", 17}}}});
    response.headers.emplace_back("Apim-Trace-Id", id);
    return response;
}

HttpResponse DemoAnswers::agents(const HttpRequest& request, const std::string& path) {
    if (path.ends_with("/versions")) return demoJson(200, {{"object", "agent.version"}, {"name", "model-gateway-check"}, {"version", "1"}});
    if (path.ends_with("/conversations")) return demoJson(200, {{"id", "conv_demonstration"}, {"object", "conversation"}});
    if (path.ends_with("/responses")) {
        ++m_calls;
        return demoJson(
            200,
            {{"id", "resp_demonstration"},
             {"status", "completed"},
             {"output",
              {{{"type", "message"}, {"content", {{{"type", "output_text"}, {"text", "The gateway connection works (demonstration)."}}}}}}},
             {"usage", {{"input_tokens", 21}, {"output_tokens", 8}, {"total_tokens", 29}}}});
    }
    return request.method == "DELETE" ? demoJson(200, {{"deleted", true}}) : demoJson(200, {{"data", Json::array()}, {"has_more", false}});
}

HttpResponse DemoAnswers::logs(const HttpRequest& request) {
    const std::string query = jsonText(Json::parse(request.body, nullptr, false), "query");
    Json columns = Json::array(), rows = Json::array();
    const auto column = [&](const char* name, const char* type) { columns.push_back({{"name", name}, {"type", type}}); };
    const auto wave = [](int i, int base) { return base + (i * i * 7 + i * 13) % (base / 2 + 1); };
    if (query.find("bin(TimeGenerated") != std::string::npos && query.find("PromptTokens = sum") != std::string::npos) {
        column("TimeGenerated", "datetime"), column("DeploymentName", "string"), column("PromptTokens", "long"),
            column("CompletionTokens", "long");
        for (int i = minutes; i > 0; --i)
            for (const char* const model : {"gpt-4.1-mini", "gpt-4o-mini"})
                rows.push_back({isoMinutesAgo(i), model, wave(i, model[4] == '.' ? 420 : 260), wave(i + 3, model[4] == '.' ? 180 : 90)});
    } else if (query.find("bin(TimeGenerated") != std::string::npos) {
        column("TimeGenerated", "datetime"), column("ApiId", "string"), column("Calls", "long");
        for (int i = minutes; i > 0; i -= 4) rows.push_back({isoMinutesAgo(i), "inference-api", wave(i, 4)});
    } else if (query.find("TotalTokens = sum") != std::string::npos) {
        column("ApimSubscriptionId", "string"), column("TotalTokens", "long"), column("Calls", "long");
        rows.push_back({"foundry-subscription", 48210, 352});
        rows.push_back({"team-a", 12904, 97});
    } else if (query.find("LastErrorReason") != std::string::npos) {
        column("ResponseCode", "int"), column("LastErrorReason", "string"), column("LastErrorSource", "string"), column("Calls", "long");
        rows.push_back({429, "TokenLimitExceeded", "llm-token-limit", 41});
        rows.push_back({401, "SubscriptionKeyInvalid", "authorization", 3});
    } else if (query.find("LlmLog") != std::string::npos) {
        column("TimeGenerated", "datetime"), column("ModelName", "string"), column("DeploymentName", "string"),
            column("PromptTokens", "long"), column("CompletionTokens", "long"), column("TotalTokens", "long"),
            column("IsStreamCompletion", "bool");
        for (int i = 1; i <= 20; ++i)
            rows.push_back({isoMinutesAgo(i), "gpt-4.1-mini", "gpt-4.1-mini", wave(i, 30), wave(i + 2, 60), wave(i, 30) + wave(i + 2, 60),
                            i % 2 == 0});
    } else {
        column("TimeGenerated", "datetime"), column("ApiId", "string"), column("OperationId", "string"), column("Method", "string"),
            column("Url", "string"), column("ResponseCode", "int"), column("BackendResponseCode", "int"), column("TotalTime", "long"),
            column("CorrelationId", "string");
        for (int i = 1; i <= 20; ++i)
            rows.push_back({isoMinutesAgo(i), "inference-api", "chat-completions", "POST",
                            std::string(demoGateway) + "/inference/openai/deployments/gpt-4.1-mini/chat/completions",
                            i % 7 == 0 ? 429 : 200, i % 7 == 0 ? 0 : 200, wave(i, 420), "demonstration-" + std::to_string(i)});
    }
    return demoJson(200, {{"tables", {{{"name", "PrimaryResult"}, {"columns", std::move(columns)}, {"rows", std::move(rows)}}}}});
}

HttpResponse DemoAnswers::metrics(const std::string& query) {
    const bool requests = query.find("metricnames=Requests") != std::string::npos;
    Json values = Json::array();
    const auto series = [&](const char* label, int base, const char* aggregation) {
        Json data = Json::array();
        for (int i = minutes; i > 0; --i)
            data.push_back({{"timeStamp", isoMinutesAgo(i)}, {aggregation, base + (i * i * 5 + i * 11) % (base + 2)}});
        Json row{{"metadatavalues", Json::array()}, {"data", std::move(data)}};
        if (*label) row["metadatavalues"].push_back({{"name", {{"value", "gatewayresponsecodecategory"}}}, {"value", label}});
        return row;
    };
    const auto metric = [&](const char* name, const char* unit, Json rows) {
        values.push_back({{"name", {{"value", name}}}, {"unit", unit}, {"timeseries", std::move(rows)}});
    };
    if (requests)
        metric("Requests", "Count", {series("2xx", 24, "total"), series("4xx", 3, "total")});
    else
        metric("Duration", "MilliSeconds", Json::array({series("", 430, "average")})),
            metric("BackendDuration", "MilliSeconds", Json::array({series("", 398, "average")}));
    return demoJson(200, {{"value", std::move(values)}});
}

}  // namespace mgc::azure
