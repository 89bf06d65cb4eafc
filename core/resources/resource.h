#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/source_range.h"
#include "json/document.h"

namespace mgc::resources {

/// What every resource of a workspace has. The resource's name is its folder's name; APIM compares names without case.
struct Resource {
    std::string name;
    std::string workspace;                           ///< the APIM workspace that holds it; "" at service level
    std::string id;                                  ///< "/backends/aoai-pool", "/workspaces/w/apis/a"; as references in JSON files name it
    std::string file;                                ///< path of the info file, as messages show it; "" where the kind needs none
    std::shared_ptr<const json::Document> document;  ///< the info file with all its members; null where there is none

    /// Place of a member below "properties" ("/pool/services/0/id"), for messages.
    [[nodiscard]] SourceRange rangeOf(std::string_view pointerBelowProperties = {}) const;
};

/// A policy.xml as it stands on disk. `scope` is one of global, workspace, product, api, operation, fragment.
struct PolicyDocument {
    std::string scope;
    std::string scopeId;  ///< "/", "/products/p", "/apis/a", "/apis/a/operations/o", "/workspaces/w", "/policyFragments/f"
    std::string file;
    std::shared_ptr<const std::string> text;
};

/// The last part of "/loggers/azuremonitor" or of a full ARM id; the text itself where it has no "/".
[[nodiscard]] std::string_view lastSegment(std::string_view reference);
/// "/apis/a" out of an ARM id: what follows "Microsoft.ApiManagement/service/<name>"; relative ids unchanged.
[[nodiscard]] std::string_view relativeId(std::string_view reference);

}  // namespace mgc::resources
