#include "template/lab_parameters.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "template/inference_api.h"

namespace mgc::templates {

namespace {

struct Sku {
    std::string_view name, arm, note;
};
// Durations and price classes are general knowledge; the service's price page has the figures.
constexpr std::array skus{
    Sku{"Consumption", "Consumption", "Billed per call; a few minutes to deploy. It has no LLM logging and no pools."},
    Sku{"Developer", "Developer", "For tests, without an SLA; 30 to 45 minutes to deploy. Billed per hour."},
    Sku{"Basic", "Basic", "30 to 45 minutes to deploy. Billed per hour."},
    Sku{"Basicv2", "BasicV2", "A few minutes to deploy. Billed per hour."},
    Sku{"Standard", "Standard", "30 to 45 minutes to deploy. Billed per hour."},
    Sku{"Standardv2", "StandardV2", "A few minutes to deploy. Billed per hour."},
    Sku{"Premium", "Premium", "30 to 45 minutes to deploy. The most expensive one; billed per hour and unit."},
};

const Sku* findSku(std::string_view name) {
    for (const Sku& sku : skus)
        if (equalsIgnoreCase(sku.name, name)) return &sku;
    return nullptr;
}

bool isName(std::string_view text, std::string_view further) {
    return !text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) && std::all_of(text.begin(), text.end(), [&](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || further.find(c) != std::string_view::npos;
    });
}

/// One reader for both shapes of the file, with the place of what is wrong.
class Reader {
public:
    Reader(const json::Document& file, LabParameters& out) : m_file(file), m_out(out) {}

    Result<void> read() {
        const Json& root = m_file.root();
        if (!root.is_object()) return invalid("", "The parameters file must hold a JSON object.");
        const bool wrapped = root.contains("parameters") && root["parameters"].is_object();
        const Json& parameters = wrapped ? root["parameters"] : root;
        for (const auto& [name, entry] : parameters.items()) {
            const std::string pointer = (wrapped ? "/parameters/" : "/") + name;
            if (name == "$schema" || name == "contentVersion") continue;
            if (wrapped && !(entry.is_object() && entry.contains("value"))) return invalid(pointer, "\"" + name + "\" has no value.");
            MGC_TRY(one(name, wrapped ? entry["value"] : entry, wrapped ? pointer + "/value" : pointer));
        }
        return {};
    }

private:
    tl::unexpected<Error> invalid(const std::string& pointer, const std::string& why) const {
        return fail("ParametersInvalid", why, m_file.rangeOf(pointer));
    }

    Result<std::string> text(const Json& value, const std::string& pointer, const char* member, bool needed) const {
        const Json& found = member ? (value.is_object() && value.contains(member) ? value[member] : Json()) : value;
        if (found.is_string() && (!needed || !found.get_ref<const std::string&>().empty())) return found.get<std::string>();
        if (found.is_null() && !needed) return std::string();
        return invalid(pointer, std::string("\"") + (member ? member : pointer.c_str()) + "\" must be a text.");
    }

    Result<std::optional<std::int64_t>> number(const Json& value, const std::string& pointer, const char* member) const {
        if (!value.contains(member) || value[member].is_null()) return std::optional<std::int64_t>();
        if (!value[member].is_number_integer())
            return invalid(pointer + '/' + member, std::string("\"") + member + "\" must be a whole number.");
        return std::optional<std::int64_t>(value[member].get<std::int64_t>());
    }

