#include "tests/policies/contract.h"

#include <nlohmann/json.hpp>

namespace mgc::test {

namespace {

using Root = std::shared_ptr<const nlohmann::ordered_json>;

std::shared_ptr<const schema::Definition> definition(const nlohmann::json& given, const Root& root) {
    if (given.is_null()) return nullptr;
    auto schema = std::make_shared<const nlohmann::ordered_json>(nlohmann::ordered_json::parse(given.dump()));
    std::string name = schema::definitionName(*schema);
    return std::make_shared<const schema::Definition>(std::move(name), std::move(schema), root);
}

std::vector<schema::BodyContract> bodies(const nlohmann::json& given, const Root& root) {
    std::vector<schema::BodyContract> result;
    for (const auto& [type, schema] : given.items()) result.push_back({type, definition(schema, root)});
    return result;
}

}  // namespace

std::shared_ptr<const schema::OperationContract> contractOf(const nlohmann::json& given) {
    const auto root = std::make_shared<const nlohmann::ordered_json>(nlohmann::ordered_json::parse(given.dump()));
    auto contract = std::make_shared<schema::OperationContract>();
    contract->hasDefinition = given.value("hasDefinition", true);
    for (const auto& each : given.value("parameters", nlohmann::json::array()))
        contract->parameters.push_back(
            {each.value("name", std::string()), each.value("in", std::string()), definition(each.value("schema", nlohmann::json()), root)});
    contract->requests = bodies(given.value("requests", nlohmann::json::object()), root);
    const auto responses = given.value("responses", nlohmann::json::object());
    for (const auto& [status, response] : responses.items()) {
        schema::ResponseContract made{status, {}, bodies(response.value("bodies", nlohmann::json::object()), root)};
        const auto headers = response.value("headers", nlohmann::json::object());
        for (const auto& [name, schema] : headers.items()) made.headers.push_back({name, "header", definition(schema, root)});
        contract->responses.push_back(std::move(made));
    }
    std::vector<schema::SchemaLibrary::Entry> entries;
    for (const auto& each : given.value("library", nlohmann::json::array()))
        entries.push_back({each.value("id", std::string()), each.value("xml", false), each.value("text", std::string())});
    contract->library = std::make_shared<const schema::SchemaLibrary>(std::move(entries));
    return contract;
}

}  // namespace mgc::test
