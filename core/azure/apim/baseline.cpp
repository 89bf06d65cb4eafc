#include "azure/apim/baseline.h"
#include "azure/json_text.h"

#include <QDateTime>

#include "resources/files.h"

namespace mgc::azure {

std::string nowIso() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString(); }

std::optional<EntityKind> entityKindOf(std::string_view text) {
    for (int kind = 0; kind <= static_cast<int>(EntityKind::ProductTag); ++kind)
        if (toText(static_cast<EntityKind>(kind)) == text) return static_cast<EntityKind>(kind);
    return std::nullopt;
}

std::string azureFolder(const std::string& workspace) { return resources::joinedPath(workspace, ".model-gateway/azure"); }

Result<Baseline> readBaseline(const std::string& workspace) {
    Baseline baseline;
    const std::string file = azureFolder(workspace) + "/import.json";
    if (!resources::isFile(file)) return baseline;
    MGC_TRY_ASSIGN(const std::string text, resources::readFile(file));
    const Json body = Json::parse(text, nullptr, false);
    if (!body.is_object()) return fail("MGC2002", "'" + file + "' is not valid JSON; import again.");
    baseline.serviceId = jsonText(body, "service");
    baseline.cloud = jsonText(body, "cloud");
    baseline.importedAt = jsonText(body, "importedAt");
    baseline.complete = jsonFlag(body, "complete");
    const Json entries = body.value("entities", Json::object());
    for (const auto& [id, entry] : entries.items())
        if (const auto kind = entityKindOf(jsonText(entry, "kind")))
            baseline.entries[id] = {*kind, jsonText(entry, "etag"), jsonText(entry, "local"), jsonText(entry, "live")};
    return baseline;
}

Result<void> writeBaseline(const std::string& workspace, const Baseline& baseline) {
    Json entries = Json::object();
    for (const auto& [id, entry] : baseline.entries)
        entries[id] = {{"kind", toText(entry.kind)}, {"etag", entry.etag}, {"local", entry.local}, {"live", entry.live}};
    const Json body{{"service", baseline.serviceId},
                    {"cloud", baseline.cloud},
                    {"importedAt", baseline.importedAt},
                    {"complete", baseline.complete},
                    {"entities", std::move(entries)}};
    return resources::writeFile(azureFolder(workspace) + "/import.json", body.dump(1) + '\n');
}

}  // namespace mgc::azure