    Result<void> one(const std::string& name, const Json& value, const std::string& pointer) {
        const auto simple = [&](std::string& target) -> Result<void> {
            MGC_TRY_ASSIGN(target, text(value, pointer, nullptr, false));
            return {};
        };
        if (name == "apimSku") return simple(m_out.apimSku);
        if (name == "inferenceAPIPath") return simple(m_out.inferencePath);
        if (name == "inferenceAPIType") return simple(m_out.inferenceType);
        if (name == "foundryProjectName") return simple(m_out.projectName);
        if (name == "publisherEmail") return simple(m_out.publisherEmail);
        if (name == "publisherName") return simple(m_out.publisherName);
        if (name == "location") return simple(m_out.location);
        if (name != "aiServicesConfig" && name != "modelsConfig" && name != "apimSubscriptionsConfig")
            return invalid(pointer, "The lab has no parameter \"" + name + "\".");
        if (!value.is_array()) return invalid(pointer, "\"" + name + "\" must be a list.");
        if (name == "aiServicesConfig") m_out.services.clear();
        if (name == "modelsConfig") m_out.models.clear();
        if (name == "apimSubscriptionsConfig") m_out.subscriptions.clear();
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string at = pointer + '/' + std::to_string(i);
            MGC_TRY_ASSIGN(const std::string itemName, text(value[i], at, "name", true));
            if (name == "aiServicesConfig") {
                LabService service{itemName, {}, {}, {}};
                MGC_TRY_ASSIGN(service.location, text(value[i], at, "location", true));
                MGC_TRY_ASSIGN(service.weight, number(value[i], at, "weight"));
                MGC_TRY_ASSIGN(service.priority, number(value[i], at, "priority"));
                m_out.services.push_back(std::move(service));
            } else if (name == "modelsConfig") {
                LabModel model{itemName, {}, {}, {}, 10, {}};
                MGC_TRY_ASSIGN(model.publisher, text(value[i], at, "publisher", true));
                MGC_TRY_ASSIGN(model.version, text(value[i], at, "version", true));
                MGC_TRY_ASSIGN(model.sku, text(value[i], at, "sku", true));
                MGC_TRY_ASSIGN(const auto capacity, number(value[i], at, "capacity"));
                model.capacity = capacity.value_or(10);
                MGC_TRY_ASSIGN(model.service, text(value[i], at, "aiservice", false));
                m_out.models.push_back(std::move(model));
            } else {
                MGC_TRY_ASSIGN(std::string display, text(value[i], at, "displayName", false));
                m_out.subscriptions.push_back({itemName, display.empty() ? itemName : std::move(display)});
            }
        }
        return {};
    }

    const json::Document& m_file;
    LabParameters& m_out;
};

}  // namespace

Result<LabParameters> readLabParameters(const json::Document& file, LabParameters defaults) {
    MGC_TRY(Reader(file, defaults).read());
    return defaults;
}

Diagnostics checkLabParameters(const LabParameters& parameters) {
    Diagnostics found;
    const auto error = [&](const std::string& message, std::string_view element) { found.error("LAB001", message, {}, element); };
    const auto warning = [&](const std::string& message, std::string_view element) { found.warning("LAB002", message, {}, element); };
    if (parameters.services.empty()) error("At least one AI service is needed.", "aiServicesConfig");
    for (const LabService& service : parameters.services) {
        const std::string account = service.name + '-' + parameters.suffix;
        if (!isName(service.name, "-_.") || account.size() > 64)
            error("\"" + service.name + "\" cannot be an account's name: letters, digits, '-', at most 50 characters.", "aiServicesConfig");
        if (service.location.empty()) error("\"" + service.name + "\" has no location.", "aiServicesConfig");
        if (service.weight && (*service.weight < 0 || *service.weight > 100))
            error("The weight of \"" + service.name + "\" must be 0 to 100.", "aiServicesConfig");
        if (service.priority && (*service.priority < 0 || *service.priority > 100))
            error("The priority of \"" + service.name + "\" must be 0 to 100.", "aiServicesConfig");
    }
    for (const LabModel& model : parameters.models) {
        if (model.capacity < 1)
            error("The capacity of \"" + model.name + "\" must be at least 1 (thousand tokens a minute).", "modelsConfig");
        if (std::none_of(parameters.services.begin(), parameters.services.end(),
                         [&](const LabService& service) { return service.name.find(model.service) != std::string::npos; }))
            error("Model \"" + model.name + "\" belongs to \"" + model.service + "\", which is no AI service.", "modelsConfig");
    }
    const auto hasModel = [&](const LabService& service) {
        return std::any_of(parameters.models.begin(), parameters.models.end(),
                           [&](const LabModel& model) { return service.name.find(model.service) != std::string::npos; });
    };
    for (const LabService& service : parameters.services)
        if (parameters.services.size() > 1 && !hasModel(service) && service.weight.value_or(1) != 0)
            warning("\"" + service.name + "\" gets calls from the pool but no model: they would fail. Set its weight to 0.",
                    "aiServicesConfig");
    if (!findSku(parameters.apimSku))
        error("There is no API Management SKU \"" + parameters.apimSku + "\".", "apimSku");
    else if (!equalsIgnoreCase(parameters.apimSku, "Standardv2") && !equalsIgnoreCase(parameters.apimSku, "Premium"))
        warning("Microsoft's guide names Standard v2 and Premium as supported for Foundry agents; the lab itself uses " +
                    parameters.apimSku + '.',
                "apimSku");
    if (!findInferenceApiType(parameters.inferenceType))
        error("There is no inference API type \"" + parameters.inferenceType + "\".", "inferenceAPIType");
    if (parameters.inferencePath.empty() || parameters.inferencePath.find_first_of(" ?#*{}") != std::string::npos)
        error("The API's path must not be empty or contain spaces or ? # * { }.", "inferenceAPIPath");
    if (!isName(parameters.projectName, "-_."))
        error("\"" + parameters.projectName + "\" cannot be a project's name.", "foundryProjectName");
    if (parameters.subscriptions.empty())
        error("The connection needs the key of a subscription; give at least one.", "apimSubscriptionsConfig");
    if (parameters.publisherEmail.find('@') == std::string::npos)
        error("The publisher's address is not an e-mail address.", "publisherEmail");
    return found;
}

