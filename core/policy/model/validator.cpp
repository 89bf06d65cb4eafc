#include "policy/model/validator.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "policy/model/attribute_check.h"
#include "policy/model/codes.h"
#include "policy/model/element_check.h"
#include "policy/model/fixes.h"
#include "policy/model/known_policies.h"
#include "policy/model/partner_check.h"
#include "policy/model/place_check.h"
#include "policy/model/spellings.h"
#include "policy/model/suggestion.h"
#include "policy/model/validation_context.h"
#include "policy/model/value_syntax.h"

namespace mgc::policy {

namespace {

class DocumentCheck {
public:
    DocumentCheck(const ValidationContext& context) : m_context(context) {}

    void run(PolicyDocument& document) {
        PolicyNode& root = document.root;
        if (document.kind == DocumentKind::Policies) {
            sectionsOf(root);
        } else if (document.kind == DocumentKind::Fragment) {
            checkNoAttributes(root);
            Place place;
            place.inFragment = true;
            place.container = root.name;
            policies(root, place);
        } else if (document.kind == DocumentKind::Resolver) {
            Place place;
            place.inResolver = true;
            policy(root, place);
        } else {
            snippet(root);
        }
        if (document.kind == DocumentKind::Policies) checkPartners(root, m_context);
    }

private:
    void checkNoAttributes(const PolicyNode& node) {
        for (const auto& attribute : node.attributes) {
            if (attribute.name.starts_with("xml")) continue;
            m_context.error(codes::strayContent, quotedName(node.name) + " has no attributes.", attribute.nameRange, node.name);
        }
    }

    void sectionsOf(PolicyNode& root) {
        checkNoAttributes(root);
        if (!trimmed(root.text).empty()) reportStrayText(root, m_context);
        std::set<std::string_view> seen;
        for (PolicyNode& child : root.children) {
            if (!sectionNamed(child.name)) {
                unknownSection(child);
            } else if (!seen.insert(child.name).second) {
                m_context.error(codes::repeatedSection, "The section " + quotedName(child.name) + " is given twice.", child.nameRange,
                                child.name);
            } else {
                section(child);
            }
        }
    }

    void unknownSection(const PolicyNode& child) {
        const std::string message = quotedName(child.name) + " is no section; sections are " + listed(allSectionNames(), "and") + ".";
        const std::string_view near = nearest(child.name, allSectionNames());
        if (near.empty()) return m_context.error(codes::unknownSection, message, child.nameRange, child.name);
        m_context.errorWithFix(codes::unknownSection, message, child.nameRange, child.name, renameTo(near, child.nameRange));
    }

    void section(PolicyNode& node) {
        checkNoAttributes(node);
        Place place;
        place.section = sectionNamed(node.name);
        place.directlyInSection = true;
        place.container = node.name;
        policies(node, place);
        checkOnce(node);
        if (place.section == Section::Backend) checkBackend(node);
    }

    void checkOnce(const PolicyNode& node) {
        std::set<std::string_view> seen;
        for (const PolicyNode& child : node.children) {
            if (!child.policy || !child.policy->oncePerSection || seen.insert(child.name).second) continue;
            m_context.errorWithFix(codes::oncePerSection, "The policy " + quotedName(child.name) + " may stand only once in a section.",
                                   child.nameRange, child.name, removeElement(child));
        }
    }

    /// Docs "Set or edit policies" (03/2026): the backend section holds one policy element. Published policies with more exist, so
    /// this is a warning.
    void checkBackend(const PolicyNode& node) {
        if (node.children.size() < 2) return;
        m_context.diagnostics.warning(codes::severalInBackend, "Azure takes one element only in the backend section.",
                                      node.children[1].nameRange, node.children[1].name);
    }

    void snippet(PolicyNode& root) {
        if (root.children.empty()) return;  // the reader has said so
        PolicyNode& first = root.children.front();
        const bool sound = sectionNamed(first.name) || m_context.catalog.find(first.name) || isKnownPolicy(first.name);
        if (!sound) {
            m_context.error(codes::unknownRoot, quotedName(first.name) + " is no policy document; <policies> or <fragment> is expected.",
                            first.nameRange, first.name);
            return;
        }
        m_context.diagnostics.warning(codes::snippet, "This is no whole policy document; <policies> or <fragment> is missing.",
                                      first.nameRange, first.name);
        Place place;
        for (PolicyNode& child : root.children) {
            if (child.name == "policies" || child.name == "fragment") {
                m_context.error(codes::severalRoots, "A document has one root element.", child.nameRange, child.name);
            } else if (sectionNamed(child.name)) {
                section(child);
            } else {
                policy(child, place);
            }
        }
    }

