// `context` and what hangs on it. Values of these types borrow the engine's data (Kind::Host) or own it (IResponse, Jwt in variables).
#include "base/text.h"
#include "expression/host/host_values.h"
#include "expression/host/message_body.h"
#include "expression/host/parsed_body.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/types/natives.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

namespace {

std::uint16_t idOf(const char* name) { return types().named(name)->id; }

/// Ids of the host types, looked up once.
struct Ids {
    std::uint16_t request = idOf("IRequest"), response = idOf("IResponse"), url = idOf("IUrl"), headers = idOf("HeaderCollection"), query = idOf("QueryCollection"), parameters = idOf("ParameterCollection"),
                  variables = idOf("VariableCollection"), api = idOf("IApi"), operation = idOf("IOperation"), product = idOf("IProduct"), subscription = idOf("ISubscription"), user = idOf("IUser"), group = idOf("IGroup"),
                  identity = idOf("IUserIdentity"), workspace = idOf("IWorkspace"), backend = idOf("IBackend"), deployment = idOf("IDeployment"), gateway = idOf("IGateway"), lastError = idOf("ILastError"),
                  body = idOf("IMessageBody"), keyNames = idOf("ISubscriptionKeyParameterNames"), productState = idOf("ProductState"), backendType = idOf("BackendType"), endpoint = idOf("IPrivateEndpointConnection"), sustainability = idOf("ISustainabilityInfo");
};
const Ids& ids() {
    static const Ids all;
    return all;
}
Value host(std::uint16_t id, const void* data) { return data ? Value::host(id, data) : Value(); }
template <class T>
const T& data(Call& c) {
    return *static_cast<const T*>(c.self().hostData());
}
EvaluationContext& context(Call& c) { return *static_cast<EvaluationContext*>(const_cast<void*>(c.self().hostData())); }

template <class T, std::string T::*field>
Value text(Call& c) {
    return textOf(data<T>(c).*field);
}
template <class T, bool T::*field>
Value flag(Call& c) {
    return boxed(data<T>(c).*field);
}

/// An IResponse held by a variable.
class ResponseObject final : public Object {
public:
    explicit ResponseObject(std::shared_ptr<ResponseData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("IResponse"); }
    const std::shared_ptr<ResponseData> data;
};
class JwtObject final : public Object {
public:
    explicit JwtObject(std::shared_ptr<const JwtData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Jwt"); }
    const std::shared_ptr<const JwtData> data;
};
class AuthorizationObject final : public Object {
public:
    explicit AuthorizationObject(std::shared_ptr<const AuthorizationData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Authorization"); }
    const std::shared_ptr<const AuthorizationData> data;
};

Value fromInstant(Instant instant) { return Value::utcTicks(instant.time_since_epoch().count() / 100 + unixEpochTicks); }
Value fromInstant(const std::optional<Instant>& instant) { return instant ? fromInstant(*instant) : Value(); }

const http::Response& response(Call& c) {
    if (c.self().kind() == Kind::Host) return *context(c).response;
    return c.selfAs<ResponseObject>().data->response;
}
MessageBody* responseBody(Call& c) {
    if (c.self().kind() == Kind::Host) return context(c).responseBody;
    return &c.selfAs<ResponseObject>().data->body;
}
/// The body keeps a variable's response alive through its owner.
class BodyObject final : public Object {
public:
    BodyObject(MessageBody* messageBody, Value owner) : body(messageBody), m_owner(std::move(owner)) {}
    [[nodiscard]] const Type* type() const override { return types().named("IMessageBody"); }
    MessageBody* body;

private:
    Value m_owner;
};
Value bodyValue(MessageBody* body, const Value& owner) {
    if (!body) return {};
    if (owner.kind() == Kind::Host) return Value::host(ids().body, body);
    return Value::object(new BodyObject(body, owner));
}
/// Headers of an owned response as a real dictionary; of the request as a borrowed view.
Value headersValue(const http::Headers& headers, const Value& owner) {
    if (owner.kind() == Kind::Host) return Value::host(ids().headers, &headers);
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().stringArray}), Comparer(Comparer::Rule::OrdinalIgnoreCase));
    Value result = Value::object(made);
    for (const auto field : headers) {
        std::vector<std::string> all;
        for (const auto each : headers.all(field.name)) all.emplace_back(each);
        (void)made->table.add(textOf(field.name), makeStrings(all));
    }
    return result;
}

MessageBody& body(Call& c) {
    if (c.self().kind() == Kind::Host) return *static_cast<MessageBody*>(const_cast<void*>(c.self().hostData()));
    return *c.selfAs<BodyObject>().body;
}

