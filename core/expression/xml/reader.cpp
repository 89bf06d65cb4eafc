#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/text.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/links.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"
#include "expression/xml/tree.h"

namespace mgc::expression::xml {
namespace {

std::string utf8(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

Ref<XNodeObject> convertNode(const xmlNode* node, bool keepSpace, int depth) {
    if (depth > 250) raise("XmlException", "The document is nested too deeply.");
    switch (node->type) {
        case XML_ELEMENT_NODE: {
            Ref<XNodeObject> element(new XNodeObject(XKind::Element));
            element->name = {node->ns ? utf8(node->ns->href) : "", utf8(node->name)};
            for (const xmlNs* ns = node->nsDef; ns; ns = ns->next) {
                Name name = ns->prefix ? Name{"http://www.w3.org/2000/xmlns/", utf8(ns->prefix)} : Name{"", "xmlns"};
                element->attributes.emplace_back(new AttributeObject(std::move(name), utf8(ns->href)));
                element->attributes.back()->owner = element.get();
            }
            for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next) {
                xmlChar* content = xmlNodeListGetString(node->doc, attribute->children, 1);
                element->attributes.emplace_back(
                    new AttributeObject({attribute->ns ? utf8(attribute->ns->href) : "", utf8(attribute->name)}, utf8(content)));
                element->attributes.back()->owner = element.get();
                xmlFree(content);
            }
            // libxml2 does not tell <a/> from <a></a>; both print as <a />.
            element->selfClosed = node->children == nullptr;
            for (const xmlNode* child = node->children; child; child = child->next) {
                auto made = convertNode(child, keepSpace, depth + 1);
                if (!made) continue;
                made->parent = element.get();
                element->children.push_back(std::move(made));
            }
            return element;
        }
        case XML_TEXT_NODE:
        case XML_CDATA_SECTION_NODE: {
            const bool isText = node->type == XML_TEXT_NODE;
            std::string content = utf8(node->content);
            if (isText && !keepSpace && trimWhiteSpace(content).empty()) return {};
            Ref<XNodeObject> text(new XNodeObject(isText ? XKind::Text : XKind::CData));
            text->content = std::move(content);
            return text;
        }
        case XML_COMMENT_NODE: {
            Ref<XNodeObject> comment(new XNodeObject(XKind::Comment));
            comment->content = utf8(node->content);
            return comment;
        }
        case XML_PI_NODE: {
            Ref<XNodeObject> instruction(new XNodeObject(XKind::Instruction));
            instruction->name.local = utf8(node->name);
            instruction->content = utf8(node->content);
            return instruction;
        }
        default:
            return {};
    }
}

}  // namespace

Ref<XNodeObject> parseDocument(std::string_view text, bool keepSpace) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    std::string plain(text);
    // A .NET string has no encoding: the declaration's is ignored.
    if (plain.substr(0, 5) == "<?xml") {
        const std::size_t end = plain.find("?>");
        if (end != std::string::npos) {
            std::string head = plain.substr(0, end);
            const std::size_t at = head.find("encoding");
            if (at != std::string::npos) {
                const std::size_t open = head.find_first_of("\"'", at);
                const std::size_t close = open == std::string::npos ? open : head.find(head[open], open + 1);
                if (close != std::string::npos) plain = head.substr(0, at) + head.substr(close + 1) + plain.substr(end);
            }
        }
    }
    xmlParserCtxt* context = xmlNewParserCtxt();
    xmlDoc* document = xmlCtxtReadMemory(context, plain.data(), static_cast<int>(plain.size()), nullptr, "UTF-8",
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    std::string message;
    int line = 0;
    if (!document || !context->wellFormed || (document && document->intSubset)) {
        const xmlError* fault = xmlCtxtGetLastError(context);
        message = document && document->intSubset ? "For security reasons DTD is prohibited in this XML document."
                  : fault && fault->message       ? fault->message
                                                  : "Root element is missing.";
        line = fault ? fault->line : 0;
    }
    xmlFreeParserCtxt(context);
    Ref<XNodeObject> result(new XNodeObject(XKind::Document));
    if (message.empty()) {
        try {
            for (const xmlNode* child = document->children; child; child = child->next) {
                auto made = convertNode(child, keepSpace, 0);
                if (!made) continue;
                made->parent = result.get();
                result->children.push_back(std::move(made));
            }
            if (plain.substr(0, 5) == "<?xml") result->declaration = plain.substr(0, plain.find("?>") + 2);
        } catch (...) {
            xmlFreeDoc(document);
            throw;
        }
    }
    if (document) xmlFreeDoc(document);
    while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
    if (!message.empty()) raise("XmlException", message + " Line " + std::to_string(line) + ", position 1.");
    return result;
}
XNodeObject* rootOf(const XNodeObject& document) {
    for (const auto& child : document.children)
        if (child->kind == XKind::Element) return child.get();
    return nullptr;
}
Value parseElement(std::string_view text, bool keepSpace) {
    auto document = parseDocument(text, keepSpace);
    XNodeObject* root = rootOf(*document);
    if (!root) raise("XmlException", "Root element is missing.");
    Ref<XNodeObject> element(root);
    document->removeAt(document->indexOf(root));
    if (Runtime* runtime = Runtime::current()) (void)runtime->keep(element->value());
    return element->value();
}

XNodeObject* nodeOf(const Value& value) { return value.kind() == Kind::Object ? dynamic_cast<XNodeObject*>(value.pointer()) : nullptr; }

}  // namespace mgc::expression::xml

namespace mgc::expression {

Value xmlElementFromText(std::string_view text) { return xml::parseElement(text, false); }
Value xmlDocumentFromText(std::string_view text) {
    Value document = xml::parseDocument(text, false)->value();
    if (Runtime* runtime = Runtime::current()) (void)runtime->keep(document);
    return document;
}
bool isXmlNode(const Value& value) { return xml::nodeOf(value) != nullptr; }
std::string xmlCompactText(const Value& node) { return xml::nodeOf(node) ? xml::nodeOf(node)->write(false) : toText(node); }

}  // namespace mgc::expression
