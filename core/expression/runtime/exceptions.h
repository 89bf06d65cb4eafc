#pragma once
#include <string>
#include <string_view>

#include "expression/check/type_system.h"

namespace mgc::expression {

/// A System.Exception or one of its kinds.
class ExceptionObject final : public Object {
public:
    ExceptionObject(const Type* exceptionType, std::string text, Value cause = {}) : m_type(exceptionType), message(std::move(text)), inner(std::move(cause)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::string toText() const override;

private:
    const Type* m_type;

public:
    std::string message;
    std::string parameter;  ///< ParamName of ArgumentException
    Value inner;
};

/// The C++ exception that carries a .NET exception through the evaluator. `begin` is the source offset of the innermost node.
struct Thrown {
    Value exception;
    std::int64_t offset = -1;
    std::uint32_t length = 0;
};

[[noreturn]] void raise(std::string_view typeName, std::string message);
[[noreturn]] void raiseArgument(std::string_view typeName, std::string message, std::string_view parameter);
[[noreturn]] void raiseNullReference();
[[noreturn]] void raiseArgumentNull(std::string_view parameter);
[[noreturn]] void raiseOutOfRange(std::string_view parameter, std::string_view message = "Specified argument was out of the range of valid values.");
[[noreturn]] void raiseIndexOutOfRange();
[[noreturn]] void raiseListIndex();
[[noreturn]] void raiseFormat(std::string message = "Input string was not in a correct format.");
[[noreturn]] void raiseOverflow(std::string message = "Arithmetic operation resulted in an overflow.");
[[noreturn]] void raiseInvalidCast(const Type* from, const Type* to);
[[nodiscard]] const ExceptionObject& exceptionOf(const Value& value);

}  // namespace mgc::expression
