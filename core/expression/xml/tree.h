#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "expression/check/type_system.h"
#include "expression/json/token.h"
#include "expression/runtime/limits.h"

// System.Xml.Linq on a tree of its own.
namespace mgc::expression::xml {

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
    [[nodiscard]] bool isNamespace() const {
        return name.space == "http://www.w3.org/2000/xmlns/" || (name.space.empty() && name.local == "xmlns");
    }
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
        if (children.empty()) selfClosed = true;
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
        bool isOuter = false;  ///< declared by an element around the written one: to be declared again where it is used
    };
    void writeTo(std::string& out, bool indented, int depth, std::vector<Scope>& scopes) const;
};

[[nodiscard]] std::string escapeAttribute(std::string_view text);
/// The node of a value; null for anything else.
[[nodiscard]] XNodeObject* nodeOf(const Value& value);
/// The root element of a document; null without one.
[[nodiscard]] XNodeObject* rootOf(const XNodeObject& document);
/// XmlException for a bad text. libxml2 parses, with network, entities and external files off.
[[nodiscard]] Ref<XNodeObject> parseDocument(std::string_view text, bool keepSpace);
[[nodiscard]] Value parseElement(std::string_view text, bool keepSpace);

}  // namespace mgc::expression::xml