Value bodyAs(Call& c) {
    MessageBody& self = body(c);
    if (self.consumed()) raise("InvalidOperationException", "The message body was consumed by an earlier As<T>() without preserveContent: true and is not available any more.");
    const Type* type = c.typeArguments[0];
    const bool preserve = c.flag(0);
    const std::string_view content = self.text();
    const auto finish = [&](Value value) {
        if (!preserve) self.markConsumed();
        return value;
    };
    if (type == types().byteArray) return finish(Value::object(new ByteArrayObject(std::string(content))));
    auto& parsed = self.parsed();
    if (!parsed) parsed = std::make_shared<ParsedBody>();
    std::string_view plain = content;
    if (plain.substr(0, 3) == "\xEF\xBB\xBF") plain.remove_prefix(3);
    if (type == types().string) {
        if (parsed->text.isNull()) parsed->text = textOf(fromUtf8Bytes(plain));
        return finish(parsed->text);
    }
    if (types().isAssignable(type, types().jToken)) {
        if (parsed->token.isNull()) {
            TokenRef made = parseJson(fromUtf8Bytes(plain));
            made->isShared = true;
            parsed->token = made->value();
        }
        JTokenObject* token = tokenOf(parsed->token);
        if (!isInstance(parsed->token, type)) {
            const bool wantsObject = type == types().jObject;
            raise("JsonReaderException", std::string("Error reading ") + type->name + " from JsonReader. Current JsonReader item is not an " + (wantsObject ? "object: StartArray" : "array: StartObject") + ". Path '', line 1, position 1.");
        }
        if (!c.runtime.mutatesTokens) return finish(parsed->token);
        return finish(c.runtime.keep(token->clone()->value()));
    }
    if (type->is("XElement") || type->is("XNode")) return finish(xmlElementFromText(plain));
    if (type->is("XDocument")) return finish(xmlDocumentFromText(plain));
    raise("NotSupportedException", "As<" + type->name + ">() is not supported: T is string, byte[], JObject, JToken, JArray, XNode, XElement or XDocument.");
}

Value formContent(Call& c) {
    MessageBody& self = body(c);
    if (self.consumed()) raise("InvalidOperationException", "The message body was consumed by an earlier As<T>() without preserveContent: true and is not available any more.");
    const Type* listType = types().generic("List", {types().string});
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().generic("IList", {types().string})}));
    Value result = Value::object(made);
    for (const auto& [name, value] : http::parseQuery(self.text())) {
        const Value key = textOf(fromUtf8Bytes(name));
        auto* entry = made->table.find(key);
        if (!entry) {
            (void)made->table.add(key, Value::object(new ListObject(listType)));
            entry = made->table.find(key);
        }
        as<ListObject>(entry->value).items.push_back(textOf(fromUtf8Bytes(value)));
    }
    if (!c.flag(0)) self.markConsumed();
    return result;
}
Value toQueryString(Call& c) {
    std::vector<std::pair<std::string, std::string>> parameters;
    const auto walk = iterate(c.need(0));
    for (Value item; walk->next(item);) {
        const auto& pair = as<RecordObject>(item);
        const auto values = iterate(pair.items[1]);
        for (Value value; values->next(value);) parameters.emplace_back(toText(pair.items[0]), toText(value));
    }
    return textOf(http::formatQuery(parameters));
}

// --- maps

std::vector<std::string> queryValues(const http::Url& url, std::string_view name) {
    std::vector<std::string> values;
    for (auto& [key, value] : http::parseQuery(url.query))
        if (equalsIgnoreCase(key, name)) values.push_back(std::move(value));
    return values;
}
Value stringsOf(const std::vector<std::string_view>& views) {
    std::vector<Value> items;
    for (const auto view : views) items.push_back(textOf(view));
    return ArrayObject::make(types().stringArray, std::move(items));
}

