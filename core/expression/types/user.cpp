// IUser, IGroup, IUserIdentity.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IGroup", TypeKind::Interface)
        .property("string Id", text<GroupData, &GroupData::id>)
        .property("string Name", text<GroupData, &GroupData::name>);
    registry.define(none, "IUserIdentity", TypeKind::Interface)
        .property("string Id", text<IdentityData, &IdentityData::id>)
        .property("string Provider", text<IdentityData, &IdentityData::provider>);
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
}

}  // namespace

MGC_TYPE(user, describe)

}  // namespace mgc::expression
