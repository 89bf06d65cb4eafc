#include "resources/save.h"

#include <nlohmann/json.hpp>

#include "json/edit.h"
#include "resources/files.h"

namespace mgc::resources {
namespace {

Error named(Error error, const std::string& file) {
    error.range.file = file;
    return error;
}

}  // namespace

Result<void> saveMember(const std::string& file, std::string_view pointer, const nlohmann::ordered_json& value) {
    std::string text = "{\n}\n";
    if (isFile(file)) {
        MGC_TRY_ASSIGN(text, readFile(file));
    }
    const auto changed = json::setValue(text, pointer, value);
    if (!changed) return fail(named(changed.error(), file));
    return *changed == text ? Result<void>{} : writeFile(file, *changed);
}

Result<void> removeMember(const std::string& file, std::string_view pointer) {
    MGC_TRY_ASSIGN(const std::string text, readFile(file));
    const auto changed = json::removeValue(text, pointer);
    if (!changed) return fail(named(changed.error(), file));
    return *changed == text ? Result<void>{} : writeFile(file, *changed);
}

}  // namespace mgc::resources
