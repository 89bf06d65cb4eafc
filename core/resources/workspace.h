#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "resources/price_table.h"
#include "resources/types/api.h"
#include "resources/types/backend.h"
#include "resources/types/diagnostic.h"
#include "resources/types/gateway.h"
#include "resources/types/group.h"
#include "resources/types/logger.h"
#include "resources/types/named_value.h"
#include "resources/types/policy_fragment.h"
#include "resources/types/product.h"
#include "resources/types/schema.h"
#include "resources/types/subscription.h"
#include "resources/types/tag.h"
#include "resources/types/version_set.h"

namespace mgc::resources {

/// What a workspace folder cannot hold: values given from outside for this run or this machine.
struct ReadOptions {
    /// `--set NAME=VALUE`: named values by display name; "subscriptions/NAME/primaryKey" and ".../secondaryKey" set keys.
    std::map<std::string, std::string, std::less<>> settings = {};
    /// Environment variables; the process environment where empty.
    std::function<std::optional<std::string>(std::string_view name)> environment = {};
    /// The keychain: asked for "named-value/NAME" and "subscription/NAME/primary|secondary"; may be empty.
    std::function<std::optional<std::string>(std::string_view name)> secrets = {};
    /// Secret from which local subscription keys are derived; "" takes the installation's (see local_keys.h).
    std::string keySeed = {};
};

/// An immutable snapshot of a workspace folder (APIOps layout v7; v6 and camelCase folder names are read too). Shared by all threads.
/// Everything that could be read is here, whatever else is broken; the problems are in the Diagnostics given to read().
class Workspace {
public:
    /// Error only where there is no such folder or it cannot be listed (MGC2013). Diagnostics: MGC2001 to MGC2014 with file, line, column.
    [[nodiscard]] static Result<std::shared_ptr<const Workspace>> read(const std::string& path, Diagnostics& diagnostics,
                                                                       const ReadOptions& options = {});
    /// True if the folder looks like a workspace: it has one of the collection folders or .model-gateway.
    [[nodiscard]] static bool isWorkspace(const std::string& path);

    std::string root;  ///< the folder as the user named it
    std::string id;    ///< stable: from .model-gateway/workspace.json, else the folder's absolute path
    std::string tier;  ///< the APIM tier it imitates, from .model-gateway/workspace.json; "" where it names none

    std::vector<PolicyDocument> policies;  ///< of the global scope (at most one) and of APIM workspaces
    std::vector<Api> apis;                 ///< all revisions and versions
    std::vector<Product> products;
    std::vector<Subscription> subscriptions;  ///< in folder order; the built-in "master" last
    std::vector<Backend> backends;
    std::vector<NamedValue> namedValues;
    std::vector<PolicyFragment> fragments;
    std::vector<Schema> schemas;
    std::vector<Logger> loggers;
    std::vector<DiagnosticSetting> diagnostics;  ///< of the service; those of APIs are at the API
    std::vector<Gateway> gateways;
    std::vector<VersionSet> versionSets;
    std::vector<Tag> tags;
    std::vector<Group> groups;
    PriceTable prices;  ///< of `.model-gateway/prices.json`; empty where there is no such file

    /// Lookups compare without case and look in the APIM workspace first, then at service level. Null where there is none.
    [[nodiscard]] const Api* api(std::string_view name, std::string_view workspace = {}) const;
    [[nodiscard]] const Product* product(std::string_view name, std::string_view workspace = {}) const;
    [[nodiscard]] const Subscription* subscription(std::string_view name) const;
    [[nodiscard]] const Backend* backend(std::string_view name, std::string_view workspace = {}) const;
    [[nodiscard]] const PolicyFragment* fragment(std::string_view name, std::string_view workspace = {}) const;
    [[nodiscard]] const Logger* logger(std::string_view name, std::string_view workspace = {}) const;
    [[nodiscard]] const VersionSet* versionSet(std::string_view name, std::string_view workspace = {}) const;
    /// By display name, with its case, as {{...}} compares.
    [[nodiscard]] const NamedValue* namedValue(std::string_view displayName, std::string_view workspace = {}) const;
    [[nodiscard]] const PolicyDocument* globalPolicy() const;
    [[nodiscard]] const PolicyDocument* workspacePolicy(std::string_view workspace) const;
    /// Operation of an API by name.
    [[nodiscard]] static const Operation* operation(const Api& api, std::string_view name);

    /// `text` with every known {{name}} replaced (values are not expanded again). Unknown names stay; `missing` collects them.
    [[nodiscard]] std::string expanded(std::string_view text, std::string_view workspace,
                                       std::vector<std::string>* missing = nullptr) const;
    /// `.model-gateway/<relative>` as text; nullopt where there is no such file or it is larger than 32 MiB.
    [[nodiscard]] std::optional<std::string> localFile(std::string_view relative) const;
    [[nodiscard]] std::string localFilePath(std::string_view relative) const;
    /// The simulator's profile: `.model-gateway/simulator.json`.
    [[nodiscard]] std::optional<std::string> simulatorProfile() const { return localFile("simulator.json"); }
};

}  // namespace mgc::resources
