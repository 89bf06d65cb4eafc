#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.h"
#include "policies/support/xml_json.h"

namespace mgc::policies {

using Json = nlohmann::ordered_json;

namespace {

constexpr int deepest = 200;
// No network, no external entities, and libxml2's own limits on size and entity growth stay on.
constexpr int flags = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using DocumentPointer = std::unique_ptr<xmlDoc, FreeDocument>;
struct FreeReader {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

std::string_view text(const xmlChar* chars) { return chars ? std::string_view(reinterpret_cast<const char*>(chars)) : std::string_view(); }

/// "soap$Envelope": the service puts a dollar sign for the colon (observed in a tutorial's output, and in a policy in production that reads
/// ["soapenv$Envelope"]["soapenv$Body"]).
std::string qualified(const xmlNs* space, const xmlChar* name) {
    std::string result;
    if (space && space->prefix) result = std::string(text(space->prefix)) + "$";
    return result + std::string(text(name));
}

std::string contentOf(const xmlNode* node) {
    xmlChar* content = xmlNodeGetContent(node);
    std::string result(text(content));
    xmlFree(content);
    return result;
}

/// Which elements, in the order of their start tags, are written as one tag: the tree does not keep it.
std::vector<bool> selfClosed(std::string_view xml) {
    std::vector<bool> result;
    const std::unique_ptr<xmlTextReader, FreeReader> reader(
        xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, flags));
    while (reader && xmlTextReaderRead(reader.get()) == 1)
        if (xmlTextReaderNodeType(reader.get()) == XML_READER_TYPE_ELEMENT)
            result.push_back(xmlTextReaderIsEmptyElement(reader.get()) == 1);
    return result;
}

class XmlReader {
public:
    XmlReader(const XmlToJsonOptions& options, std::string_view xml) : m_options(options), m_xml(xml) {}

    Result<Json> element(const xmlNode* node, int depth) {
        if (depth > deepest) return fail("XmlException", "The document nests too deep.");
        const std::size_t index = m_elements++;
        Json object = Json::object();
        const std::string mark = m_options.direct ? "@" : "";
        for (const xmlNs* space = node->nsDef; space; space = space->next)
            object[mark + (space->prefix ? "xmlns$" + std::string(text(space->prefix)) : std::string("xmlns"))] =
                std::string(text(space->href));
        for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next)
            object[mark + qualified(attribute->ns, attribute->name)] = trim(contentOf(reinterpret_cast<const xmlNode*>(attribute)));
        std::vector<std::string> texts;
        bool onlyText = object.empty();
        for (const xmlNode* child = node->children; child; child = child->next) {
            if (child->type == XML_TEXT_NODE) {
                // White space between elements is layout; of an element that has nothing else it is not (Newtonsoft drops it there too).
                if (m_options.keepSpace || !trimmed(text(child->content)).empty()) texts.push_back(trim(std::string(text(child->content))));
            } else if (child->type == XML_CDATA_SECTION_NODE) {
                if (m_options.direct) {
                    onlyText = false;
                    add(object, "#cdata-section", trim(std::string(text(child->content))), false);
                } else {
                    texts.push_back(trim(std::string(text(child->content))));
                }
            } else if (child->type == XML_ELEMENT_NODE) {
                onlyText = false;
                auto value = element(child, depth + 1);
                if (!value) return value;
                add(object, qualified(child->ns, child->name), std::move(*value), m_options.alwaysArrays);
            }
        }
        if (onlyText && texts.size() == 1) return Json(texts.front());
        if (onlyText && texts.empty()) return emptyValue(index);
        for (auto& one : texts) add(object, "#text", Json(std::move(one)), false);
        return object;
    }

private:
    /// <b/> is null, <b></b> is "" (Newtonsoft; the C# oracle).
    Json emptyValue(std::size_t index) {
        if (m_options.emptyAsNull) return nullptr;
        if (m_selfClosed.empty()) m_selfClosed = selfClosed(m_xml);
        return index < m_selfClosed.size() && m_selfClosed[index] ? Json(nullptr) : Json("");
    }
    [[nodiscard]] std::string trim(std::string value) const { return m_options.trimValues ? std::string(trimmed(value)) : value; }
    static void add(Json& object, const std::string& name, Json value, bool always) {
        const auto found = object.find(name);
        if (found == object.end()) {
            object[name] = always ? Json::array({std::move(value)}) : std::move(value);
            return;
        }
        if (!found->is_array()) *found = Json::array({std::move(*found)});
        found->push_back(std::move(value));
    }

    const XmlToJsonOptions& m_options;
    std::string_view m_xml;
    std::size_t m_elements = 0;
    std::vector<bool> m_selfClosed;
};

}  // namespace

Result<std::string> xmlToJson(std::string_view xml, const XmlToJsonOptions& options) {
    const auto inner = trimmed(xml);
    const DocumentPointer document(xmlReadMemory(inner.data(), static_cast<int>(inner.size()), nullptr, nullptr, flags));
    const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (!root) return fail("XmlException", "The body is no well-formed XML document.");
    if (document->intSubset) return fail("XmlException", "For security reasons DTD is prohibited in this XML document.");
    MGC_TRY_ASSIGN(Json value, XmlReader(options, inner).element(root, 1));
    Json result = Json::object();
    if (inner.starts_with("<?xml")) {
        // What the declaration says stands beside the root element (observed in a tutorial's output).
        result["version"] = std::string(text(document->version));
        if (document->encoding) result["encoding"] = std::string(text(document->encoding));
    }
    result[qualified(root->ns, root->name)] = std::move(value);
    return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mgc::policies
