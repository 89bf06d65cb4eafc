// System.Xml.Linq on a tree of its own; libxml2 parses, with network, entities and external files off.
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cmath>

#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

enum class XKind { Element, Document, Text, CData, Comment, Instruction };

struct Name {
    std::string space, local;
    friend bool operator==(const Name&, const Name&) = default;
    [[nodiscard]] std::string text() const { return space.empty() ? local : "{" + space + "}" + local; }
};

class NameObject final : public Object {
public:
    explicit NameObject(Name held) : name(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("XName"); }
    [[nodiscard]] std::string toText() const override { return name.text(); }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* same = dynamic_cast<const NameObject*>(&other);
        return same && same->name == name;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(name.text()); }
    const Name name;
};
class NamespaceObject final : public Object {
public:
    explicit NamespaceObject(std::string_view name) : uri(name) {}
    [[nodiscard]] const Type* type() const override { return types().named("XNamespace"); }
    [[nodiscard]] std::string toText() const override { return uri; }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* same = dynamic_cast<const NamespaceObject*>(&other);
        return same && same->uri == uri;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(uri); }
    const std::string uri;
};

class XNodeObject;
class AttributeObject final : public Object {
public:
    AttributeObject(Name held, std::string content) : name(std::move(held)), value(std::move(content)) {}
    [[nodiscard]] const Type* type() const override { return types().named("XAttribute"); }
    [[nodiscard]] bool isNamespace() const { return name.space == "http://www.w3.org/2000/xmlns/" || (name.space.empty() && name.local == "xmlns"); }
    [[nodiscard]] std::string toText() const override;
    const Name name;
    std::string value;
    XNodeObject* owner = nullptr;
};

/// Any node. Children are owned, the parent is a plain pointer (a parsed tree is kept by the evaluation).
class XNodeObject final : public Object {
public:
    explicit XNodeObject(XKind nodeKind) : kind(nodeKind) {}
    ~XNodeObject() override {
        for (const auto& child : children) child->parent = nullptr;
        for (const auto& attribute : attributes) attribute->owner = nullptr;
    }
    [[nodiscard]] const Type* type() const override {
        static constexpr const char* names[] = {"XElement", "XDocument", "XText", "XCData", "XComment", "XProcessingInstruction"};
        return types().named(names[static_cast<std::size_t>(kind)]);
    }
    [[nodiscard]] std::string toText() const override { return write(true); }
    [[nodiscard]] std::string write(bool indented) const;
    /// Joined text of all descendants.
    [[nodiscard]] std::string text() const {
        if (kind == XKind::Text || kind == XKind::CData) return content;
        std::string out;
        for (const auto& child : children)
            if (child->kind == XKind::Text || child->kind == XKind::CData || child->kind == XKind::Element) out += child->text();
        return out;
    }
    [[nodiscard]] Ref<XNodeObject> clone() const {
        Ref<XNodeObject> copy(new XNodeObject(kind));
        copy->name = name;
        copy->content = content;
        copy->declaration = declaration;
        copy->selfClosed = selfClosed;
        for (const auto& attribute : attributes) {
            copy->attributes.emplace_back(new AttributeObject(attribute->name, attribute->value));
            copy->attributes.back()->owner = copy.get();
        }
        for (const auto& child : children) {
            copy->children.push_back(child->clone());
            copy->children.back()->parent = copy.get();
        }
        return copy;
    }
    void insert(std::size_t index, Ref<XNodeObject> child) {
        for (const XNodeObject* above = this; above; above = above->parent)
            if (above == child.get()) child = child->clone();
        if (child->parent) child = child->clone();
        checkCollectionSize(children.size() + 1);
        child->parent = this;
        selfClosed = false;
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(index), std::move(child));
    }
    void removeAt(std::size_t index) {
        children[index]->parent = nullptr;
        children.erase(children.begin() + static_cast<std::ptrdiff_t>(index));
    }
    [[nodiscard]] std::size_t indexOf(const XNodeObject* child) const {
        for (std::size_t i = 0; i < children.size(); ++i)
            if (children[i].get() == child) return i;
        return children.size();
    }
    [[nodiscard]] AttributeObject* attribute(const Name& wanted) const {
        for (const auto& each : attributes)
            if (each->name == wanted) return each.get();
        return nullptr;
    }
    Value value() { return Value::object(this); }

    const XKind kind;
    Name name;
    std::string content;      ///< text, comment, instruction data
    std::string declaration;  ///< of a document
    bool selfClosed = false;
    std::vector<Ref<XNodeObject>> children;
    std::vector<Ref<AttributeObject>> attributes;
    XNodeObject* parent = nullptr;

private:
    struct Scope {
        std::string prefix, uri;
    };
    void writeTo(std::string& out, bool indented, int depth, std::vector<Scope>& scopes) const;
};

