#pragma once
#include <cstdint>
#include <vector>

#include "expression/check/type_system.h"

namespace mgc::expression {

struct FunctionCode;

/// A delegate: code with captured variables, or a member with its receiver. It may leave its evaluation as a value, but runs only within
/// it (InvalidOperationException): its code belongs to the program and its variables to the evaluation.
class DelegateObject final : public Object {
public:
    DelegateObject(const Type* delegateType, const FunctionCode* code, std::vector<Value> captured);
    DelegateObject(const Type* delegateType, const Member* member, Value receiver, const Type* owner, const Type* result,
                   std::vector<const Type*> typeArguments);
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] Value invoke(Value* arguments, int count) const;

private:
    const Type* m_type;
    std::uint64_t m_evaluation;
    const FunctionCode* m_code = nullptr;
    std::vector<Value> m_captured;
    const Member* m_member = nullptr;
    Value m_receiver;
    const Type* m_owner = nullptr;
    const Type* m_result = nullptr;
    std::vector<const Type*> m_typeArguments;
};

/// Calls a delegate value from a Native.
[[nodiscard]] Value invoke(const Value& delegate, Value first);
[[nodiscard]] Value invoke(const Value& delegate, Value first, Value second);
[[nodiscard]] Value invokeAll(const Value& delegate, Value* arguments, int count);

}  // namespace mgc::expression
