#include "azure/cloud.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "http/url.h"
#include "json/document.h"
#include "resources/files.h"

namespace mgc::azure {

namespace {

bool isLoopback(const std::string& host) { return host == "localhost" || host.starts_with("127.") || host == "[::1]" || host == "::1"; }

Result<std::string> address(const json::Document& document, const char* member, bool needed) {
    const auto& root = document.root();
    const auto invalid = [&](const std::string& why) {
        return fail("CloudInvalid", "\"" + std::string(member) + "\" " + why + '.', document.rangeOf('/' + std::string(member)));
    };
    const auto found = root.find(member);
    if (found == root.end()) {
        if (needed) return invalid("is missing");
        return std::string();
    }
    if (!found->is_string()) return invalid("is not a string");
    std::string text = found->get<std::string>();
    const auto url = http::parseUrl(text);
    if (!url || (url->scheme != "https" && !(url->scheme == "http" && isLoopback(url->host))))
        return invalid("must be an https address (http on loopback only), not \"" + text + '"');
    while (text.ends_with('/')) text.pop_back();
    return text;
}

}  // namespace

Result<Cloud> namedCloud(std::string_view name) {
    Cloud cloud;
    if (name.empty() || name == cloud.name) return cloud;
    if (name == "AzureUSGovernment") {
        cloud.name = name;
        cloud.authority = "https://login.microsoftonline.us";
        cloud.resourceManager = "https://management.usgovcloudapi.net";
        cloud.resourceManagerScope = "https://management.usgovcloudapi.net/.default";
        cloud.logAnalytics = "https://api.loganalytics.us";
        cloud.logAnalyticsScope = "https://api.loganalytics.us/.default";
        cloud.portal = "https://portal.azure.us";
        return cloud;
    }
    if (name == "AzureChinaCloud") {
        cloud.name = name;
        cloud.authority = "https://login.chinacloudapi.cn";
        cloud.resourceManager = "https://management.chinacloudapi.cn";
        cloud.resourceManagerScope = "https://management.chinacloudapi.cn/.default";
        cloud.logAnalytics = "https://api.loganalytics.azure.cn";
        cloud.logAnalyticsScope = "https://api.loganalytics.azure.cn/.default";
        cloud.portal = "https://portal.azure.cn";
        return cloud;
    }
    return fail("UnknownCloud", "There is no cloud \"" + std::string(name) +
                                    "\"; known are AzurePublicCloud, AzureUSGovernment and AzureChinaCloud, others by --cloud FILE.");
}

Result<Cloud> readCloud(const std::string& file) {
    MGC_TRY_ASSIGN(std::string text, resources::readFile(file));
    MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(std::move(text), file));
    if (!document.root().is_object()) return fail("CloudInvalid", "The cloud file must hold a JSON object.", document.rangeOf(""));
    Cloud cloud;
    cloud.name =
        document.root().value("name", nlohmann::ordered_json("custom")).is_string() ? document.root().value("name", "custom") : "custom";
    MGC_TRY_ASSIGN(cloud.authority, address(document, "authority", true));
    MGC_TRY_ASSIGN(cloud.resourceManager, address(document, "resourceManager", true));
    cloud.resourceManagerScope = cloud.resourceManager + "/.default";
    MGC_TRY_ASSIGN(cloud.foundry, address(document, "foundry", false));
    MGC_TRY_ASSIGN(const std::string logs, address(document, "logAnalytics", false));
    if (!logs.empty()) {
        cloud.logAnalytics = logs;
        cloud.logAnalyticsScope = logs + "/.default";
    }
    MGC_TRY_ASSIGN(cloud.graphAudience, address(document, "graphAudience", false));
    cloud.portal = "";
    if (const auto ca = document.root().find("caFile"); ca != document.root().end()) {
        if (!ca->is_string()) return fail("CloudInvalid", "\"caFile\" is not a string.", document.rangeOf("/caFile"));
        const std::filesystem::path path = ca->get<std::string>();
        cloud.caFile = path.empty() || path.is_absolute() ? path.string() : (std::filesystem::path(file).parent_path() / path).string();
    }
    return cloud;
}

}  // namespace mgc::azure