/// GetValueOrDefault over string[] maps: values joined with ",".
Value joinedOrDefault(Call& c) {
    const Value& map = c.need(0);
    const std::string_view name = c.needText(1);
    if (map.kind() == Kind::Host && map.typeId() == ids().headers) {
        const auto& headers = *static_cast<const http::Headers*>(map.hostData());
        if (!headers.contains(name)) return c[2];
        return textOf(*headers.joined(name));
    }
    Value found;
    if (map.kind() == Kind::Host) {
        if (!hostDictionaryGet(map, name, found)) return c[2];
    } else {
        auto* entry = as<DictionaryObject>(map).table.find(c[1]);
        if (!entry) return c[2];
        found = entry->value;
    }
    std::string out;
    bool first = true;
    const auto walk = iterate(found);
    for (Value item; walk->next(item); first = false) out += (first ? "" : ",") + toText(item);
    return textOf(out);
}
bool joinedView(Call& c, std::string_view& view, bool& isNull) {
    const Value& map = c[0];
    if (map.kind() != Kind::Host || map.typeId() != ids().headers || c.isNull(1)) return false;
    const auto& headers = *static_cast<const http::Headers*>(map.hostData());
    const std::string_view name = c.text(1);
    std::size_t matches = 0;
    for (const auto field : headers) {
        if (!equalsIgnoreCase(field.name, name)) continue;
        view = field.value;
        ++matches;
    }
    if (matches > 1) return false;
    isNull = matches == 0;
    if (matches == 1) return true;
    // The default is a constant or a value of the caller's frame; only constants outlive this call for sure.
    if (!c.isNull(2) && !c[2].asText().empty()) return false;
    isNull = c.isNull(2);
    view = {};
    return true;
}
Value textOrDefault(Call& c) {
    Value found;
    const Value& map = c.need(0);
    (void)c.needText(1);
    if (map.kind() == Kind::Host) return hostDictionaryGet(map, c.text(1), found) ? found : c[2];
    auto* entry = as<DictionaryObject>(map).table.find(c[1]);
    return entry ? entry->value : c[2];
}
/// CollectionExtensions.GetValueOrDefault: any dictionary, nothing joined or cast.
Value anyOrDefault(Call& c) {
    const Value& map = c.need(0);
    const Value fallback = c.count > 2 ? c[2] : defaultValue(c.typeArguments[1]);
    if (map.kind() == Kind::Host) {
        Value found;
        return hostDictionaryGet(map, c.needText(1), found) ? found : fallback;
    }
    auto* entry = as<DictionaryObject>(map).table.find(c.need(1));
    return entry ? entry->value : fallback;
}
Value variableOrDefault(Call& c) {
    Value found;
    const Value& map = c.need(0);
    (void)c.needText(1);
    const Type* type = c.typeArguments[0];
    if (map.kind() == Kind::Host) {
        const auto* store = static_cast<const VariableStore*>(map.hostData());
        const Value* value = store->get(c.text(1));
        if (!value) return c[2];
        found = *value;
    } else {
        auto* entry = as<DictionaryObject>(map).table.find(c[1]);
        if (!entry) return c[2];
        found = entry->value;
    }
    if (found.isNull()) {
        if (type->isValueType() && !type->isNullable()) raiseNullReference();
        return found;
    }
    if (!isInstance(found, type)) raiseInvalidCast(typeOf(found), type);
    return found;
}

// --- tokens and credentials

Value asBasic(std::string_view value) {
    // The scheme is matched without case, the user ends at the first colon (RFC 7617).
    if (!startsWithIgnoreCase(value, "Basic ")) return {};
    std::string bytes;
    if (!base64Decode(trimWhiteSpace(value.substr(6)), bytes)) return {};
    const std::string decoded = fromUtf8Bytes(bytes);
    const std::size_t colon = decoded.find(':');
    if (colon == std::string::npos) return {};
    return Value::object(new RecordObject(types().named("BasicAuthCredentials"), {textOf(decoded.substr(0, colon)), textOf(decoded.substr(colon + 1))}));
}
Value asJwt(std::string_view value) {
    auto token = parseJwt(value);
    return token ? makeJwt(std::move(token)) : Value();
}
const JwtData& jwt(Call& c) { return *c.selfAs<JwtObject>().data; }
Value claims(const JwtData& token) {
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().stringArray}));
    Value result = Value::object(made);
    for (const auto& [name, values] : token.claims) made->table.set(textOf(name), makeStrings(values));
    return result;
}
Value groups(const std::vector<GroupData>& all) {
    std::vector<Value> items;
    for (const auto& group : all) items.push_back(Value::host(ids().group, &group));
    return list(types().named("IGroup"), std::move(items));
}

