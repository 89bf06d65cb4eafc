#pragma once
#include <cstdint>
#include <string_view>

#include "expression/check/type_system.h"

namespace mgc::expression {

enum class Operator : std::uint8_t {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    Equal,
    NotEqual,
    Negate,
    Complement,
    Plus
};

[[nodiscard]] Operator arithmeticOperator(std::string_view text);
/// Both operands already have `type` (shift counts are int). Raises DivideByZeroException and, when checked, OverflowException.
[[nodiscard]] Value arithmetic(Operator op, const Type* type, const Value& left, const Value& right, bool isChecked);
[[nodiscard]] Value unaryArithmetic(Operator op, const Type* type, const Value& value, bool isChecked);
[[nodiscard]] bool compareNumbers(Operator op, const Type* type, const Value& left, const Value& right);

[[nodiscard]] inline bool isComparison(std::string_view op) {
    return op == "<" || op == ">" || op == "<=" || op == ">=" || op == "==" || op == "!=";
}

}  // namespace mgc::expression
