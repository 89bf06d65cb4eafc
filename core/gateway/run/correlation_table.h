#pragma once
#include <unordered_map>

#include "expression/host/context_data.h"
#include "policy/runtime/correlation.h"
#include "resources/workspace.h"

namespace mgc::gateway {

class RouteTable;

/// Which correlation headers each API's diagnostic settings ask for. An API's own setting goes before the service's.
class CorrelationTable {
public:
    struct Setting {
        policy::CorrelationProtocol protocol = policy::CorrelationProtocol::None;
        double samplingPercentage = 100;
    };
    CorrelationTable() = default;
    /// `byDefault` holds where no setting names a protocol.
    CorrelationTable(const RouteTable& routes, const resources::Workspace& workspace, policy::CorrelationProtocol byDefault);

    /// True if no API correlates: then a request need not look.
    [[nodiscard]] bool isEmpty() const { return m_settings.empty(); }
    [[nodiscard]] Setting of(const expression::ApiData* api) const;

private:
    std::unordered_map<const expression::ApiData*, Setting> m_settings;  ///< only of APIs that correlate
};

}  // namespace mgc::gateway
