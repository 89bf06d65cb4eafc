#include "expression/eval/arithmetic.h"

#include <cmath>
#include <type_traits>

#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {
namespace {

[[noreturn]] void raiseDivideByZero() { raise("DivideByZeroException", "Attempted to divide by zero."); }

template <class T>
T integerOperation(Operator op, T a, T b, std::int64_t shift, bool isChecked) {
    using U = std::make_unsigned_t<T>;
    T result = 0;
    bool overflow = false;
    switch (op) {
        case Operator::Add: overflow = __builtin_add_overflow(a, b, &result); break;
        case Operator::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
        case Operator::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
        case Operator::Divide:
        case Operator::Remainder:
            if (b == 0) raiseDivideByZero();
            if constexpr (std::is_signed_v<T>) {
                if (b == -1) {
                    if (op == Operator::Remainder) return 0;
                    if (a == std::numeric_limits<T>::min()) raiseOverflow();
                    return static_cast<T>(-a);
                }
            }
            return op == Operator::Divide ? static_cast<T>(a / b) : static_cast<T>(a % b);
        case Operator::And: return static_cast<T>(a & b);
        case Operator::Or: return static_cast<T>(a | b);
        case Operator::Xor: return static_cast<T>(a ^ b);
        case Operator::ShiftLeft: return static_cast<T>(static_cast<U>(a) << (shift & (sizeof(T) * 8 - 1)));
        case Operator::ShiftRight: return static_cast<T>(a >> (shift & (sizeof(T) * 8 - 1)));
        default: break;
    }
    if (overflow && isChecked) raiseOverflow();
    return result;
}

double realOperation(Operator op, double a, double b) {
    switch (op) {
        case Operator::Add: return a + b;
        case Operator::Subtract: return a - b;
        case Operator::Multiply: return a * b;
        case Operator::Divide: return a / b;
        default: return std::fmod(a, b);
    }
}

Value decimalOperation(Operator op, const Decimal& a, const Decimal& b) {
    if ((op == Operator::Divide || op == Operator::Remainder) && b.isZero()) raiseDivideByZero();
    std::optional<Decimal> result;
    switch (op) {
        case Operator::Add: result = Decimal::add(a, b); break;
        case Operator::Subtract: result = Decimal::subtract(a, b); break;
        case Operator::Multiply: result = Decimal::multiply(a, b); break;
        case Operator::Divide: result = Decimal::divide(a, b); break;
        default: result = Decimal::remainder(a, b); break;
    }
    if (!result) raiseOverflow("Value was either too large or too small for a Decimal.");
    return makeDecimal(*result);
}

template <class T>
bool ordered(Operator op, T a, T b) {
    switch (op) {
        case Operator::Less: return a < b;
        case Operator::Greater: return a > b;
        case Operator::LessEqual: return a <= b;
        case Operator::GreaterEqual: return a >= b;
        case Operator::Equal: return a == b;
        default: return a != b;
    }
}

}  // namespace

Operator arithmeticOperator(std::string_view text) {
    if (text == "+") return Operator::Add;
    if (text == "-") return Operator::Subtract;
    if (text == "*") return Operator::Multiply;
    if (text == "/") return Operator::Divide;
    if (text == "%") return Operator::Remainder;
    if (text == "&") return Operator::And;
    if (text == "|") return Operator::Or;
    if (text == "^") return Operator::Xor;
    if (text == "<<") return Operator::ShiftLeft;
    if (text == ">>") return Operator::ShiftRight;
    if (text == "<") return Operator::Less;
    if (text == ">") return Operator::Greater;
    if (text == "<=") return Operator::LessEqual;
    if (text == ">=") return Operator::GreaterEqual;
    if (text == "==") return Operator::Equal;
    return Operator::NotEqual;
}

Value arithmetic(Operator op, const Type* type, const Value& left, const Value& right, bool isChecked) {
    switch (type->valueKind) {
        case Kind::Int32: return Value::int32(integerOperation<std::int32_t>(op, static_cast<std::int32_t>(left.bits()), static_cast<std::int32_t>(right.bits()), right.bits(), isChecked));
        case Kind::UInt32: return Value::scalar(Kind::UInt32, integerOperation<std::uint32_t>(op, static_cast<std::uint32_t>(left.bits()), static_cast<std::uint32_t>(right.bits()), right.bits(), isChecked));
        case Kind::Int64: return Value::int64(integerOperation<std::int64_t>(op, left.bits(), right.bits(), right.bits(), isChecked));
        case Kind::UInt64:
            return Value::scalar(Kind::UInt64, static_cast<std::int64_t>(integerOperation<std::uint64_t>(op, static_cast<std::uint64_t>(left.bits()), static_cast<std::uint64_t>(right.bits()), right.bits(), isChecked)));
        case Kind::Double: return Value::float64(realOperation(op, left.number(), right.number()));
        case Kind::Single: return Value::float32(static_cast<float>(realOperation(op, left.number(), right.number())));
        default: return decimalOperation(op, toDecimal(left), toDecimal(right));
    }
}

Value unaryArithmetic(Operator op, const Type* type, const Value& value, bool isChecked) {
    if (op == Operator::Plus) return value;
    if (op == Operator::Complement) return arithmetic(Operator::Xor, type, value, convertNumber(Value::int64(-1), type, false), false);
    switch (type->valueKind) {
        case Kind::Double: return Value::float64(-value.number());
        case Kind::Single: return Value::float32(static_cast<float>(-value.number()));
        case Kind::Int32:
        case Kind::Int64: return arithmetic(Operator::Subtract, type, Value::scalar(type->valueKind, 0), value, isChecked);
        default: return makeDecimal(toDecimal(value).negated());
    }
}

bool compareNumbers(Operator op, const Type* type, const Value& left, const Value& right) {
    switch (type->valueKind) {
        case Kind::Double:
        case Kind::Single: return ordered(op, left.number(), right.number());
        case Kind::UInt64: return ordered(op, static_cast<std::uint64_t>(left.bits()), static_cast<std::uint64_t>(right.bits()));
        case Kind::Object: return ordered(op, Decimal::compare(toDecimal(left), toDecimal(right)), 0);
        default: return ordered(op, left.bits(), right.bits());
    }
}

}  // namespace mgc::expression
