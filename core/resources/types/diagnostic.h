#pragma once
#include <optional>
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

/// Which logger gets what, for the whole service or for one API.
struct DiagnosticSetting : Resource {
    std::string logger;  ///< name of the logger resource
    double samplingPercentage = 100;
    bool alwaysLogErrors = false;
    bool metrics = false;  ///< custom metrics (emit-metric, token metrics) reach this logger
    std::string verbosity = "information";
    bool llmLogs = false;  ///< largeLanguageModel.logs enabled
    std::int64_t llmRequestBytes = 32768, llmResponseBytes = 32768;
    std::int64_t frontendRequestBytes = 0, frontendResponseBytes = 0, backendRequestBytes = 0, backendResponseBytes = 0;  ///< 0..8192
};

[[nodiscard]] DiagnosticSetting readDiagnostic(Resource resource);

}  // namespace mgc::resources
