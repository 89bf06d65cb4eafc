#include "policies/support/xml_json.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.h"

namespace mgc::policies {

using Json = nlohmann::ordered_json;

namespace {

constexpr int deepest = 200;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using DocumentPointer = std::unique_ptr<xmlDoc, FreeDocument>;

std::string_view text(const xmlChar* chars) { return chars ? std::string_view(reinterpret_cast<const char*>(chars)) : std::string_view(); }

std::string qualified(const xmlNs* space, const xmlChar* name) {
    std::string result;
    if (space && space->prefix) result = std::string(text(space->prefix)) + ":";
    return result + std::string(text(name));
}

std::string contentOf(const xmlNode* node) {
    xmlChar* content = xmlNodeGetContent(node);
    std::string result(text(content));
    xmlFree(content);
    return result;
}

class XmlReader {
public:
    explicit XmlReader(const XmlToJsonOptions& options) : m_options(options) {}

    Result<Json> element(const xmlNode* node, int depth) const {
        if (depth > deepest) return fail("XmlException", "The document nests too deep.");
        Json object = Json::object();
        const std::string mark = m_options.direct ? "@" : "";
        for (const xmlNs* space = node->nsDef; space; space = space->next)
            object[mark + (space->prefix ? "xmlns:" + std::string(text(space->prefix)) : std::string("xmlns"))] =
                std::string(text(space->href));
        for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next)
            object[mark + qualified(attribute->ns, attribute->name)] = contentOf(reinterpret_cast<const xmlNode*>(attribute));
        std::string written;
        bool hasElements = false;
        for (const xmlNode* child = node->children; child; child = child->next) {
            if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) written += text(child->content);
            if (child->type != XML_ELEMENT_NODE) continue;
            hasElements = true;
            auto value = element(child, depth + 1);
            if (!value) return value;
            add(object, qualified(child->ns, child->name), std::move(*value));
        }
        if (!hasElements && object.empty()) return written.empty() ? Json(nullptr) : Json(written);
        if (!trimmed(written).empty()) object["#text"] = written;
        return object;
    }

private:
    void add(Json& object, const std::string& name, Json value) const {
        const auto found = object.find(name);
        if (found == object.end()) {
            object[name] = m_options.alwaysArrays ? Json::array({std::move(value)}) : std::move(value);
            return;
        }
        if (!found->is_array()) *found = Json::array({std::move(*found)});
        found->push_back(std::move(value));
    }
    const XmlToJsonOptions& m_options;
};

std::string escaped(std::string_view value, bool attribute) {
    std::string result;
    for (const char c : value) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '"' && attribute)
            result += "&quot;";
        else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r')
            continue;
        else
            result += c;
    }
    return result;
}

bool nameCharacter(char c, bool first) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte >= 0x80) return true;
    return !first && ((c >= '0' && c <= '9') || c == '-' || c == '.');
}

/// As .NET's XmlConvert.EncodeName: what may not stand in a name becomes _xHHHH_.
std::string encodedName(std::string_view name) {
    std::string result;
    bool first = true;
    for (const char c : name) {
        if (nameCharacter(c, first) || (c == ':' && !first))
            result += c;
        else
            result += fmt::format("_x{:04X}_", static_cast<unsigned char>(c));
        first = false;
    }
    return result.empty() ? "_" : result;
}

class XmlWriter {
public:
    explicit XmlWriter(const JsonToXmlOptions& options) : m_options(options) {}

