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
std::u16string_view part(const std::u16string& units, std::int64_t start, std::int64_t count) {
    if (start < 0 || start > static_cast<std::int64_t>(units.size())) raiseOutOfRange("startIndex");
    if (count < 0 || start + count > static_cast<std::int64_t>(units.size())) raiseOutOfRange("count");
    return std::u16string_view(units).substr(static_cast<std::size_t>(start), static_cast<std::size_t>(count));
}
void checkIndex(Call& c) {
    if (c.integer(0) < 0 || c.integer(0) > builderLength(c)) raiseOutOfRange("index");
}
Value insertText(Call& c) {
    if (c.isNull(1) && c.member->parameters[1].type == types().object) return c.self();
    checkIndex(c);
    return withUnits(c, [&](std::u16string& units) { units.insert(static_cast<std::size_t>(c.integer(0)), toUtf16(toText(c[1]))); });
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System.Text", "StringBuilder", TypeKind::Class);
    t.definition().isSealed = true;
    const auto create = [](Call& c) {
        const int capacity = c.count - 1;
        if (c.count > 0 && c[capacity].kind() == Kind::Int32 && c.integer(capacity) < 0)
            raiseOutOfRange("capacity", "'capacity' must be greater than zero.");
        auto* made = new BuilderObject;
        if (c.count > 0 && c[0].isText()) made->text = c.text(0);
        return Value::object(made);
    };
    t.constructor("new()", create)
        .constructor("new(int capacity)", create)
        .constructor("new(string value)", create)
        .constructor("new(string value, int capacity)", create)
        .constructor("new(string value, int startIndex, int length, int capacity)",
                     [](Call& c) {
                         auto* made = new BuilderObject;
                         Value result = Value::object(made);
                         if (c.integer(3) < 0) raiseOutOfRange("capacity", "'capacity' must be greater than zero.");
                         made->text = toUtf8(part(toUtf16(c.text(0)), c.integer(1), c.integer(2)));
                         return result;
                     })
        .constructor("new(int capacity, int maxCapacity)", [](Call& c) {
            if (c.integer(0) > c.integer(1)) raiseOutOfRange("capacity", "Capacity exceeds maximum capacity.");
            if (c.integer(1) < 1) raiseOutOfRange("maxCapacity", "MaxCapacity must be one or greater.");
            if (c.integer(0) < 0) raiseOutOfRange("capacity", "'capacity' must be greater than zero.");
            return Value::object(new BuilderObject);
        });
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
                    if (c.integer(1) >= 0 && c.integer(2) == 0) return c.self();
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
        .method("StringBuilder Append(char[] value, int startIndex, int charCount)",
                [](Call& c) {
                    const auto units = toUtf16(c.isNull(0) ? std::string() : charText(c[0]));
                    if (c.isNull(0) && c.integer(1) == 0 && c.integer(2) == 0) return c.self();
                    if (c.isNull(0)) raiseArgumentNull("value");
                    return appended(c, toUtf8(part(units, c.integer(1), c.integer(2))));
                })
        .method("StringBuilder Insert(int index, char[] value)",
                [](Call& c) {
                    checkIndex(c);
                    return withUnits(c, [&](std::u16string& units) {
                        if (!c.isNull(1)) units.insert(static_cast<std::size_t>(c.integer(0)), toUtf16(charText(c[1])));
                    });
                })
        .method("StringBuilder Insert(int index, string value, int count)",
                [](Call& c) {
                    checkIndex(c);
                    if (c.integer(2) < 0) raiseOutOfRange("count", "Non-negative number required.");
                    const std::u16string added = toUtf16(c.text(1));
                    checkStringSize(added.size() * static_cast<std::size_t>(c.integer(2)));
                    return withUnits(c, [&](std::u16string& units) {
                        std::u16string all;
                        for (std::int64_t i = 0; i < c.integer(2) && !added.empty(); ++i) all += added;
                        units.insert(static_cast<std::size_t>(c.integer(0)), all);
                    });
                })
        .method("StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)",
                [](Call& c) {
                    return withUnits(c, [&](std::u16string& units) {
                        const std::u16string chosen(part(units, c.integer(2), c.integer(3)));
                        if (c.needText(0).empty()) raiseArgument("ArgumentException", "Empty name is not legal.", "oldValue");
                        const std::string changed = replacedAll(toUtf8(chosen), c.text(0), c.text(1));
                        checkStringSize(changed.size());
                        units.replace(static_cast<std::size_t>(c.integer(2)), chosen.size(), toUtf16(changed));
                    });
                })
        .method("StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)",
                [](Call& c) {
                    return withUnits(c, [&](std::u16string& units) {
                        const std::size_t size = part(units, c.integer(2), c.integer(3)).size();
                        const auto from = units.begin() + static_cast<std::ptrdiff_t>(c.integer(2));
                        std::replace(from, from + static_cast<std::ptrdiff_t>(size), static_cast<char16_t>(c.integer(0)),
                                     static_cast<char16_t>(c.integer(1)));
                    });
                })
        .method("void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)",
                [](Call& c) {
                    auto& target = as<ArrayObject>(c.need(1));
                    if (c.integer(3) < 0) raiseOutOfRange("count", "Non-negative number required.");
                    if (c.integer(2) < 0) raiseOutOfRange("destinationIndex");
                    if (c.integer(2) + c.integer(3) > static_cast<std::int64_t>(target.size()))
                        raise("ArgumentException",
                              "Either offset did not refer to a position in the string, or there is an insufficient length of destination "
                              "character array.");
                    const auto units = toUtf16(builder(c).text);
                    if (c.integer(0) < 0 || c.integer(0) > static_cast<std::int64_t>(units.size())) raiseOutOfRange("sourceIndex");
                    if (c.integer(0) + c.integer(3) > static_cast<std::int64_t>(units.size()))
                        raise("ArgumentException", "Source string was not long enough. Check sourceIndex and count.");
                    for (std::int64_t i = 0; i < c.integer(3); ++i)
                        target.set(static_cast<std::size_t>(c.integer(2) + i),
                                   Value::character(units[static_cast<std::size_t>(c.integer(0) + i)]));
                    return Value();
                })
        .property("int MaxCapacity", [](Call&) { return number(INT32_MAX); })
        .method("int EnsureCapacity(int capacity)",
                [](Call& c) {
                    if (c.integer(0) < 0) raiseOutOfRange("capacity", "Capacity must be positive.");
                    return number(std::max<std::int64_t>({16, builderLength(c), c.integer(0)}));
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
