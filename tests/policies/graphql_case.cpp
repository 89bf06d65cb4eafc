#include "tests/policies/graphql_case.h"

#include <algorithm>
#include <list>

#include "policy/model/node_builder.h"
#include "policy/model/validator.h"
#include "policy/xml/document.h"
#include "tests/support/paths.h"

namespace mgc::test {

std::shared_ptr<const policy::GraphQlApi> graphQlApiOf(const std::filesystem::path& folder, const policy::Catalog& catalog,
                                                       bool passThrough, Diagnostics& diagnostics) {
    if (!exists(folder / "schema.graphql")) return nullptr;
    auto schema = graphql::Schema::parse(readFile(folder / "schema.graphql"), "schema.graphql", diagnostics);
    std::list<policy::PolicyDocument> fragments;
    policy::CompileEnvironment environment;
    environment.findPolicy = [&](std::string_view element) { return catalog.find(element); };
    const auto read = [&](const std::filesystem::path& file) {
        const auto parsed = policy::xml::Document::parse(readFile(file), file.filename().string());
        diagnostics.append(parsed.problems());
        auto document = policy::buildPolicyDocument(parsed);
        policy::ValidationOptions options;
        options.references = policy::Handling::Allow;
        policy::Validator(catalog, options).validate(document, diagnostics);
        return document;
    };
    environment.findFragment = [&](std::string_view id) -> const policy::PolicyNode* {
        fragments.push_back(read(folder / "fragments" / (std::string(id) + ".xml")));
        return &fragments.back().root;
    };
    std::vector<std::shared_ptr<const policy::Resolver>> resolvers;
    if (exists(folder / "resolvers"))
        for (const auto& entry : std::filesystem::directory_iterator(folder / "resolvers")) {
            std::string path = entry.path().stem().string();
            std::ranges::replace(path, '.', '/');
            const auto document = read(entry.path());
            if (diagnostics.hasErrors()) return nullptr;
            if (auto resolver = policy::compileResolver(document.root, "/apis/test/resolvers/r", path, environment, diagnostics))
                resolvers.push_back(std::move(resolver));
        }
    auto fallback = passThrough ? policy::compileForward("/apis/test", environment, diagnostics) : policy::StepList();
    return std::make_shared<const policy::GraphQlApi>("/apis/test", std::move(schema), std::move(resolvers), std::move(fallback));
}

}  // namespace mgc::test
