#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "policy/model/validator.h"

namespace mgc::app {

/// A policy document that is to be checked, and what is known about where it stands.
struct PolicyFile {
    std::string path;  ///< as the user named it
    std::string text;
    std::optional<policy::Scope> scope = {};
    bool webSocketApi = false;  ///< it belongs to a WebSocket API
    std::function<std::optional<std::string>(std::string_view name)> namedValue = {};
    std::function<bool(std::string_view name)> namedValueExists = {};
    const policy::References* known = nullptr;  ///< null: nothing is in reach
    std::function<const policy::PolicyNode*(std::string_view id)> fragment = {};
};

struct CheckedFile {
    std::string path;
    Diagnostics diagnostics;
    [[nodiscard]] bool ok() const { return !diagnostics.hasErrors(); }
};

/// Reads, validates and compiles one document.
[[nodiscard]] CheckedFile checkPolicyFile(const PolicyFile& file, const policy::Catalog& catalog, const policy::ValidationOptions& options);

/// The policy documents below a folder: files named *.xml whose first element is <policies>, <fragment> or the data source of a
/// GraphQL resolver. Hidden folders and symbolic links are passed by. At most 100,000 files.
[[nodiscard]] Result<std::vector<PolicyFile>> findPolicyFiles(const std::filesystem::path& folder);

/// Gateway family of an APIM tier name as `--tier` takes it ("developer", "basicv2", "consumption", "self-hosted", "workspace", ...).
[[nodiscard]] std::optional<policy::Gateway> gatewayOfTier(std::string_view tier);

}  // namespace mgc::app
