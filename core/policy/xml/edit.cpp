#include "policy/xml/edit.h"

#include "policy/xml/characters.h"
#include "policy/xml/decode.h"
#include "policy/xml/edit_support.h"
#include "policy/xml/encode.h"
#include "policy/xml/problem_codes.h"

namespace mgc::policy::xml {

namespace {

bool isName(std::string_view name) {
    if (name.empty() || !startsName(name.front())) return false;
    for (const char c : name) {
        if (!continuesName(c)) return false;
    }
    return true;
}

ExpressionStyle styleOf(const Document& document) { return isRaw(document) ? ExpressionStyle::Raw : ExpressionStyle::Escaped; }

Result<Edit> notAnElement() { return fail(codes::editNotPossible, "The node is no element."); }

}  // namespace

Result<Edit> applyPatch(const Document& document, Patch patch) {
    const std::string_view text = document.text();
    if (patch.offset > text.size() || text.substr(patch.offset, patch.removed.size()) != patch.removed) {
        return fail(codes::editNotPossible, "The patch does not fit the document.");
    }
    std::string changed;
    changed.reserve(text.size() + patch.inserted.size());
    changed += text.substr(0, patch.offset);
    changed += patch.inserted;
    changed += text.substr(patch.offset + patch.removed.size());
    return Edit{Document::parse(std::move(changed), document.source().file()), std::move(patch)};
}

Result<Edit> checkedPatch(const Document& document, Span span, std::string inserted) {
    Patch patch{span.begin, std::string(document.slice(span)), std::move(inserted)};
    MGC_TRY_ASSIGN(Edit edit, applyPatch(document, std::move(patch)));
    if (edit.document.problems().errorCount() <= document.problems().errorCount()) return edit;
    for (const auto& problem : edit.document.problems().all()) {
        if (problem.severity != Severity::Error) continue;
        return fail(
            Error(problem.code, problem.message, problem.range).wrapped(codes::editBreaksDocument, "The edit would break the document"));
    }
    return edit;
}

Result<Edit> setAttribute(const Document& document, NodeId element, std::string_view name, std::string_view value) {
    if (!document.isElement(element)) return notAnElement();
    if (!isName(name)) return fail(codes::editNotPossible, "'" + std::string(name) + "' is no attribute name.");
    const Attribute* existing = document.attribute(element, name);
    const char quote = existing && existing->quote != '\0' ? existing->quote : '"';
    std::string encoded = encodeAttribute(value, quote, styleOf(document));
    Span span;
    if (existing && existing->quote != '\0') {
        span = existing->value;
    } else if (existing) {
        span = existing->range;
        encoded = std::string(name) + "=\"" + encoded + "\"";
    } else {
        const auto attributes = document.attributes(element);
        const Node& node = document.node(element);
        std::uint32_t behind = node.name.end;
        std::string_view gap = " ";
        if (!attributes.empty()) {
            // A list of one attribute per line goes on that way.
            const std::uint32_t before = attributes.size() > 1 ? attributes[attributes.size() - 2].range.end : node.name.end;
            gap = document.slice({before, attributes.back().range.begin});
            behind = attributes.back().range.end;
        }
        span = {behind, behind};
        encoded = std::string(skipBlanks(gap, 0) == gap.size() && !gap.empty() ? gap : " ") + std::string(name) + "=\"" + encoded + "\"";
    }
    MGC_TRY_ASSIGN(Edit edit, checkedPatch(document, span, std::move(encoded)));
    // In a broken document the change may have moved the break, and with it the nodes.
    const bool same =
        element < edit.document.tree().nodes.size() && edit.document.node(element).range.begin == document.node(element).range.begin;
    const Attribute* written = same ? edit.document.attribute(element, name) : nullptr;
    const std::string read = written ? decodeAttribute(edit.document, *written).text() : std::string();
    if (!written || read != withPlainLineEnds(value)) {
        return fail(codes::editNotPossible, "This value cannot be written into attribute '" + std::string(name) + "'.");
    }
    return edit;
}

Result<Edit> removeAttribute(const Document& document, NodeId element, std::string_view name) {
    if (!document.isElement(element)) return notAnElement();
    std::uint32_t before = document.node(element).name.end;
    for (const Attribute& attribute : document.attributes(element)) {
        if (document.slice(attribute.name) == name) return checkedPatch(document, {before, attribute.range.end}, {});
        before = attribute.range.end;
    }
    return fail(codes::editNotPossible, "There is no attribute '" + std::string(name) + "'.");
}

Result<Edit> setText(const Document& document, NodeId element, std::string_view text) {
    if (!document.isElement(element)) return notAnElement();
    if (document.firstChildElement(element) != noNode) {
        return fail(codes::editNotPossible, "The element has child elements; its text cannot be replaced alone.");
    }
    const std::string encoded = encodeText(text, styleOf(document));
    if (!document.node(element).selfClosing) return checkedPatch(document, document.content(element), encoded);
    return openSelfClosing(document, element, encoded);
}

}  // namespace mgc::policy::xml
