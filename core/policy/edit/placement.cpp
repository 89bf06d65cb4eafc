#include "policy/edit/placement.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mgc::policy::edit {

namespace {

constexpr auto sections = std::to_array<std::pair<Section, std::string_view>>(
    {{Section::Inbound, "inbound"}, {Section::Backend, "backend"}, {Section::Outbound, "outbound"}, {Section::OnError, "on-error"}});
constexpr auto scopes = std::to_array<std::pair<Scope, std::string_view>>({{Scope::Global, "global"},
                                                                           {Scope::Workspace, "workspace"},
                                                                           {Scope::Product, "product"},
                                                                           {Scope::Api, "API"},
                                                                           {Scope::Operation, "operation"}});

bool hasChild(const OutlineItem& item, std::string_view name) {
    return std::any_of(item.children.begin(), item.children.end(),
                       [&](const auto& child) { return child.part != Part::Disabled && child.name == name; });
}

}  // namespace

std::optional<Section> sectionNamed(std::string_view name) {
    for (const auto& [section, known] : sections)
        if (known == name) return section;
    return std::nullopt;
}

std::string_view nameOf(Section section) {
    for (const auto& [known, name] : sections)
        if (known == section) return name;
    return {};
}

Verdict mayStand(std::string_view element, const Place& place, const Catalog& catalog) {
    const OutlineItem* container = place.container;
    if (element == "base") {
        // In a branch too: the policy toolkit writes it there, and the engine runs the broader scopes at that place.
        const bool holds = container && !place.inFragment &&
                           (container->part == Part::Section ||
                            (container->holdsPolicies && container->element && container->element->allowedPolicies.empty()));
        const bool fits = holds && !(container->part == Part::Section && hasChild(*container, element));
        return {fits ? Refusal::None : Refusal::BasePlacement, {}};
    }
    if (container && !container->holdsPolicies) return {Refusal::Container, {}};
    if (container && container->element && !container->element->allowedPolicies.empty()) {
        const auto& allowed = container->element->allowedPolicies;
        if (std::find(allowed.begin(), allowed.end(), element) == allowed.end()) return {Refusal::Container, allowed};
    }
    const PolicyDescriptor* policy = catalog.find(element);
    if (!policy) return {};  // unknown elements are kept as they are, wherever their author puts them
    if (place.section && !policy->sections.contains(*place.section)) {
        Verdict verdict{Refusal::Section, {}};
        for (const auto& [section, name] : sections)
            if (policy->sections.contains(section)) verdict.names.push_back(name);
        return verdict;
    }
    if (place.scope && !policy->scopes.contains(*place.scope)) {
        Verdict verdict{Refusal::Scope, {}};
        for (const auto& [scope, name] : scopes)
            if (policy->scopes.contains(scope)) verdict.names.push_back(name);
        return verdict;
    }
    if (place.inFragment && !policy->allowedInFragment) return {Refusal::Fragment, {}};
    if (policy->oncePerSection && container && container->part == Part::Section && hasChild(*container, element))
        return {Refusal::Once, {}};
    return {};
}

}  // namespace mgc::policy::edit
