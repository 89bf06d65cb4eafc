#include "resources/difference.h"

#include <algorithm>
#include <map>
#include <utility>

namespace mgc::resources {
namespace {

struct Item {
    std::string file;
    std::string text;
};
using Key = std::pair<std::string, std::string>;  // id, kind
using Items = std::map<Key, Item>;

template <class Kind>
void add(Items& items, const char* kind, const std::vector<Kind>& resources) {
    for (const Kind& resource : resources)
        items[{resource.id, kind}] = {resource.file, resource.document ? resource.document->text() : std::string()};
}

void add(Items& items, const std::optional<PolicyDocument>& policy) {
    if (policy) items[{policy->scopeId, "policy"}] = {policy->file, *policy->text};
}

Items itemsOf(const Workspace& workspace) {
    Items items;
    add(items, "product", workspace.products);
    add(items, "subscription", workspace.subscriptions);
    add(items, "backend", workspace.backends);
    add(items, "namedValue", workspace.namedValues);
    add(items, "policyFragment", workspace.fragments);
    add(items, "schema", workspace.schemas);
    add(items, "logger", workspace.loggers);
    add(items, "diagnostic", workspace.diagnostics);
    add(items, "gateway", workspace.gateways);
    add(items, "versionSet", workspace.versionSets);
    add(items, "tag", workspace.tags);
    add(items, "group", workspace.groups);
    add(items, "api", workspace.apis);
    for (const PolicyDocument& policy : workspace.policies) add(items, policy);
    for (const Product& product : workspace.products) {
        add(items, product.policy);
        std::string& links = items[{product.id, "product"}].text;  // the APIs and groups stand in files of their own
        for (const auto* const names : {&product.apis, &product.groups})
            for (const std::string& name : *names) links += "\n" + name;
    }
    for (const PolicyFragment& fragment : workspace.fragments) add(items, fragment.policy);
    for (const Api& api : workspace.apis) {
        add(items, api.policy);
        add(items, "diagnostic", api.diagnostics);
        if (api.specification) items[{api.id, "specification"}] = {api.specification->file(), api.specification->text()};
        if (api.graphQlText) items[{api.id, "specification"}] = {api.graphQlFile, *api.graphQlText};
        for (const Operation& operation : api.operations) add(items, operation.policy);
        add(items, "resolver", api.resolvers);
        for (const Resolver& resolver : api.resolvers) add(items, resolver.policy);
    }
    return items;
}

}  // namespace

std::vector<Change> difference(const Workspace& before, const Workspace& after) {
    const Items old = itemsOf(before), fresh = itemsOf(after);
    std::vector<Change> changes;
    for (const auto& [key, item] : old)
        if (!fresh.contains(key)) changes.push_back({Change::What::Removed, key.second, key.first, item.file});
    for (const auto& [key, item] : fresh) {
        const auto known = old.find(key);
        if (known == old.end())
            changes.push_back({Change::What::Added, key.second, key.first, item.file});
        else if (known->second.text != item.text)
            changes.push_back({Change::What::Changed, key.second, key.first, item.file});
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& left, const Change& right) { return left.id < right.id; });
    return changes;
}

}  // namespace mgc::resources
