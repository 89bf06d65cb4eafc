#pragma once
#include <optional>
#include <string>

#include "azure/apim/entity.h"
#include "azure/apim/service_ref.h"

namespace mgc::azure {

/// Reads single entities of a service as they are now. Notices collect what could only be read in part.
class LiveReader {
public:
    LiveReader(ArmClient& arm, ServiceRef service) : m_arm(arm), m_service(std::move(service)) {}

    /// Nullopt where Azure has none.
    [[nodiscard]] Result<std::optional<LiveEntity>> read(const std::string& id, EntityKind kind);
    /// The API's specification through the export link; nullopt where the service gives none (the operations are imported one by one then).
    [[nodiscard]] Result<std::optional<LiveEntity>> readSpecification(const std::string& apiId, const Json& apiProperties);
    [[nodiscard]] const ServiceRef& service() const { return m_service; }
    [[nodiscard]] ArmClient& arm() { return m_arm; }
    [[nodiscard]] const std::vector<std::string>& notices() const { return m_notices; }

private:
    [[nodiscard]] Result<std::optional<LiveEntity>> readLink(const std::string& id);

    ArmClient& m_arm;
    ServiceRef m_service;
    std::vector<std::string> m_notices;
    bool m_linksWork = true;
};

}  // namespace mgc::azure
