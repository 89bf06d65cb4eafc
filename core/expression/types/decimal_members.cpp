// Decimal: its parts, and conversions by method.
#include "expression/runtime/convert.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

const Decimal& dec(Call& c, int i) { return *decimalOf(c[i]); }

Value fromBits(std::uint32_t low, std::uint32_t middle, std::uint32_t high, bool negative, std::int64_t scale) {
    if (scale < 0 || scale > 28) raiseOutOfRange("scale", "Decimal's scale value must be between 0 and 28, inclusive.");
    const Decimal::Magnitude magnitude = (static_cast<Decimal::Magnitude>(high) << 64) | (static_cast<std::uint64_t>(middle) << 32) | low;
    return makeDecimal({magnitude, static_cast<int>(scale), negative});
}
std::uint32_t word(const Value& value) { return static_cast<std::uint32_t>(value.bits()); }

Value fromArray(Call& c) {
    const auto words = toVector(c.need(0), "bits");
    constexpr std::uint32_t allowed = 0x80FF0000U;
    if (words.size() != 4 || (word(words[3]) & ~allowed) != 0 || (word(words[3]) >> 16 & 0xFF) > 28)
        raise("ArgumentException", "Decimal byte array constructor requires an array of length four containing valid decimal bytes.");
    return fromBits(word(words[0]), word(words[1]), word(words[2]), (word(words[3]) & 0x80000000U) != 0, word(words[3]) >> 16 & 0xFF);
}
Value bitsOf(Call& c) {
    const Decimal& value = dec(c, 0);
    const auto part = [&](int shift) { return number(static_cast<std::int32_t>(static_cast<std::uint32_t>(value.magnitude >> shift))); };
    const std::uint32_t flags = (static_cast<std::uint32_t>(value.scale) << 16) | (value.negative ? 0x80000000U : 0U);
    return ArrayObject::make(types().arrayOf(types().int32), {part(0), part(32), part(64), number(static_cast<std::int32_t>(flags))});
}
Value rounded(Call& c, std::int64_t decimals, std::int64_t mode) {
    if (decimals < 0 || decimals > 28) raiseOutOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.");
    return makeDecimal(dec(c, 0).rounded(static_cast<int>(decimals), mode == 1));
}
template <class Pick>
Native converter(Pick) {
    return [](Call& c) {
        constexpr Pick pick{};
        return convertNumber(c[0], pick(), true);
    };
}

void describe(TypeRegistry& registry) {
    auto t = registry.extend("System", "Decimal", TypeKind::Struct);
    t.constructor("new(uint value)", [](Call& c) { return makeDecimal(Decimal::fromInteger(c.integer(0))); })
        .constructor("new(ulong value)",
                     [](Call& c) { return makeDecimal(Decimal::fromUnsigned(static_cast<std::uint64_t>(c.integer(0)))); })
        .constructor("new(float value)", [](Call& c) { return makeDecimal(toDecimal(c[0])); })
        .constructor("new(int lo, int mid, int hi, bool isNegative, byte scale)",
                     [](Call& c) { return fromBits(word(c[0]), word(c[1]), word(c[2]), c.flag(3), c.integer(4)); })
        .constructor("new(int[] bits)", fromArray)
        .method("static int[] GetBits(decimal d)", bitsOf)
        .method("static decimal Remainder(decimal d1, decimal d2)",
                [](Call& c) {
                    if (dec(c, 1).isZero()) raise("DivideByZeroException", "Attempted to divide by zero.");
                    const auto rest = Decimal::remainder(dec(c, 0), dec(c, 1));
                    if (!rest) raiseOverflow("Value was either too large or too small for a Decimal.");
                    return makeDecimal(*rest);
                })
        .method("static decimal Round(decimal d, MidpointRounding mode)", [](Call& c) { return rounded(c, 0, c.integer(1)); })
        .method("static decimal Round(decimal d, int decimals, MidpointRounding mode)",
                [](Call& c) { return rounded(c, c.integer(1), c.integer(2)); })
        .method("static bool Equals(decimal d1, decimal d2)", [](Call& c) { return boxed(Decimal::compare(dec(c, 0), dec(c, 1)) == 0); })
        .method("static float ToSingle(decimal d)", [](Call& c) { return Value::float32(static_cast<float>(dec(c, 0).toDouble())); })
        .method("static byte ToByte(decimal value)", converter([] { return types().uint8; }))
        .method("static sbyte ToSByte(decimal value)", converter([] { return types().int8; }))
        .method("static short ToInt16(decimal value)", converter([] { return types().int16; }))
        .method("static ushort ToUInt16(decimal value)", converter([] { return types().uint16; }))
        .method("static uint ToUInt32(decimal d)", converter([] { return types().uint32; }))
        .method("static ulong ToUInt64(decimal d)", converter([] { return types().uint64; }))
        .method("static decimal Parse(string s, NumberStyles style)", [](Call& c) {
            if (c.integer(1) & 0x200)
                raise("ArgumentException", "The number style AllowHexSpecifier is not supported on floating point data types.");
            Decimal out;
            const auto result = parseDecimal(c.needText(0), static_cast<int>(c.integer(1)), out);
            if (result == ParseResult::Format) raiseFormat();
            if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for a Decimal.");
            return makeDecimal(out);
        });
}

}  // namespace

MGC_TYPE(decimal_members, describe)

}  // namespace mgc::expression
