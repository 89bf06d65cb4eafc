#pragma once
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

struct Logger : Resource {
    std::string loggerType;  ///< azureMonitor, applicationInsights or azureEventHub
    std::string description;
    bool isBuffered = true;
    std::string resourceId;
};

[[nodiscard]] Logger readLogger(Resource resource);

}  // namespace mgc::resources
