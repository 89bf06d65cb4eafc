#include "graphql/run/request.h"

#include "base/text.h"

namespace mgc::graphql {

namespace {
tl::unexpected<Problem> refused(const char* message) { return tl::unexpected(Problem{message, {}, "INVALID_REQUEST"}); }
}  // namespace

tl::expected<Request, Problem> readRequest(std::string_view contentType, std::string_view body) {
    Request request;
    const std::string_view type = trimmed(contentType.substr(0, contentType.find(';')));
    if (equalsIgnoreCase(type, "application/graphql")) {
        request.query = body;
        if (trimmed(body).empty()) return refused("GraphQL query is missing.");
        return request;
    }
    const Json json = Json::parse(body, nullptr, false);
    if (!json.is_object()) return refused("The request body is no JSON object with a GraphQL query.");
    const auto member = [&](const char* name) -> const Json* {
        const auto found = json.find(name);
        return found == json.end() || found->is_null() ? nullptr : &*found;
    };
    const Json* query = member("query");
    if (!query || !query->is_string() || trimmed(query->get_ref<const std::string&>()).empty()) return refused("GraphQL query is missing.");
    request.query = query->get<std::string>();
    if (const Json* name = member("operationName")) {
        if (!name->is_string()) return refused("operationName is no string.");
        request.operationName = name->get<std::string>();
    }
    if (const Json* variables = member("variables")) {
        if (!variables->is_object()) return refused("variables is no JSON object.");
        request.variables = *variables;
    }
    return request;
}

}  // namespace mgc::graphql
