#pragma once
#include <string>

#include "expression/check/type_system.h"

namespace mgc::expression {

/// An integer beyond Int64 in a JSON text, kept by its digits (System.Numerics.BigInteger in Newtonsoft).
class BigIntegerObject final : public Object {
public:
    explicit BigIntegerObject(std::string text) : digits(std::move(text)) {}
    [[nodiscard]] const Type* type() const override { return types().named("BigInteger"); }
    [[nodiscard]] std::string toText() const override { return digits; }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* number = dynamic_cast<const BigIntegerObject*>(&other);
        return number && number->digits == digits;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(digits); }
    const std::string digits;
};

}  // namespace mgc::expression
