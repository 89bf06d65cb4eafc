// BitConverter, little-endian as on Azure's machines.
#include <cstring>

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

template <class T>
Value rawBytes(T value) {
    std::string out(sizeof value, '\0');
    std::memcpy(out.data(), &value, sizeof value);
    return Value::object(new ByteArrayObject(std::move(out)));
}
template <class T>
T rawRead(Call& c) {
    const auto& content = bytes(c, 0);
    if (c.integer(1) < 0 || c.integer(1) >= static_cast<std::int64_t>(content.size()))
        raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (c.integer(1) + static_cast<std::int64_t>(sizeof(T)) > static_cast<std::int64_t>(content.size()))
        raise("ArgumentException",
              "Destination array is not long enough to copy all the items in the collection. Check array index and length.");
    T value;
    std::memcpy(&value, content.data() + c.integer(1), sizeof value);
    return value;
}
Value hexPairs(Call& c, std::int64_t start, std::int64_t length) {
    const auto& content = bytes(c, 0);
    const auto size = static_cast<std::int64_t>(content.size());
    if (start < 0 || (start >= size && start > 0))
        raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (length < 0) raiseOutOfRange("length", "Value must be positive.");
    if (start > size - length)
        raise("ArgumentException",
              "Destination array is not long enough to copy all the items in the collection. Check array index and length.");
    std::string out;
    for (std::int64_t i = start; i < start + length; ++i) {
        const auto byte = static_cast<unsigned char>(content[static_cast<std::size_t>(i)]);
        if (i > start) out += '-';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15];
    }
    return textOf(out);
}

void describe(TypeRegistry& registry) {
    registry.define("System", "BitConverter", TypeKind::Class)
        .constant("const bool IsLittleEndian", Value::boolean(true))
        .method("static byte[] GetBytes(bool value)", [](Call& c) { return rawBytes<std::uint8_t>(c.flag(0) ? 1 : 0); })
        .method("static byte[] GetBytes(char value)", [](Call& c) { return rawBytes(static_cast<std::uint16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(short value)", [](Call& c) { return rawBytes(static_cast<std::int16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(ushort value)", [](Call& c) { return rawBytes(static_cast<std::uint16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(int value)", [](Call& c) { return rawBytes(static_cast<std::int32_t>(c.integer(0))); })
        .method("static byte[] GetBytes(uint value)", [](Call& c) { return rawBytes(static_cast<std::uint32_t>(c.integer(0))); })
        .method("static byte[] GetBytes(long value)", [](Call& c) { return rawBytes(c.integer(0)); })
        .method("static byte[] GetBytes(ulong value)", [](Call& c) { return rawBytes(static_cast<std::uint64_t>(c.integer(0))); })
        .method("static byte[] GetBytes(float value)", [](Call& c) { return rawBytes(static_cast<float>(c.number(0))); })
        .method("static byte[] GetBytes(double value)", [](Call& c) { return rawBytes(c.number(0)); })
        .method("static bool ToBoolean(byte[] value, int startIndex)", [](Call& c) { return boxed(rawRead<std::uint8_t>(c) != 0); })
        .method("static char ToChar(byte[] value, int startIndex)",
                [](Call& c) { return Value::character(static_cast<char16_t>(rawRead<std::uint16_t>(c))); })
        .method("static short ToInt16(byte[] value, int startIndex)",
                [](Call& c) { return Value::scalar(Kind::Int16, rawRead<std::int16_t>(c)); })
        .method("static ushort ToUInt16(byte[] value, int startIndex)",
                [](Call& c) { return Value::scalar(Kind::UInt16, rawRead<std::uint16_t>(c)); })
        .method("static int ToInt32(byte[] value, int startIndex)", [](Call& c) { return number(rawRead<std::int32_t>(c)); })
        .method("static uint ToUInt32(byte[] value, int startIndex)",
                [](Call& c) { return Value::scalar(Kind::UInt32, rawRead<std::uint32_t>(c)); })
        .method("static long ToInt64(byte[] value, int startIndex)", [](Call& c) { return Value::int64(rawRead<std::int64_t>(c)); })
        .method("static ulong ToUInt64(byte[] value, int startIndex)",
                [](Call& c) { return Value::scalar(Kind::UInt64, static_cast<std::int64_t>(rawRead<std::uint64_t>(c))); })
        .method("static float ToSingle(byte[] value, int startIndex)", [](Call& c) { return Value::float32(rawRead<float>(c)); })
        .method("static double ToDouble(byte[] value, int startIndex)", [](Call& c) { return Value::float64(rawRead<double>(c)); })
        .method("static long DoubleToInt64Bits(double value)",
                [](Call& c) { return c[0].kind() == Kind::Double ? Value::int64(c.integer(0)) : Value(); })
        .method("static double Int64BitsToDouble(long value)",
                [](Call& c) {
                    const std::int64_t bits = c.integer(0);
                    double value = 0;
                    std::memcpy(&value, &bits, sizeof value);
                    return Value::float64(value);
                })
        .method(
            "static string ToString(byte[] value)", [](Call& c) { return hexPairs(c, 0, static_cast<std::int64_t>(bytes(c, 0).size())); },
            "\"41-5A\"")
        .method("static string ToString(byte[] value, int startIndex)",
                [](Call& c) { return hexPairs(c, c.integer(1), static_cast<std::int64_t>(bytes(c, 0).size()) - c.integer(1)); })
        .method("static string ToString(byte[] value, int startIndex, int length)",
                [](Call& c) { return hexPairs(c, c.integer(1), c.integer(2)); });
}

}  // namespace

MGC_TYPE(bit_converter, describe)

}  // namespace mgc::expression
