#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::azure {

/// One Azure cloud: every address and audience that is used. Sovereign clouds, private proxies and tests differ only here.
struct Cloud {
    std::string name = "AzurePublicCloud";
    std::string authority = "https://login.microsoftonline.com";
    std::string resourceManager = "https://management.azure.com";  ///< no slash at the end
    std::string resourceManagerScope = "https://management.azure.com/.default";
    std::string graphAudience;
    std::string foundry;  ///< base address of Foundry's data plane; "": https://<account>.services.ai.azure.com
    std::string foundryScope = "https://ai.azure.com/.default";
    std::string logAnalytics = "https://api.loganalytics.azure.com";
    std::string logAnalyticsScope = "https://api.loganalytics.io/.default";
    std::string portal = "https://portal.azure.com";
    std::string caFile;
};

/// The clouds that are known: AzurePublicCloud, AzureUSGovernment, AzureChinaCloud. Error UnknownCloud.
[[nodiscard]] Result<Cloud> namedCloud(std::string_view name);
/// {"name","authority","resourceManager","graphAudience"?,"foundry"?,"logAnalytics"?,"caFile"?} of `file`; addresses must be https, or http
/// on loopback; a relative caFile is relative to the file. Error CloudInvalid with the member, MGC2001.
[[nodiscard]] Result<Cloud> readCloud(const std::string& file);

}  // namespace mgc::azure
