#include "azure/demo/demo_store.h"

#include "base/text.h"

namespace mgc::azure {

namespace {

bool isKept(const std::string& type) {
    return equalsIgnoreCase(type, "Microsoft.ApiManagement/service") || equalsIgnoreCase(type, "Microsoft.CognitiveServices/accounts");
}

std::string nameOf(const std::string& id) { return id.substr(id.rfind('/') + 1); }

}  // namespace

HttpResponse demoJson(int status, const DemoStore::Json& body, const std::string& etag) {
    HttpResponse response{status, {{"Content-Type", "application/json"}}, body.is_null() ? std::string() : body.dump(), {}};
    if (!etag.empty()) response.headers.emplace_back("ETag", etag);
    return response;
}

HttpResponse demoError(int status, const char* code, const std::string& message) {
    return demoJson(status, {{"error", {{"code", code}, {"message", message}}}});
}

std::string DemoStore::typeOf(const std::string& id) {
    const std::size_t at = toLowerAscii(id).rfind("/providers/");
    if (at == std::string::npos) return {};
    const auto parts = split(std::string_view(id).substr(at + 11), '/');
    std::string type(parts[0]);
    for (std::size_t i = 1; i < parts.size(); i += 2) type += '/' + std::string(parts[i]);
    return type;
}

const DemoStore::Stored& DemoStore::put(const std::string& id, Json body) {
    Stored& stored = m_resources[toLowerAscii(id)];
    if (stored.id.empty()) stored.id = id;
    stored.body = std::move(body);
    stored.revision = ++m_revision;
    return stored;
}

const DemoStore::Stored* DemoStore::find(const std::string& id) const {
    const auto found = m_resources.find(toLowerAscii(id));
    return found == m_resources.end() ? nullptr : &found->second;
}

void DemoStore::erase(const std::string& id) {
    const std::string key = toLowerAscii(id), prefix = key + '/';
    for (const auto& [own, stored] : m_resources)
        if ((own == key || own.starts_with(prefix)) && isKept(typeOf(stored.id))) m_deleted[toLowerAscii(nameOf(stored.id))] = stored;
    std::erase_if(m_resources, [&](const auto& entry) { return entry.first == key || entry.first.starts_with(prefix); });
}

bool DemoStore::purge(const std::string& name) { return m_deleted.erase(toLowerAscii(name)) > 0; }

DemoStore::Json DemoStore::deleted(bool services) const {
    Json items = Json::array();
    for (const auto& [name, stored] : m_deleted)
        if (equalsIgnoreCase(typeOf(stored.id), "Microsoft.ApiManagement/service") == services)
            items.push_back(
                {{"name", nameOf(stored.id)}, {"location", stored.body.value("location", "")}, {"properties", {{"serviceId", stored.id}}}});
    return {{"value", std::move(items)}};
}

DemoStore::Json DemoStore::view(const Stored& stored) {
    Json body{{"id", stored.id}, {"name", nameOf(stored.id)}};
    if (const std::string type = typeOf(stored.id); !type.empty()) body["type"] = type;
    body.update(stored.body);
    if (toLowerAscii(stored.id).find("/connections/") != std::string::npos && body.contains("properties"))
        body["properties"].erase("credentials");
    return body;
}

DemoStore::Json DemoStore::list(const std::string& path, const std::string& type) const {
    Json items = Json::array();
    const std::string lower = toLowerAscii(path);
    const std::size_t at = lower.find("/providers/");
    if (lower.ends_with("/resources")) {
        const std::string scope = lower.substr(0, lower.rfind('/')) + '/';
        for (const auto& [id, stored] : m_resources) {
            const std::string own = typeOf(stored.id);
            const bool top = std::count(own.begin(), own.end(), '/') == 1 && id.find("/deployments/") == std::string::npos;
            if (id.starts_with(scope) && top && (type.empty() || equalsIgnoreCase(own, type))) items.push_back(view(stored));
        }
    } else if (at != std::string::npos && lower.substr(0, at).find("/resourcegroups/") == std::string::npos) {
        const std::string tail = lower.substr(at) + '/';
        for (const auto& [id, stored] : m_resources)
            if (const std::size_t own = id.find(tail); own != std::string::npos && id.find('/', own + tail.size()) == std::string::npos)
                items.push_back(view(stored));
    } else {
        const std::string prefix = lower + '/';
        for (auto found = m_resources.lower_bound(prefix); found != m_resources.end() && found->first.starts_with(prefix); ++found)
            if (found->first.find('/', prefix.size()) == std::string::npos) items.push_back(view(found->second));
    }
    return {{"value", std::move(items)}};
}

}  // namespace mgc::azure