void describeContext(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IProxyRequestContext", TypeKind::Interface)
        .help("The request that is being handled. All members are read-only.")
        .property("IApi Api", [](Call& c) { return host(ids().api, context(c).api); }, "The API; null before one is found.")
        .property("IBackend Backend", [](Call& c) { return host(ids().backend, context(c).backend); })
        .property("IDeployment Deployment", [](Call& c) { return host(ids().deployment, context(c).deployment); }, "Gateway and service.")
        .property("TimeSpan Elapsed", [](Call& c) {
            if (context(c).elapsed) return Value::scalar(Kind::TimeSpan, context(c).elapsed->count() / 100);
            const std::int64_t started = context(c).timestamp.time_since_epoch().count() / 100 + unixEpochTicks;
            return Value::scalar(Kind::TimeSpan, c.runtime.nowTicks() - started);
        }, "Time since Timestamp.")
        .property("ILastError LastError", [](Call& c) { return host(ids().lastError, context(c).lastError); }, "The error in on-error; else null.")
        .property("IOperation Operation", [](Call& c) { return host(ids().operation, context(c).operation); })
        .property("IProduct Product", [](Call& c) { return host(ids().product, context(c).product); }, "Null without a product.")
        .property("IRequest Request", [](Call& c) { return host(ids().request, &context(c)); })
        .property("Guid RequestId", [](Call& c) {
            std::string bytes;
            if (!parseGuid(context(c).requestId, bytes)) bytes.assign(16, '\0');
            return guidValue(std::move(bytes));
        })
        .property("IResponse Response", [](Call& c) { return context(c).response ? host(ids().response, &context(c)) : Value(); }, "Null before there is a response.")
        .property("ISubscription Subscription", [](Call& c) { return host(ids().subscription, context(c).subscription); }, "Null for anonymous callers.")
        .property("DateTime Timestamp", [](Call& c) { return fromInstant(context(c).timestamp); }, "When the request was received (UTC).")
        .property("bool Tracing", [](Call& c) { return boxed(context(c).tracing); })
        .property("IUser User", [](Call& c) { return host(ids().user, context(c).user); }, "Null when there is no user.")
        .property("IReadOnlyDictionary<string,object> Variables", [](Call& c) {
            static VariableStore empty;
            return Value::host(ids().variables, context(c).variables ? context(c).variables : &empty);
        }, "What set-variable stored; the static type of an item is object.")
        .property("IWorkspace Workspace", [](Call& c) { return host(ids().workspace, context(c).workspace); })
        .property("IGraphQL GraphQL", [](Call&) { return Value(); })
        .method("void Trace(string message)", [](Call& c) {
            if (context(c).trace) context(c).trace(c.text(0));
            return Value();
        }, "Writes to the request trace.");
    registry.define(none, "IGraphQL", TypeKind::Interface).property("IReadOnlyDictionary<string,object> Arguments", [](Call&) { return Value(); }).property("IReadOnlyDictionary<string,object> Parent", [](Call&) { return Value(); });
    registry.define(none, "ISubscriptionKeyParameterNames", TypeKind::Interface).property("string Header", text<SubscriptionKeyParameterNames, &SubscriptionKeyParameterNames::header>).property("string Query", text<SubscriptionKeyParameterNames, &SubscriptionKeyParameterNames::query>);
    registry.define(none, "IApi", TypeKind::Interface)
        .property("string Id", text<ApiData, &ApiData::id>)
        .property("string Name", text<ApiData, &ApiData::name>)
        .property("string Path", text<ApiData, &ApiData::path>)
        .property("string Revision", text<ApiData, &ApiData::revision>)
        .property("string Version", text<ApiData, &ApiData::version>)
        .property("bool IsCurrentRevision", flag<ApiData, &ApiData::isCurrentRevision>)
        .property("IEnumerable<string> Protocols", [](Call& c) { return makeStrings(data<ApiData>(c).protocols); })
        .property("IUrl ServiceUrl", [](Call& c) { return Value::host(ids().url, &data<ApiData>(c).serviceUrl); })
        .property("ISubscriptionKeyParameterNames SubscriptionKeyParameterNames", [](Call& c) { return Value::host(ids().keyNames, &data<ApiData>(c).keyNames); });
    registry.define(none, "IBackend", TypeKind::Interface)
        .property("string Id", text<BackendData, &BackendData::id>)
        .property("string AzureRegion", text<BackendData, &BackendData::azureRegion>)
        .property("BackendType Type", [](Call& c) { return Value::enumeration(ids().backendType, data<BackendData>(c).isPool ? 1 : 0); });
    registry.enumeration(none, "BackendType").values({{"Single", 0}, {"Pool", 1}});
    registry.enumeration(none, "ProductState").values({{"NotPublished", 0}, {"Published", 1}});
    registry.enumeration(none, "CarbonIntensity").values({{"NotAvailable", 0}, {"VeryLow", 1}, {"Low", 2}, {"Medium", 3}, {"High", 4}, {"VeryHigh", 5}});
    registry.define(none, "ISustainabilityInfo", TypeKind::Interface).property("CarbonIntensity CurrentCarbonIntensity", [](Call&) { return enumValue("CarbonIntensity", 0); });
    registry.define(none, "IGateway", TypeKind::Interface)
        .property("string Id", text<DeploymentData, &DeploymentData::gatewayId>)
        .property("string InstanceId", text<DeploymentData, &DeploymentData::instanceId>)
        .property("bool IsManaged", flag<DeploymentData, &DeploymentData::isManaged>);
    registry.define(none, "IDeployment", TypeKind::Interface)
        .property("IGateway Gateway", [](Call& c) { return Value::host(ids().gateway, c.self().hostData()); })
        .property("string GatewayId", text<DeploymentData, &DeploymentData::gatewayId>)
        .property("string Region", text<DeploymentData, &DeploymentData::region>)
        .property("string ServiceId", text<DeploymentData, &DeploymentData::serviceId>)
        .property("string ServiceName", text<DeploymentData, &DeploymentData::serviceName>)
        .property("ISustainabilityInfo SustainabilityInfo", [](Call& c) { return Value::host(ids().sustainability, c.self().hostData()); })
        .property("IReadOnlyDictionary<string,X509Certificate2> Certificates", [](Call& c) {
            auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().named("X509Certificate2")}));
            Value result = Value::object(made);
            for (const auto& [name, der] : data<DeploymentData>(c).certificates) made->table.set(textOf(name), certificateFromDer(der));
            return result;
        });
    registry.define(none, "ILastError", TypeKind::Interface)
        .property("string Source", text<LastErrorData, &LastErrorData::source>, "Name of the policy that failed.")
        .property("string Reason", text<LastErrorData, &LastErrorData::reason>, "Machine-readable reason, for example ExpressionValueEvaluationFailure.")
        .property("string Message", text<LastErrorData, &LastErrorData::message>)
        .property("string Scope", text<LastErrorData, &LastErrorData::scope>)
        .property("string Section", text<LastErrorData, &LastErrorData::section>)
        .property("string Path", text<LastErrorData, &LastErrorData::path>)
        .property("string PolicyId", text<LastErrorData, &LastErrorData::policyId>);
    registry.define(none, "IOperation", TypeKind::Interface)
        .property("string Id", text<OperationData, &OperationData::id>)
        .property("string Method", text<OperationData, &OperationData::method>)
        .property("string Name", text<OperationData, &OperationData::name>)
        .property("string UrlTemplate", text<OperationData, &OperationData::urlTemplate>);
    const auto limit = [](Call& c) { return data<ProductData>(c).subscriptionsLimit ? number(*data<ProductData>(c).subscriptionsLimit) : Value(); };
    registry.define(none, "IProduct", TypeKind::Interface)
        .property("string Id", text<ProductData, &ProductData::id>)
        .property("string Name", text<ProductData, &ProductData::name>)
        .property("bool ApprovalRequired", flag<ProductData, &ProductData::approvalRequired>)
        .property("bool SubscriptionRequired", flag<ProductData, &ProductData::subscriptionRequired>)
        .property("int? SubscriptionsLimit", limit)
        .property("int? SubscriptionLimit", limit)
        .property("ProductState State", [](Call& c) { return Value::enumeration(ids().productState, data<ProductData>(c).published ? 1 : 0); })
        .property("IEnumerable<IGroup> Groups", [](Call& c) { return groups(data<ProductData>(c).groups); })
        .property("IEnumerable<IApi> Apis", [](Call& c) {
            std::vector<Value> items;
            for (const auto& api : data<ProductData>(c).apis) items.push_back(Value::host(ids().api, api.get()));
            return list(types().named("IApi"), std::move(items));
        });
    registry.define(none, "ISubscription", TypeKind::Interface)
        .property("string Id", text<SubscriptionData, &SubscriptionData::id>)
        .property("string Key", text<SubscriptionData, &SubscriptionData::key>)
        .property("string Name", text<SubscriptionData, &SubscriptionData::name>)
        .property("string PrimaryKey", text<SubscriptionData, &SubscriptionData::primaryKey>)
        .property("string SecondaryKey", text<SubscriptionData, &SubscriptionData::secondaryKey>)
        .property("DateTime CreatedDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).createdDate); })
        .property("DateTime? StartDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).startDate); })
        .property("DateTime? EndDate", [](Call& c) { return fromInstant(data<SubscriptionData>(c).endDate); });
    registry.define(none, "IGroup", TypeKind::Interface).property("string Id", text<GroupData, &GroupData::id>).property("string Name", text<GroupData, &GroupData::name>);
    registry.define(none, "IUserIdentity", TypeKind::Interface).property("string Id", text<IdentityData, &IdentityData::id>).property("string Provider", text<IdentityData, &IdentityData::provider>);
    registry.define(none, "IUser", TypeKind::Interface)
        .property("string Id", text<UserData, &UserData::id>)
        .property("string Email", text<UserData, &UserData::email>)
        .property("string FirstName", text<UserData, &UserData::firstName>)
        .property("string LastName", text<UserData, &UserData::lastName>)
        .property("string Note", text<UserData, &UserData::note>)
        .property("DateTime RegistrationDate", [](Call& c) { return fromInstant(data<UserData>(c).registrationDate); })
        .property("IEnumerable<IGroup> Groups", [](Call& c) { return groups(data<UserData>(c).groups); })
        .property("IEnumerable<IUserIdentity> Identities", [](Call& c) {
            std::vector<Value> items;
            for (const auto& identity : data<UserData>(c).identities) items.push_back(Value::host(ids().identity, &identity));
            return list(types().named("IUserIdentity"), std::move(items));
        });
    registry.define(none, "IWorkspace", TypeKind::Interface).property("string Id", text<WorkspaceData, &WorkspaceData::id>).property("string Name", text<WorkspaceData, &WorkspaceData::name>);
    registry.define(none, "IPrivateEndpointConnection", TypeKind::Interface).property("string Name", [](Call&) { return Value(); }).property("string GroupId", [](Call&) { return Value(); }).property("string MemberName", [](Call&) { return Value(); });
}

void describeMessages(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "HeaderCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string[]>"});
    registry.define(none, "QueryCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string[]>"});
    registry.define(none, "ParameterCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string>"});
    registry.define(none, "VariableCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,object>"});
    registry.define(none, "IUrl", TypeKind::Interface)
        .property("string Host", [](Call& c) { return textOf(data<http::Url>(c).host); })
        .property("string Path", [](Call& c) { return textOf(data<http::Url>(c).path); })
        .property("string Scheme", [](Call& c) { return textOf(data<http::Url>(c).scheme); })
        .property("int Port", [](Call& c) { return number(data<http::Url>(c).effectivePort()); })
        .property("string QueryString", [](Call& c) { return textOf(data<http::Url>(c).query.empty() ? "" : "?" + data<http::Url>(c).query); }, "With its leading \"?\"; \"\" without one.")
        .property("IReadOnlyDictionary<string,string[]> Query", [](Call& c) { return Value::host(ids().query, c.self().hostData()); })
        .method("string ToString()", [](Call& c) { return textOf(data<http::Url>(c).toText()); }, "The whole URL.")
        .method("Uri ToUri()", [](Call& c) { return uriFromText(data<http::Url>(c).toText()); });
    registry.define(none, "IRequest", TypeKind::Interface)
        .property("IMessageBody Body", [](Call& c) { return bodyValue(context(c).requestBody, c.self()); }, "Null without a body.")
        .property("X509Certificate2 Certificate", [](Call& c) { return context(c).clientCertificate.empty() ? Value() : certificateFromDer(context(c).clientCertificate); }, "The client's certificate; null without one.")
        .property("IReadOnlyDictionary<string,string[]> Headers", [](Call& c) { return Value::host(ids().headers, &context(c).request->headers); }, "Names without regard to case.")
        .property("string IpAddress", [](Call& c) { return textOf(context(c).clientIp); })
        .property("string Method", [](Call& c) { return textOf(context(c).request->method); })
        .property("IReadOnlyDictionary<string,string> MatchedParameters", [](Call& c) {
            static const std::vector<std::pair<std::string, std::string>> empty;
            return Value::host(ids().parameters, context(c).matchedParameters ? context(c).matchedParameters : &empty);
        }, "Parameters of the operation's URL template.")
        .property("IUrl OriginalUrl", [](Call& c) { return Value::host(ids().url, context(c).originalUrl ? context(c).originalUrl : &context(c).request->url); })
        .property("IUrl Url", [](Call& c) { return Value::host(ids().url, &context(c).request->url); })
        .property("IPrivateEndpointConnection PrivateEndpointConnection", [](Call&) { return Value(); });
    registry.define(none, "IResponse", TypeKind::Interface)
        .property("IMessageBody Body", [](Call& c) { return bodyValue(responseBody(c), c.self()); })
        .property("IReadOnlyDictionary<string,string[]> Headers", [](Call& c) { return headersValue(response(c).headers, c.self()); })
        .property("int StatusCode", [](Call& c) { return number(response(c).status); })
        .property("string StatusReason", [](Call& c) { return textOf(response(c).reason); });
    registry.define(none, "IMessageBody", TypeKind::Interface)
        .method("T As<T>(bool preserveContent = false)", bodyAs, "The body as string, byte[], JObject, JToken, JArray, XNode, XElement or XDocument. Without preserveContent it can be read once only.")
        .method("IDictionary<string,IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)", formContent);
    registry.define(none, "Jwt", TypeKind::Class)
        .property("string Algorithm", [](Call& c) { return textOf(jwt(c).algorithm); })
        .property("IEnumerable<string> Audiences", [](Call& c) { return makeStrings(jwt(c).audiences); })
        .property("IReadOnlyDictionary<string,string[]> Claims", [](Call& c) { return claims(jwt(c)); })
        .property("DateTime? ExpirationTime", [](Call& c) { return fromInstant(jwt(c).expirationTime); })
        .property("string Id", [](Call& c) { return jwt(c).hasId ? textOf(jwt(c).id) : Value(); })
        .property("string Issuer", [](Call& c) { return jwt(c).hasIssuer ? textOf(jwt(c).issuer) : Value(); })
        .property("DateTime? IssuedAt", [](Call& c) { return fromInstant(jwt(c).issuedAt); })
        .property("DateTime? NotBefore", [](Call& c) { return fromInstant(jwt(c).notBefore); })
        .property("string Subject", [](Call& c) { return jwt(c).hasSubject ? textOf(jwt(c).subject) : Value(); })
        .property("string Type", [](Call& c) { return jwt(c).hasType ? textOf(jwt(c).type) : Value(); });
    registry.define(none, "BasicAuthCredentials", TypeKind::Class)
        .property("string UserId", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("string Username", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("string Password", [](Call& c) { return c.selfAs<RecordObject>().items[1]; });
    registry.define(none, "Authorization", TypeKind::Class)
        .property("string AccessToken", [](Call& c) { return textOf(c.selfAs<AuthorizationObject>().data->accessToken); })
        .property("IReadOnlyDictionary<string,object> Claims", [](Call& c) {
            auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().object}));
            Value result = Value::object(made);
            for (const auto& [name, value] : c.selfAs<AuthorizationObject>().data->claims) made->table.set(textOf(name), value);
            return result;
        });
    auto t = registry.define(none, "PolicyExtensions", TypeKind::Class);
    t.makeStatic()
        .method("static string GetValueOrDefault(this IReadOnlyDictionary<string,string[]> dictionary, string key, string defaultValue = null)", joinedOrDefault, "The values joined with \",\", or the default.")
        .viewing(joinedView)
        .method("static string GetValueOrDefault(this IReadOnlyDictionary<string,string> dictionary, string key, string defaultValue = null)", textOrDefault)
        .method("static T GetValueOrDefault<T>(this IReadOnlyDictionary<string,object> dictionary, string key, T defaultValue = default)", variableOrDefault, "The variable as T; InvalidCastException if it has another type.")
        .method("static TValue GetValueOrDefault<TKey,TValue>(this IReadOnlyDictionary<TKey,TValue> dictionary, TKey key)", anyOrDefault)
        .method("static TValue GetValueOrDefault<TKey,TValue>(this IReadOnlyDictionary<TKey,TValue> dictionary, TKey key, TValue defaultValue)", anyOrDefault)
        .method("static Jwt AsJwt(this string value)", [](Call& c) { return asJwt(c.text(0)); }, "Reads a JWT or a whole Bearer header; null if it is none. The signature is not checked.")
        .method("static bool TryParseJwt(this string value, out Jwt result)", [](Call& c) {
            c[1] = asJwt(c.text(0));
            return boxed(!c[1].isNull());
        })
        .method("static BasicAuthCredentials AsBasic(this string value)", [](Call& c) { return asBasic(c.text(0)); })
        .method("static bool TryParseBasic(this string value, out BasicAuthCredentials result)", [](Call& c) {
            c[1] = asBasic(c.text(0));
            return boxed(!c[1].isNull());
        })
        .method("static string ToQueryString(this IDictionary<string,IList<string>> dictionary)", toQueryString)
        .method("static string ToFormUrlEncodedContent(this IDictionary<string,IList<string>> dictionary)", toQueryString);
}