std::string escapeText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '\r') out += "&#xD;";
        else out += c;
    }
    return out;
}
std::string escapeAttribute(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (c == '\n') out += "&#xA;";
        else if (c == '\r') out += "&#xD;";
        else if (c == '\t') out += "&#x9;";
        else out += c;
    }
    return out;
}
std::string AttributeObject::toText() const {
    const std::string label = isNamespace() && !name.space.empty() ? "xmlns:" + name.local : name.local;
    return label + "=\"" + escapeAttribute(value) + "\"";
}

void XNodeObject::writeTo(std::string& out, bool indented, int depth, std::vector<Scope>& scopes) const {
    switch (kind) {
        case XKind::Text: out += escapeText(content); return;
        case XKind::CData: out += "<![CDATA[" + content + "]]>"; return;
        case XKind::Comment: out += "<!--" + content + "-->"; return;
        case XKind::Instruction: out += "<?" + name.local + " " + content + "?>"; return;
        case XKind::Document: {
            bool first = true;
            for (const auto& child : children) {
                if (!first && indented) out += '\n';
                first = false;
                child->writeTo(out, indented, 0, scopes);
            }
            return;
        }
        case XKind::Element: break;
    }
    const std::size_t mark = scopes.size();
    for (const auto& attribute : attributes)
        if (attribute->isNamespace()) scopes.push_back({attribute->name.space.empty() ? "" : attribute->name.local, attribute->value});
    std::string declared;
    const auto prefixOf = [&](const std::string& uri, bool forAttribute) -> std::string {
        if (uri == "http://www.w3.org/XML/1998/namespace") return "xml:";
        for (std::size_t i = scopes.size(); i-- > 0;) {
            if (scopes[i].uri != uri || (forAttribute && scopes[i].prefix.empty())) continue;
            bool hidden = false;
            for (std::size_t k = i + 1; k < scopes.size(); ++k) hidden = hidden || scopes[k].prefix == scopes[i].prefix;
            if (!hidden) return scopes[i].prefix.empty() ? "" : scopes[i].prefix + ":";
        }
        if (uri.empty()) {
            if (forAttribute) return "";
            bool defaulted = false;
            for (const auto& scope : scopes)
                if (scope.prefix.empty()) defaulted = !scope.uri.empty();
            if (defaulted) {
                scopes.push_back({"", ""});
                declared += " xmlns=\"\"";
            }
            return "";
        }
        if (forAttribute) {
            const std::string prefix = "p" + std::to_string(scopes.size() + 1);
            scopes.push_back({prefix, uri});
            declared += " xmlns:" + prefix + "=\"" + escapeAttribute(uri) + "\"";
            return prefix + ":";
        }
        scopes.push_back({"", uri});
        declared += " xmlns=\"" + escapeAttribute(uri) + "\"";
        return "";
    };
    const std::string label = prefixOf(name.space, false) + name.local;
    std::string written;
    for (const auto& attribute : attributes) {
        if (attribute->isNamespace()) written += " " + attribute->toText();
        else written += " " + prefixOf(attribute->name.space, true) + attribute->name.local + "=\"" + escapeAttribute(attribute->value) + "\"";
    }
    out += "<" + label + declared + written;
    if (children.empty()) {
        out += selfClosed ? " />" : "></" + label + ">";
        scopes.resize(mark);
        return;
    }
    out += ">";
    const bool mixed = std::any_of(children.begin(), children.end(), [](const auto& child) { return child->kind == XKind::Text || child->kind == XKind::CData; });
    const bool breaks = indented && !mixed;
    for (const auto& child : children) {
        if (breaks) out += "\n" + std::string(static_cast<std::size_t>(depth + 1) * 2, ' ');
        child->writeTo(out, breaks, depth + 1, scopes);
    }
    if (breaks) out += "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ');
    out += "</" + label + ">";
    checkStringSize(out.size());
    scopes.resize(mark);
}

std::string XNodeObject::write(bool indented) const {
    std::string out;
    std::vector<Scope> scopes;
    std::vector<Scope> none;
    writeTo(out, indented, 0, none);
    return out;
}