Json toParametersFile(const LabParameters& parameters) {
    Json services = Json::array(), models = Json::array(), subscriptions = Json::array();
    for (const LabService& service : parameters.services) {
        Json item{{"name", service.name}, {"location", service.location}};
        if (service.weight) item["weight"] = *service.weight;
        if (service.priority) item["priority"] = *service.priority;
        services.push_back(std::move(item));
    }
    for (const LabModel& model : parameters.models)
        models.push_back({{"name", model.name},
                          {"publisher", model.publisher},
                          {"version", model.version},
                          {"sku", model.sku},
                          {"capacity", model.capacity},
                          {"aiservice", model.service}});
    for (const LabSubscription& subscription : parameters.subscriptions)
        subscriptions.push_back({{"name", subscription.name}, {"displayName", subscription.displayName}});
    const auto value = [](Json content) { return Json{{"value", std::move(content)}}; };
    return {{"$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"},
            {"contentVersion", "1.0.0.0"},
            {"parameters",
             {{"aiServicesConfig", value(services)},
              {"modelsConfig", value(models)},
              {"apimSku", value(parameters.apimSku)},
              {"apimSubscriptionsConfig", value(subscriptions)},
              {"inferenceAPIPath", value(parameters.inferencePath)},
              {"inferenceAPIType", value(parameters.inferenceType)},
              {"foundryProjectName", value(parameters.projectName)}}}};
}

std::string labSuffix(const std::string& subscription, const std::string& resourceGroup) {
    // FNV-1a, twice with different starts: stable on every machine and long enough for names.
    std::string suffix;
    std::uint64_t hash = 1469598103934665603ull;
    for (const char c : toLowerAscii(subscription + '/' + resourceGroup)) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    for (int i = 0; i < 13; ++i) {
        if (i == 12) hash = (hash ^ 0x5bd1e995u) * 1099511628211ull;
        suffix += letters[(hash >> (5 * (i % 12))) & 31];
    }
    return suffix;
}

std::string labCostNote(const LabParameters& parameters) {
    const Sku* const sku = findSku(parameters.apimSku);
    if (!sku) return {};
    return "API Management " + std::string(sku->arm) + ": " + std::string(sku->note) +
           " Models are billed by tokens, logs by volume. Clean up when you are done: the hourly price runs until then.";
}

}  // namespace mgc::templates