void describe(TypeRegistry& registry) {
    describeContext(registry);
    describeMessages(registry);
}

}  // namespace

// --- what other rooms and files of this room use

bool isHostDictionary(const Value& value) {
    const auto id = value.typeId();
    return value.kind() == Kind::Host && (id == ids().headers || id == ids().query || id == ids().parameters || id == ids().variables);
}

bool hostDictionaryGet(const Value& map, std::string_view key, Value& out) {
    if (map.kind() != Kind::Host) raise("InvalidCastException", "Specified cast is not valid.");
    const auto id = map.typeId();
    if (id == ids().headers) {
        const auto all = static_cast<const http::Headers*>(map.hostData())->all(key);
        if (all.empty()) return false;
        out = stringsOf(all);
        return true;
    }
    if (id == ids().query) {
        const auto values = queryValues(*static_cast<const http::Url*>(map.hostData()), key);
        if (values.empty()) return false;
        out = makeStrings(values);
        return true;
    }
    if (id == ids().parameters) {
        for (const auto& [name, value] : *static_cast<const std::vector<std::pair<std::string, std::string>>*>(map.hostData())) {
            if (name != key) continue;
            out = textOf(value);
            return true;
        }
        return false;
    }
    const Value* found = static_cast<const VariableStore*>(map.hostData())->get(key);
    if (found) out = *found;
    return found != nullptr;
}

