#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "azure/transport.h"

namespace mgc::azure {

/// The resources of the demonstration, in memory, by id without case; with ETags and soft deletion.
class DemoStore {
public:
    using Json = nlohmann::ordered_json;
    struct Stored {
        std::string id;
        Json body;
        int revision = 0;
        [[nodiscard]] std::string etag() const { return '"' + std::to_string(revision) + '"'; }
    };

    const Stored& put(const std::string& id, Json body);
    [[nodiscard]] const Stored* find(const std::string& id) const;
    /// The resource and all below it. API Management services and Foundry accounts are kept as soft-deleted.
    void erase(const std::string& id);
    /// False where nothing of that name is kept.
    bool purge(const std::string& name);
    /// What is kept after deletion, of services or of accounts.
    [[nodiscard]] Json deleted(bool services) const;
    /// The resources of a collection; below a subscription those of all groups; `/resources` all of a group, or of a type.
    [[nodiscard]] Json list(const std::string& path, const std::string& type = {}) const;
    /// As Azure shows it: no credentials.
    [[nodiscard]] static Json view(const Stored& stored);
    [[nodiscard]] static std::string typeOf(const std::string& id);

private:
    std::map<std::string, Stored> m_resources;
    std::map<std::string, Stored> m_deleted;  ///< by name
    int m_revision = 0;
};

[[nodiscard]] HttpResponse demoJson(int status, const DemoStore::Json& body, const std::string& etag = {});
[[nodiscard]] HttpResponse demoError(int status, const char* code, const std::string& message);

}  // namespace mgc::azure
