#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>

#include "base/text.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/types/xml_members.h"

namespace mgc::expression::xml {
namespace {

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
        const Runtime* runtime = Runtime::current();
        const auto parsed = parseDateTime(trimmedText, runtime ? runtime->nowTicks() : 0);
        if (!parsed) raiseFormat("The string '" + trimmedText + "' is not a valid AllXsd value.");
        return resolveDate(*parsed, true).value();
    }
    if (plain == types().guid) {
        std::string bytes;
        if (!parseGuid(trimmedText, bytes))
            raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
        return guidValue(std::move(bytes));
    }
    if (plain == types().float64 && (trimmedText == "INF" || trimmedText == "-INF"))
        return Value::float64(trimmedText[0] == '-' ? -HUGE_VAL : HUGE_VAL);
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

}  // namespace

Name checkedName(std::string_view space, std::string_view local) {
    // XmlConvert.VerifyNCName; what is not ASCII passes.
    const auto isStart = [](unsigned char c) { return std::isalpha(c) || c == '_' || c >= 0x80; };
    const auto hex = [](unsigned char c) { return std::string("0x") + "0123456789ABCDEF"[c >> 4] + "0123456789ABCDEF"[c & 15]; };
    if (local.empty()) raise("ArgumentException", "The empty string '' is not a valid local name.");
    for (std::size_t i = 0; i < local.size(); ++i) {
        const auto c = static_cast<unsigned char>(local[i]);
        if (isStart(c) || (i > 0 && (std::isdigit(c) || c == '-' || c == '.'))) continue;
        if (i == 0)
            raise("XmlException",
                  "Name cannot begin with the '" + std::string(1, local[i]) + "' character, hexadecimal value " + hex(c) + ".");
        raise("XmlException",
              "The '" + std::string(1, local[i]) + "' character, hexadecimal value " + hex(c) + ", cannot be included in a name.");
    }
    return {std::string(space), std::string(local)};
}

Name parseName(std::string_view text) {
    if (text.empty()) raise("ArgumentException", "The name must not be empty.");
    if (text[0] != '{') return checkedName("", text);
    const std::size_t close = text.rfind('}');
    if (close == std::string_view::npos || close + 1 == text.size())
        raise("ArgumentException", "'" + std::string(text) + "' is an invalid expanded name.");
    return checkedName(text.substr(1, close - 1), text.substr(close + 1));
}

/// A time span as XmlConvert writes it: P1DT2H3M4.5S.
std::string durationText(std::int64_t ticks) {
    std::string out = ticks < 0 ? "-P" : "P";
    const auto size = ticks < 0 ? ~static_cast<std::uint64_t>(ticks) + 1 : static_cast<std::uint64_t>(ticks);
    const auto part = [&](std::int64_t unit, std::uint64_t modulo, char letter) {
        const std::uint64_t count = size / static_cast<std::uint64_t>(unit) % modulo;
        if (count) out += std::to_string(count) + letter;
    };
    part(ticksPerDay, UINT64_MAX, 'D');
    const std::size_t days = out.size();
    out += 'T';
    part(ticksPerHour, 24, 'H');
    part(ticksPerMinute, 60, 'M');
    const std::uint64_t fraction = size % static_cast<std::uint64_t>(ticksPerSecond);
    if (fraction == 0) {
        part(ticksPerSecond, 60, 'S');
    } else {
        std::string digits = std::to_string(fraction);
        digits.insert(0, 7 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        out += std::to_string(size / static_cast<std::uint64_t>(ticksPerSecond) % 60) + "." + digits + "S";
    }
    if (out.size() == days + 1) out.pop_back();
    return size == 0 ? "PT0S" : out;
}

std::string contentText(const Value& value) {
    if (value.kind() == Kind::TimeSpan) return durationText(value.bits());
    if (value.kind() == Kind::Boolean) return value.bits() ? "true" : "false";
    if (value.kind() == Kind::DateTime) return isoDateText(DateParts{value.bits()});
    if (typeOf(value) == types().dateTimeOffset) {
        const std::string text = toText(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz");
        return text.ends_with("+00:00") ? text.substr(0, text.size() - 6) + "Z" : text;
    }
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) {
        if (std::isinf(value.number())) return value.number() > 0 ? "INF" : "-INF";  // as XmlConvert has it
        return toText(value, "R");
    }
    return toText(value);
}
void addContent(XNodeObject& target, const Value& content, std::size_t* at) {
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
    if (target.kind == XKind::Document && !trimWhiteSpace(text).empty())
        raise("ArgumentException", "Non-whitespace characters cannot be added to content.");
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
    if (a.kind != b.kind || !(a.name == b.name) || a.content != b.content || a.children.size() != b.children.size() ||
        a.attributes.size() != b.attributes.size())
        return false;
    for (std::size_t i = 0; i < a.attributes.size(); ++i)
        if (!(a.attributes[i]->name == b.attributes[i]->name) || a.attributes[i]->value != b.attributes[i]->value) return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!deepEqual(*a.children[i], *b.children[i])) return false;
    return true;
}

void casts(TypeBuilder& t, const char* type) {
    for (const char* target :
         {"string", "bool",   "bool?",  "int",     "int?",    "uint",     "uint?",    "long",      "long?", "ulong", "ulong?",
          "float",  "float?", "double", "double?", "decimal", "decimal?", "DateTime", "DateTime?", "Guid",  "Guid?"})
        t.method(keep(std::string("explicit operator ") + target + "(" + type + " value)"), castNode);
}

Value ancestors(Call& c, bool self) {
    std::vector<Value> found;
    for (XNodeObject* at = self ? &me(c) : me(c).parent; at; at = at->parent)
        if (at->kind == XKind::Element && (c.count == 0 || (!c.isNull(0) && at->name == nameOf(c[0])))) found.push_back(at->value());
    return list(c.result->arguments[0], std::move(found));
}

}  // namespace mgc::expression::xml
