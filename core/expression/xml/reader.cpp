#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <exception>

#include "expression/runtime/exceptions.h"
#include "expression/runtime/links.h"
#include "expression/runtime/to_text.h"
#include "expression/xml/builder.h"
#include "expression/xml/tree.h"

namespace mgc::expression::xml {
namespace {

std::string utf8(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

/// One parse: libxml2's events (of the first SAX interface, which keeps the order of attributes and declarations) for a Builder.
/// Exceptions do not pass through the parser: the first one ends it and is thrown again behind it.
class Parse {
public:
    Parse(XNodeObject& document, bool keepSpace) : m_builder(document, keepSpace) {}

    /// The parser's message, and its line in `line`; empty if the text is well-formed.
    std::string run(const std::string& text, int& line) {
        m_context = xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()));
        if (!m_context) return "Root element is missing.";
        xmlSAXHandler handler{};
        handler.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
            static_cast<Parse*>(self)->stop("For security reasons DTD is prohibited in this XML document.");
        };
        handler.startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
            static_cast<Parse*>(self)->start(name, attributes);
        };
        handler.endElement = [](void* self, const xmlChar*) { call(self, [](Builder& builder) { builder.end(); }); };
        handler.characters = [](void* self, const xmlChar* content, int size) {
            call(self, [&](Builder& builder) { builder.characters(view(content, size)); });
        };
        handler.ignorableWhitespace = handler.characters;
        handler.cdataBlock = [](void* self, const xmlChar* content, int size) {
            call(self, [&](Builder& builder) { builder.section(view(content, size)); });
        };
        handler.comment = [](void* self, const xmlChar* content) { call(self, [&](Builder& builder) { builder.comment(utf8(content)); }); };
        handler.processingInstruction = [](void* self, const xmlChar* target, const xmlChar* data) {
            call(self, [&](Builder& builder) { builder.instruction(utf8(target), utf8(data)); });
        };
        handler.initialized = 1;
        *m_context->sax = handler;
        m_context->userData = this;
        (void)xmlCtxtUseOptions(m_context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        (void)xmlSwitchEncoding(m_context, XML_CHAR_ENCODING_UTF8);
        (void)xmlParseDocument(m_context);
        if (m_message.empty() && !m_context->wellFormed) {
            const xmlError* fault = xmlCtxtGetLastError(m_context);
            m_message = fault && fault->message ? fault->message : "Root element is missing.";
            line = fault ? fault->line : 0;
        }
        xmlFreeParserCtxt(m_context);
        if (m_thrown) std::rethrow_exception(m_thrown);
        return m_message;
    }

private:
    static std::string_view view(const xmlChar* content, int size) {
        return {reinterpret_cast<const char*>(content), static_cast<std::size_t>(size)};
    }
    template <class Action>
    static void call(void* self, Action action) {
        auto& parse = *static_cast<Parse*>(self);
        if (parse.m_thrown || !parse.m_message.empty()) return;
        try {
            action(parse.m_builder);
        } catch (...) {
            parse.m_thrown = std::current_exception();
            xmlStopParser(parse.m_context);
        }
    }
    void stop(const char* message) {
        m_message = message;
        xmlStopParser(m_context);
    }
    void start(const xmlChar* name, const xmlChar** attributes) {
        call(this, [&](Builder& builder) {
            std::vector<std::pair<std::string, std::string>> all;
            for (; attributes && attributes[0]; attributes += 2) all.emplace_back(utf8(attributes[0]), utf8(attributes[1]));
            // The parser stands behind the attributes.
            builder.start(utf8(name), all, m_context->input->cur[0] == '/');
        });
    }

    Builder m_builder;
    xmlParserCtxt* m_context = nullptr;
    std::string m_message;
    std::exception_ptr m_thrown;
};

/// Without the encoding that the declaration names: a .NET string has none.
std::string withoutEncoding(std::string_view text) {
    std::string plain(text);
    const std::size_t end = plain.substr(0, 5) == "<?xml" ? plain.find("?>") : std::string::npos;
    if (end == std::string::npos) return plain;
    const std::string head = plain.substr(0, end);
    const std::size_t at = head.find("encoding");
    const std::size_t open = at == std::string::npos ? at : head.find_first_of("\"'", at);
    const std::size_t close = open == std::string::npos ? open : head.find(head[open], open + 1);
    return close == std::string::npos ? plain : head.substr(0, at) + head.substr(close + 1) + plain.substr(end);
}

}  // namespace

Ref<XNodeObject> parseDocument(std::string_view text, bool keepSpace) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    Ref<XNodeObject> result(new XNodeObject(XKind::Document));
    int line = 0;
    std::string message = Parse(*result, keepSpace).run(withoutEncoding(text), line);
    while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
    if (!message.empty()) raise("XmlException", message + " Line " + std::to_string(line) + ", position 1.");
    if (text.substr(0, 5) == "<?xml") result->declaration = text.substr(0, text.find("?>") + 2);
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
