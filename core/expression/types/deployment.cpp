// IDeployment, IGateway, ISustainabilityInfo.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.enumeration(none, "CarbonIntensity")
        .values({{"NotAvailable", 0}, {"VeryLow", 1}, {"Low", 2}, {"Medium", 3}, {"High", 4}, {"VeryHigh", 5}});
    registry.define(none, "ISustainabilityInfo", TypeKind::Interface).property("CarbonIntensity CurrentCarbonIntensity", [](Call&) {
        return enumValue("CarbonIntensity", 0);
    });
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
}

}  // namespace

MGC_TYPE(deployment, describe)

}  // namespace mgc::expression
