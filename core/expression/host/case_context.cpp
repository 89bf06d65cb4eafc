#include "expression/host/case_context.h"

#include <nlohmann/json.hpp>

#include "expression/check/type_system.h"
#include "expression/host/host_values.h"
#include "expression/host/message_body.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"

namespace mgc::expression {
namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json& object, const char* name, std::string fallback = {}) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return fallback;
    return found->is_string() ? found->get<std::string>() : found->dump();
}
bool flag(const Json& object, const char* name, bool fallback) {
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : fallback;
}
std::optional<Instant> instant(const Json& object, const char* name) {
    const std::string value = text(object, name);
    if (value.empty()) return std::nullopt;
    const auto parsed = parseDateTime(value, 0);
    if (!parsed) return std::nullopt;
    return Instant(std::chrono::nanoseconds((parsed->ticks - parsed->offset.value_or(0) - unixEpochTicks) * 100));
}
http::Url url(const std::string& value) {
    auto parsed = http::parseUrl(value);
    return parsed ? std::move(*parsed) : http::Url{};
}
void headers(http::Headers& out, const Json& object) {
    const auto found = object.find("headers");
    if (found == object.end() || !found->is_object()) return;
    for (const auto& [name, value] : found->items()) {
        if (value.is_array())
            for (const auto& each : value) out.add(name, each.get<std::string>());
        else out.add(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
}
/// Null: no body. Text as it is, anything else as compact JSON in Newtonsoft's form.
std::optional<std::string> body(const Json& object) {
    const auto found = object.find("body");
    if (found == object.end() || found->is_null()) return std::nullopt;
    if (found->is_string()) return found->get<std::string>();
    return parseJson(found->dump(), false)->json(false);
}
std::vector<GroupData> groups(const Json& object) {
    std::vector<GroupData> result;
    if (const auto found = object.find("Groups"); found != object.end() && found->is_array())
        for (const auto& each : *found) result.push_back({text(each, "Id"), text(each, "Name")});
    return result;
}
std::shared_ptr<ResponseData> response(const Json& object) {
    http::Response made;
    made.status = object.value("status", 200);
    made.reason = text(object, "reason", "OK");
    headers(made.headers, object);
    const auto content = body(object);
    if (content) made.body = http::Body::text(*content);
    return std::make_shared<ResponseData>(std::move(made));
}

Value variable(const Json& json) {
    if (json.is_string()) return Value::text(json.get<std::string>());
    if (json.is_boolean()) return Value::boolean(json.get<bool>());
    if (json.is_number_integer()) return Value::int32(json.get<std::int32_t>());
    if (json.is_number()) return Value::float64(json.get<double>());
    if (!json.is_object()) return {};
    const std::string type = text(json, "$type");
    const Json value = json.contains("value") ? json.at("value") : Json();
    const std::string plain = value.is_string() ? value.get<std::string>() : value.dump();
    if (type == "string") return Value::text(plain);
    if (type == "int") return Value::int32(value.get<std::int32_t>());
    if (type == "long") return Value::int64(value.get<std::int64_t>());
    if (type == "double") return Value::float64(value.get<double>());
    if (type == "bool") return Value::boolean(value.get<bool>());
    if (type == "decimal") {
        const auto number = Decimal::parse(plain);
        return number ? makeDecimal(*number) : Value();
    }
    if (type == "datetime") {
        const auto parsed = parseDateTime(plain, 0);
        return parsed ? resolveDate(*parsed, true).value() : Value();
    }
    if (type == "guid") return makeGuid(plain);
    if (type == "bytes") {
        std::string bytes;
        return base64Decode(plain, bytes) ? makeBytes(bytes) : Value();
    }
    if (type == "strings") {
        std::vector<std::string> all;
        for (const auto& each : value) all.push_back(each.get<std::string>());
        return makeStrings(all);
    }
    if (type == "jobject" || type == "jarray" || type == "jtoken") {
        auto token = makeToken(plain);
        return token ? *token : Value();
    }
    if (type == "response") return makeResponse(response(value));
    if (type == "authorization") {
        auto data = std::make_shared<AuthorizationData>();
        data->accessToken = plain;
        return makeAuthorization(data);
    }
    return {};
}

class JsonCaseContext final : public CaseContext {
public:
    explicit JsonCaseContext(Json json) : m_json(std::move(json)) {}

    EvaluationContext& context(std::string_view source) override {
        if (!m_built || source.empty() || m_changed == everything) build();
        else renew();
        // An expression that walks over all variables may change any of them.
        m_changed = source.empty() || source.find(".Variables.") != std::string_view::npos || source.find(".Variables)") != std::string_view::npos ? everything : std::string(source);
        if (source.find(".Variables.GetValueOrDefault") != std::string_view::npos || source.find(".Variables.ContainsKey") != std::string_view::npos) m_changed = std::string(source);
        return m_context;
    }

private:
    static constexpr const char* everything = "*";

    /// Bodies unread again, and the variables anew that the last expression named.
    void renew() {
        m_requestBody.reset(&m_request.body);
        if (m_response) m_response->body.reset(&m_response->response.body);
        if (!m_json.contains("variables") || !m_json.at("variables").is_object()) return;
        for (const auto& [name, value] : m_json.at("variables").items())
            if (value.is_object() && m_changed.find("\"" + name + "\"") != std::string::npos) m_variables.set(name, variable(value));
    }

    void build() {
        m_built = true;
        m_context = EvaluationContext();
        m_variables.clear();
        const Json none = Json::object();
        const auto part = [&](const char* name) -> const Json& { return m_json.contains(name) && m_json.at(name).is_object() ? m_json.at(name) : none; };
        const Json& request = part("request");
        m_request = http::Request();
        m_request.method = text(request, "method", "GET");
        m_request.url = url(text(request, "url", "https://contoso.azure-api.net/"));
        headers(m_request.headers, request);
        const auto content = body(request);
        m_request.body = http::Body::text(content.value_or(""));
        m_requestBody.reset(&m_request.body);
        m_original = url(text(request, "originalUrl", text(request, "url", "https://contoso.azure-api.net/")));
        m_ip = text(request, "ip");
        m_context.request = &m_request;
        m_context.requestBody = content ? &m_requestBody : nullptr;
        m_context.originalUrl = &m_original;
        m_context.clientIp = m_ip;
        if (m_json.contains("response") && m_json.at("response").is_object()) {
            m_response = response(m_json.at("response"));
            m_context.response = &m_response->response;
            if (body(m_json.at("response"))) m_context.responseBody = &m_response->body;
        }
        m_parameters.clear();
        for (const auto& [name, value] : part("matchedParameters").items()) m_parameters.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        m_context.matchedParameters = &m_parameters;
        for (const auto& [name, value] : part("variables").items()) m_variables.set(name, variable(value));
        m_context.variables = &m_variables;
        entities(part);
        m_id = text(m_json, "requestId", "00000000-0000-0000-0000-000000000000");
        m_context.requestId = m_id;
        m_context.tracing = flag(m_json, "tracing", false);
        m_context.timestamp = instant(m_json, "timestamp").value_or(Instant(std::chrono::nanoseconds(0)));
        const auto elapsed = m_json.find("elapsedMs");
        m_context.elapsed = Duration(static_cast<std::int64_t>((elapsed != m_json.end() && elapsed->is_number() ? elapsed->get<double>() : 0) * 1e6));
        m_context.clock = &m_clock;
        m_context.random = m_random.get();
    }

    template <class Part>
    void entities(const Part& part) {
        const auto has = [&](const char* name) { return m_json.contains(name) && m_json.at(name).is_object(); };
        if (has("api")) {
            const Json& json = part("api");
            m_api = ApiData();
            m_api.id = text(json, "Id");
            m_api.name = text(json, "Name");
            m_api.path = text(json, "Path");
            m_api.revision = text(json, "Revision");
            m_api.version = text(json, "Version");
            m_api.isCurrentRevision = flag(json, "IsCurrentRevision", false);
            if (json.contains("Protocols"))
                for (const auto& each : json.at("Protocols")) m_api.protocols.push_back(each.get<std::string>());
            if (json.contains("ServiceUrl")) m_api.serviceUrl = url(text(json, "ServiceUrl"));
            if (json.contains("SubscriptionKeyParameterNames")) m_api.keyNames = {text(json.at("SubscriptionKeyParameterNames"), "Header"), text(json.at("SubscriptionKeyParameterNames"), "Query")};
            m_context.api = &m_api;
        }
        if (has("operation")) {
            const Json& json = part("operation");
            m_operation = {text(json, "Id"), text(json, "Method"), text(json, "Name"), text(json, "UrlTemplate")};
            m_context.operation = &m_operation;
        }
        if (has("product")) {
            const Json& json = part("product");
            m_product = ProductData();
            m_product.id = text(json, "Id");
            m_product.name = text(json, "Name");
            m_product.approvalRequired = flag(json, "ApprovalRequired", false);
            m_product.subscriptionRequired = flag(json, "SubscriptionRequired", false);
            m_product.published = text(json, "State") == "Published";
            if (json.contains("SubscriptionsLimit") && json.at("SubscriptionsLimit").is_number()) m_product.subscriptionsLimit = json.at("SubscriptionsLimit").get<int>();
            m_product.groups = groups(json);
            m_context.product = &m_product;
        }
        if (has("subscription")) {
            const Json& json = part("subscription");
            m_subscription = SubscriptionData();
            m_subscription.id = text(json, "Id");
            m_subscription.name = text(json, "Name");
            m_subscription.key = text(json, "Key");
            m_subscription.primaryKey = text(json, "PrimaryKey");
            m_subscription.secondaryKey = text(json, "SecondaryKey");
            m_subscription.createdDate = instant(json, "CreatedDate").value_or(Instant{});
            m_subscription.startDate = instant(json, "StartDate");
            m_subscription.endDate = instant(json, "EndDate");
            m_context.subscription = &m_subscription;
        }
        if (has("user")) {
            const Json& json = part("user");
            m_user = UserData();
            m_user.id = text(json, "Id");
            m_user.email = text(json, "Email");
            m_user.firstName = text(json, "FirstName");
            m_user.lastName = text(json, "LastName");
            m_user.note = text(json, "Note");
            m_user.registrationDate = instant(json, "RegistrationDate").value_or(Instant{});
            m_user.groups = groups(json);
            if (json.contains("Identities"))
                for (const auto& each : json.at("Identities")) m_user.identities.push_back({text(each, "Id"), text(each, "Provider")});
            m_context.user = &m_user;
        }
        if (has("lastError")) {
            const Json& json = part("lastError");
            m_error = LastErrorData();
            m_error.source = text(json, "Source");
            m_error.reason = text(json, "Reason");
            m_error.message = text(json, "Message");
            m_error.scope = text(json, "Scope");
            m_error.section = text(json, "Section");
            m_error.path = text(json, "Path");
            m_error.policyId = text(json, "PolicyId");
            m_context.lastError = &m_error;
        }
        if (has("deployment")) {
            const Json& json = part("deployment");
            m_deployment = DeploymentData();
            m_deployment.gatewayId = text(json, "GatewayId", "managed");
            m_deployment.region = text(json, "Region");
            m_deployment.serviceId = text(json, "ServiceId");
            m_deployment.serviceName = text(json, "ServiceName");
            m_context.deployment = &m_deployment;
        }
    }

    Json m_json;
    bool m_built = false;
    std::string m_changed = everything;
    EvaluationContext m_context;
    http::Request m_request;
    MessageBody m_requestBody;
    http::Url m_original;
    std::shared_ptr<ResponseData> m_response;
    std::vector<std::pair<std::string, std::string>> m_parameters;
    VariableStore m_variables;
    ApiData m_api;
    OperationData m_operation;
    ProductData m_product;
    SubscriptionData m_subscription;
    UserData m_user;
    LastErrorData m_error;
    DeploymentData m_deployment;
    std::string m_ip, m_id;
    SystemClock m_clock;
    std::unique_ptr<Random> m_random = makeSystemRandom();
};

}  // namespace

Result<std::unique_ptr<CaseContext>> CaseContext::parse(const std::string& json) {
    auto parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded() || !parsed.is_object()) return fail("InvalidContext", "A context is a JSON object.");
    std::unique_ptr<CaseContext> made = std::make_unique<JsonCaseContext>(std::move(parsed));
    return made;
}

}  // namespace mgc::expression
