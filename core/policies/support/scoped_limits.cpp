#include "policies/support/scoped_limits.h"

#include "base/text.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

namespace {

/// "x" of "/apis/x" and of ARM ids; Azure accepts both.
std::string_view lastSegment(std::string_view id) {
    const auto slash = id.rfind('/');
    return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

/// An id wins over a name.
bool same(const std::string& id, const std::string& name, std::string_view actualId, std::string_view actualName) {
    if (!id.empty()) return equalsIgnoreCase(lastSegment(id), lastSegment(actualId));
    return equalsIgnoreCase(name, actualName);
}

}  // namespace

Result<ScopedLimits> ScopedLimits::compile(const PolicyNode& node, CompileContext& context) {
    ScopedLimits limits;
    MGC_TRY(limits.add(node, context, {}));
    return limits;
}

Result<void> ScopedLimits::add(const PolicyNode& node, CompileContext& context, const Limit& parent) {
    Limit limit = parent;
    limit.calls.reset();
    limit.kilobytes.reset();
    limit.names = node.name == "api" || node.name == "operation" ? LimitNames::read(node, context) : LimitNames();
    if (!node.attribute("retry-after-header-name")) limit.names.retryAfterHeader.clear();  // then the policy's own holds
    if (node.name == "api") {
        limit.isApi = true;
        limit.apiId = context.constant(node, "id");
        limit.apiName = context.constant(node, "name");
        limit.suffix += ":api:" + (limit.apiId.empty() ? limit.apiName : limit.apiId);
    } else if (node.name == "operation") {
        limit.isOperation = true;
        limit.operationId = context.constant(node, "id");
        limit.operationName = context.constant(node, "name");
        limit.suffix += ":op:" + (limit.operationId.empty() ? limit.operationName : limit.operationId);
    }
    if ((limit.isApi && limit.apiId.empty() && limit.apiName.empty()) ||
        (limit.isOperation && limit.operationId.empty() && limit.operationName.empty()))
        return context.error("MGC2416", "'" + node.name + "' needs a name or an id.", node);
    const auto read = [&](std::string_view name, std::optional<std::int64_t>& to) -> Result<void> {
        if (!node.attribute(name)) return {};
        to = toInteger(trimmed(node.attribute(name)->text));
        if (!to || *to < 0) return context.error("MGC2303", "Attribute '" + std::string(name) + "' must be a whole number.", node);
        return {};
    };
    MGC_TRY(read("calls", limit.calls));
    MGC_TRY(read("bandwidth", limit.kilobytes));
    // Children of quota may leave the period to their parent (the docs' own statement does).
    std::optional<std::int64_t> period;
    MGC_TRY(read("renewal-period", period));
    if (period) limit.renewalPeriod = *period;
    if (limit.calls || limit.kilobytes) m_all.push_back(limit);
    for (const auto& child : node.children)
        if (child.name == "api" || child.name == "operation") MGC_TRY(add(child, context, limit));
    return {};
}

std::vector<const ScopedLimits::Limit*> ScopedLimits::matching(const RequestContext& context) const {
    std::vector<const Limit*> found;
    found.reserve(m_all.size());
    for (const auto& limit : m_all) {
        if (limit.isApi && !(context.api && same(limit.apiId, limit.apiName, context.api->id, context.api->name))) continue;
        if (limit.isOperation &&
            !(context.operation && same(limit.operationId, limit.operationName, context.operation->id, context.operation->name)))
            continue;
        found.push_back(&limit);
    }
    return found;
}

}  // namespace mgc::policies
