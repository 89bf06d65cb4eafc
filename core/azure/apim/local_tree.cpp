#include "azure/apim/local_tree.h"

#include "resources/files.h"
#include "resources/resource_type.h"

namespace mgc::azure {

namespace {

using resources::foldersIn;
using resources::isFile;
using resources::joinedPath;

class Reader {
public:
    Reader(std::string root, LocalTree& tree) : m_root(std::move(root)), m_tree(tree) {}

    void read() {
        policy("", "/policies/policy");
        for (const Collection& collection : serviceCollections()) readCollection("", "", collection);
    }

private:
    std::string absolute(const std::string& relative) const { return joinedPath(m_root, relative); }

    std::optional<std::string> text(const std::string& relative) {
        if (!isFile(absolute(relative))) return std::nullopt;
        auto content = resources::readFile(absolute(relative));
        if (content) return std::move(*content);
        m_tree.problems.push_back(content.error().fullMessage());
        return std::nullopt;
    }

    void add(const std::string& id, EntityKind kind, const std::string& file) {
        auto content = text(file);
        if (!content) return;
        Entity entity = entityAt(id, kind);
        entity.file = file;
        entity.text = std::move(*content);
        m_tree.entities.insert_or_assign(id, std::move(entity));
    }

    void policy(const std::string& folder, const std::string& id) { add(id, EntityKind::Policy, folder + "policy.xml"); }

    void readCollection(const std::string& parentFolder, const std::string& parentId, const Collection& collection) {
        const auto& type = resources::resourceType(collection.resource);
        std::vector<std::string_view> folders{type.folder}, files{type.infoFile};
        folders.insert(folders.end(), type.otherFolders.begin(), type.otherFolders.end());
        files.insert(files.end(), type.otherInfoFiles.begin(), type.otherInfoFiles.end());
        for (const std::string_view folder : folders)
            for (const std::string& name : foldersIn(absolute(parentFolder + std::string(folder)))) {
                const std::string own = parentFolder + std::string(folder) + '/' + name + '/';
                const std::string id = parentId + '/' + std::string(collection.segment) + '/' + name;
                if (m_tree.entities.contains(id)) continue;
                for (const std::string_view file : files)
                    if (!m_tree.entities.contains(id)) add(id, collection.kind, own + std::string(file));
                children(collection.kind, own, id, name);
            }
    }

    void children(EntityKind kind, const std::string& folder, const std::string& id, const std::string& name) {
        switch (kind) {
            case EntityKind::PolicyFragment:
                fragment(folder, id);
                break;
            case EntityKind::Product:
                policy(folder, id + "/policies/policy");
                links(folder, "apis", "productApiInformation.json", EntityKind::ProductApi,
                      [&](const std::string& target) { return id + "/apis/" + target; });
                links(folder, "groups", "productGroupInformation.json", EntityKind::ProductGroup,
                      [&](const std::string& target) { return id + "/groups/" + target; });
                break;
            case EntityKind::Gateway:
                links(folder, "apis", "gatewayApiInformation.json", EntityKind::GatewayApi,
                      [&](const std::string& target) { return id + "/apis/" + target; });
                break;
            case EntityKind::Tag:
                links(folder, "apis", "tagApiInformation.json", EntityKind::ApiTag,
                      [&](const std::string& target) { return "/apis/" + target + "/tags/" + name; });
                links(folder, "products", "tagProductInformation.json", EntityKind::ProductTag,
                      [&](const std::string& target) { return "/products/" + target + "/tags/" + name; });
                break;
            case EntityKind::Api:
                api(folder, id);
                break;
            default:
                break;
        }
    }

    void fragment(const std::string& folder, const std::string& id) {
        auto content = text(folder + "policy.xml");
        const auto found = m_tree.entities.find(id);
        if (!content) return;
        if (found == m_tree.entities.end()) {  // a fragment needs no info file
            Entity entity = entityAt(id, EntityKind::PolicyFragment);
            entity.text = "{\n  \"properties\": {}\n}\n";
            m_tree.entities.emplace(id, std::move(entity));
        }
        Entity& entity = m_tree.entities.at(id);
        entity.policyFile = folder + "policy.xml";
        entity.policyText = std::move(*content);
    }

    template <class IdOf>
    void links(const std::string& folder, const std::string& kindFolder, const std::string& infoFile, EntityKind kind, IdOf idOf) {
        for (const std::string& target : foldersIn(absolute(folder + kindFolder)))
            add(idOf(target), kind, folder + kindFolder + '/' + target + '/' + infoFile);
    }

    void api(const std::string& folder, const std::string& id) {
        policy(folder, id + "/policies/policy");
        for (const char* const name : {"specification.json", "specification.yaml", "specification.yml", "specification.wsdl",
                                       "specification.wadl", "specification.graphql"})
            if (isFile(absolute(folder + name))) {
                add(id + "#specification", EntityKind::Specification, folder + name);
                break;
            }
        for (const std::string& operation : foldersIn(absolute(folder + "operations"))) {
            const std::string operationFolder = folder + "operations/" + operation + '/', operationId = id + "/operations/" + operation;
            add(operationId, EntityKind::Operation, operationFolder + "operationInformation.json");
            policy(operationFolder, operationId + "/policies/policy");
        }
        for (const std::string& resolver : foldersIn(absolute(folder + "resolvers"))) {
            const std::string resolverFolder = folder + "resolvers/" + resolver + '/', resolverId = id + "/resolvers/" + resolver;
            add(resolverId, EntityKind::Resolver, resolverFolder + "resolverInformation.json");
            policy(resolverFolder, resolverId + "/policies/policy");
        }
        for (const std::string& release : foldersIn(absolute(folder + "releases"))) {
            add(id + "/releases/" + release, EntityKind::Release, folder + "releases/" + release + "/apiReleaseInformation.json");
            if (!m_tree.entities.contains(id + "/releases/" + release))
                add(id + "/releases/" + release, EntityKind::Release, folder + "releases/" + release + "/releaseInformation.json");
        }
        for (const Collection& collection : serviceCollections())
            if (collection.kind == EntityKind::Diagnostic) readCollection(folder, id, collection);
    }

    std::string m_root;
    LocalTree& m_tree;
};

}  // namespace

Result<LocalTree> readLocalTree(const std::string& folder) {
    if (!resources::isFolder(folder)) return fail("InvalidWorkspace", "There is no folder '" + folder + "'.");
    LocalTree tree;
    Reader(folder, tree).read();
    return tree;
}

}  // namespace mgc::azure