IteratorPtr iterateHost(const Value& map) {
    std::vector<Value> items;
    const auto id = map.typeId();
    const auto pair = [&](const Type* type, std::string_view name, Value value) { items.push_back(makePair(types().generic("KeyValuePair", {types().string, type}), textOf(name), std::move(value))); };
    if (id == ids().headers) {
        const auto& headers = *static_cast<const http::Headers*>(map.hostData());
        std::vector<std::string_view> seen;
        for (const auto field : headers) {
            bool known = false;
            for (const auto name : seen) known = known || equalsIgnoreCase(name, field.name);
            if (known) continue;
            seen.push_back(field.name);
            pair(types().stringArray, field.name, stringsOf(headers.all(field.name)));
        }
    } else if (id == ids().query) {
        const auto& url = *static_cast<const http::Url*>(map.hostData());
        std::vector<std::string> seen;
        for (const auto& [name, value] : http::parseQuery(url.query)) {
            bool known = false;
            for (const auto& each : seen) known = known || equalsIgnoreCase(each, name);
            if (known) continue;
            seen.push_back(name);
            pair(types().stringArray, name, makeStrings(queryValues(url, name)));
        }
    } else if (id == ids().parameters) {
        for (const auto& [name, value] : *static_cast<const std::vector<std::pair<std::string, std::string>>*>(map.hostData())) pair(types().string, name, textOf(value));
    } else if (id == ids().variables) {
        for (const auto& [name, value] : *static_cast<const VariableStore*>(map.hostData())) pair(types().object, name, value);
    } else {
        raise("InvalidCastException", "Specified cast is not valid.");
    }
    return makeIterator([items = std::move(items), at = std::size_t{0}](Value& out) mutable {
        if (at >= items.size()) return false;
        out = items[at++];
        return true;
    });
}

