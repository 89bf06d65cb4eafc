// XObject and XNode.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

XNodeObject* sibling(XNodeObject& node, int step) {
    if (!node.parent) return nullptr;
    const auto at = static_cast<std::int64_t>(node.parent->indexOf(&node)) + step;
    return at < 0 || at >= static_cast<std::int64_t>(node.parent->children.size())
               ? nullptr
               : node.parent->children[static_cast<std::size_t>(at)].get();
}
template <bool after, bool elementsOnly>
Value siblings(Call& c) {
    std::vector<Value> found;
    for (int i = 1;; ++i) {
        XNodeObject* next = sibling(me(c), after ? i : -i);
        if (!next) break;
        if (elementsOnly && (next->kind != XKind::Element || (c.count > 0 && !(next->name == nameOf(c.need(0)))))) continue;
        if (after)
            found.push_back(next->value());
        else
            found.insert(found.begin(), next->value());
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

/// -1, 0, 1 by place in the document; InvalidOperationException for nodes of different trees.
int documentOrder(XNodeObject& a, XNodeObject& b) {
    if (&a == &b) return 0;
    const auto pathOf = [](XNodeObject* node) {
        std::vector<XNodeObject*> path;
        for (; node; node = node->parent) path.insert(path.begin(), node);
        return path;
    };
    const auto first = pathOf(&a);
    const auto second = pathOf(&b);
    if (first.front() != second.front()) raise("InvalidOperationException", "A common ancestor is missing.");
    std::size_t i = 0;
    while (i < first.size() && i < second.size() && first[i] == second[i]) ++i;
    if (i == first.size()) return -1;
    if (i == second.size()) return 1;
    return first[i - 1]->indexOf(first[i]) < first[i - 1]->indexOf(second[i]) ? -1 : 1;
}

void describe(TypeRegistry& registry) {
    registry.define("System.Xml.Linq", "XNodeDocumentOrderComparer", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .method("int Compare(XNode x, XNode y)", [](Call& c) { return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1) : documentOrder(*nodeOf(c[0]), *nodeOf(c[1]))); });
    registry.define("System.Xml.Linq", "XNodeEqualityComparer", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .method("bool Equals(XNode x, XNode y)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : deepEqual(*nodeOf(c[0]), *nodeOf(c[1]))); });
    const std::string_view space = "System.Xml.Linq";
    registry.define(space, "XObject", TypeKind::Class)
        .property("XElement Parent",
                  [](Call& c) {
                      XNodeObject* parent = nullptr;
                      if (XNodeObject* node = nodeOf(c.self()))
                          parent = node->parent;
                      else
                          parent = c.selfAs<AttributeObject>().owner;
                      return parent && parent->kind == XKind::Element ? parent->value() : Value();
                  })
        .property("XDocument Document",
                  [](Call& c) {
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
        .method(
            "string ToString()", [](Call& c) { return textOf(me(c).write(true)); }, "Indented XML.")
        .method("string ToString(SaveOptions options)", [](Call& c) { return textOf(me(c).write((c.integer(0) & 1) == 0)); })
        .method("void Remove()", [](Call& c) { return removeNode(me(c)); })
        .method("void ReplaceWith(object content)",
                [](Call& c) {
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
        .method("static int CompareDocumentOrder(XNode n1, XNode n2)", [](Call& c) { return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1) : documentOrder(*nodeOf(c[0]), *nodeOf(c[1]))); })
        .method("bool IsAfter(XNode node)", [](Call& c) { return boxed(c.isNull(0) || documentOrder(me(c), *nodeOf(c[0])) > 0); })
        .method("bool IsBefore(XNode node)", [](Call& c) { return boxed(!c.isNull(0) && documentOrder(me(c), *nodeOf(c[0])) < 0); })
        .property("static XNodeDocumentOrderComparer DocumentOrderComparer", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .property("static XNodeEqualityComparer EqualityComparer", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .method("static bool DeepEquals(XNode n1, XNode n2)", [](Call& c) {
            return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : deepEqual(*nodeOf(c[0]), *nodeOf(c[1])));
        });
}

}  // namespace

MGC_TYPE(xml_node, describe)

}  // namespace mgc::expression
