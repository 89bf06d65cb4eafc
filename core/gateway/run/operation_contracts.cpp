#include "gateway/run/operation_contracts.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::gateway {

namespace {

using Root = std::shared_ptr<const nlohmann::ordered_json>;

std::shared_ptr<const schema::Definition> definition(const Root& given, const Root& root) {
    if (!given || !root) return nullptr;
    return std::make_shared<const schema::Definition>(schema::definitionName(*given), given, root);
}

schema::ParameterContract parameter(const resources::Parameter& given, const Root& root) {
    return {given.name, given.location, definition(given.schema, root)};
}

std::vector<schema::BodyContract> bodies(const std::vector<resources::Representation>& given, const Root& root) {
    std::vector<schema::BodyContract> result;
    for (const auto& each : given) {
        const auto type = toLowerAscii(trimmed(each.contentType.substr(0, each.contentType.find(';'))));
        result.push_back({type, definition(each.schema, root)});
    }
    return result;
}

}  // namespace

std::shared_ptr<const schema::OperationContract> operationContract(const resources::Operation& operation,
                                                                   const json::Document* specification,
                                                                   std::shared_ptr<const schema::SchemaLibrary> library) {
    auto contract = std::make_shared<schema::OperationContract>();
    contract->library = std::move(library);
    contract->hasDefinition = specification != nullptr;
    const Root root = specification ? specification->sharedRoot() : nullptr;
    for (const auto& each : operation.parameters) contract->parameters.push_back(parameter(each, root));
    contract->requests = bodies(operation.requestBodies, root);
    for (const auto& response : operation.responses) {
        schema::ResponseContract made{response.status, {}, bodies(response.representations, root)};
        for (const auto& header : response.headers) made.headers.push_back(parameter(header, root));
        contract->responses.push_back(std::move(made));
    }
    return contract;
}

std::shared_ptr<const schema::SchemaLibrary> schemaLibrary(const resources::Workspace& workspace) {
    std::vector<schema::SchemaLibrary::Entry> entries;
    for (const auto& each : workspace.schemas) entries.push_back({each.name, each.type == "xml", each.text});
    return std::make_shared<const schema::SchemaLibrary>(std::move(entries));
}

}  // namespace mgc::gateway
