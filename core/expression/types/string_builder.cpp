// StringBuilder.
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "expression/types/char_text.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class BuilderObject final : public Object {
public:
    [[nodiscard]] const Type* type() const override { return types().named("StringBuilder"); }
    [[nodiscard]] std::string toText() const override { return text; }
    Value self() { return Value::object(this); }
    std::string text;
};
BuilderObject& builder(Call& c) { return c.selfAs<BuilderObject>(); }
Value appended(Call& c, std::string_view text) {
    appendUtf8(builder(c).text, text);
    checkStringSize(builder(c).text.size());
    return c.self();
}
Value withUnits(Call& c, const std::function<void(std::u16string&)>& change) {
    std::u16string units = toUtf16(builder(c).text);
    change(units);
    builder(c).text = toUtf8(units);
    return c.self();
}
std::int64_t builderLength(Call& c) { return static_cast<std::int64_t>(utf16Length(builder(c).text)); }
Value insertText(Call& c) {
    if (c.integer(0) < 0 || c.integer(0) > builderLength(c)) raiseOutOfRange("index");
    return withUnits(c, [&](std::u16string& units) { units.insert(static_cast<std::size_t>(c.integer(0)), toUtf16(toText(c[1]))); });
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System.Text", "StringBuilder", TypeKind::Class);
    const auto create = [](Call& c) {
        auto* made = new BuilderObject;
        if (c.count > 0 && c[0].isText()) made->text = c.text(0);
        return Value::object(made);
    };
    t.constructor("new()", create)
        .constructor("new(int capacity)", create)
        .constructor("new(string value)", create)
        .constructor("new(string value, int capacity)", create)
        .constructor("new(int capacity, int maxCapacity)", create);
    t.property(
        "int Length", [](Call& c) { return number(builderLength(c)); }, {},
        [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("value", "Length cannot be less than zero.");
            checkStringSize(static_cast<std::size_t>(c.integer(0)));
            (void)withUnits(c, [&](std::u16string& units) { units.resize(static_cast<std::size_t>(c.integer(0))); });
            return Value();
        });
    t.property("int Capacity", [](Call& c) { return number(std::max<std::int64_t>(16, builderLength(c))); });
    t.indexer(
        "char this[int index]",
        [](Call& c) {
            const auto units = toUtf16(builder(c).text);
            if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(units.size())) raiseIndexOutOfRange();
            return Value::character(units[static_cast<std::size_t>(c.integer(0))]);
        },
        [](Call& c) {
            if (c.integer(0) < 0 || c.integer(0) >= builderLength(c)) raiseOutOfRange("index");
            (void)withUnits(
                c, [&](std::u16string& units) { units[static_cast<std::size_t>(c.integer(0))] = static_cast<char16_t>(c.integer(1)); });
            return Value();
        });
    for (const char* type : {"string", "object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong",
                             "float", "double", "decimal"}) {
        t.method(keep(std::string("StringBuilder Append(") + type + " value)"), [](Call& c) { return appended(c, toText(c[0])); });
        t.method(keep(std::string("StringBuilder Insert(int index, ") + type + " value)"), insertText);
    }
    t.method("StringBuilder Append(char[] value)", [](Call& c) { return c.isNull(0) ? c.self() : appended(c, charText(c[0])); })
        .method("StringBuilder Append(char value, int repeatCount)",
                [](Call& c) {
                    if (c.integer(1) < 0) raiseOutOfRange("repeatCount");
                    checkStringSize(static_cast<std::size_t>(c.integer(1)));
                    return appended(c, toUtf8(std::u16string(static_cast<std::size_t>(c.integer(1)), static_cast<char16_t>(c.integer(0)))));
                })
        .method("StringBuilder Append(string value, int startIndex, int count)",
                [](Call& c) {
                    const auto units = toUtf16(c.text(0));
                    if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(units.size()))
                        raiseOutOfRange("startIndex");
                    return appended(c, toUtf8(std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(1)),
                                                                                static_cast<std::size_t>(c.integer(2)))));
                })
        // DIFFERS from Windows gateways: Environment.NewLine is a line feed here, as in the oracle; the corpus removes CR anyway.
        .method("StringBuilder AppendLine()", [](Call& c) { return appended(c, "\n"); })
        .method("StringBuilder AppendLine(string value)", [](Call& c) { return appended(c, std::string(c.text(0)) + "\n"); })
        .method("StringBuilder AppendFormat(string format, params object[] args)",
                [](Call& c) {
                    if (c.isNull(0)) raiseArgumentNull("format");
                    const auto arguments = toVector(c.need(1));
                    return appended(c, formatComposite(c.text(0), arguments.data(), arguments.size()));
                })
        .method("StringBuilder AppendFormat(IFormatProvider provider, string format, params object[] args)",
                [](Call& c) {
                    const auto arguments = toVector(c.need(2));
                    return appended(c, formatComposite(c.needText(1), arguments.data(), arguments.size()));
                })
        .method("StringBuilder Remove(int startIndex, int length)",
                [](Call& c) {
                    if (c.integer(0) < 0 || c.integer(1) < 0 || c.integer(0) + c.integer(1) > builderLength(c)) raiseOutOfRange("length");
                    return withUnits(c, [&](std::u16string& units) {
                        units.erase(static_cast<std::size_t>(c.integer(0)), static_cast<std::size_t>(c.integer(1)));
                    });
                })
        .method("StringBuilder Replace(string oldValue, string newValue)",
                [](Call& c) {
                    if (c.needText(0).empty()) raiseArgument("ArgumentException", "Empty name is not legal.", "oldValue");
                    builder(c).text = replacedAll(builder(c).text, c.text(0), c.text(1));
                    checkStringSize(builder(c).text.size());
                    return c.self();
                })
        .method("StringBuilder Replace(char oldChar, char newChar)",
                [](Call& c) {
                    return withUnits(c, [&](std::u16string& units) {
                        std::replace(units.begin(), units.end(), static_cast<char16_t>(c.integer(0)), static_cast<char16_t>(c.integer(1)));
                    });
                })
        .method("StringBuilder Clear()",
                [](Call& c) {
                    builder(c).text.clear();
                    return c.self();
                })
        .method("string ToString()", [](Call& c) { return textOf(builder(c).text); })
        .method("string ToString(int startIndex, int length)",
                [](Call& c) {
                    const auto units = toUtf16(builder(c).text);
                    if (c.integer(0) < 0 || c.integer(1) < 0 || c.integer(0) + c.integer(1) > static_cast<std::int64_t>(units.size()))
                        raiseOutOfRange("startIndex");
                    return textOf(toUtf8(
                        std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(0)), static_cast<std::size_t>(c.integer(1)))));
                })
        .method("bool Equals(StringBuilder sb)",
                [](Call& c) { return boxed(!c.isNull(0) && as<BuilderObject>(c[0]).text == builder(c).text); });
}

}  // namespace

MGC_TYPE(string_builder, describe)

}  // namespace mgc::expression