// --- reading

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
                element->attributes.emplace_back(new AttributeObject({attribute->ns ? utf8(attribute->ns->href) : "", utf8(attribute->name)}, utf8(content)));
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
        default: return {};
    }
}

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
    xmlDoc* document = xmlCtxtReadMemory(context, plain.data(), static_cast<int>(plain.size()), nullptr, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    std::string message;
    int line = 0;
    if (!document || !context->wellFormed || (document && document->intSubset)) {
        const xmlError* fault = xmlCtxtGetLastError(context);
        message = document && document->intSubset ? "For security reasons DTD is prohibited in this XML document." : fault && fault->message ? fault->message : "Root element is missing.";
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

// --- members

XNodeObject* nodeOf(const Value& value) { return value.kind() == Kind::Object ? dynamic_cast<XNodeObject*>(value.pointer()) : nullptr; }
XNodeObject& me(Call& c) { return c.selfAs<XNodeObject>(); }
Value wrap(XNodeObject* node) { return node ? node->value() : Value(); }
Name nameOf(const Value& value) { return static_cast<const NameObject&>(*value.pointer()).name; }
Name parseName(std::string_view text) {
    if (text.empty()) raise("ArgumentException", "The name must not be empty.");
    if (text[0] == '{') {
        const std::size_t close = text.rfind('}');
        if (close == std::string_view::npos || close + 1 == text.size()) raise("ArgumentException", "'" + std::string(text) + "' is an invalid expanded name.");
        return {std::string(text.substr(1, close - 1)), std::string(text.substr(close + 1))};
    }
    if (text.find_first_of(" <>&\"':/") != std::string_view::npos || (text[0] >= '0' && text[0] <= '9')) raise("XmlException", "The '" + std::string(text.substr(text.find_first_of(" <>&\"':/") == std::string_view::npos ? 0 : text.find_first_of(" <>&\"':/"), 1)) + "' character cannot be included in a name.");
    return {"", std::string(text)};
}
Value nameValue(Name name) { return Value::object(new NameObject(std::move(name))); }

/// Text of a value put into XML: bool "true", dates ISO, numbers invariant round-trip.
std::string contentText(const Value& value) {
    if (value.kind() == Kind::Boolean) return value.bits() ? "true" : "false";
    if (value.kind() == Kind::DateTime) return isoDateText(DateParts{value.bits()});
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) return toText(value, "R");
    return toText(value);
}
void addContent(XNodeObject& target, const Value& content, std::size_t* at = nullptr) {
    if (content.isNull()) return;
    std::size_t index = at ? *at : target.children.size();
    if (XNodeObject* node = nodeOf(content)) {
        if (node->kind == XKind::Document) raise("ArgumentException", "A node of type Document cannot be added to content.");
        target.insert(index, Ref<XNodeObject>(node));
        if (at) ++*at;
        return;
    }
    if (auto* attribute = content.kind() == Kind::Object ? dynamic_cast<AttributeObject*>(content.pointer()) : nullptr) {
        if (target.attribute(attribute->name)) raise("InvalidOperationException", "Duplicate attribute.");
        Ref<AttributeObject> own(attribute->owner ? new AttributeObject(attribute->name, attribute->value) : attribute);
        own->owner = &target;
        target.attributes.push_back(std::move(own));
        return;
    }
    if (content.kind() == Kind::Object && !byteContent(content)) {
        if (dynamic_cast<Enumerable*>(content.pointer()) && !tokenOf(content)) {
            for (const auto& item : toVector(content)) addContent(target, item, at);
            return;
        }
    }
    const std::string text = contentText(content);
    if (!at && !target.children.empty() && target.children.back()->kind == XKind::Text) {
        target.children.back()->content += text;
        return;
    }
    if (text.empty() && !target.children.empty()) return;
    Ref<XNodeObject> node(new XNodeObject(XKind::Text));
    node->content = text;
    target.selfClosed = false;
    if (text.empty()) return;
    target.insert(index, std::move(node));
    if (at) ++*at;
}
Value newElement(Call& c) {
    Ref<XNodeObject> element(new XNodeObject(XKind::Element));
    if (XNodeObject* other = nodeOf(c.need(0))) return other->clone()->value();
    element->name = nameOf(c[0]);
    element->selfClosed = true;
    if (c.count > 1) addContent(*element, c[1]);
    return element->value();
}
std::vector<Value> select(const XNodeObject& root, bool deep, bool elementsOnly, const Name* name) {
    std::vector<Value> found;
    const std::function<void(const XNodeObject&)> walk = [&](const XNodeObject& at) {
        for (const auto& child : at.children) {
            countStep();
            if ((!elementsOnly || child->kind == XKind::Element) && (!name || child->name == *name)) found.push_back(child->value());
            if (deep) walk(*child);
        }
    };
    walk(root);
    return found;
}
template <bool deep, bool elementsOnly>
Value children(Call& c) {
    if (c.count > 0 && !c.isNull(0)) {
        const Name name = nameOf(c[0]);
        return list(c.result->arguments[0], select(me(c), deep, elementsOnly, &name));
    }
    if (c.count > 0) return list(c.result->arguments[0], {});
    return list(c.result->arguments[0], select(me(c), deep, elementsOnly, nullptr));
}
template <bool deep, bool elementsOnly>
Value childrenOfMany(Call& c) {
    std::vector<Value> found;
    const auto walk = iterate(c.need(0));
    for (Value item; walk->next(item);) {
        Name name;
        if (c.count > 1) name = nameOf(c.need(1));
        for (auto& each : select(*nodeOf(item), deep, elementsOnly, c.count > 1 ? &name : nullptr)) found.push_back(std::move(each));
    }
    return list(c.result->arguments[0], std::move(found));
}
Value element(Call& c) {
    for (const auto& child : me(c).children)
        if (child->kind == XKind::Element && !c.isNull(0) && child->name == nameOf(c[0])) return child->value();
    return {};
}
Value removeNode(XNodeObject& node) {
    if (!node.parent) raise("InvalidOperationException", "The parent is missing.");
    const Value keep = node.value();
    node.parent->removeAt(node.parent->indexOf(&node));
    return {};
}
Value setValue(XNodeObject& node, const std::string& text) {
    while (!node.children.empty()) node.removeAt(node.children.size() - 1);
    node.selfClosed = false;
    if (!text.empty()) {
        Ref<XNodeObject> child(new XNodeObject(XKind::Text));
        child->content = text;
        node.insert(0, std::move(child));
    }
    return {};
}
void setAttribute(XNodeObject& node, const Name& name, const Value& value) {
    AttributeObject* known = node.attribute(name);
    if (value.isNull()) {
        if (known) std::erase_if(node.attributes, [&](const auto& each) { return each.get() == known; });
    } else if (known) {
        known->value = contentText(value);
    } else {
        node.attributes.emplace_back(new AttributeObject(name, contentText(value)));
        node.attributes.back()->owner = &node;
    }
}
bool deepEqual(const XNodeObject& a, const XNodeObject& b) {
    if (a.kind != b.kind || !(a.name == b.name) || a.content != b.content || a.children.size() != b.children.size() || a.attributes.size() != b.attributes.size()) return false;
    for (std::size_t i = 0; i < a.attributes.size(); ++i)
        if (!(a.attributes[i]->name == b.attributes[i]->name) || a.attributes[i]->value != b.attributes[i]->value) return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!deepEqual(*a.children[i], *b.children[i])) return false;
    return true;
}