    void policies(PolicyNode& node, const Place& place) {
        if (!trimmed(node.text).empty()) reportStrayText(node, m_context);
        bool baseSeen = false;
        for (PolicyNode& child : node.children) {
            if (child.name != "base") {
                policy(child, place);
                continue;
            }
            base(child, place, baseSeen);
            baseSeen = true;
        }
    }

    void base(const PolicyNode& node, const Place& place, bool seen) {
        if (place.inResolver || (place.allowed && !place.allowed->empty())) {
            m_context.error(codes::misplacedBase, "<base/> may not stand in " + quotedName(place.container) + ".", node.nameRange,
                            node.name);
        } else if (!place.directlyInSection) {
            m_context.diagnostics.warning(codes::misplacedBase,
                                          "Azure's documentation knows <base/> only directly in a section, not in " +
                                              quotedName(place.container) + ". Here it runs the broader scopes at this place.",
                                          node.nameRange, node.name);
        } else if (seen) {
            m_context.errorWithFix(codes::repeatedBase, "<base/> may stand only once in a section.", node.nameRange, node.name,
                                   removeElement(node));
        }
        checkNoAttributes(node);
        if (!node.children.empty() || !trimmed(node.text).empty()) {
            m_context.error(codes::strayContent, "<base/> has no content.", node.nameRange, node.name);
        }
    }

    void policy(PolicyNode& node, const Place& place) {
        correctToolkitSpelling(node, m_context);
        const PolicyDescriptor* descriptor = m_context.catalog.find(node.name);
        if (!descriptor) return unknownPolicy(node, place);
        node.policy = descriptor;
        checkPlace(node, *descriptor, place, m_context);
        element(node, descriptor->element, place);
    }

    void unknownPolicy(PolicyNode& node, const Place& place) {
        if (isKnownPolicy(node.name)) {
            m_context.error(codes::unsupportedPolicy, "policy " + quotedName(node.name) + " is not supported yet by this version",
                            node.nameRange, node.name);
            if (!isKnownContainer(node.name)) return;
            Place inside = place;
            inside.directlyInSection = false;
            inside.container = node.name;
            inside.allowed = nullptr;
            return policies(node, inside);
        }
        std::vector<std::string_view> names(knownPolicies().begin(), knownPolicies().end());
        for (const auto* descriptor : m_context.catalog.all()) names.push_back(descriptor->name());
        const std::string message = "There is no policy " + quotedName(node.name) + ".";
        const std::string_view near = nearest(node.name, names);
        if (near.empty()) return m_context.error(codes::unknownPolicy, message, node.nameRange, node.name);
        m_context.errorWithFix(codes::unknownPolicy, message + " Is " + quotedName(near) + " meant?", node.nameRange, node.name,
                               renameTo(near, node.nameRange));
    }

    void element(PolicyNode& node, const ElementDescriptor& descriptor, const Place& place) {
        node.element = &descriptor;
        checkAttributes(node, descriptor, node.policy != nullptr, m_context);
        checkElementText(node, descriptor, m_context);
        checkChildCounts(node, descriptor, m_context);
        Place inside = place;
        inside.directlyInSection = false;
        inside.container = node.name;
        inside.allowed = &descriptor.allowedPolicies;
        const bool holdsPolicies = descriptor.content == Content::Policies || descriptor.content == Content::PoliciesAndElements;
        for (PolicyNode& child : node.children) {
            const auto described = std::find_if(descriptor.children.begin(), descriptor.children.end(),
                                                [&](const auto& known) { return known.name == child.name; });
            if (described != descriptor.children.end()) {
                element(child, *described, inside);
            } else if (!holdsPolicies) {
                reportUnknownChild(node, child, descriptor, m_context);
            } else if (child.name == "base") {
                base(child, inside, false);
            } else {
                policy(child, inside);
            }
        }
    }

    const ValidationContext& m_context;
};

}  // namespace

bool Validator::validate(PolicyDocument& document, Diagnostics& diagnostics) const {
    bool open = false;
    const ValidationContext context{m_catalog, m_options, diagnostics, open};
    DocumentCheck(context).run(document);
    return open;
}

}  // namespace mgc::policy
