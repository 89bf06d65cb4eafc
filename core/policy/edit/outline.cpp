#include "policy/edit/outline.h"

#include <algorithm>
#include <map>

#include "policy/edit/node_changes.h"

namespace mgc::policy::edit {

namespace {

using xml::Document;
using xml::NodeId;
using xml::noNode;

bool holdsPolicies(const ElementDescriptor& element) {
    return element.content == Content::Policies || element.content == Content::PoliciesAndElements;
}

const ElementDescriptor* childDescriptor(const ElementDescriptor& parent, std::string_view name) {
    const auto found = std::find_if(parent.children.begin(), parent.children.end(), [&](const auto& child) { return child.name == name; });
    return found == parent.children.end() ? nullptr : &*found;
}

class Reader {
public:
    Reader(const Document& document, const Catalog& catalog) : m_document(document), m_catalog(catalog) {}

    Outline run() {
        Outline outline;
        outline.root = m_document.firstChildElement(xml::documentNode);
        if (outline.root == noNode) return outline;
        outline.isFragment = m_document.name(outline.root) != "policies";
        if (outline.isFragment) {
            outline.sections.push_back(section(outline.root));
            return outline;
        }
        for (NodeId id = m_document.firstChildElement(outline.root); id != noNode; id = m_document.nextElement(id))
            outline.sections.push_back(section(id));
        return outline;
    }

private:
    OutlineItem section(NodeId id) {
        OutlineItem item{.node = id, .part = Part::Section, .name = std::string(m_document.name(id)), .holdsPolicies = true};
        policies(item, nullptr);
        return item;
    }

    /// The children of a place where policies stand; `described`: elements that the parent describes itself.
    void policies(OutlineItem& parent, const ElementDescriptor* described) {
        std::map<std::string, int, std::less<>> numbers;
        const std::string prefix = parent.path.empty() ? std::string() : parent.path + "\\";
        for (NodeId id = m_document.node(parent.node).firstChild; id != noNode; id = m_document.node(id).next) {
            const bool element = m_document.isElement(id);
            if (!element && !(m_document.node(id).kind == xml::NodeKind::Comment && isDisabledElement(m_document, id))) continue;
            if (!element) {
                parent.children.push_back(disabled(id));
                continue;
            }
            const std::string name(m_document.name(id));
            OutlineItem item{.node = id, .name = name, .path = prefix + name + "[" + std::to_string(++numbers[name]) + "]"};
            const ElementDescriptor* own = described ? childDescriptor(*described, name) : nullptr;
            if (own && holdsPolicies(*own)) {
                item.part = Part::Branch;
                item.element = own;
            } else if (own && !m_catalog.find(name)) {
                continue;  // a setting
            } else if (name == "base") {
                item.part = Part::Base;
            } else if (const PolicyDescriptor* policy = m_catalog.find(name)) {
                item.policy = policy;
                item.element = own ? own : &policy->element;
            } else {
                item.part = Part::Unknown;
            }
            if (item.element) {
                item.holdsPolicies = holdsPolicies(*item.element);
                if (item.element->content != Content::None && item.element->content != Content::Text) policies(item, item.element);
            }
            parent.children.push_back(std::move(item));
        }
    }

    OutlineItem disabled(NodeId id) {
        const Document inside = insideOf(m_document, id);
        OutlineItem item{.node = id, .part = Part::Disabled, .name = std::string(inside.name(inside.firstChildElement(xml::documentNode)))};
        item.policy = m_catalog.find(item.name);
        return item;
    }

    const Document& m_document;
    const Catalog& m_catalog;
};

}  // namespace

Outline outlineOf(const Document& document, const Catalog& catalog) { return Reader(document, catalog).run(); }

}  // namespace mgc::policy::edit
