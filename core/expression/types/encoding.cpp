// Encoding and UTF8Encoding.
#include "base/text.h"
#include "expression/types/char_text.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class EncodingObject final : public Object {
public:
    enum class Form { Utf8, Utf16, Utf16Big, Utf32, Ascii, Latin1 };
    explicit EncodingObject(Form wanted) : form(wanted) {}
    [[nodiscard]] const Type* type() const override {
        static constexpr const char* names[] = {"UTF8Encoding",  "UnicodeEncoding", "UnicodeEncoding",
                                                "UTF32Encoding", "ASCIIEncoding",   "Latin1Encoding"};
        return types().named(names[static_cast<std::size_t>(form)]);
    }
    [[nodiscard]] std::string encode(std::string_view text) const {
        if (form == Form::Utf8) return toStrictUtf8(text);
        std::string out;
        const std::u16string units = toUtf16(text);
        for (std::size_t i = 0; i < units.size(); ++i) {
            const char16_t unit = units[i];
            switch (form) {
                case Form::Utf16:
                    out += static_cast<char>(unit & 0xFF);
                    out += static_cast<char>(unit >> 8);
                    break;
                case Form::Utf16Big:
                    out += static_cast<char>(unit >> 8);
                    out += static_cast<char>(unit & 0xFF);
                    break;
                case Form::Utf32: {
                    char32_t code = unit;
                    const bool isPair =
                        unit >= 0xD800 && unit < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000;
                    if (isPair)
                        code = 0x10000 + ((static_cast<char32_t>(unit) - 0xD800) << 10) + (units[++i] - 0xDC00);
                    else if (unit >= 0xD800 && unit < 0xE000)
                        code = 0xFFFD;
                    for (int k = 0; k < 4; ++k) out += static_cast<char>(code >> (8 * k) & 0xFF);
                    break;
                }
                case Form::Ascii:
                    out += unit < 0x80 ? static_cast<char>(unit) : '?';
                    break;
                default:
                    out += unit < 0x100 ? static_cast<char>(unit) : '?';
                    break;
            }
        }
        return out;
    }
    [[nodiscard]] std::string decode(std::string_view content) const {
        if (form == Form::Utf8) return fromUtf8Bytes(content);
        std::u16string units;
        const std::size_t width = form == Form::Utf16 || form == Form::Utf16Big ? 2 : form == Form::Utf32 ? 4 : 1;
        for (std::size_t i = 0; i + width <= content.size(); i += width) {
            const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(content[i + k]); };
            if (width == 1)
                units += form == Form::Ascii && byte(0) >= 0x80 ? u'?' : static_cast<char16_t>(byte(0));
            else if (form == Form::Utf32)
                appendCode(units, static_cast<char32_t>(byte(0)) | static_cast<char32_t>(byte(1)) << 8 |
                                      static_cast<char32_t>(byte(2)) << 16 | static_cast<char32_t>(byte(3)) << 24);
            else if (form == Form::Utf16Big)
                units += static_cast<char16_t>(byte(0) << 8 | byte(1));
            else
                units += static_cast<char16_t>(byte(1) << 8 | byte(0));
        }
        if (content.size() % width) units += u'\uFFFD';
        return toUtf8(units);
    }
    const Form form;

private:
    static void appendCode(std::u16string& units, char32_t code) {
        if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
            units += u'\uFFFD';
        } else if (code >= 0x10000) {
            units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            units += static_cast<char16_t>(code);
        }
    }
};
template <EncodingObject::Form form>
Value encoding(Call&) {
    return Value::object(new EncodingObject(form));
}
std::string_view slice(Call& c, const std::string& content, int index) {
    if (c.integer(index) < 0 || c.integer(index + 1) < 0 ||
        c.integer(index) + c.integer(index + 1) > static_cast<std::int64_t>(content.size()))
        raiseOutOfRange("index");
    return std::string_view(content).substr(static_cast<std::size_t>(c.integer(index)), static_cast<std::size_t>(c.integer(index + 1)));
}

std::string preamble(EncodingObject::Form form) {
    switch (form) {
        case EncodingObject::Form::Utf8:
            return "\xEF\xBB\xBF";
        case EncodingObject::Form::Utf16:
            return "\xFF\xFE";
        case EncodingObject::Form::Utf16Big:
            return "\xFE\xFF";
        case EncodingObject::Form::Utf32:
            return std::string("\xFF\xFE\0\0", 4);
        default:
            return {};
    }
}

