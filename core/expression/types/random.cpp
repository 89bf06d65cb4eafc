// Random, with .NET Framework's generator: the same seed gives the same numbers.
#include <array>
#include <cstdlib>

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

/// Knuth's subtractive generator as .NET Framework runs it.
class RandomObject final : public Object {
public:
    explicit RandomObject(std::int32_t seed) {
        std::int32_t next = 161803398 - (seed == INT32_MIN ? INT32_MAX : std::abs(seed));
        std::int32_t other = 1;
        m_numbers[55] = next;
        for (std::size_t i = 1; i < 55; ++i) {
            const std::size_t at = 21 * i % 55;
            m_numbers[at] = other;
            other = next - other;
            if (other < 0) other += INT32_MAX;
            next = m_numbers[at];
        }
        for (int round = 0; round < 4; ++round) {
            for (std::size_t i = 1; i < 56; ++i) {
                // Unsigned: the first difference of a negative seed may leave the range.
                m_numbers[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(m_numbers[i]) - static_cast<std::uint32_t>(m_numbers[1 + (i + 30) % 55]));
                if (m_numbers[i] < 0) m_numbers[i] += INT32_MAX;
            }
        }
    }
    [[nodiscard]] const Type* type() const override { return types().named("Random"); }
    /// 0 to INT32_MAX - 1.
    std::int32_t next() {
        m_at = m_at % 55 + 1;
        m_other = m_other % 55 + 1;
        std::int32_t value = m_numbers[m_at] - m_numbers[m_other];
        if (value == INT32_MAX) --value;
        if (value < 0) value += INT32_MAX;
        m_numbers[m_at] = value;
        return value;
    }
    /// At least 0, below 1.
    double sample() { return next() * (1.0 / INT32_MAX); }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const std::int64_t range = high - low;
        if (range <= INT32_MAX) return static_cast<std::int32_t>(sample() * static_cast<double>(range)) + low;
        const std::int32_t first = next();
        const double wide = next() % 2 == 0 ? -static_cast<double>(first) : first;
        return static_cast<std::int64_t>((wide + (INT32_MAX - 1)) / (2.0 * INT32_MAX - 1) * static_cast<double>(range)) + low;
    }

private:
    std::array<std::int32_t, 56> m_numbers{};
    std::size_t m_at = 0, m_other = 21;
};
RandomObject& me(Call& c) { return c.selfAs<RandomObject>(); }

void describe(TypeRegistry& registry) {
    registry.define("System", "Random", TypeKind::Class)
        .help("Random numbers; not for secrets.")
        .constructor("new()", [](Call& c) { return Value::object(new RandomObject(static_cast<std::int32_t>(entropy(c)))); })
        .constructor("new(int Seed)", [](Call& c) { return Value::object(new RandomObject(c.int32(0))); })
        .method("int Next()", [](Call& c) { return number(me(c).next()); })
        .method("int Next(int maxValue)", [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("maxValue", "'maxValue' must be greater than zero.");
            return number(me(c).between(0, c.integer(0)));
        })
        .method("int Next(int minValue, int maxValue)", [](Call& c) {
            if (c.integer(0) > c.integer(1)) raiseOutOfRange("minValue", "'minValue' cannot be greater than maxValue.");
            return number(me(c).between(c.integer(0), c.integer(1)));
        })
        .method("double NextDouble()", [](Call& c) { return Value::float64(me(c).sample()); }, "At least 0, below 1.")
        .method("void NextBytes(byte[] buffer)", [](Call& c) {
            for (char& byte : bytes(c, 0)) byte = static_cast<char>(me(c).next() % 256);
            return Value();
        });
}

}  // namespace

MGC_TYPE(random, describe)

}  // namespace mgc::expression
