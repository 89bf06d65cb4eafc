#pragma once
#include <cstdint>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// increment-condition and increment-count of the limits by key: whether a call counts, and for how much. Immutable.
class Increment {
public:
    [[nodiscard]] static Result<Increment> compile(const policy::PolicyNode& node, policy::CompileContext& context);

    /// An expression in either is evaluated after the response, which it may read.
    [[nodiscard]] bool isPostponed() const { return !m_condition.isConstant() || !m_count.isConstant(); }
    /// Of a constant one; 0 where the condition says no.
    [[nodiscard]] std::int64_t amount() const;
    /// Of a postponed one; 0 where the condition says no.
    [[nodiscard]] Result<std::int64_t> amount(policy::RequestContext& context) const;
    /// Bodies that the postponed expressions read.
    [[nodiscard]] expression::Reads reads() const;

private:
    policy::BooleanSetting m_condition;
    policy::IntegerSetting m_count;
};

}  // namespace mgc::policies
