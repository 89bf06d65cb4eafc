// IApi, IOperation, IBackend, IWorkspace, ISubscriptionKeyParameterNames.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "ISubscriptionKeyParameterNames", TypeKind::Interface)
        .property("string Header", text<SubscriptionKeyParameterNames, &SubscriptionKeyParameterNames::header>)
        .property("string Query", text<SubscriptionKeyParameterNames, &SubscriptionKeyParameterNames::query>);
    registry.define(none, "IApi", TypeKind::Interface)
        .property("string Id", text<ApiData, &ApiData::id>)
        .property("string Name", text<ApiData, &ApiData::name>)
        .property("string Path", text<ApiData, &ApiData::path>)
        .property("string Revision", text<ApiData, &ApiData::revision>)
        .property("string Version", text<ApiData, &ApiData::version>)
        .property("bool IsCurrentRevision", flag<ApiData, &ApiData::isCurrentRevision>)
        .property("IEnumerable<string> Protocols",
                  [](Call& c) {
                      std::vector<Value> items;
                      for (const auto& each : data<ApiData>(c).protocols) items.push_back(Value::text(each));
                      return list(types().string, std::move(items));
                  })
        .property("IUrl ServiceUrl", [](Call& c) { return Value::host(ids().url, &data<ApiData>(c).serviceUrl); })
        .property("ISubscriptionKeyParameterNames SubscriptionKeyParameterNames",
                  [](Call& c) { return Value::host(ids().keyNames, &data<ApiData>(c).keyNames); });
    registry.define(none, "IBackend", TypeKind::Interface)
        .property("string Id", text<BackendData, &BackendData::id>)
        .property("string AzureRegion", text<BackendData, &BackendData::azureRegion>)
        .property("BackendType Type", [](Call& c) { return Value::enumeration(ids().backendType, data<BackendData>(c).isPool ? 1 : 0); });
    registry.enumeration(none, "BackendType").values({{"Single", 0}, {"Pool", 1}});
    registry.define(none, "IOperation", TypeKind::Interface)
        .property("string Id", text<OperationData, &OperationData::id>)
        .property("string Method", text<OperationData, &OperationData::method>)
        .property("string Name", text<OperationData, &OperationData::name>)
        .property("string UrlTemplate", text<OperationData, &OperationData::urlTemplate>);
    registry.define(none, "IWorkspace", TypeKind::Interface)
        .property("string Id", text<WorkspaceData, &WorkspaceData::id>)
        .property("string Name", text<WorkspaceData, &WorkspaceData::name>);
}

}  // namespace

MGC_TYPE(api, describe)

}  // namespace mgc::expression