/// (int)element and its kin: XmlConvert rules on the text.
Value castText(const std::string& text, const Type* target) {
    const Type* plain = target->underlying();
    const std::string trimmedText(trimWhiteSpace(text));
    if (plain == types().string) return textOf(text);
    if (plain == types().boolean) {
        if (trimmedText == "true" || trimmedText == "1" || trimmedText == "True") return boxed(true);
        if (trimmedText == "false" || trimmedText == "0" || trimmedText == "False") return boxed(false);
        raiseFormat("The string '" + trimmedText + "' is not a valid Boolean value.");
    }
    if (plain == types().dateTime) {
        const auto parsed = parseDateTime(trimmedText, 0);
        if (!parsed) raiseFormat("The string '" + trimmedText + "' is not a valid AllXsd value.");
        return resolveDate(*parsed, true).value();
    }
    if (plain == types().guid) {
        std::string bytes;
        if (!parseGuid(trimmedText, bytes)) raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
        return guidValue(std::move(bytes));
    }
    if (plain == types().float64 && (trimmedText == "INF" || trimmedText == "-INF")) return Value::float64(trimmedText[0] == '-' ? -HUGE_VAL : HUGE_VAL);
    return convertTo(textOf(trimmedText), plain);
}
Value castNode(Call& c) {
    const Type* target = c.member->result;
    if (c[0].isNull()) {
        if (!target->isValueType() || target->isNullable()) return {};
        raiseArgumentNull(c.member->parameters[0].type->is("XElement") ? "element" : "attribute");
    }
    if (const auto* attribute = dynamic_cast<const AttributeObject*>(c[0].pointer())) return castText(attribute->value, target);
    return castText(nodeOf(c[0])->text(), target);
}
void casts(TypeBuilder& t, const char* type) {
    for (const char* target : {"string", "bool", "bool?", "int", "int?", "uint", "uint?", "long", "long?", "ulong", "ulong?", "float", "float?", "double", "double?", "decimal", "decimal?", "DateTime", "DateTime?", "Guid", "Guid?"})
        t.method(*new std::string(std::string("explicit operator ") + target + "(" + type + " value)"), castNode);
}
XNodeObject* sibling(XNodeObject& node, int step) {
    if (!node.parent) return nullptr;
    const auto at = static_cast<std::int64_t>(node.parent->indexOf(&node)) + step;
    return at < 0 || at >= static_cast<std::int64_t>(node.parent->children.size()) ? nullptr : node.parent->children[static_cast<std::size_t>(at)].get();
}
template <bool after, bool elementsOnly>
Value siblings(Call& c) {
    std::vector<Value> found;
    for (int i = 1;; ++i) {
        XNodeObject* next = sibling(me(c), after ? i : -i);
        if (!next) break;
        if (elementsOnly && (next->kind != XKind::Element || (c.count > 0 && !(next->name == nameOf(c.need(0)))))) continue;
        if (after) found.push_back(next->value());
        else found.insert(found.begin(), next->value());
    }
    return list(c.result->arguments[0], std::move(found));
}
Value addBeside(Call& c, bool after) {
    XNodeObject& self = me(c);
    if (!self.parent) raise("InvalidOperationException", "The parent is missing.");
    std::size_t at = self.parent->indexOf(&self) + (after ? 1 : 0);
    addContent(*self.parent, c[0], &at);
    return {};
}
Value ancestors(Call& c, bool self) {
    std::vector<Value> found;
    for (XNodeObject* at = self ? &me(c) : me(c).parent; at; at = at->parent)
        if (at->kind == XKind::Element && (c.count == 0 || (!c.isNull(0) && at->name == nameOf(c[0])))) found.push_back(at->value());
    return list(c.result->arguments[0], std::move(found));
}

