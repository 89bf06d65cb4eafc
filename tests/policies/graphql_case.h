#pragma once
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "policy/graphql/graphql_call.h"
#include "policy/model/catalog.h"

namespace mgc::test {

/// The GraphQL API of a case folder: schema.graphql, and resolvers in resolvers/Type.field.xml. Null without a schema. `passThrough`: it
/// has a GraphQL service of its own.
[[nodiscard]] std::shared_ptr<const policy::GraphQlApi> graphQlApiOf(const std::filesystem::path& folder, const policy::Catalog& catalog,
                                                                     bool passThrough, Diagnostics& diagnostics);

/// Keeps what publish-event publishes: [{"field", "value"}], and hands the subscriber of the case one event: {"id": 1, "name": "Ann"}.
class PublishedEvents : public policy::GraphQlEvents {
public:
    nlohmann::json all = nlohmann::json::array();
    std::size_t publish(std::string_view, std::string_view field, std::string_view value) override {
        all.push_back({{"field", std::string(field)}, {"value", nlohmann::json::parse(value)}});
        return 1;
    }
    std::shared_ptr<policy::EventQueue> subscribe(std::string_view, std::string_view) override {
        auto queue = std::make_shared<policy::EventQueue>();
        queue->push(R"({"id": 1, "name": "Ann"})");
        return queue;
    }
};

}  // namespace mgc::test
