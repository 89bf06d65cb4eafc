#include "azure/apim/importer.h"

#include <filesystem>

#include "resources/files.h"

namespace mgc::azure {

namespace {

std::string nameOf(const Json& item) {
    return item.is_object() && item.contains("name") && item["name"].is_string() ? item["name"].get<std::string>() : std::string();
}

bool isTrue(const Json& properties, const char* name) {
    return properties.is_object() && properties.contains(name) && properties[name] == Json(true);
}

/// What every service has by itself and no file describes (APIOps leaves it out too).
bool isBuiltIn(EntityKind kind, const std::string& name, const Json& properties) {
    if (kind == EntityKind::Subscription) return name == "master";
    if (kind == EntityKind::Group)
        return isTrue(properties, "builtIn") || name == "administrators" || name == "developers" || name == "guests";
    return false;
}

}  // namespace

void Importer::say(const std::string& what) {
    if (m_progress) m_progress({m_done, std::max(m_done, m_total), what});
}

Result<ImportReport> Importer::run() {
    std::error_code code;
    std::filesystem::create_directories(m_folder, code);
    if (!resources::isFolder(m_folder))
        return fail("InvalidWorkspace", "The folder '" + m_folder + "' cannot be made: " + code.message() + '.');
    MGC_TRY_ASSIGN(m_before, readBaseline(m_folder));
    const std::string serviceId = m_reader.service().id();
    if (!m_before.serviceId.empty() && !equalsIgnoreCase(m_before.serviceId, serviceId))
        return fail("OtherService", "The folder '" + m_folder + "' was imported from " + m_before.serviceId +
                                        "; choose another folder for " + serviceId + '.');
    MGC_TRY_ASSIGN(m_local, readLocalTree(m_folder));
    m_after = m_before;
    m_after.serviceId = serviceId;
    m_after.cloud = m_reader.arm().cloud().name;
    m_after.importedAt = nowIso();
    m_after.complete = false;
    m_report.service = m_reader.service();
    m_report.folder = m_folder;

    if (const auto imported = importAll(); !imported) {
        m_report.error = imported.error();
    } else {
        m_report.complete = true;
        removeVanished();
    }
    m_after.complete = m_report.complete;
    if (const auto written = writeBaseline(m_folder, m_after); !written && !m_report.error) m_report.error = written.error();
    m_report.notices.insert(m_report.notices.end(), m_reader.notices().begin(), m_reader.notices().end());
    return std::move(m_report);
}

Result<std::vector<Json>> Importer::list(const std::string& path) {
    auto items = m_reader.arm().list(m_reader.service().id() + path, apimVersion, "Listing " + path);
    if (items) return items;
    // Collections that the tier does not have (self-hosted gateways in v2 tiers, for example) are answered 400 or 404.
    const std::string& error = items.error().code;
    if (error == "MethodNotAllowedInPricingTier" || error == "ResourceNotFound" || error == "Http404" || error == "NotFound") {
        m_report.notices.push_back("The service has no " + path + ": " + items.error().message);
        return std::vector<Json>();
    }
    return items;
}

Result<void> Importer::importAll() {
    MGC_TRY_ASSIGN(const bool global, importEntity("/policies/policy", EntityKind::Policy));
    (void)global;
    for (const Collection& collection : serviceCollections()) MGC_TRY(importCollection("", collection));
    // Tags last: their links hang on APIs and products.
    const auto linked = m_after.entries;
    for (const auto& [id, entry] : linked) {
        if (!m_seen.contains(id)) continue;
        if (entry.kind == EntityKind::Api && id.find(";rev=") == std::string::npos) MGC_TRY(importLinks(id, "tags", EntityKind::ApiTag));
        if (entry.kind == EntityKind::Product) MGC_TRY(importLinks(id, "tags", EntityKind::ProductTag));
    }
    auto workspaces = m_reader.arm().list(m_reader.service().id() + "/workspaces", apimVersion, "Listing APIM workspaces");
    if (workspaces && !workspaces->empty())
        m_report.notices.push_back("The service has " + std::to_string(workspaces->size()) +
                                   " APIM workspaces; what lies inside them is not imported.");
    if (!workspaces && workspaces.error().code == "Cancelled") return fail(workspaces.error());
    return {};
}

Result<void> Importer::importCollection(const std::string& parentId, const Collection& collection) {
    const std::string path = parentId + '/' + std::string(collection.segment);
    say("Listing " + path);
    MGC_TRY_ASSIGN(const auto items, list(path));
    m_total += items.size();
    for (const Json& item : items) {
        const std::string name = nameOf(item);
        const Json properties = item.value("properties", Json::object());
        if (!isSafeName(name)) {
            m_report.notices.push_back("\"" + name + "\" of " + path + " cannot be a folder's name and is left out.");
            continue;
        }
        if (!isBuiltIn(collection.kind, name, properties)) {
            const std::string id = path + '/' + name;
            say(id);
            MGC_TRY_ASSIGN(const bool there, importEntity(id, collection.kind));
            if (there) MGC_TRY(importChildren(collection.kind, id, properties));
        }
        ++m_done;
    }
    return {};
}

Result<bool> Importer::importEntity(const std::string& id, EntityKind kind) {
    MGC_TRY_ASSIGN(const auto live, m_reader.read(id, kind));
    if (!live) return false;
    MGC_TRY(take(id, kind, *live));
    return true;
}

Result<void> Importer::importChildren(EntityKind kind, const std::string& id, const Json& properties) {
    if (kind == EntityKind::Product) {
        MGC_TRY_ASSIGN(const bool policy, importEntity(id + "/policies/policy", EntityKind::Policy));
        (void)policy;
        MGC_TRY(importLinks(id, "apis", EntityKind::ProductApi));
        return importLinks(id, "groups", EntityKind::ProductGroup);
    }
    if (kind == EntityKind::Gateway) return importLinks(id, "apis", EntityKind::GatewayApi);
    if (kind == EntityKind::Api) return importApi(id, properties);
    return {};
}

Result<void> Importer::importLinks(const std::string& id, const std::string& segment, EntityKind kind) {
    MGC_TRY_ASSIGN(const auto items, list(id + '/' + segment));
    for (const Json& item : items)
        if (const std::string name = nameOf(item); isSafeName(name)) MGC_TRY(take(id + '/' + segment + '/' + name, kind, LiveEntity{}));
    return {};
}

Result<void> Importer::importApi(const std::string& id, const Json& properties) {
    MGC_TRY_ASSIGN(const bool policy, importEntity(id + "/policies/policy", EntityKind::Policy));
    (void)policy;
    MGC_TRY_ASSIGN(const auto specification, m_reader.readSpecification(id, properties));
    if (specification) MGC_TRY(take(id + "#specification", EntityKind::Specification, *specification));
    MGC_TRY_ASSIGN(const auto operations, list(id + "/operations"));
    for (const Json& operation : operations) {
        const std::string name = nameOf(operation);
        if (!isSafeName(name)) continue;
        say(id + "/operations/" + name);
        if (!specification) {
            MGC_TRY_ASSIGN(const bool there, importEntity(id + "/operations/" + name, EntityKind::Operation));
            (void)there;
        }
        MGC_TRY_ASSIGN(const bool own, importEntity(id + "/operations/" + name + "/policies/policy", EntityKind::Policy));
        (void)own;
    }
    if (specification && specification->specificationFile == "specification.graphql") MGC_TRY(importResolvers(id));
    for (const Collection& collection : serviceCollections())
        if (collection.kind == EntityKind::Diagnostic) MGC_TRY(importCollection(id, collection));
    MGC_TRY_ASSIGN(const auto releases, list(id + "/releases"));
    for (const Json& release : releases)
        if (const std::string name = nameOf(release); isSafeName(name)) {
            MGC_TRY_ASSIGN(const bool there, importEntity(id + "/releases/" + name, EntityKind::Release));
            (void)there;
        }
    return {};
}

Result<void> Importer::importResolvers(const std::string& apiId) {
    MGC_TRY_ASSIGN(const auto resolvers, list(apiId + "/resolvers"));
    for (const Json& resolver : resolvers) {
        const std::string name = nameOf(resolver), id = apiId + "/resolvers/" + name;
        if (!isSafeName(name)) continue;
        say(id);
        MGC_TRY_ASSIGN(const bool there, importEntity(id, EntityKind::Resolver));
        MGC_TRY_ASSIGN(const bool policy, importEntity(id + "/policies/policy", EntityKind::Policy));
        (void)there;
        (void)policy;
    }
    return {};
}

Result<void> Importer::take(const std::string& id, EntityKind kind, const LiveEntity& live) {
    const Entity azure = rendered(id, kind, live, m_reader.service().id());
    m_seen.insert(id);
    ++m_report.counts[std::string(toText(kind))];
    const Entity* const here = m_local.find(id);
    const Baseline::Entry* const before = m_before.find(id);
    const std::string azureHash = azure.hash();
    const auto drift = [&](const char* what) { m_report.drift.push_back({id, azure.file, what}); };
    if (!here && before) return drift("removedHere"), Result<void>();  // a deletion that has not been pushed: the plan shows it
    if (here && before && here->hash() != before->local) {             // edited here
        if (azureHash != before->live) drift("changedOnBoth");
        return {};
    }
    if (here && !before && here->hash() != azureHash) return drift("existsHere"), Result<void>();
    if (before && azureHash != before->live) drift("changedInAzure");
    if (!before && !m_before.serviceId.empty()) drift("addedInAzure");
    if (!here || here->hash() != azureHash) MGC_TRY(writeEntity(azure));
    m_after.entries[id] = {kind, live.etag, azureHash, azureHash};
    return {};
}

Result<void> Importer::writeEntity(const Entity& entity) {
    MGC_TRY(resources::writeFile(resources::joinedPath(m_folder, entity.file), entity.text));
    m_report.written.push_back(entity.file);
    if (entity.policyFile.empty()) return {};
    MGC_TRY(resources::writeFile(resources::joinedPath(m_folder, entity.policyFile), entity.policyText));
    m_report.written.push_back(entity.policyFile);
    return {};
}

void Importer::removeVanished() {
    for (const auto& [id, entry] : m_before.entries) {
        if (m_seen.contains(id)) continue;
        const Entity* const here = m_local.find(id);
        if (here && here->hash() != entry.local) {
            m_report.drift.push_back({id, here->file, "changedOnBoth"});
            continue;
        }
        m_report.drift.push_back({id, here ? here->file : entityAt(id, entry.kind).file, "removedInAzure"});
        m_after.entries.erase(id);
        if (!here) continue;
        std::error_code code;  // an empty folder that stays behind does no harm
        std::filesystem::remove(resources::joinedPath(m_folder, here->file), code);
        if (!here->policyFile.empty()) std::filesystem::remove(resources::joinedPath(m_folder, here->policyFile), code);
        std::filesystem::remove(std::filesystem::path(resources::joinedPath(m_folder, here->file)).parent_path(), code);
    }
}

Json toJson(const ImportReport& report) {
    Json drift = Json::array();
    for (const Drift& item : report.drift) drift.push_back({{"id", item.id}, {"file", item.file}, {"what", item.what}});
    Json body{{"ok", report.complete && !report.error},
              {"complete", report.complete},
              {"service", report.service.id()},
              {"out", report.folder},
              {"counts", report.counts},
              {"written", report.written},
              {"drift", std::move(drift)},
              {"notices", report.notices}};
    if (report.error) body["error"] = {{"code", report.error->code}, {"message", report.error->fullMessage()}};
    return body;
}

}  // namespace mgc::azure
