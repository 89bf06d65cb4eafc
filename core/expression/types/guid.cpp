// Guid, with the mixed byte order of .NET.
#include <cctype>
#include <cstring>

#include "base/text.h"
#include "expression/runtime/comparable.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/formattable.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class GuidObject final : public Object, public Comparable, public Formattable {
public:
    explicit GuidObject(std::string content) : bytes(std::move(content)) {}
    [[nodiscard]] const Type* type() const override { return types().guid; }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* guid = dynamic_cast<const GuidObject*>(&other);
        return guid && guid->bytes == bytes;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(bytes); }
    [[nodiscard]] int compareTo(const Value& other) const override {
        const auto* guid = other.kind() == Kind::Object ? dynamic_cast<const GuidObject*>(other.pointer()) : nullptr;
        if (!guid) raise("ArgumentException", "Object must be of type GUID.");
        const int order = toText().compare(guid->toText());
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    [[nodiscard]] std::string toText() const override { return format("D"); }
    [[nodiscard]] std::string format(std::string_view style) const override {
        static constexpr int order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        std::string hex;
        for (const int i : order) {
            const auto byte = static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
            hex += "0123456789abcdef"[byte >> 4];
            hex += "0123456789abcdef"[byte & 15];
        }
        const char letter = style.empty() ? 'D' : static_cast<char>(std::toupper(static_cast<unsigned char>(style[0])));
        if (style.size() > 1)
            raiseFormat("Format String can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
        if (letter == 'N') return hex;
        if (letter == 'X') {
            std::string out = "{0x" + hex.substr(0, 8) + ",0x" + hex.substr(8, 4) + ",0x" + hex.substr(12, 4) + ",{";
            for (std::size_t i = 16; i < 32; i += 2) out += (i > 16 ? ",0x" : "0x") + hex.substr(i, 2);
            return out + "}}";
        }
        const std::string plain =
            hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
        if (letter == 'B') return "{" + plain + "}";
        if (letter == 'P') return "(" + plain + ")";
        if (letter != 'D') raiseFormat("Format String can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
        return plain;
    }
    const std::string bytes;
};
Value parseGuidValue(Call& c) {
    std::string content;
    if (!parseGuid(c.needText(0), content))
        raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
    return guidValue(std::move(content));
}

/// The first three parts as ToByteArray() has them: little-endian.
std::string head(Call& c) {
    std::string out;
    for (int i = 0; i < 4; ++i) out += static_cast<char>(c.integer(0) >> (8 * i));
    for (const int part : {1, 2})
        for (int i = 0; i < 2; ++i) out += static_cast<char>(c.integer(part) >> (8 * i));
    return out;
}
bool parseExact(std::string_view text, std::string_view format, std::string& out) {
    text = trimWhiteSpace(text);
    const char style = format.size() == 1 ? static_cast<char>(std::toupper(static_cast<unsigned char>(format[0]))) : '?';
    const char open = style == 'B' ? '{' : '(';
    switch (style) {
        case 'N':
            return text.size() == 32 && parseGuid(text, out);
        case 'D':
            return text.size() == 36 && parseGuid(text, out);
        case 'B':
        case 'P':
            return text.size() == 38 && text.front() == open && parseGuid(text, out);
        default:
            return false;
    }
}

void describe(TypeRegistry& registry) {
    const auto compare = [](Call& c) { return boxed(valuesEqual(c[0], c[1])); };
    registry.define("System", "Guid", TypeKind::Struct)
        .implements({"IComparable"})
        .property("static Guid Empty", [](Call&) { return guidValue(std::string(16, '\0')); })
        .constructor("new(string g)", parseGuidValue)
        .constructor("new(byte[] b)",
                     [](Call& c) {
                         if (bytes(c, 0).size() != 16) raise("ArgumentException", "Byte array for GUID must be exactly 16 bytes long.");
                         return guidValue(bytes(c, 0));
                     })
        .constructor("new(int a, short b, short c, byte[] d)",
                     [](Call& c) {
                         if (bytes(c, 3).size() != 8) raise("ArgumentException", "Byte array for GUID must be exactly 8 bytes long.");
                         return guidValue(head(c) + bytes(c, 3));
                     })
        .constructor("new(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)",
                     [](Call& c) {
                         std::string content = head(c);
                         for (int i = 3; i < 11; ++i) content += static_cast<char>(c.integer(i));
                         return guidValue(std::move(content));
                     })
        .method("static Guid NewGuid()",
                [](Call& c) {
                    std::string content;
                    for (int i = 0; i < 2; ++i) {
                        const std::uint64_t part = entropy(c);
                        content.append(reinterpret_cast<const char*>(&part), sizeof part);
                    }
                    content[7] = static_cast<char>((content[7] & 0x0F) | 0x40);
                    content[8] = static_cast<char>((content[8] & 0x3F) | 0x80);
                    return guidValue(std::move(content));
                })
        .method("static Guid Parse(string input)", parseGuidValue)
        .method("static Guid ParseExact(string input, string format)",
                [](Call& c) {
                    std::string content;
                    if (c.needText(1).size() != 1 || !std::strchr("NDBPXndbpx", c.text(1)[0]))
                        raiseFormat("Format String can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
                    if (!parseExact(c.needText(0), c.text(1), content))
                        raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
                    return guidValue(std::move(content));
                })
        .method("static bool TryParseExact(string input, string format, out Guid result)",
                [](Call& c) {
                    std::string content;
                    const bool ok = !c.isNull(0) && parseExact(c.text(0), c.text(1), content);
                    c[2] = guidValue(ok ? content : std::string(16, '\0'));
                    return boxed(ok);
                })
        .method("static bool TryParse(string input, out Guid result)",
                [](Call& c) {
                    std::string content;
                    const bool ok = parseGuid(c.text(0), content);
                    c[1] = guidValue(ok ? content : std::string(16, '\0'));
                    return boxed(ok);
                })
        .method("byte[] ToByteArray()", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<GuidObject>().bytes)); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(c.selfAs<GuidObject>().format(c.text(0))); })
        .method("string ToString(string format, IFormatProvider provider)",
                [](Call& c) { return textOf(c.selfAs<GuidObject>().format(c.text(0))); })
        .method("int CompareTo(Guid value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(Guid g)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("static bool operator ==(Guid a, Guid b)", compare)
        .method("static bool operator !=(Guid a, Guid b)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
}

}  // namespace

Value guidValue(std::string content) { return Value::object(new GuidObject(std::move(content))); }

bool parseGuid(std::string_view text, std::string& out) {
    text = trimWhiteSpace(text);
    if (text.size() == 38 && ((text.front() == '{' && text.back() == '}') || (text.front() == '(' && text.back() == ')')))
        text = text.substr(1, 36);
    std::string hex;
    if (text.size() == 36) {
        if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        for (std::size_t i = 0; i < 36; ++i)
            if (i != 8 && i != 13 && i != 18 && i != 23) hex += text[i];
    } else if (text.size() == 32) {
        hex = text;
    } else {
        return false;
    }
    static constexpr int order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    out.assign(16, '\0');
    for (std::size_t i = 0; i < 16; ++i) {
        int byte = 0;
        for (const char c : {hex[i * 2], hex[i * 2 + 1]}) {
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) return false;
            byte = byte * 16 + digit;
        }
        out[static_cast<std::size_t>(order[i])] = static_cast<char>(byte);
    }
    return true;
}

MGC_TYPE(guid, describe)

}  // namespace mgc::expression
