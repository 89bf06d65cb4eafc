// Random.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class RandomObject final : public Object {
public:
    explicit RandomObject(std::uint64_t start) : m_state(start) {}
    [[nodiscard]] const Type* type() const override { return types().named("Random"); }
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t m_state;
};

void describe(TypeRegistry& registry) {
    registry.define("System", "Random", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RandomObject(entropy(c))); })
        .constructor(
            "new(int Seed)", [](Call& c) { return Value::object(new RandomObject(static_cast<std::uint64_t>(c.integer(0)))); },
            "DIFFERS: not .NET's sequence of numbers.")
        .method("int Next()", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<RandomObject>().next() % INT32_MAX)); })
        .method("int Next(int maxValue)",
                [](Call& c) {
                    if (c.integer(0) < 0) raiseOutOfRange("maxValue", "'maxValue' must be greater than zero.");
                    return number(c.integer(0) == 0 ? 0
                                                    : static_cast<std::int64_t>(c.selfAs<RandomObject>().next() %
                                                                                static_cast<std::uint64_t>(c.integer(0))));
                })
        .method("int Next(int minValue, int maxValue)",
                [](Call& c) {
                    if (c.integer(0) > c.integer(1)) raiseOutOfRange("minValue", "'minValue' cannot be greater than maxValue.");
                    const auto range = static_cast<std::uint64_t>(c.integer(1) - c.integer(0));
                    return number(range == 0 ? c.integer(0)
                                             : c.integer(0) + static_cast<std::int64_t>(c.selfAs<RandomObject>().next() % range));
                })
        .method("double NextDouble()", [](Call& c) { return Value::float64(c.selfAs<RandomObject>().unit()); })
        .method("void NextBytes(byte[] buffer)", [](Call& c) {
            for (auto& byte : *byteContent(c.need(0))) byte = static_cast<char>(c.selfAs<RandomObject>().next());
            return Value();
        });
}

}  // namespace

MGC_TYPE(random, describe)

}  // namespace mgc::expression
