#include "policies/support/limit_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace mgc::policies {

using policy::AttributeDescriptor;
using policy::AttributeType;
using policy::CompileContext;
using policy::Expressions;
using policy::PolicyError;
using policy::PolicyNode;
using policy::RequestContext;

std::int64_t wholeSeconds(Duration duration) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(duration).count();
    return std::max<std::int64_t>(1, seconds);
}

std::string clockText(Duration duration) {
    const auto seconds = std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(duration).count());
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string spokenDuration(Duration duration) {
    const std::int64_t total = wholeSeconds(duration);
    const auto counted = [](std::int64_t count, std::string_view unit) {
        return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
    };
    std::vector<std::string> parts;
    if (total >= 86400) parts.push_back(counted(total / 86400, "day"));
    if (total / 3600 % 24 != 0) parts.push_back(counted(total / 3600 % 24, "hour"));
    if (total / 60 % 60 != 0) parts.push_back(counted(total / 60 % 60, "minute"));
    if (total % 60 != 0) parts.push_back(counted(total % 60, "second"));
    std::string text = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

LimitNames LimitNames::read(const PolicyNode& node, const CompileContext& context) {
    LimitNames names;
    names.retryAfterHeader = context.constant(node, "retry-after-header-name");
    names.retryAfterVariable = context.constant(node, "retry-after-variable-name");
    names.remainingHeader = context.constant(node, "remaining-calls-header-name");
    names.remainingVariable = context.constant(node, "remaining-calls-variable-name");
    names.totalHeader = context.constant(node, "total-calls-header-name");
    return names;
}

std::vector<AttributeDescriptor> LimitNames::attributes() {
    const auto header = [](std::string_view name, std::string_view byDefault, std::string_view help) {
        return AttributeDescriptor{.name = name,
                                   .type = AttributeType::HeaderName,
                                   .expressions = Expressions::NotAllowed,
                                   .defaultValue = byDefault,
                                   .help = help};
    };
    const auto variable = [](std::string_view name, std::string_view help) {
        return AttributeDescriptor{.name = name, .type = AttributeType::VariableName, .expressions = Expressions::NotAllowed, .help = help};
    };
    return {header("retry-after-header-name", "Retry-After", "Response header with the seconds to wait"),
            variable("retry-after-variable-name", "Variable with the seconds to wait"),
            header("remaining-calls-header-name", "", "Response header with the calls left"),
            variable("remaining-calls-variable-name", "Variable with the calls left"),
            header("total-calls-header-name", "", "Response header with the limit")};
}

namespace {
expression::Value count(std::int64_t value) {
    return expression::Value::int32(
        static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max())));
}
}  // namespace

void LimitNames::admitted(RequestContext& context, std::int64_t limit, std::int64_t remaining) const {
    if (!remainingHeader.empty()) context.setClientHeader(remainingHeader, std::to_string(remaining));
    if (!remainingVariable.empty()) context.variables.set(remainingVariable, count(remaining));
    if (!totalHeader.empty()) context.setClientHeader(totalHeader, std::to_string(limit));
}

PolicyError LimitNames::refused(RequestContext& context, std::int64_t limit, Duration retryAfter, const LimitNames& inner) const {
    const std::int64_t seconds = wholeSeconds(retryAfter);
    for (const LimitNames* each : {this, &inner}) {
        each->admitted(context, limit, 0);
        if (!each->retryAfterVariable.empty()) context.variables.set(each->retryAfterVariable, count(seconds));
    }
    const std::string& header = inner.retryAfterHeader.empty() ? retryAfterHeader : inner.retryAfterHeader;
    PolicyError error;
    error.status = 429;
    error.reason = "RateLimitExceeded";
    error.message = fmt::format("Rate limit is exceeded. Try again in {} seconds.", seconds);
    error.headers.emplace_back(header.empty() ? "Retry-After" : header, std::to_string(seconds));
    error.throttle = "rateLimit";
    context.addFlag("rate limit");
    return error;
}

}  // namespace mgc::policies