std::string charSlice(Call& c) {
    const auto units = toUtf16(charText(c.need(0)));
    if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(units.size()))
        raiseOutOfRange("chars", "Index and count must refer to a location within the buffer.");
    return toUtf8(std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2))));
}
Value nameOf(Call& c) {
    static constexpr const char* names[] = {"utf-8", "utf-16", "utf-16BE", "utf-32", "us-ascii", "iso-8859-1"};
    return textOf(names[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
}

void describe(TypeRegistry& registry) {
    using Form = EncodingObject::Form;
    registry.define("System.Text", "Encoding", TypeKind::Class)
        .property("static Encoding UTF8", encoding<Form::Utf8>)
        .property("static Encoding Unicode", encoding<Form::Utf16>)
        .property("static Encoding BigEndianUnicode", encoding<Form::Utf16Big>)
        .property("static Encoding UTF32", encoding<Form::Utf32>)
        .property("static Encoding ASCII", encoding<Form::Ascii>)
        .property("static Encoding Default", encoding<Form::Latin1>)
        .method("static Encoding GetEncoding(string name)",
                [](Call& c) -> Value {
                    const std::string name = toLowerAscii(c.needText(0));
                    if (name == "utf-8" || name == "utf8") return encoding<Form::Utf8>(c);
                    if (name == "utf-16" || name == "utf-16le" || name == "unicode") return encoding<Form::Utf16>(c);
                    if (name == "utf-16be") return encoding<Form::Utf16Big>(c);
                    if (name == "utf-32") return encoding<Form::Utf32>(c);
                    if (name == "us-ascii" || name == "ascii") return encoding<Form::Ascii>(c);
                    if (name == "iso-8859-1" || name == "latin1" || name == "windows-1252") return encoding<Form::Latin1>(c);
                    raise("ArgumentException", "'" + std::string(c.text(0)) + "' is not a supported encoding name.");
                })
        .method("static Encoding GetEncoding(int codepage)",
                [](Call& c) -> Value {
                    if (c.integer(0) < 0 || c.integer(0) > 65535)
                        raiseOutOfRange("codepage", "Valid values are between 0 and 65535, inclusive.");
                    switch (c.integer(0)) {
                        case 1:
                        case 2:
                        case 3:
                        case 42:
                            raise("ArgumentException", std::to_string(c.integer(0)) + " is not a supported code page.");
                        case 0:
                            return encoding<Form::Latin1>(c);
                        case 12000:
                            return encoding<Form::Utf32>(c);
                        case 65001:
                            return encoding<Form::Utf8>(c);
                        case 1200:
                            return encoding<Form::Utf16>(c);
                        case 1201:
                            return encoding<Form::Utf16Big>(c);
                        case 20127:
                            return encoding<Form::Ascii>(c);
                        case 28591:
                        case 1252:
                            return encoding<Form::Latin1>(c);
                        default:
                            raise("NotSupportedException", "No data is available for encoding " + std::to_string(c.integer(0)) + ".");
                    }
                })
        .property("int CodePage",
                  [](Call& c) {
                      static constexpr int numbers[] = {65001, 1200, 1201, 12000, 20127, 28591};
                      return number(numbers[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
                  })
        .property("int WindowsCodePage",
                  [](Call& c) {
                      static constexpr int numbers[] = {1200, 1200, 1200, 1200, 1252, 1252};
                      return number(numbers[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
                  })
        .property("string EncodingName",
                  [](Call& c) {
                      static constexpr const char* names[] = {"Unicode (UTF-8)",  "Unicode",  "Unicode (Big-Endian)",
                                                              "Unicode (UTF-32)", "US-ASCII", "Western European (ISO)"};
                      return textOf(names[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
                  })
        .property("string WebName", nameOf, "As in Content-Type: \"utf-8\".")
        .property("string BodyName", nameOf)
        .property("string HeaderName", nameOf)
        .property("bool IsSingleByte", [](Call& c) { return boxed(c.selfAs<EncodingObject>().form >= Form::Ascii); })
        .property("bool IsReadOnly", [](Call&) { return boxed(true); })
        .method("int GetMaxByteCount(int charCount)",
                [](Call& c) {
                    if (c.integer(0) < 0) raiseOutOfRange("charCount", "Non-negative number required.");
                    static constexpr int widths[] = {3, 2, 2, 4, 1, 1};
                    return number((c.integer(0) + 1) * widths[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
                })
        .method("int GetMaxCharCount(int byteCount)",
                [](Call& c) {
                    if (c.integer(0) < 0) raiseOutOfRange("byteCount", "Non-negative number required.");
                    switch (c.selfAs<EncodingObject>().form) {
                        case Form::Utf8:
                            return number(c.integer(0) + 1);
                        case Form::Utf16:
                        case Form::Utf16Big:
                            return number((c.integer(0) >> 1) + (c.integer(0) & 1) + 1);
                        case Form::Utf32:
                            return number(c.integer(0) / 2 + 2);
                        default:
                            return number(c.integer(0));
                    }
                })
        .method("byte[] GetBytes(char[] chars, int index, int count)",
                [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().encode(charSlice(c)))); })
        .method("int GetByteCount(char[] chars)",
                [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<EncodingObject>().encode(charText(c.need(0))).size())); })
        .method("int GetByteCount(char[] chars, int index, int count)",
                [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<EncodingObject>().encode(charSlice(c)).size())); })
        .method("int GetCharCount(byte[] bytes, int index, int count)",
                [](Call& c) {
                    return number(static_cast<std::int64_t>(utf16Length(c.selfAs<EncodingObject>().decode(slice(c, bytes(c, 0), 1)))));
                })
        .method("char[] GetChars(byte[] bytes, int index, int count)",
                [](Call& c) {
                    return ArrayObject::make(c.result, toVector(textOf(c.selfAs<EncodingObject>().decode(slice(c, bytes(c, 0), 1)))));
                })
        .method("static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes, int index, int count)",
                [](Call& c) {
                    return Value::object(new ByteArrayObject(
                        as<EncodingObject>(c.need(1)).encode(as<EncodingObject>(c.need(0)).decode(slice(c, bytes(c, 2), 3)))));
                })
        .method("bool Equals(object value)",
                [](Call& c) {
                    const auto* other = c[0].kind() == Kind::Object ? dynamic_cast<const EncodingObject*>(c[0].pointer()) : nullptr;
                    return boxed(other && other->form == c.selfAs<EncodingObject>().form);
                })
        .method("byte[] GetBytes(string s)",
                [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().encode(c.needText(0)))); })
        .method("byte[] GetBytes(char[] chars)",
                [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().encode(charText(c[0])))); })
        .method("int GetByteCount(string s)",
                [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<EncodingObject>().encode(c.needText(0)).size())); })
        .method("string GetString(byte[] bytes)", [](Call& c) { return textOf(c.selfAs<EncodingObject>().decode(bytes(c, 0))); })
        .method("string GetString(byte[] bytes, int index, int count)",
                [](Call& c) { return textOf(c.selfAs<EncodingObject>().decode(slice(c, bytes(c, 0), 1))); })
        .method("int GetCharCount(byte[] bytes)",
                [](Call& c) { return number(static_cast<std::int64_t>(utf16Length(c.selfAs<EncodingObject>().decode(bytes(c, 0))))); })
        .method("char[] GetChars(byte[] bytes)",
                [](Call& c) {
                    return ArrayObject::make(types().arrayOf(types().character),
                                             toVector(textOf(c.selfAs<EncodingObject>().decode(bytes(c, 0)))));
                })
        .method("byte[] GetPreamble()",
                [](Call& c) { return Value::object(new ByteArrayObject(preamble(c.selfAs<EncodingObject>().form))); })
        .method("static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes)", [](Call& c) {
            return Value::object(
                new ByteArrayObject(as<EncodingObject>(c.need(1)).encode(as<EncodingObject>(c.need(0)).decode(bytes(c, 2)))));
        });
    // Not on Azure's list: run-time types only.
    for (const char* name : {"UnicodeEncoding", "UTF32Encoding", "ASCIIEncoding", "Latin1Encoding"})
        registry.define("System.Text", name, TypeKind::Class).base("Encoding").definition().refused = true;
    registry.define("System.Text", "UTF8Encoding", TypeKind::Class)
        .base("Encoding")
        .constructor("new()", encoding<Form::Utf8>)
        .constructor("new(bool encoderShouldEmitUTF8Identifier)", encoding<Form::Utf8>);
}

}  // namespace

MGC_TYPE(encoding, describe)

}  // namespace mgc::expression
