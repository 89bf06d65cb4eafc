#include "resources/workspace.h"

#include <array>

#include "base/text.h"
#include "resources/files.h"
#include "resources/workspace_reader.h"

namespace mgc::resources {
namespace {

/// The resource of that name in the APIM workspace, else at service level.
template <class Kind>
const Kind* find(const std::vector<Kind>& all, std::string_view name, std::string_view workspace) {
    const Kind* atService = nullptr;
    for (const Kind& resource : all) {
        if (!equalsIgnoreCase(resource.name, name)) continue;
        if (equalsIgnoreCase(resource.workspace, workspace)) return &resource;
        if (resource.workspace.empty()) atService = &resource;
    }
    return atService;
}

}  // namespace

Result<std::shared_ptr<const Workspace>> Workspace::read(const std::string& path, Diagnostics& diagnostics, const ReadOptions& options) {
    if (!isFolder(path)) return fail("MGC2013", "there is no workspace folder " + path, {path, {1, 1, 0}, {1, 1, 0}});
    auto workspace = std::make_shared<Workspace>();
    workspace->root = path;
    WorkspaceReader(*workspace, diagnostics, options).read();
    return workspace;
}

bool Workspace::isWorkspace(const std::string& path) {
    static constexpr std::array<std::string_view, 12> folders = {
        "apis",    "backends",         "products",        "subscriptions", "named values", "namedValues",
        "loggers", "policy fragments", "policyFragments", "version sets",  "versionSets",  ".model-gateway"};
    for (const std::string_view folder : folders)
        if (isFolder(joinedPath(path, folder))) return true;
    return false;
}

const Api* Workspace::api(std::string_view name, std::string_view workspace) const { return find(apis, name, workspace); }
const Product* Workspace::product(std::string_view name, std::string_view workspace) const { return find(products, name, workspace); }
const Backend* Workspace::backend(std::string_view name, std::string_view workspace) const { return find(backends, name, workspace); }
const PolicyFragment* Workspace::fragment(std::string_view name, std::string_view workspace) const {
    return find(fragments, name, workspace);
}
const Logger* Workspace::logger(std::string_view name, std::string_view workspace) const { return find(loggers, name, workspace); }
const VersionSet* Workspace::versionSet(std::string_view name, std::string_view workspace) const {
    return find(versionSets, name, workspace);
}

const Subscription* Workspace::subscription(std::string_view name) const {
    for (const Subscription& candidate : subscriptions)
        if (equalsIgnoreCase(candidate.name, name)) return &candidate;
    return nullptr;
}

const NamedValue* Workspace::namedValue(std::string_view displayName, std::string_view workspace) const {
    const NamedValue* atService = nullptr;
    for (const NamedValue& candidate : namedValues) {
        if (candidate.displayName != displayName) continue;
        if (equalsIgnoreCase(candidate.workspace, workspace)) return &candidate;
        if (candidate.workspace.empty()) atService = &candidate;
    }
    return atService;
}

const PolicyDocument* Workspace::globalPolicy() const {
    for (const PolicyDocument& document : policies)
        if (document.scope == "global") return &document;
    return nullptr;
}

const PolicyDocument* Workspace::workspacePolicy(std::string_view workspace) const {
    for (const PolicyDocument& document : policies)
        if (document.scope == "workspace" && equalsIgnoreCase(lastSegment(document.scopeId), workspace)) return &document;
    return nullptr;
}

const Operation* Workspace::operation(const Api& api, std::string_view name) {
    for (const Operation& candidate : api.operations)
        if (equalsIgnoreCase(candidate.name, name)) return &candidate;
    return nullptr;
}

std::string Workspace::expanded(std::string_view text, std::string_view workspace, std::vector<std::string>* missing) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find("{{", at);
        const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
        if (close == std::string_view::npos) return result.append(text.substr(at));
        const std::string_view name = trimmed(text.substr(open + 2, close - open - 2));
        const NamedValue* const named = namedValue(name, workspace);
        result.append(text.substr(at, open - at));
        if (named && named->value) {
            result.append(*named->value);
        } else {
            result.append(text.substr(open, close + 2 - open));
            if (missing) missing->emplace_back(name);
        }
        at = close + 2;
    }
    return result;
}

std::string Workspace::localFilePath(std::string_view relative) const { return joinedPath(joinedPath(root, ".model-gateway"), relative); }

std::optional<std::string> Workspace::localFile(std::string_view relative) const {
    const std::string path = localFilePath(relative);
    if (!isFile(path)) return std::nullopt;
    auto text = readFile(path);
    return text ? std::optional(std::move(*text)) : std::nullopt;
}

}  // namespace mgc::resources
