#include "base/text.h"
#include "policies/support/address.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class IpFilter : public Step {
public:
    struct Range {
        Template from, to;  ///< `to` absent: one address
    };
    Template action;
    std::vector<Range> ranges;

    Result<Flow> run(RequestContext& context) const override {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view written, action.text(context, storage));
        const bool forbid = equalsIgnoreCase(trimmed(written), "forbid");
        const auto caller = parseAddress(context.clientIp);
        if (!caller) {
            if (forbid) return Flow::Continue;
            return refuse(context, "FailedToParseCallerIP", "Failed to establish IP address for the caller. Access denied.");
        }
        bool listed = false;
        for (const auto& range : ranges) {
            MGC_TRY_ASSIGN(listed, holds(range, *caller, context));
            if (listed) break;
        }
        if (forbid && listed) return refuse(context, "CallerIpBlocked", "Caller IP address is blocked. Access denied.");
        if (!forbid && !listed)
            return refuse(context, "CallerIpNotAllowed", "Caller IP address " + context.clientIp + " is not allowed. Access denied.");
        return Flow::Continue;
    }

private:
    static Result<bool> holds(const Range& range, const Address& caller, RequestContext& context) {
        std::string storage;
        MGC_TRY_ASSIGN(const std::string_view first, range.from.text(context, storage));
        const auto from = parseAddress(first);
        if (!from) return false;
        if (!range.to.present()) return caller == *from;
        std::string lastStorage;
        MGC_TRY_ASSIGN(const std::string_view last, range.to.text(context, lastStorage));
        const auto to = parseAddress(last);
        return to && *from <= caller && caller <= *to;
    }
    static Result<Flow> refuse(RequestContext& context, std::string_view reason, std::string message) {
        PolicyError error;
        error.status = 403;
        error.reason = reason;
        error.message = std::move(message);
        error.publicMessage = "Forbidden";  // the toolkit's emulator; docs silent
        return context.fail(std::move(error));
    }
};

/// Constant addresses are checked when the policy is compiled.
Result<void> checked(const Template& text, const PolicyNode& node, CompileContext& context) {
    if (text.present() && text.isConstant() && !parseAddress(text.constantText()))
        return context.error("MGC2423", "'" + text.constantText() + "' is no IP address.", node);
    return {};
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<IpFilter>();
    MGC_TRY_ASSIGN(step->action, context.attribute(node, "action"));
    for (const auto& child : node.children) {
        IpFilter::Range range;
        if (child.name == "address") {
            MGC_TRY_ASSIGN(range.from, context.text(child));
        } else {
            MGC_TRY_ASSIGN(range.from, context.attribute(child, "from"));
            MGC_TRY_ASSIGN(range.to, context.attribute(child, "to"));
            MGC_TRY(checked(range.to, child, context));
        }
        MGC_TRY(checked(range.from, child, context));
        step->ranges.push_back(std::move(range));
    }
    if (step->ranges.empty()) return context.error("MGC2424", "ip-filter needs an address or an address-range.", node);
    return step;
}

}  // namespace

const PolicyDescriptor& ip_filter_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "ip-filter",
                    .attributes = {{.name = "action",
                                    .type = AttributeType::Enumeration,
                                    .presence = Presence::Required,
                                    .defaultValue = "allow",
                                    .values = {"allow", "forbid"},
                                    .help = "Let the listed callers in, or keep them out"}},
                    .content = Content::Elements,
                    .children = {{.name = "address", .content = Content::Text, .help = "One IP address"},
                                 {.name = "address-range",
                                  .attributes = {{.name = "from", .presence = Presence::Required, .help = "First address"},
                                                 {.name = "to", .presence = Presence::Required, .help = "Last address"}},
                                  .help = "Addresses from first to last"}},
                    .help = "Filters callers by address"},
        .sections = Section::Inbound,
        .summary = "Allows or forbids callers by IP address; refuses with 403",
        .documentation = "https://learn.microsoft.com/azure/api-management/ip-filter-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
