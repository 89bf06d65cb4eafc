#include "policies/support/increment.h"

#include <algorithm>

namespace mgc::policies {

using policy::CompileContext;

Result<Increment> Increment::compile(const policy::PolicyNode& node, CompileContext& context) {
    Increment increment;
    const CompileContext::DeferredReads later(context);
    MGC_TRY_ASSIGN(increment.m_condition, context.boolean(node, "increment-condition"));
    MGC_TRY_ASSIGN(increment.m_count, context.integer(node, "increment-count"));
    return increment;
}

expression::Reads Increment::reads() const {
    using policy::operator|;
    return m_condition.expression().reads() | m_count.expression().reads();
}

std::int64_t Increment::amount() const {
    const bool counts = !m_condition.present() || m_condition.constant();
    return counts ? std::max<std::int64_t>(0, m_count.constant()) : 0;
}

Result<std::int64_t> Increment::amount(policy::RequestContext& context) const {
    if (m_condition.present()) {
        MGC_TRY_ASSIGN(const bool counts, m_condition.get(context));
        if (!counts) return std::int64_t{0};
    }
    MGC_TRY_ASSIGN(const std::int64_t count, m_count.get(context));
    return std::max<std::int64_t>(0, count);
}

}  // namespace mgc::policies
