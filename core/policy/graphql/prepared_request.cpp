#include "policy/graphql/prepared_request.h"

#include "graphql/check/validate.h"
#include "graphql/run/inputs.h"
#include "graphql/run/request.h"
#include "graphql/syntax/document_parser.h"

namespace mgc::policy {

using graphql::Problem;

tl::expected<PreparedRequest, std::vector<Problem>> prepareRequest(const graphql::Schema& schema, std::string_view contentType,
                                                                   std::string_view body) {
    const auto refuse = [](Problem problem) { return tl::unexpected(std::vector<Problem>{std::move(problem)}); };
    PreparedRequest prepared;
    auto request = graphql::readRequest(contentType, body);
    if (!request) return refuse(std::move(request).error());
    auto document = graphql::parseDocument(request->query);
    if (!document) return refuse(std::move(document).error());
    prepared.document = std::move(*document);
    if (auto problems = graphql::validate(schema, *prepared.document); !problems.empty()) return tl::unexpected(std::move(problems));
    const auto operation = graphql::chooseOperation(*prepared.document, request->operationName);
    if (!operation) return refuse(operation.error());
    prepared.operation = *operation;
    auto variables = graphql::coerceVariables(schema, *prepared.operation, request->variables);
    if (!variables) return tl::unexpected(std::move(variables).error());
    prepared.variables = std::move(*variables);
    return prepared;
}

}  // namespace mgc::policy