    Result<void> member(const std::string& name, const Json& value, int depth) {
        if (depth > deepest) return fail("JsonReaderException", "The document nests too deep.");
        if (value.is_array()) {
            for (const auto& entry : value) MGC_TRY(member(name, entry, depth + 1));
            return {};
        }
        const std::size_t spaces = m_prefixes.size();
        std::string attributes;
        std::string inner;
        std::vector<std::pair<std::string, const Json*>> children;
        if (value.is_object()) {
            for (const auto& [key, child] : value.items()) {
                if (isDeclaration(key)) {
                    declare(key, scalar(child), attributes);
                } else if (!m_options.attributeBlock.empty() && key == m_options.attributeBlock && child.is_object()) {
                    for (const auto& [attribute, text] : child.items()) add(attributes, attribute, scalar(text));
                } else if (key.size() > 1 && key.front() == '@') {
                    add(attributes, key.substr(1), scalar(child));
                } else if (key == "#text") {
                    inner += escaped(scalar(child), false);
                } else {
                    children.emplace_back(key, &child);
                }
            }
        } else {
            inner = escaped(scalar(value), false);
        }
        const std::string tag = elementName(name);
        m_text += "<" + tag + attributes;
        if (inner.empty() && children.empty()) {
            m_text += "/>";
        } else {
            m_text += ">" + inner;
            for (const auto& [key, child] : children) MGC_TRY(member(key, *child, depth + 1));
            m_text += "</" + tag + ">";
        }
        m_prefixes.resize(spaces);
        return {};
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    [[nodiscard]] bool isDeclaration(const std::string& key) const {
        return key == m_options.namespacePrefix || key.starts_with(m_options.namespacePrefix + m_options.namespaceSeparator);
    }
    void declare(const std::string& key, const std::string& space, std::string& attributes) {
        if (key == m_options.namespacePrefix) {
            attributes += " xmlns=\"" + escaped(space, true) + "\"";
            return;
        }
        const std::string prefix = encodedName(key.substr(m_options.namespacePrefix.size() + m_options.namespaceSeparator.size()));
        m_prefixes.push_back(prefix);
        attributes += " xmlns:" + prefix + "=\"" + escaped(space, true) + "\"";
    }
    void add(std::string& attributes, const std::string& name, const std::string& value) const {
        attributes += " " + elementName(name) + "=\"" + escaped(value, true) + "\"";
    }
    /// "s_Book" is s:Book where the prefix s has been declared.
    [[nodiscard]] std::string elementName(const std::string& name) const {
        const auto at = m_options.namespaceSeparator.empty() ? std::string::npos : name.find(m_options.namespaceSeparator);
        if (at != std::string::npos && at > 0) {
            const std::string prefix = name.substr(0, at);
            const std::string local = name.substr(at + m_options.namespaceSeparator.size());
            for (const auto& known : m_prefixes)
                if (known == prefix && !local.empty()) return prefix + ":" + encodedName(replacedAll(local, ":", "_x003A_"));
        }
        return encodedName(replacedAll(name, ":", "_x003A_"));
    }
    static std::string scalar(const Json& value) {
        if (value.is_null()) return {};
        if (value.is_string()) return value.get<std::string>();
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    const JsonToXmlOptions& m_options;
    std::vector<std::string> m_prefixes;
    std::string m_text;
};

}  // namespace

Result<std::string> xmlToJson(std::string_view xml, const XmlToJsonOptions& options) {
    const auto inner = trimmed(xml);
    // No network, no external entities, and libxml2's own limits on size and entity growth stay on.
    constexpr int flags = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    const DocumentPointer document(xmlReadMemory(inner.data(), static_cast<int>(inner.size()), nullptr, nullptr, flags));
    const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (!root) return fail("XmlException", "The body is no well-formed XML document.");
    if (document->intSubset) return fail("XmlException", "For security reasons DTD is prohibited in this XML document.");
    MGC_TRY_ASSIGN(Json value, XmlReader(options).element(root, 1));
    Json result = Json::object();
    result[qualified(root->ns, root->name)] = std::move(value);
    return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> jsonToXml(std::string_view json, const JsonToXmlOptions& options) {
    bool deep = false;
    const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
        deep = deep || depth > deepest;
        return !deep;
    };
    const auto value = Json::parse(json, bounded, false);
    if (deep) return fail("JsonReaderException", "The document nests too deep.");
    if (value.is_discarded()) return fail("JsonReaderException", "The body is no JSON document.");
    XmlWriter writer(options);
    const bool oneRoot = value.is_object() && value.size() == 1 && !value.begin()->is_array();
    if (oneRoot) {
        MGC_TRY(writer.member(value.begin().key(), *value.begin(), 1));
    } else if (value.is_array()) {
        MGC_TRY(writer.member("Document", Json{{"Array", value}}, 1));
    } else {
        MGC_TRY(writer.member("Document", value, 1));
    }
    return writer.take();
}

}  // namespace mgc::policies