std::string hostText(const Value& value) {
    if (value.typeId() == ids().url) return static_cast<const http::Url*>(value.hostData())->toText();
    return types().byId(value.typeId())->name;
}

/// What may leave an evaluation: host maps become dictionaries, shared tokens copies, lazy sequences lists.
Value ownedValue(const Value& value) {
    if (value.kind() == Kind::Host && isHostDictionary(value)) {
        const Type* valueType = value.typeId() == ids().variables ? types().object : value.typeId() == ids().parameters ? types().string : types().stringArray;
        const bool ignoreCase = value.typeId() == ids().headers || value.typeId() == ids().query;
        auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, valueType}), ignoreCase ? Comparer(Comparer::Rule::OrdinalIgnoreCase) : Comparer());
        Value result = Value::object(made);
        const auto walk = iterate(value);
        for (Value item; walk->next(item);) made->table.set(as<RecordObject>(item).items[0], as<RecordObject>(item).items[1]);
        return result;
    }
    return value;
}

Value makeResponse(std::shared_ptr<ResponseData> held) { return held ? Value::object(new ResponseObject(std::move(held))) : Value(); }
std::shared_ptr<ResponseData> responseOf(const Value& value) {
    const auto* object = value.kind() == Kind::Object ? dynamic_cast<const ResponseObject*>(value.pointer()) : nullptr;
    return object ? object->data : nullptr;
}
Value makeJwt(std::shared_ptr<const JwtData> token) { return token ? Value::object(new JwtObject(std::move(token))) : Value(); }
std::shared_ptr<const JwtData> jwtOf(const Value& value) {
    const auto* object = value.kind() == Kind::Object ? dynamic_cast<const JwtObject*>(value.pointer()) : nullptr;
    return object ? object->data : nullptr;
}
Value makeAuthorization(std::shared_ptr<const AuthorizationData> authorization) { return authorization ? Value::object(new AuthorizationObject(std::move(authorization))) : Value(); }

