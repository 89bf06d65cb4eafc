// BasicAuthCredentials and Authorization.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

class AuthorizationObject final : public Object {
public:
    explicit AuthorizationObject(std::shared_ptr<const AuthorizationData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Authorization"); }
    const std::shared_ptr<const AuthorizationData> data;
};

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
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
}

}  // namespace

Value makeAuthorization(std::shared_ptr<const AuthorizationData> authorization) {
    return authorization ? Value::object(new AuthorizationObject(std::move(authorization))) : Value();
}

MGC_TYPE(credentials, describe)

}  // namespace mgc::expression
