#include "policy/model/place_check.h"

#include <algorithm>
#include <array>

#include "policy/model/codes.h"
#include "policy/model/value_syntax.h"

namespace mgc::policy {

namespace {

struct NamedSection {
    std::string_view name;
    Section section;
};
constexpr std::array<NamedSection, 4> sections{
    {{"inbound", Section::Inbound}, {"backend", Section::Backend}, {"outbound", Section::Outbound}, {"on-error", Section::OnError}}};
constexpr std::array<std::string_view, 4> sectionNames{"inbound", "backend", "outbound", "on-error"};

struct NamedScope {
    std::string_view name;
    Scope scope;
};
constexpr std::array<NamedScope, 5> scopes{{{"global", Scope::Global},
                                            {"workspace", Scope::Workspace},
                                            {"product", Scope::Product},
                                            {"API", Scope::Api},
                                            {"operation", Scope::Operation}}};

void checkSection(const PolicyNode& node, const PolicyDescriptor& descriptor, Section section, const ValidationContext& context) {
    if (descriptor.sections.contains(section)) return;
    std::vector<std::string_view> allowed;
    for (const auto& known : sections) {
        if (descriptor.sections.contains(known.section)) allowed.push_back(known.name);
    }
    const auto here = std::find_if(sections.begin(), sections.end(), [&](const auto& known) { return known.section == section; });
    const std::string where = allowed.empty() ? "it belongs into a GraphQL resolver" : "it is in " + listed(allowed, "and");
    context.error(codes::wrongSection,
                  "The policy " + quotedName(node.name) + " is not allowed in section " + quotedName(here->name) + "; " + where + ".",
                  node.nameRange, node.name);
}

void checkScope(const PolicyNode& node, const PolicyDescriptor& descriptor, Scope scope, const ValidationContext& context) {
    if (descriptor.scopes.contains(scope)) return;
    std::vector<std::string_view> allowed;
    for (const auto& known : scopes) {
        if (descriptor.scopes.contains(known.scope)) allowed.push_back(known.name);
    }
    context.error(codes::wrongScope, "The policy " + quotedName(node.name) + " is allowed in scope " + listed(allowed) + " only.",
                  node.nameRange, node.name);
}

}  // namespace

std::optional<Section> sectionNamed(std::string_view name) {
    for (const auto& known : sections) {
        if (known.name == name) return known.section;
    }
    return std::nullopt;
}

std::span<const std::string_view> allSectionNames() { return sectionNames; }

void checkPlace(const PolicyNode& node, const PolicyDescriptor& descriptor, const Place& place, const ValidationContext& context) {
    const std::string name = "The policy " + quotedName(node.name);
    if (place.section) checkSection(node, descriptor, *place.section, context);
    if (context.options.scope && !place.inResolver) checkScope(node, descriptor, *context.options.scope, context);
    if (context.options.gateway && !descriptor.gateways.contains(*context.options.gateway)) {
        context.error(codes::wrongGateway, name + " is not available in tier " + quotedName(context.options.gatewayName) + ".",
                      node.nameRange, node.name);
    }
    const bool ofAnotherMessage = place.allowed && !place.allowed->empty();  // set-body of return-response and the like
    if (context.options.webSocketApi && !descriptor.webSocket && !ofAnotherMessage)
        context.error(codes::notForWebSocket, name + " is not supported on WebSocket APIs: the onHandshake operation cannot have it.", node.nameRange,
                      node.name);
    if (place.inFragment && !descriptor.allowedInFragment) {
        context.error(codes::notInFragment, name + " is not allowed in a policy fragment.", node.nameRange, node.name);
    }
    if (place.allowed && !place.allowed->empty() &&
        std::find(place.allowed->begin(), place.allowed->end(), node.name) == place.allowed->end()) {
        context.error(codes::notInThisContainer,
                      name + " may not stand in " + quotedName(place.container) + "; only " + listed(*place.allowed) + " may.",
                      node.nameRange, node.name);
    }
}

}  // namespace mgc::policy
