#pragma once
#include <string>
#include <string_view>

#include "expression/check/type_system.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/string_object.h"

namespace mgc::expression {

/// What a Native sees of its call.
struct Call {
    Runtime& runtime;
    Value* arguments;  ///< [0] receiver (null for static members), [1..] parameters
    int count;         ///< parameters
    const Member* member = nullptr;
    const Type* const* typeArguments = nullptr;
    const Type* result = nullptr;  ///< closed result type
    const Type* owner = nullptr;   ///< closed type the member belongs to (constructors: the type to make)

    [[nodiscard]] Value& self() const { return arguments[0]; }
    [[nodiscard]] Value& operator[](int index) const { return arguments[index + 1]; }
    [[nodiscard]] bool isNull(int index) const { return arguments[index + 1].isNull(); }
    [[nodiscard]] std::int64_t integer(int index) const { return arguments[index + 1].bits(); }
    [[nodiscard]] std::int32_t int32(int index) const { return static_cast<std::int32_t>(arguments[index + 1].bits()); }
    [[nodiscard]] bool flag(int index) const { return arguments[index + 1].bits() != 0; }
    [[nodiscard]] double number(int index) const { return arguments[index + 1].number(); }
    /// The text of a string parameter; null is "".
    [[nodiscard]] std::string_view text(int index) const { return arguments[index + 1].asText(); }
    /// The same; null raises ArgumentNullException.
    [[nodiscard]] std::string_view needText(int index) const {
        if (isNull(index)) raiseArgumentNull(parameterName(index));
        return text(index);
    }
    [[nodiscard]] Value& need(int index) const {
        if (isNull(index)) raiseArgumentNull(parameterName(index));
        return arguments[index + 1];
    }
    [[nodiscard]] std::string_view parameterName(int index) const { return member ? std::string_view(member->parameters[static_cast<std::size_t>(index)].name) : std::string_view("value"); }
    [[nodiscard]] const StringObject& selfText() const { return stringOf(arguments[0]); }
    template <class T>
    [[nodiscard]] T& selfAs() const {
        return static_cast<T&>(*arguments[0].pointer());
    }
};

}  // namespace mgc::expression
