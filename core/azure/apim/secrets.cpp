#include "azure/apim/secrets.h"

namespace mgc::azure {

namespace {

constexpr std::string_view mark = "secretref:";

bool isReference(const std::string& text) {
    return text.starts_with("{{") && text.ends_with("}}") && text.find("{{", 2) == std::string::npos;
}

void reference(Json& value, const std::string& pointer) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (!text.empty() && !isReference(text) && !text.starts_with(mark)) value = std::string(mark) + pointer;
    } else if (value.is_object()) {
        for (auto& [name, member] : value.items()) reference(member, pointer + '/' + name);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) reference(value[i], pointer + '/' + std::to_string(i));
    }
}

void referenceAt(Json& properties, const char* pointer) {
    const Json::json_pointer at(pointer);
    if (properties.contains(at)) reference(properties[at], pointer);
}

Result<void> resolve(const std::string& id, Json& value, const std::string& pointer, const Json& live, const SecretLookup& secret) {
    if (value.is_string() && value.get_ref<const std::string&>().starts_with(mark)) {
        const Json::json_pointer at(pointer);
        if (live.is_object() && live.contains(at) && live.at(at).is_string()) {
            value = live.at(at);
            return {};
        }
        if (const auto found = secret ? secret(id + pointer) : std::nullopt) {
            value = *found;
            return {};
        }
        return fail("SecretMissing", "The value of " + id + pointer +
                                         " is a secret that neither Azure nor this machine can give; write {{named value}} there instead.");
    }
    if (value.is_object())
        for (auto& [name, member] : value.items()) MGC_TRY(resolve(id, member, pointer + '/' + name, live, secret));
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i) MGC_TRY(resolve(id, value[i], pointer + '/' + std::to_string(i), live, secret));
    return {};
}

}  // namespace

void referenceSecrets(EntityKind kind, Json& properties) {
    if (!properties.is_object()) return;
    switch (kind) {
        case EntityKind::Backend:
            for (const char* const pointer :
                 {"/credentials/header", "/credentials/query", "/credentials/authorization/parameter", "/proxy/password"})
                referenceAt(properties, pointer);
            break;
        case EntityKind::Logger:
            referenceAt(properties, "/credentials");
            break;
        case EntityKind::NamedValue:
            // Azure does not send the value of a secret; where something does, it must not reach a file.
            if (properties.contains("secret") && properties["secret"] == Json(true)) properties.erase("value");
            break;
        case EntityKind::Subscription:
            properties.erase("primaryKey");
            properties.erase("secondaryKey");
            break;
        default:
            break;
    }
}

Result<void> resolveSecrets(const std::string& id, Json& properties, const Json& live, const SecretLookup& secret) {
    return resolve(id, properties, "", live, secret);
}

}  // namespace mgc::azure
