#include "ui/documents/variables.h"

#include <algorithm>

#include "ui/documents/text.h"

namespace mgc::ui {

namespace {

constexpr qsizetype most = 300;

bool namesVariable(const policy::ElementDescriptor& element, std::string_view attribute) {
    return std::any_of(element.attributes.begin(), element.attributes.end(), [&](const auto& known) {
        return known.name == attribute && (known.type == policy::AttributeType::VariableName || known.name.ends_with("variable-name"));
    });
}

}  // namespace

QStringList variablesOf(const policy::xml::Document& document, const policy::Catalog& catalog) {
    QStringList names;
    for (policy::xml::NodeId id = 1; id < document.tree().nodes.size() && names.size() < most; ++id) {
        if (!document.isElement(id)) continue;
        const auto* policy = catalog.find(document.name(id));
        if (!policy) continue;
        for (const auto& attribute : document.attributes(id)) {
            if (!namesVariable(policy->element, document.slice(attribute.name)) || !document.expressions(attribute).empty()) continue;
            const QString name = toText(document.slice(attribute.value));
            if (!name.isEmpty() && !names.contains(name)) names << name;
        }
    }
    return names;
}

}  // namespace mgc::ui
