#include "policy/model/element_check.h"

#include <algorithm>

#include "base/text.h"
#include "policy/model/codes.h"
#include "policy/model/fixes.h"
#include "policy/model/known_policies.h"
#include "policy/model/suggestion.h"
#include "policy/model/text_check.h"
#include "policy/model/value_syntax.h"

namespace mgc::policy {

namespace {

std::size_t indexOf(const ElementDescriptor& element, std::string_view name) {
    const auto found =
        std::find_if(element.children.begin(), element.children.end(), [&](const auto& child) { return child.name == name; });
    return static_cast<std::size_t>(found - element.children.begin());
}

std::string times(std::uint32_t count) { return count == 1 ? "once" : std::to_string(count) + " times"; }

void checkOrder(const PolicyNode& node, const ElementDescriptor& element, const ValidationContext& context) {
    std::size_t furthest = 0;
    for (const PolicyNode& child : node.children) {
        const std::size_t index = indexOf(element, child.name);
        if (index == element.children.size()) continue;
        if (index < furthest) {
            const auto later = std::find_if(node.children.begin(), node.children.end(),
                                            [&](const PolicyNode& sibling) { return sibling.name == element.children[furthest].name; });
            const std::string message = quotedName(child.name) + " must stand before " + quotedName(later->name) + ".";
            if (!context.options.source) return context.error(codes::elementOrder, message, child.nameRange, node.name);
            return context.errorWithFix(codes::elementOrder, message, child.nameRange, node.name,
                                        moveBefore(child, *later, context.options.source(child.range)));
        }
        furthest = index;
    }
}

bool isLiquid(const PolicyNode& node) {
    const auto* attribute = node.attribute("template");
    return attribute && equalsIgnoreCase(trimmed(attribute->text), "liquid");
}

SourceRange visibleText(const PolicyNode& node) {
    const std::size_t begin = node.text.find_first_not_of(" \t\r\n");
    const std::size_t end = node.text.find_last_not_of(" \t\r\n");
    return {node.textRange.file, node.textPosition(begin), node.textPosition(end + 1)};
}

}  // namespace

void checkChildCounts(const PolicyNode& node, const ElementDescriptor& element, const ValidationContext& context) {
    for (const ElementDescriptor& described : element.children) {
        std::uint32_t count = 0;
        for (const PolicyNode& child : node.children) {
            if (child.name == described.name && ++count == described.maximum + 1 && described.maximum != UINT32_MAX) {
                context.errorWithFix(
                    codes::tooManyElements,
                    quotedName(described.name) + " may stand in " + quotedName(node.name) + " " + times(described.maximum) + " only.",
                    child.nameRange, node.name, removeElement(child));
            }
        }
        if (count < described.minimum) {
            context.error(codes::missingElement,
                          quotedName(node.name) + " needs " + quotedName(described.name) +
                              (described.minimum > 1 ? " at least " + times(described.minimum) : std::string()) + ".",
                          node.nameRange, node.name);
        }
    }
    if (element.ordered) checkOrder(node, element, context);
}

void reportUnknownChild(const PolicyNode& node, const PolicyNode& child, const ElementDescriptor& element,
                        const ValidationContext& context) {
    if (isKnownPolicy(child.name) && !context.catalog.find(child.name)) {
        const std::string unsupported = "policy " + quotedName(child.name) + " is not supported yet by this version";
        return context.error(codes::unsupportedPolicy, unsupported, child.nameRange, child.name);
    }
    std::vector<std::string_view> names;
    for (const auto& described : element.children) names.push_back(described.name);
    std::string message = quotedName(child.name) + " may not stand in " + quotedName(node.name);
    message += names.empty() ? ", which holds no elements." : "; only " + listed(names) + " may.";
    const std::string_view near = nearest(child.name, names);
    if (near.empty()) return context.error(codes::unknownElement, message, child.nameRange, child.name);
    context.errorWithFix(codes::unknownElement, message, child.nameRange, child.name, renameTo(near, child.nameRange));
}

void reportStrayText(const PolicyNode& node, const ValidationContext& context) {
    const std::string name = node.name.empty() ? std::string("a document") : quotedName(node.name);
    const std::string_view text = trimmed(node.text);
    if (text == "..." || text == "\xE2\x80\xA6") {  // as articles leave out policies
        context.diagnostics.warning(codes::textNotAllowed, "Policies seem to have been left out in " + name + ".", visibleText(node),
                                    node.name);
        return;
    }
    context.error(codes::textNotAllowed, "Text is not allowed in " + name + ".", visibleText(node), node.name);
}

void checkElementText(const PolicyNode& node, const ElementDescriptor& element, const ValidationContext& context) {
    if (trimmed(node.text).empty()) return;
    if (element.content != Content::Text) return reportStrayText(node, context);
    // What is sent away may hold braces and other templates.
    const bool body = element.name == "set-body" || element.name == "publish-to-dapr" || element.name == "data" ||
                      element.name == "payload" || element.name.starts_with("xsl:");
    CheckedText text;
    text.text = node.text;
    text.element = node.name;
    text.file = node.textRange.file;
    text.position = [&node](std::size_t offset) { return node.textPosition(offset); };
    text.expressions = element.textExpressions;
    const bool liquid = isLiquid(node);  // set-body, and the texts of cosmosdb-data-source
    text.braces = body || liquid ? Braces::Free : Braces::Tokens;
    text.namedValues = !liquid;
    checkText(text, context);
}

}  // namespace mgc::policy
