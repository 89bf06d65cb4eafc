#pragma once
#include <functional>
#include <map>
#include <string>

#include "resources/descriptor.h"
#include "resources/workspace.h"

namespace mgc::resources {

/// Fills a Workspace from its folder. One use.
class WorkspaceReader {
public:
    WorkspaceReader(Workspace& workspace, Diagnostics& diagnostics, const ReadOptions& options)
        : m_workspace(workspace), m_diagnostics(diagnostics), m_options(options) {}
    void read();

private:
    struct Level {
        std::string folder;     ///< of the service or of one APIM workspace
        std::string idPrefix;   ///< "" or "/workspaces/w"
        std::string workspace;  ///< "" or "w"
    };
    void readLocalSettings();
    void readLevel(const Level& level);
    /// Reads every resource of a kind; `use` gets it with its folder.
    void collection(const Level& level, const ResourceDescriptor& descriptor,
                    const std::function<void(Resource, const std::string& folder)>& use);
    std::optional<json::Document> document(const std::string& path);
    std::optional<PolicyDocument> policy(const std::string& folder, std::string_view scope, std::string_view scopeId);
    /// Names below `folder`/`kind` or in `kind`.json, whichever dialect wrote it.
    std::vector<std::string> links(const std::string& folder, std::string_view kind, std::string_view infoFile, std::string_view idMember);

    void readApis(const Level& level);
    void readOperations(Api& api, const std::string& folder);
    void readSpecificationFile(Api& api, const std::string& folder);
    void readOperationFolders(Api& api, const std::string& folder);
    void readGraphQl(Api& api, const std::string& folder);

    void resolveNamedValues();
    void resolveBackends();
    void resolveKeys();
    std::string key(const Subscription& subscription, std::string_view which, const std::string& inFile);
    std::optional<std::string> environment(const std::string& name) const;
    void error(std::string_view code, const std::string& message, SourceRange range, std::string_view element);
    void warning(std::string_view code, const std::string& message, SourceRange range, std::string_view element);

    Workspace& m_workspace;
    Diagnostics& m_diagnostics;
    const ReadOptions& m_options;
    std::string m_keySeed;
};

/// Finds references that lead nowhere, names used twice and pools that cannot work (MGC2005 to MGC2007).
void checkReferences(const Workspace& workspace, Diagnostics& diagnostics);

}  // namespace mgc::resources