void describeNames(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    registry.enumeration(space, "SaveOptions").values({{"None", 0}, {"DisableFormatting", 1}, {"OmitDuplicateNamespaces", 2}}, true);
    registry.enumeration(space, "LoadOptions").values({{"None", 0}, {"PreserveWhitespace", 1}, {"SetBaseUri", 2}, {"SetLineInfo", 4}}, true);
    registry.define(space, "XName", TypeKind::Class)
        .property("string LocalName", [](Call& c) { return textOf(c.selfAs<NameObject>().name.local); })
        .property("string NamespaceName", [](Call& c) { return textOf(c.selfAs<NameObject>().name.space); })
        .property("XNamespace Namespace", [](Call& c) { return Value::object(new NamespaceObject(c.selfAs<NameObject>().name.space)); })
        .method("static XName Get(string expandedName)", [](Call& c) { return nameValue(parseName(c.needText(0))); })
        .method("static XName Get(string localName, string namespaceName)", [](Call& c) { return nameValue({std::string(c.needText(1)), std::string(c.needText(0))}); })
        .method("implicit operator XName(string expandedName)", [](Call& c) { return c.isNull(0) ? Value() : nameValue(parseName(c.text(0))); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("static bool operator ==(XName left, XName right)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(XName left, XName right)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
    registry.define(space, "XNamespace", TypeKind::Class)
        .property("string NamespaceName", [](Call& c) { return textOf(c.selfAs<NamespaceObject>().uri); })
        .property("static XNamespace None", [](Call&) { return Value::object(new NamespaceObject("")); })
        .property("static XNamespace Xml", [](Call&) { return Value::object(new NamespaceObject("http://www.w3.org/XML/1998/namespace")); })
        .property("static XNamespace Xmlns", [](Call&) { return Value::object(new NamespaceObject("http://www.w3.org/2000/xmlns/")); })
        .method("static XNamespace Get(string namespaceName)", [](Call& c) { return Value::object(new NamespaceObject(c.needText(0))); })
        .method("XName GetName(string localName)", [](Call& c) { return nameValue({c.selfAs<NamespaceObject>().uri, std::string(c.needText(0))}); })
        .method("implicit operator XNamespace(string namespaceName)", [](Call& c) { return c.isNull(0) ? Value() : Value::object(new NamespaceObject(c.text(0))); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("static XName operator +(XNamespace ns, string localName)", [](Call& c) { return nameValue({as<NamespaceObject>(c.need(0)).uri, std::string(c.needText(1))}); })
        .method("static bool operator ==(XNamespace left, XNamespace right)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(XNamespace left, XNamespace right)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
}

void describeNodes(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    registry.define(space, "XObject", TypeKind::Class)
        .property("XElement Parent", [](Call& c) {
            XNodeObject* parent = nullptr;
            if (XNodeObject* node = nodeOf(c.self())) parent = node->parent;
            else parent = c.selfAs<AttributeObject>().owner;
            return parent && parent->kind == XKind::Element ? parent->value() : Value();
        })
        .property("XDocument Document", [](Call& c) {
            XNodeObject* at = nodeOf(c.self()) ? nodeOf(c.self()) : c.selfAs<AttributeObject>().owner;
            while (at && at->parent) at = at->parent;
            return at && at->kind == XKind::Document ? at->value() : Value();
        })
        .property("XmlNodeType NodeType", [](Call& c) {
            static constexpr int numbers[] = {1, 9, 3, 4, 8, 7};
            const XNodeObject* node = nodeOf(c.self());
            return enumValue("XmlNodeType", node ? numbers[static_cast<std::size_t>(node->kind)] : 2);
        });
    registry.define(space, "XNode", TypeKind::Class)
        .base("XObject")
        .method("string ToString()", [](Call& c) { return textOf(me(c).write(true)); }, "Indented XML.")
        .method("string ToString(SaveOptions options)", [](Call& c) { return textOf(me(c).write((c.integer(0) & 1) == 0)); })
        .method("void Remove()", [](Call& c) { return removeNode(me(c)); })
        .method("void ReplaceWith(object content)", [](Call& c) {
            (void)addBeside(c, true);
            return removeNode(me(c));
        })
        .method("void AddAfterSelf(object content)", [](Call& c) { return addBeside(c, true); })
        .method("void AddBeforeSelf(object content)", [](Call& c) { return addBeside(c, false); })
        .property("XNode NextNode", [](Call& c) { return wrap(sibling(me(c), 1)); })
        .property("XNode PreviousNode", [](Call& c) { return wrap(sibling(me(c), -1)); })
        .method("IEnumerable<XElement> Ancestors()", [](Call& c) { return ancestors(c, false); })
        .method("IEnumerable<XElement> Ancestors(XName name)", [](Call& c) { return ancestors(c, false); })
        .method("IEnumerable<XElement> ElementsAfterSelf()", siblings<true, true>)
        .method("IEnumerable<XElement> ElementsAfterSelf(XName name)", siblings<true, true>)
        .method("IEnumerable<XElement> ElementsBeforeSelf()", siblings<false, true>)
        .method("IEnumerable<XElement> ElementsBeforeSelf(XName name)", siblings<false, true>)
        .method("IEnumerable<XNode> NodesAfterSelf()", siblings<true, false>)
        .method("IEnumerable<XNode> NodesBeforeSelf()", siblings<false, false>)
        .method("static bool DeepEquals(XNode n1, XNode n2)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : deepEqual(*nodeOf(c[0]), *nodeOf(c[1]))); });
    const auto textNode = [&](const char* name, const char* base, XKind kind) {
        auto t = registry.define(space, name, TypeKind::Class);
        t.base(base);
        const auto set = [](Call& c) {
            me(c).content = c.needText(0);
            return Value();
        };
        if (kind == XKind::Text) t.constructor("new(string value)", [](Call& c) { Ref<XNodeObject> node(new XNodeObject(XKind::Text)); node->content = c.needText(0); return node->value(); });
        if (kind == XKind::CData) t.constructor("new(string value)", [](Call& c) { Ref<XNodeObject> node(new XNodeObject(XKind::CData)); node->content = c.needText(0); return node->value(); });
        if (kind == XKind::Comment) t.constructor("new(string value)", [](Call& c) { Ref<XNodeObject> node(new XNodeObject(XKind::Comment)); node->content = c.needText(0); return node->value(); });
        t.property("string Value", [](Call& c) { return textOf(me(c).content); }, {}, set);
    };
    textNode("XText", "XNode", XKind::Text);
    textNode("XCData", "XText", XKind::CData);
    textNode("XComment", "XNode", XKind::Comment);
    registry.define(space, "XProcessingInstruction", TypeKind::Class)
        .base("XNode")
        .constructor("new(string target, string data)", [](Call& c) {
            Ref<XNodeObject> node(new XNodeObject(XKind::Instruction));
            node->name.local = c.needText(0);
            node->content = c.needText(1);
            return node->value();
        })
        .property("string Target", [](Call& c) { return textOf(me(c).name.local); })
        .property("string Data", [](Call& c) { return textOf(me(c).content); });
    registry.define(space, "XContainer", TypeKind::Class)
        .base("XNode")
        .method("XElement Element(XName name)", element, "The first child element of that name, or null.")
        .method("IEnumerable<XElement> Elements()", children<false, true>)
        .method("IEnumerable<XElement> Elements(XName name)", children<false, true>)
        .method("IEnumerable<XElement> Descendants()", children<true, true>)
        .method("IEnumerable<XElement> Descendants(XName name)", children<true, true>)
        .method("IEnumerable<XNode> Nodes()", children<false, false>)
        .method("IEnumerable<XNode> DescendantNodes()", children<true, false>)
        .property("XNode FirstNode", [](Call& c) { return me(c).children.empty() ? Value() : me(c).children.front()->value(); })
        .property("XNode LastNode", [](Call& c) { return me(c).children.empty() ? Value() : me(c).children.back()->value(); })
        .method("void Add(object content)", [](Call& c) { addContent(me(c), c[0]); return Value(); })
        .method("void Add(params object[] content)", [](Call& c) { addContent(me(c), c[0]); return Value(); })
        .method("void AddFirst(object content)", [](Call& c) { std::size_t at = 0; addContent(me(c), c[0], &at); return Value(); })
        .method("void RemoveNodes()", [](Call& c) { while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1); return Value(); })
        .method("void ReplaceNodes(params object[] content)", [](Call& c) {
            while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
            addContent(me(c), c[0]);
            return Value();
        });
}

void describeElements(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    auto t = registry.define(space, "XElement", TypeKind::Class);
    t.base("XContainer")
        .help("An XML element.")
        .constructor("new(XName name)", newElement)
        .constructor("new(XElement other)", newElement)
        .constructor("new(XName name, object content)", newElement)
        .constructor("new(XName name, params object[] content)", newElement)
        .method("static XElement Parse(string text)", [](Call& c) { return parseElement(c.needText(0), false); }, "XmlException for a bad text.")
        .method("static XElement Parse(string text, LoadOptions options)", [](Call& c) { return parseElement(c.needText(0), (c.integer(1) & 1) != 0); })
        .property("XName Name", [](Call& c) { return nameValue(me(c).name); }, {}, [](Call& c) { me(c).name = nameOf(c.need(0)); return Value(); })
        .property("string Value", [](Call& c) { return textOf(me(c).text()); }, "Text of all descendants.", [](Call& c) { return setValue(me(c), std::string(c.needText(0))); })
        .property("bool IsEmpty", [](Call& c) { return boxed(me(c).children.empty() && me(c).selfClosed); })
        .property("bool HasElements", [](Call& c) { return boxed(std::any_of(me(c).children.begin(), me(c).children.end(), [](const auto& child) { return child->kind == XKind::Element; })); })
        .property("bool HasAttributes", [](Call& c) { return boxed(!me(c).attributes.empty()); })
        .property("XAttribute FirstAttribute", [](Call& c) { return me(c).attributes.empty() ? Value() : Value::object(me(c).attributes.front().get()); })
        .property("XAttribute LastAttribute", [](Call& c) { return me(c).attributes.empty() ? Value() : Value::object(me(c).attributes.back().get()); })
        .method("XAttribute Attribute(XName name)", [](Call& c) { return c.isNull(0) ? Value() : Value::object(me(c).attribute(nameOf(c[0]))); })
        .method("IEnumerable<XAttribute> Attributes()", [](Call& c) {
            std::vector<Value> items;
            for (const auto& attribute : me(c).attributes) items.push_back(Value::object(attribute.get()));
            return list(types().named("XAttribute"), std::move(items));
        })
        .method("IEnumerable<XAttribute> Attributes(XName name)", [](Call& c) {
            std::vector<Value> items;
            if (AttributeObject* found = c.isNull(0) ? nullptr : me(c).attribute(nameOf(c[0]))) items.push_back(Value::object(found));
            return list(types().named("XAttribute"), std::move(items));
        })
        .method("void SetAttributeValue(XName name, object value)", [](Call& c) { setAttribute(me(c), nameOf(c.need(0)), c[1]); return Value(); })
        .method("void SetElementValue(XName name, object value)", [](Call& c) {
            const Name name = nameOf(c.need(0));
            for (const auto& child : me(c).children) {
                if (child->kind != XKind::Element || !(child->name == name)) continue;
                if (c.isNull(1)) return removeNode(*child);
                return setValue(*child, contentText(c[1]));
            }
            if (!c.isNull(1)) {
                Ref<XNodeObject> made(new XNodeObject(XKind::Element));
                made->name = name;
                (void)setValue(*made, contentText(c[1]));
                me(c).insert(me(c).children.size(), std::move(made));
            }
            return Value();
        })
        .method("void SetValue(object value)", [](Call& c) { return setValue(me(c), contentText(c.need(0))); })
        .method("void RemoveAttributes()", [](Call& c) { me(c).attributes.clear(); return Value(); })
        .method("void RemoveAll()", [](Call& c) {
            me(c).attributes.clear();
            while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
            return Value();
        })
        .method("IEnumerable<XElement> DescendantsAndSelf()", [](Call& c) {
            auto found = select(me(c), true, true, nullptr);
            found.insert(found.begin(), c.self());
            return list(types().xElement, std::move(found));
        })
        .method("IEnumerable<XElement> AncestorsAndSelf()", [](Call& c) { return ancestors(c, true); })
        .method("XNamespace GetDefaultNamespace()", [](Call& c) {
            for (XNodeObject* at = &me(c); at; at = at->parent)
                if (AttributeObject* found = at->attribute({"", "xmlns"})) return Value::object(new NamespaceObject(found->value));
            return Value::object(new NamespaceObject(""));
        })
        .method("XNamespace GetNamespaceOfPrefix(string prefix)", [](Call& c) {
            for (XNodeObject* at = &me(c); at; at = at->parent)
                if (AttributeObject* found = at->attribute({"http://www.w3.org/2000/xmlns/", std::string(c.needText(0))})) return Value::object(new NamespaceObject(found->value));
            return Value();
        });
    casts(t, "XElement");
    auto a = registry.define(space, "XAttribute", TypeKind::Class);
    a.base("XObject")
        .constructor("new(XName name, object value)", [](Call& c) { return Value::object(new AttributeObject(nameOf(c.need(0)), contentText(c.need(1)))); })
        .property("XName Name", [](Call& c) { return nameValue(c.selfAs<AttributeObject>().name); })
        .property("string Value", [](Call& c) { return textOf(c.selfAs<AttributeObject>().value); }, {}, [](Call& c) {
            c.selfAs<AttributeObject>().value = c.needText(0);
            return Value();
        })
        .property("bool IsNamespaceDeclaration", [](Call& c) { return boxed(c.selfAs<AttributeObject>().isNamespace()); })
        .method("void SetValue(object value)", [](Call& c) {
            c.selfAs<AttributeObject>().value = contentText(c.need(0));
            return Value();
        })
        .method("void Remove()", [](Call& c) {
            auto& self = c.selfAs<AttributeObject>();
            if (!self.owner) raise("InvalidOperationException", "The parent is missing.");
            const Value keep = c.self();
            std::erase_if(self.owner->attributes, [&](const auto& each) { return each.get() == &self; });
            self.owner = nullptr;
            return Value();
        })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); });
    casts(a, "XAttribute");
    const auto document = [](Call& c) {
        Ref<XNodeObject> made(new XNodeObject(XKind::Document));
        if (c.count > 0) addContent(*made, c[c.count - 1]);
        if (c.count > 1 && !c[0].isNull()) made->declaration = toText(c[0]);
        return made->value();
    };
    registry.define(space, "XDocument", TypeKind::Class)
        .base("XContainer")
        .constructor("new()", document)
        .constructor("new(params object[] content)", document)
        .constructor("new(XDeclaration declaration, params object[] content)", document)
        .method("static XDocument Parse(string text)", [](Call& c) { return c.runtime.keep(parseDocument(c.needText(0), false)->value()); })
        .method("static XDocument Parse(string text, LoadOptions options)", [](Call& c) { return c.runtime.keep(parseDocument(c.needText(0), (c.integer(1) & 1) != 0)->value()); })
        .property("XElement Root", [](Call& c) { return wrap(rootOf(me(c))); })
        .property("XDeclaration Declaration", [](Call& c) { return me(c).declaration.empty() ? Value() : Value::object(new RecordObject(c.result, {textOf("1.0"), textOf(me(c).declaration.find("utf-8") != std::string::npos ? "utf-8" : ""), textOf("")})); })
        .refuses({"static XDocument Load(string uri)"});
    registry.define(space, "XDeclaration", TypeKind::Class)
        .constructor("new(string version, string encoding, string standalone)", [](Call& c) { return Value::object(new RecordObject(c.result, {c[0], c[1], c[2]})); })
        .property("string Version", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("string Encoding", [](Call& c) { return c.selfAs<RecordObject>().items[1]; })
        .property("string Standalone", [](Call& c) { return c.selfAs<RecordObject>().items[2]; })
        .method("string ToString()", [](Call& c) {
            const auto& items = c.selfAs<RecordObject>().items;
            std::string out = "<?xml version=\"" + toText(items[0]) + "\"";
            if (!items[1].isNull()) out += " encoding=\"" + toText(items[1]) + "\"";
            if (!items[2].isNull()) out += " standalone=\"" + toText(items[2]) + "\"";
            return textOf(out + "?>");
        });
    auto x = registry.define(space, "XmlExtensions", TypeKind::Class);
    x.makeStatic()
        .method("static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source)", childrenOfMany<false, true>)
        .method("static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source, XName name)", childrenOfMany<false, true>)
        .method("static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source)", childrenOfMany<true, true>)
        .method("static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source, XName name)", childrenOfMany<true, true>)
        .method("static IEnumerable<XNode> Nodes<T>(this IEnumerable<T> source)", childrenOfMany<false, false>)
        .method("static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source)", [](Call& c) {
            std::vector<Value> items;
            for (const auto& item : toVector(c.need(0)))
                for (const auto& attribute : nodeOf(item)->attributes) items.push_back(Value::object(attribute.get()));
            return list(types().named("XAttribute"), std::move(items));
        })
        .method("static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source, XName name)", [](Call& c) {
            std::vector<Value> items;
            for (const auto& item : toVector(c.need(0)))
                if (AttributeObject* found = nodeOf(item)->attribute(nameOf(c.need(1)))) items.push_back(Value::object(found));
            return list(types().named("XAttribute"), std::move(items));
        })
        .method("static void Remove(this IEnumerable<XNode> source)", [](Call& c) {
            for (const auto& item : toVector(c.need(0))) (void)removeNode(*nodeOf(item));
            return Value();
        });
}

void describe(TypeRegistry& registry) {
    describeNames(registry);
    describeNodes(registry);
    describeElements(registry);
}

}  // namespace

Value xmlElementFromText(std::string_view text) { return parseElement(text, false); }
Value xmlDocumentFromText(std::string_view text) {
    Value document = parseDocument(text, false)->value();
    if (Runtime* runtime = Runtime::current()) (void)runtime->keep(document);
    return document;
}
bool isXmlNode(const Value& value) { return nodeOf(value) != nullptr; }
std::string xmlCompactText(const Value& node) { return nodeOf(node) ? nodeOf(node)->write(false) : toText(node); }

MGC_TYPE(xml_types, describe)

}  // namespace mgc::expression
