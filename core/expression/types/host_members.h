#pragma once
#include <optional>
#include <string>

#include "expression/host/host_values.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

// What the types of `context` share. Values of these types borrow the engine's data (Kind::Host) or own it (IResponse, Jwt in variables).
namespace mgc::expression::host {

[[nodiscard]] inline std::uint16_t idOf(const char* name) { return types().named(name)->id; }

/// Ids of the host types, looked up once.
struct Ids {
    std::uint16_t request = idOf("IRequest"), response = idOf("IResponse"), url = idOf("IUrl"), headers = idOf("HeaderCollection"),
                  query = idOf("QueryCollection"), parameters = idOf("ParameterCollection"), variables = idOf("VariableCollection"),
                  api = idOf("IApi"), operation = idOf("IOperation"), product = idOf("IProduct"), subscription = idOf("ISubscription"),
                  user = idOf("IUser"), group = idOf("IGroup"), identity = idOf("IUserIdentity"), workspace = idOf("IWorkspace"),
                  backend = idOf("IBackend"), deployment = idOf("IDeployment"), gateway = idOf("IGateway"), lastError = idOf("ILastError"),
                  body = idOf("IMessageBody"), keyNames = idOf("ISubscriptionKeyParameterNames"), productState = idOf("ProductState"),
                  backendType = idOf("BackendType"), endpoint = idOf("IPrivateEndpointConnection"),
                  sustainability = idOf("ISustainabilityInfo");
};
/// Ids of the host types, looked up once.
[[nodiscard]] const Ids& ids();

[[nodiscard]] inline Value borrowed(std::uint16_t id, const void* data) { return data ? Value::host(id, data) : Value(); }
template <class T>
[[nodiscard]] const T& data(Call& c) {
    return *static_cast<const T*>(c.self().hostData());
}
[[nodiscard]] inline EvaluationContext& context(Call& c) {
    return *static_cast<EvaluationContext*>(const_cast<void*>(c.self().hostData()));
}

template <class T, std::string T::*field>
Value text(Call& c) {
    return textOf(data<T>(c).*field);
}
template <class T, bool T::*field>
Value flag(Call& c) {
    return boxed(data<T>(c).*field);
}

[[nodiscard]] Value fromInstant(Instant instant);
[[nodiscard]] Value fromInstant(const std::optional<Instant>& instant);
[[nodiscard]] Value bodyValue(MessageBody* body, const Value& owner);
[[nodiscard]] Value groups(const std::vector<GroupData>& all);
/// The token of a text or a Bearer header; null if it is none.
[[nodiscard]] Value asJwt(std::string_view text);
/// Values of a query parameter, names without regard to case.
[[nodiscard]] std::vector<std::string> queryValues(const http::Url& url, std::string_view name);

}  // namespace mgc::expression::host
