#include "app/gateway/check_files.h"

#include <algorithm>
#include <array>

#include "app/gateway/text_file.h"
#include "base/text.h"
#include "policy/graphql/resolver.h"
#include "policy/model/document_check.h"
#include "policy/program/program.h"
#include "policy/xml/document.h"

namespace mgc::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 100'000;

bool isPolicyDocument(const std::string& text) {
    const auto document = policy::xml::Document::parse(text);
    const auto root = document.firstChildElement(policy::xml::documentNode);
    return root != policy::xml::noNode &&
           (document.name(root) == "policies" || document.name(root) == "fragment" || document.name(root).ends_with("-data-source"));
}

/// What only compiling finds. Documents with placeholders are left out: their constants are not known yet.
void compile(const policy::PolicyNode& root, const policy::Catalog& catalog, const PolicyFile& file, Diagnostics& diagnostics) {
    policy::CompileEnvironment environment;
    environment.findPolicy = [&catalog](std::string_view element) { return catalog.find(element); };
    environment.findFragment = [&file](std::string_view id) { return file.fragment ? file.fragment(id) : nullptr; };
    Diagnostics found;
    if (root.name.ends_with("-data-source"))
        static_cast<void>(policy::compileResolver(root, "", "Query/field", environment, found));  // which field does not matter here
    else
        static_cast<void>(policy::compileDocument(root, file.scope.value_or(policy::Scope::Api), "", environment, found));
    for (const auto& diagnostic : found.all()) {
        // Whether fragments are there is the validator's finding; expressions have been compiled by it, too.
        const bool known = diagnostic.code == "MGC2310" || diagnostic.code.starts_with("MGC3");
        if (!known) diagnostics.add(diagnostic);
    }
}

}  // namespace

CheckedFile checkPolicyFile(const PolicyFile& file, const policy::Catalog& catalog, const policy::ValidationOptions& options) {
    policy::ValidationOptions effective = options;
    if (!effective.scope) effective.scope = file.scope;
    effective.webSocketApi = file.webSocketApi;
    if (!effective.known) effective.known = file.known;
    effective.namedValueExists = file.namedValueExists;
    policy::NodeOptions nodeOptions;
    nodeOptions.namedValue = file.namedValue;
    auto checked = policy::checkDocument(policy::xml::Document::parse(file.text, file.path), catalog, effective, nodeOptions);
    const bool whole = checked.nodes.kind == policy::DocumentKind::Policies || checked.nodes.kind == policy::DocumentKind::Resolver;
    if (whole && !checked.diagnostics.hasErrors() && !checked.openPlaceholders)
        compile(checked.nodes.root, catalog, file, checked.diagnostics);
    return {file.path, std::move(checked.diagnostics)};
}

Result<std::vector<PolicyFile>> findPolicyFiles(const fs::path& folder) {
    std::vector<PolicyFile> found;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
    if (error) return fail("MGC9001", folder.string() + " cannot be read: " + error.message() + ".");
    std::size_t seen = 0;
    for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (error) return fail("MGC9001", folder.string() + " cannot be read: " + error.message() + ".");
        const auto& entry = *entries;
        const std::string name = entry.path().filename().string();
        if (entry.is_directory(error)) {
            if (name.starts_with('.') || entry.is_symlink(error)) entries.disable_recursion_pending();
            continue;
        }
        if (!entry.is_regular_file(error) || entry.is_symlink(error) || !equalsIgnoreCase(entry.path().extension().string(), ".xml"))
            continue;
        if (++seen > mostFiles) return fail("MGC9001", folder.string() + " holds more than 100,000 XML files.");
        auto text = readTextFile(entry.path(), policy::xml::largestDocument);
        if (text && isPolicyDocument(*text)) found.push_back({entry.path().string(), std::move(*text)});
    }
    std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
    return found;
}

std::optional<policy::Gateway> gatewayOfTier(std::string_view tier) {
    using policy::Gateway;
    static constexpr std::array<std::pair<std::string_view, Gateway>, 12> tiers{{{"developer", Gateway::Classic},
                                                                                 {"basic", Gateway::Classic},
                                                                                 {"standard", Gateway::Classic},
                                                                                 {"premium", Gateway::Classic},
                                                                                 {"isolated", Gateway::Classic},
                                                                                 {"basicv2", Gateway::V2},
                                                                                 {"standardv2", Gateway::V2},
                                                                                 {"premiumv2", Gateway::V2},
                                                                                 {"consumption", Gateway::Consumption},
                                                                                 {"self-hosted", Gateway::SelfHosted},
                                                                                 {"workspace", Gateway::WorkspaceGateway},
                                                                                 {"workspace-gateway", Gateway::WorkspaceGateway}}};
    for (const auto& [name, gateway] : tiers) {
        if (equalsIgnoreCase(name, tier)) return gateway;
    }
    return std::nullopt;
}

}  // namespace mgc::app