std::shared_ptr<const JwtData> parseJwt(std::string_view value) {
    value = trimWhiteSpace(value);
    if (startsWithIgnoreCase(value, "Bearer ")) value = trimWhiteSpace(value.substr(7));
    const auto parts = split(value, '.');
    if (parts.size() != 3) return nullptr;
    try {
        const auto decode = [](std::string_view part) {
            std::string plain(part);
            for (auto& c : plain) c = c == '-' ? '+' : c == '_' ? '/' : c;
            while (plain.size() % 4 != 0) plain += '=';
            std::string bytes;
            if (!base64Decode(plain, bytes)) raiseFormat();
            return parseJson(fromUtf8Bytes(bytes));
        };
        const TokenRef header = decode(parts[0]);
        const TokenRef payload = decode(parts[1]);
        const auto* head = dynamic_cast<JObjectObject*>(header.get());
        const auto* body = dynamic_cast<JObjectObject*>(payload.get());
        if (!head || !body) return nullptr;
        auto token = std::make_shared<JwtData>();
        const auto read = [](const JObjectObject& object, const char* name, std::string& out) {
            JTokenObject* found = object.get(name);
            if (!found || found->tokenType() == TokenType::Null) return false;
            out = std::string(tokenTo(found, types().string).asText());
            return true;
        };
        (void)read(*head, "alg", token->algorithm);
        token->hasType = read(*head, "typ", token->type);
        token->hasId = read(*body, "jti", token->id);
        token->hasIssuer = read(*body, "iss", token->issuer);
        token->hasSubject = read(*body, "sub", token->subject);
        const auto time = [&](const char* name) -> std::optional<Instant> {
            JTokenObject* found = body->get(name);
            if (!found || found->tokenType() == TokenType::Null) return std::nullopt;
            return Instant(std::chrono::seconds(tokenTo(found, types().int64).bits()));
        };
        token->expirationTime = time("exp");
        token->issuedAt = time("iat");
        token->notBefore = time("nbf");
        for (std::size_t i = 0; i < body->count(); ++i) {
            const auto* property = body->propertyAt(i);
            std::vector<std::string> values;
            if (const auto* array = dynamic_cast<const JArrayObject*>(property->content()))
                for (std::size_t k = 0; k < array->count(); ++k) values.push_back(array->child(k)->toText());
            else if (dynamic_cast<const JContainerObject*>(property->content())) values.push_back(property->content()->json(false));
            else values.push_back(property->content()->toText());
            if (property->name == "aud") token->audiences = values;
            token->claims.emplace_back(property->name, std::move(values));
        }
        return token;
    } catch (const Thrown&) {
        return nullptr;
    }
}

Result<Value> makeToken(std::string_view json) {
    try {
        return parseJson(fromUtf8Bytes(json))->value();
    } catch (const Thrown& thrown) {
        return fail("JsonReaderException", exceptionOf(thrown.exception).message);
    }
}
Value makeBytes(std::string_view bytes) { return Value::object(new ByteArrayObject(std::string(bytes))); }
std::optional<std::string> bytesOf(const Value& value) {
    const std::string* bytes = byteContent(value);
    return bytes ? std::optional<std::string>(*bytes) : std::nullopt;
}
Value makeDateTime(Instant instant) { return fromInstant(instant); }
Value makeGuid(std::string_view text) {
    std::string bytes;
    return parseGuid(text, bytes) ? guidValue(std::move(bytes)) : Value();
}

MGC_TYPE(context_types, describe)

}  // namespace mgc::expression
