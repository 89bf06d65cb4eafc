#include "resources/workspace_reader.h"

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "resources/files.h"
#include "resources/local_keys.h"
#include "resources/members.h"
#include "resources/resource_type.h"

namespace mgc::resources {
namespace {

constexpr std::size_t maximumPolicyBytes = 4u << 20;

SourceRange startOf(const std::string& file) { return {file, {1, 1, 0}, {1, 1, 0}}; }

}  // namespace

void WorkspaceReader::error(std::string_view code, const std::string& message, SourceRange range, std::string_view element) {
    m_diagnostics.error(code, message, std::move(range), element);
}

void WorkspaceReader::warning(std::string_view code, const std::string& message, SourceRange range, std::string_view element) {
    m_diagnostics.warning(code, message, std::move(range), element);
}

void WorkspaceReader::read() {
    readLocalSettings();
    readLevel({m_workspace.root, "", ""});
    const std::string nested = joinedPath(m_workspace.root, "workspaces");
    for (const std::string& name : foldersIn(nested)) {
        const std::string folder = joinedPath(nested, name);
        if (auto document = policy(folder, "workspace", "/workspaces/" + name)) m_workspace.policies.push_back(std::move(*document));
        readLevel({folder, "/workspaces/" + name, name});
    }
    resolveNamedValues();
    resolveBackends();
    resolveKeys();
    checkReferences(m_workspace, m_diagnostics);
}

void WorkspaceReader::readLocalSettings() {
    const std::string file = m_workspace.localFilePath("workspace.json");
    if (isFile(file)) {
        if (const auto settings = document(file); settings && settings->root().is_object()) {
            m_workspace.id = Members(settings->root()).text("id");
            m_workspace.tier = Members(settings->root()).text("tier");
        }
    }
    if (const std::string prices = m_workspace.localFilePath(priceTableDescriptor().name); isFile(prices))
        if (const auto table = document(prices)) m_workspace.prices = readPriceTable(*table, m_diagnostics);
    if (!m_workspace.id.empty()) return;
    std::error_code code;
    const auto path = std::filesystem::weakly_canonical(m_workspace.root, code);
    m_workspace.id = code ? m_workspace.root : path.string();
}

std::optional<json::Document> WorkspaceReader::document(const std::string& path) {
    auto text = readFile(path);
    if (!text) {
        error(text.error().code, text.error().message, text.error().range, "file");
        return std::nullopt;
    }
    const bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    auto document = yaml ? json::Document::parseYaml(std::move(*text), path) : json::Document::parse(std::move(*text), path);
    if (document) return std::move(*document);
    error("MGC2002", std::string(yaml ? "not valid YAML: " : "not valid JSON: ") + document.error().message, document.error().range,
          "file");
    return std::nullopt;
}

std::optional<PolicyDocument> WorkspaceReader::policy(const std::string& folder, std::string_view scope, std::string_view scopeId) {
    const std::string path = joinedPath(folder, "policy.xml");
    if (!isFile(path)) return std::nullopt;
    auto text = readFile(path, maximumPolicyBytes);
    if (!text) {
        error(text.error().code, text.error().message, text.error().range, "policy");
        return std::nullopt;
    }
    return PolicyDocument{std::string(scope), std::string(scopeId), path, std::make_shared<const std::string>(std::move(*text))};
}

void WorkspaceReader::collection(const Level& level, const ResourceDescriptor& descriptor,
                                 const std::function<void(Resource, const std::string&)>& use) {
    std::vector<std::string_view> folders{descriptor.folder};
    folders.insert(folders.end(), descriptor.otherFolders.begin(), descriptor.otherFolders.end());
    std::vector<std::string_view> files{descriptor.infoFile};
    files.insert(files.end(), descriptor.otherInfoFiles.begin(), descriptor.otherInfoFiles.end());
    std::set<std::string> seen;
    for (const std::string_view collectionFolder : folders) {
        const std::string parent = joinedPath(level.folder, collectionFolder);
        for (const std::string& name : foldersIn(parent)) {
            const std::string folder = joinedPath(parent, name);
            Resource resource;
            resource.name = name;
            resource.workspace = level.workspace;
            resource.id = level.idPrefix + "/" + std::string(lastSegment(descriptor.armType)) + "/" + name;
            for (const std::string_view file : files)
                if (resource.file.empty() && isFile(joinedPath(folder, file))) resource.file = joinedPath(folder, file);
            if (resource.file.empty() && descriptor.infoRequired) {
                warning("MGC2001",
                        std::string(descriptor.title) + " \"" + name + "\" has no file " + std::string(descriptor.infoFile) +
                            " and is left out",
                        startOf(joinedPath(folder, descriptor.infoFile)), descriptor.kind);
                continue;
            }
            if (!seen.insert(toLowerAscii(name)).second) {
                error("MGC2007", std::string(descriptor.title) + " \"" + name + "\" is there twice (names are compared without case)",
                      startOf(folder), descriptor.kind);
                continue;
            }
            if (!resource.file.empty()) {
                auto info = document(resource.file);
                if (!info) continue;
                resource.document = std::make_shared<const json::Document>(std::move(*info));
                validateMembers(resource, descriptor, m_diagnostics);
            }
            use(std::move(resource), folder);
        }
    }
}

std::vector<std::string> WorkspaceReader::links(const std::string& folder, std::string_view kind, std::string_view infoFile,
                                                std::string_view idMember) {
    std::vector<std::string> names;
    const std::string parent = joinedPath(folder, kind);
    for (const std::string& name : foldersIn(parent)) {
        std::string target = name;
        const std::string file = joinedPath(joinedPath(parent, name), infoFile);
        if (isFile(file))
            if (const auto info = document(file); info && info->root().is_object())
                if (const std::string id = Members(info->root()).object("properties").text(idMember); !id.empty()) target = lastSegment(id);
        names.push_back(std::move(target));
    }
    const std::string list = parent + ".json";
    if (!isFile(list)) return names;
    if (const auto info = document(list); info && info->root().is_array())
        for (const auto& item : info->root()) {
            if (item.is_object()) names.push_back(Members(item).text("name"));
            if (item.is_string()) names.push_back(item.get<std::string>());
        }
    return names;
}

void WorkspaceReader::readLevel(const Level& level) {
    Workspace& all = m_workspace;
    if (level.workspace.empty())
        if (auto global = policy(level.folder, "global", "/")) all.policies.push_back(std::move(*global));
    collection(level, resourceType("namedValue"),
               [&](Resource resource, const std::string&) { all.namedValues.push_back(readNamedValue(std::move(resource))); });
    collection(level, resourceType("backend"),
               [&](Resource resource, const std::string&) { all.backends.push_back(readBackend(std::move(resource))); });
    collection(level, resourceType("logger"),
               [&](Resource resource, const std::string&) { all.loggers.push_back(readLogger(std::move(resource))); });
    collection(level, resourceType("schema"),
               [&](Resource resource, const std::string&) { all.schemas.push_back(readSchema(std::move(resource))); });
    collection(level, resourceType("diagnostic"),
               [&](Resource resource, const std::string&) { all.diagnostics.push_back(readDiagnostic(std::move(resource))); });
    collection(level, resourceType("versionSet"),
               [&](Resource resource, const std::string&) { all.versionSets.push_back(readVersionSet(std::move(resource))); });
    collection(level, resourceType("group"),
               [&](Resource resource, const std::string&) { all.groups.push_back(readGroup(std::move(resource))); });
    collection(level, resourceType("subscription"),
               [&](Resource resource, const std::string&) { all.subscriptions.push_back(readSubscription(std::move(resource))); });
    collection(level, resourceType("policyFragment"), [&](Resource resource, const std::string& folder) {
        PolicyFragment fragment = readPolicyFragment(std::move(resource));
        if (auto text = policy(folder, "fragment", fragment.id)) fragment.policy = std::move(*text);
        if (!fragment.policy)
            error("MGC2011", "policy fragment \"" + fragment.name + "\" has no policy.xml", startOf(joinedPath(folder, "policy.xml")),
                  "policyFragment");
        all.fragments.push_back(std::move(fragment));
    });
    readApis(level);
    collection(level, resourceType("product"), [&](Resource resource, const std::string& folder) {
        Product product = readProduct(std::move(resource));
        product.policy = policy(folder, "product", product.id);
        product.apis = links(folder, "apis", "productApiInformation.json", "apiId");
        product.groups = links(folder, "groups", "productGroupInformation.json", "groupId");
        all.products.push_back(std::move(product));
    });
    collection(level, resourceType("gateway"), [&](Resource resource, const std::string& folder) {
        Gateway gateway = readGateway(std::move(resource));
        gateway.apis = links(folder, "apis", "gatewayApiInformation.json", "apiId");
        all.gateways.push_back(std::move(gateway));
    });
    collection(level, resourceType("tag"), [&](Resource resource, const std::string& folder) {
        Tag tag = readTag(std::move(resource));
        tag.apis = links(folder, "apis", "tagApiInformation.json", "apiId");
        tag.products = links(folder, "products", "tagProductInformation.json", "productId");
        all.tags.push_back(std::move(tag));
    });
}

std::optional<std::string> WorkspaceReader::environment(const std::string& name) const {
    if (m_options.environment) return m_options.environment(name);
    const char* const value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

void WorkspaceReader::resolveNamedValues() {
    for (NamedValue& named : m_workspace.namedValues) {
        if (named.displayName.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._") != std::string::npos)
            error("MGC2005", "named value \"" + named.name + "\": displayName may hold letters, digits, dash, dot and underscore only",
                  named.rangeOf("/displayName"), "displayName");
        const bool inFile = named.value.has_value();
        if (const auto set = m_options.settings.find(named.displayName); set != m_options.settings.end())
            named.value = set->second;
        else if (auto variable = environment(namedValueVariable(named.displayName)))
            named.value = std::move(*variable);
        else if (auto stored = m_options.secrets ? m_options.secrets("named-value/" + named.displayName) : std::nullopt)
            named.value = std::move(*stored);
        if (!named.value)
            warning("MGC2010",
                    "named value \"" + named.displayName + "\" has no value on this machine; give it in the console's secrets, with " +
                        namedValueVariable(named.displayName) + " or with --set " + named.displayName + "=VALUE",
                    named.rangeOf(), "namedValue");
        else if (named.secret && inFile)
            m_diagnostics.add({Severity::Info,
                               "MGC2014",
                               "named value \"" + named.displayName + "\" is secret but its value stands in the file",
                               named.rangeOf("/value"),
                               "value",
                               {}});
    }
    for (const auto& [name, value] : m_options.settings) {
        if (name.find('/') != std::string::npos || m_workspace.namedValue(name)) continue;
        NamedValue named;  // a value for a name that only policies know
        named.name = named.displayName = name;
        named.id = "/namedValues/" + name;
        named.value = value;
        m_workspace.namedValues.push_back(std::move(named));
    }
}

void WorkspaceReader::resolveBackends() {
    for (Backend& backend : m_workspace.backends) {
        std::vector<std::string> missing;
        const auto expand = [&](std::string& text) { text = m_workspace.expanded(text, backend.workspace, &missing); };
        expand(backend.url);
        for (auto* const list : {&backend.credentials.headers, &backend.credentials.query})
            for (auto& entry : *list) expand(entry.second);
        expand(backend.credentials.parameter);
        if (backend.proxy) {
            expand(backend.proxy->username);
            expand(backend.proxy->password);
        }
        for (const std::string& name : missing)
            if (!m_workspace.namedValue(name, backend.workspace))
                error("MGC2006", "backend \"" + backend.name + "\": there is no named value \"" + name + "\"", backend.rangeOf(),
                      "backend");
    }
}

std::string WorkspaceReader::key(const Subscription& subscription, std::string_view which, const std::string& inFile) {
    const std::string setting = "subscriptions/" + subscription.name + "/" + std::string(which) + "Key";
    if (const auto set = m_options.settings.find(setting); set != m_options.settings.end()) return set->second;
    if (auto variable = environment(subscriptionKeyVariable(subscription.name, which)); variable && !variable->empty()) return *variable;
    if (m_options.secrets)
        if (auto stored = m_options.secrets("subscription/" + subscription.name + "/" + std::string(which))) return *stored;
    if (!inFile.empty()) return m_workspace.expanded(inFile, subscription.workspace);
    if (m_keySeed.empty()) m_keySeed = m_options.keySeed.empty() ? installationKeySeed() : m_options.keySeed;
    return localSubscriptionKey(m_keySeed, m_workspace.id, subscription.name, which);
}

void WorkspaceReader::resolveKeys() {
    if (!m_workspace.subscription("master")) m_workspace.subscriptions.push_back(masterSubscription());
    for (Subscription& subscription : m_workspace.subscriptions) {
        subscription.primaryKey = key(subscription, "primary", subscription.primaryKey);
        subscription.secondaryKey = key(subscription, "secondary", subscription.secondaryKey);
    }
}

}  // namespace mgc::resources
