#include "policy/model/attribute_check.h"

#include <algorithm>

#include "base/text.h"
#include "policy/model/codes.h"
#include "policy/model/fixes.h"
#include "policy/model/suggestion.h"
#include "policy/model/text_check.h"
#include "policy/model/value_syntax.h"

namespace mgc::policy {

namespace {

const AttributeDescriptor* describe(const ElementDescriptor& element, std::string_view name) {
    const auto found =
        std::find_if(element.attributes.begin(), element.attributes.end(), [&](const auto& attribute) { return attribute.name == name; });
    return found == element.attributes.end() ? nullptr : &*found;
}

void reportUnknown(const PolicyNode& node, const AttributeValue& attribute, const ElementDescriptor& element,
                   const ValidationContext& context) {
    std::vector<std::string_view> names;
    for (const auto& known : element.attributes) {
        if (!node.attribute(known.name)) names.push_back(known.name);
    }
    const std::string message = quotedName(node.name) + " has no attribute " + quotedName(attribute.name) + ".";
    const std::string_view near = nearest(attribute.name, names);
    if (near.empty())
        return context.errorWithFix(codes::unknownAttribute, message, attribute.nameRange, node.name, removeAttribute(attribute));
    context.errorWithFix(codes::unknownAttribute, message + " Is " + quotedName(near) + " meant?", attribute.nameRange, node.name,
                         renameTo(near, attribute.nameRange));
}

void reportMissing(const PolicyNode& node, const AttributeDescriptor& attribute, const ValidationContext& context) {
    std::string message = quotedName(node.name) + " needs the attribute " + quotedName(attribute.name) + ".";
    const bool hasDefault = !attribute.defaultValue.empty();
    if (hasDefault) message += " Without it " + quotedName(attribute.defaultValue) + " holds, but Azure may refuse to save the document.";
    // The docs call some attributes required and give a default all the same (cache-lookup): such documents load.
    context.diagnostics.add({hasDefault ? Severity::Warning : Severity::Error, std::string(codes::missingAttribute), std::move(message),
                             node.nameRange, node.name, {addAttribute(node, attribute)}});
}

/// Attributes of which one must, or only one may, be there.
void checkGroup(const PolicyNode& node, const ElementDescriptor& element, const AttributeGroup& group, const ValidationContext& context) {
    std::vector<const AttributeValue*> given;
    for (const auto name : group.names)
        if (const auto* attribute = node.attribute(name)) given.push_back(attribute);
    if (given.empty() && group.rule != AttributeGroup::Rule::AtMostOne) {
        std::vector<QuickFix> fixes;
        for (const auto name : group.names)
            if (const auto* descriptor = describe(element, name)) fixes.push_back(addAttribute(node, *descriptor));
        context.diagnostics.add({Severity::Error, std::string(codes::attributeCombination),
                                 quotedName(node.name) + " needs one of the attributes " + listed(group.names) + ".", node.nameRange,
                                 node.name, std::move(fixes)});
    }
    if (given.size() > 1 && group.rule != AttributeGroup::Rule::AtLeastOne)
        context.errorWithFix(codes::attributeCombination,
                             quotedName(node.name) + " takes only one of the attributes " + listed(group.names) + ".", given[1]->nameRange,
                             node.name, removeAttribute(*given[1]));
}

struct Reference {
    ReferenceKind kind;
    std::string_view code;
    std::string_view noun;
};

std::optional<Reference> referenceOf(AttributeType type) {
    switch (type) {
        case AttributeType::BackendId:
            return Reference{ReferenceKind::Backend, codes::backendNotInReach, "backend"};
        case AttributeType::FragmentId:
            return Reference{ReferenceKind::Fragment, codes::fragmentNotInReach, "policy fragment"};
        case AttributeType::LoggerId:
            return Reference{ReferenceKind::Logger, codes::loggerNotInReach, "logger"};
        default:
            return std::nullopt;
    }
}

void checkOne(const PolicyNode& node, const AttributeValue& attribute, const AttributeDescriptor& descriptor,
              const ValidationContext& context) {
    CheckedText text;
    text.text = attribute.text;
    text.element = node.name;
    text.file = attribute.valueRange.file;
    text.position = [&attribute](std::size_t offset) { return attribute.position(offset); };
    text.expressions = descriptor.expressions;
    text.braces = node.name == "rewrite-uri" ? Braces::UrlTemplate : Braces::Tokens;
    if (!checkText(text, context).isConstant()) return;
    if (const auto problem = checkValue(descriptor, attribute.text)) {
        // Such words become findings of their own only where the caller has said what to do with placeholders.
        if (context.options.placeholders != Handling::Error && isFillInWord(trimmed(attribute.text), descriptor.unit)) {
            context.openPlaceholders = true;
            context.handled(context.options.placeholders, codes::placeholder,
                            "The placeholder " + quotedName(trimmed(attribute.text)) + " is not filled in.", attribute.valueRange,
                            node.name);
            return;
        }
        std::vector<QuickFix> fixes;
        for (const auto& suggestion : problem->suggestions) fixes.push_back(setTo(suggestion, attribute));
        context.diagnostics.add({problem->doubtful ? Severity::Warning : Severity::Error, std::string(problem->code), problem->message,
                                 attribute.valueRange, node.name, std::move(fixes)});
        return;
    }
    const auto reference = referenceOf(descriptor.type);
    if (!reference) return;
    const std::string id(trimmed(attribute.text));
    if (context.options.known && context.options.known->exists(reference->kind, id)) return;
    context.handled(context.options.references, reference->code,
                    "The " + std::string(reference->noun) + " " + quotedName(id) + " is not in reach.", attribute.valueRange, node.name);
}

}  // namespace

void checkAttributes(const PolicyNode& node, const ElementDescriptor& element, bool isPolicy, const ValidationContext& context) {
    for (const AttributeValue& attribute : node.attributes) {
        if (const auto* descriptor = describe(element, attribute.name)) {
            checkOne(node, attribute, *descriptor, context);
            continue;
        }
        const bool ofXml = attribute.name.starts_with("xml:") || attribute.name == "xmlns" || attribute.name.starts_with("xmlns:");
        if ((isPolicy && attribute.name == "id") || ofXml) continue;
        reportUnknown(node, attribute, element, context);
    }
    for (const AttributeDescriptor& descriptor : element.attributes) {
        if (descriptor.presence == Presence::Required && !node.attribute(descriptor.name)) reportMissing(node, descriptor, context);
    }
    for (const AttributeGroup& group : element.groups) checkGroup(node, element, group, context);
}

}  // namespace mgc::policy
