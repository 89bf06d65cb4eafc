#pragma once
#include <vector>

#include "expression/types/natives.h"
#include "expression/xml/tree.h"

// What the System.Xml.Linq types share.
namespace mgc::expression::xml {

[[nodiscard]] inline XNodeObject& me(Call& c) { return c.selfAs<XNodeObject>(); }
[[nodiscard]] inline Value wrap(XNodeObject* node) { return node ? node->value() : Value(); }
[[nodiscard]] inline Name nameOf(const Value& value) { return static_cast<const NameObject&>(*value.pointer()).name; }
[[nodiscard]] inline Value nameValue(Name name) { return Value::object(new NameObject(std::move(name))); }
/// "name" or "{namespace}name"; XmlException for a character that no name may have.
/// "{namespace}local"; ArgumentException, or XmlException for a name that XML does not allow.
[[nodiscard]] Name parseName(std::string_view text);
[[nodiscard]] Name checkedName(std::string_view space, std::string_view local);
/// Text of a value put into XML: bool "true", dates ISO, numbers invariant round-trip.
[[nodiscard]] std::string contentText(const Value& value);
/// Adds nodes, attributes, sequences and texts as XContainer.Add does, at `at` (moved on) or the end.
void addContent(XNodeObject& target, const Value& content, std::size_t* at = nullptr);
[[nodiscard]] std::vector<Value> select(const XNodeObject& root, bool deep, bool elementsOnly, const Name* name);
Value removeNode(XNodeObject& node);
Value setValue(XNodeObject& node, const std::string& text);
void setAttribute(XNodeObject& node, const Name& name, const Value& value);
[[nodiscard]] bool deepEqual(const XNodeObject& a, const XNodeObject& b);
/// The explicit operators of XElement and XAttribute.
void casts(TypeBuilder& t, const char* type);
/// XElement, XNode... ancestors from the nearest on, with a name where the call has one.
[[nodiscard]] Value ancestors(Call& c, bool self);

}  // namespace mgc::expression::xml
