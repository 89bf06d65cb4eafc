#include "gateway/run/correlation_table.h"

#include "base/text.h"
#include "gateway/route/route_table.h"
#include "resources/members.h"

namespace mgc::gateway {

namespace {

using policy::CorrelationProtocol;

std::optional<CorrelationTable::Setting> settingIn(const std::vector<resources::DiagnosticSetting>& diagnostics) {
    for (const auto& each : diagnostics) {
        const std::string protocol = resources::Members::of(each).text("httpCorrelationProtocol");
        if (protocol.empty()) continue;
        const auto value = equalsIgnoreCase(protocol, "W3C")      ? CorrelationProtocol::W3c
                           : equalsIgnoreCase(protocol, "Legacy") ? CorrelationProtocol::Legacy
                                                                  : CorrelationProtocol::None;
        return CorrelationTable::Setting{value, each.samplingPercentage};
    }
    return std::nullopt;
}

}  // namespace

CorrelationTable::CorrelationTable(const RouteTable& routes, const resources::Workspace& workspace, CorrelationProtocol byDefault) {
    const auto ofService = settingIn(workspace.diagnostics);
    for (const auto& api : routes.apis()) {
        auto setting = settingIn(api->resource->diagnostics);
        if (!setting) setting = ofService;
        if (!setting) setting = Setting{byDefault, 100};
        if (setting->protocol != CorrelationProtocol::None) m_settings.emplace(api->data.get(), *setting);
    }
}

CorrelationTable::Setting CorrelationTable::of(const expression::ApiData* api) const {
    const auto found = m_settings.find(api);
    return found == m_settings.end() ? Setting{} : found->second;
}

}  // namespace mgc::gateway
