#include "policies/support/token_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "policies/support/limit_report.h"
#include "policies/support/model_call.h"
#include "policies/support/token_period.h"
#include "policies/support/usage_hook.h"
#include "policies/support/without_effect.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

struct Names {
    std::string retryAfterHeader, retryAfterVariable;
    std::string remainingHeader, remainingVariable;
    std::string remainingQuotaHeader, remainingQuotaVariable;
    std::string consumedHeader, consumedVariable;
};

expression::Value count(std::int64_t value) {
    return expression::Value::int32(static_cast<std::int32_t>(
        std::clamp<std::int64_t>(value, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max())));
}

/// "2,012".
std::string grouped(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3 + (value < 0 ? 1u : 0u);) digits.insert(at -= 3, 1, ',');
    return digits;
}

void tell(RequestContext& context, const std::string& header, const std::string& variable, std::int64_t value) {
    if (!header.empty()) context.setClientHeader(header, std::to_string(value));
    if (!variable.empty()) context.variables.set(variable, count(value));
}

/// The counters one execution of the policy works on.
struct Bookings {
    std::optional<CounterSpec> rate, quota;
    Instant quotaStart{};
    std::int64_t reserved = 0;
};

/// Replaces the reservation by what the call has really used.
class Settlement : public UsageConsumer {
public:
    Settlement(Bookings bookings, const Names& names) : m_bookings(std::move(bookings)), m_names(names) {}

    Task<void> onUsage(RequestContext& context, TokenUsage usage, bool beforeHead) override {
        const std::int64_t used = usage.known ? usage.total : 0;
        const std::int64_t difference = used - m_bookings.reserved;
        Counters& counters = context.services().counters;
        if (m_bookings.rate) {
            auto state = co_await counters.book(*m_bookings.rate, difference);
            if (state && beforeHead) tell(context, m_names.remainingHeader, m_names.remainingVariable, state->remaining);
        }
        if (m_bookings.quota) {
            auto state = co_await counters.bookFixed(*m_bookings.quota, m_bookings.quotaStart, difference);
            if (state && beforeHead) tell(context, m_names.remainingQuotaHeader, m_names.remainingQuotaVariable, state->remaining);
        }
        if (beforeHead && usage.known) tell(context, m_names.consumedHeader, m_names.consumedVariable, used);
    }

private:
    Bookings m_bookings;
    const Names& m_names;  // of the step, which the program keeps alive
};

class TokenLimit : public Step {
public:
    std::string element;
    Template key;
    IntegerSetting perMinute, quota;
    Template quotaPeriod;
    BooleanSetting estimate;
    bool ignorePrompt = false;
    Names names;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto bookings = prepare(context);
        if (!bookings) co_return fail(std::move(bookings).error());
        Counters& counters = context.services().counters;
        // Without an estimate a call only needs something to be left; with one, the estimate has to fit.
        const std::int64_t reserved = bookings->reserved;
        const std::int64_t needed = std::max<std::int64_t>(1, reserved);
        if (bookings->rate) {
            auto admission = co_await counters.tryBook(*bookings->rate, reserved, needed);
            if (!admission) co_return fail(std::move(admission).error());
            tell(context, names.remainingHeader, names.remainingVariable, admission->state.remaining);
            if (!admission->admitted) co_return context.fail(refuseRate(context, *bookings->rate, admission->state, needed));
        }
        if (bookings->quota) {
            auto admission = co_await counters.tryBookFixed(*bookings->quota, bookings->quotaStart, reserved, needed);
            if (admission) tell(context, names.remainingQuotaHeader, names.remainingQuotaVariable, admission->state.remaining);
            if (!admission || !admission->admitted) {
                if (bookings->rate && reserved != 0) {
                    auto undone = co_await counters.book(*bookings->rate, -reserved);
                    (void)undone;
                }
                if (!admission) co_return fail(std::move(admission).error());
                co_return context.fail(refuseQuota(context, *bookings->quota, admission->state, needed));
            }
        }
        if (!names.consumedVariable.empty()) context.variables.set(names.consumedVariable, count(reserved));
        UsageHook::of(context).add(std::make_shared<Settlement>(std::move(*bookings), names));
        co_return Flow::Continue;
    }

private:
    Result<Bookings> prepare(RequestContext& context) const {
        Bookings bookings;
        MGC_TRY_ASSIGN(const std::string name, key.text(context));
        const bool streams = modelCall(context).stream;
        bool estimated = streams;
        if (estimate.present() && !streams) {
            MGC_TRY_ASSIGN(estimated, estimate.get(context));
        }
        if (estimated && !ignorePrompt) bookings.reserved = promptTokens(context);
        if (perMinute.present()) {
            MGC_TRY_ASSIGN(const std::int64_t limit, perMinute.get(context));
            bookings.rate = CounterSpec{element + ":" + name, limit, std::chrono::minutes(1), context.services().windowKind};
        }
        if (quota.present()) {
            MGC_TRY_ASSIGN(const std::int64_t limit, quota.get(context));
            std::string storage;
            MGC_TRY_ASSIGN(const std::string_view written, quotaPeriod.text(context, storage));
            const auto period = parseTokenPeriod(trimmed(written));
            if (!period) return fail("ArgumentException", "'" + std::string(written) + "' is no token-quota-period.");
            const auto window = tokenPeriodAt(*period, context.services().clock.now());
            bookings.quotaStart = window.start;
            bookings.quota = CounterSpec{element + ":quota:" + name, limit, window.length, WindowKind::Sliding};
        }
        return bookings;
    }

    PolicyError refusal(RequestContext& context, int status, std::string_view what, Duration retryAfter, bool never) const {
        PolicyError error;
        error.status = status;
        if (never) {
            // More than the whole limit will never fit: observed without a time.
            error.message = fmt::format("{} is exceeded.", what);
        } else {
            const std::int64_t seconds = wholeSeconds(retryAfter);
            error.message = fmt::format("{} is exceeded. Try again in {}.", what,
                                        status == 429 ? fmt::format("{} seconds", seconds) : spokenDuration(retryAfter));
            error.headers.emplace_back(names.retryAfterHeader.empty() ? "Retry-After" : names.retryAfterHeader, std::to_string(seconds));
            if (!names.retryAfterVariable.empty()) context.variables.set(names.retryAfterVariable, count(seconds));
        }
        return error;
    }
    /// The counter-key's own value.
    std::string_view keyOf(const CounterSpec& spec) const {
        const std::size_t prefix = element.size() + 1;
        const std::string_view rest = std::string_view(spec.key).substr(prefix);
        constexpr std::string_view quotaMark = "quota:";
        return spec.window != std::chrono::minutes(1) && rest.starts_with(quotaMark) ? rest.substr(quotaMark.size()) : rest;
    }
    /// The refusal in one sentence, for the trace: "key sub-1: 2,012 of 2,000 tokens in the last 60 s; 180 free in 14 s".
    void explain(RequestContext& context, const CounterSpec& spec, const CounterState& state, std::int64_t needed,
                 std::string_view window) const {
        auto* trace = context.trace();
        if (!trace) return;
        std::string text = fmt::format("key {}: {} of {} tokens {}", keyOf(spec), grouped(state.used), grouped(spec.limit), window);
        if (needed > spec.limit)
            text += fmt::format("; the prompt's {} tokens never fit", grouped(needed));
        else if (state.freed > 0)
            text += fmt::format("; {} free in {} s", grouped(state.freed), wholeSeconds(state.retryAfter));
        if (needed > 1 && needed <= spec.limit) text += fmt::format(", the prompt needs {}", grouped(needed));
        trace->addMessage(element, text);
    }
    PolicyError refuseRate(RequestContext& context, const CounterSpec& spec, const CounterState& state, std::int64_t needed) const {
        const bool bucket = spec.kind == WindowKind::TokenBucket;
        explain(context, spec, state, needed, bucket ? "in the bucket that refills every 60 s" : "in the last 60 s");
        PolicyError error = refusal(context, 429, "Token limit", state.retryAfter, spec.limit < needed);
        error.reason = "TokenLimitExceeded";  // docs silent on the name
        error.throttle = "tokenLimit";
        context.addFlag("token limit");
        return error;
    }
    PolicyError refuseQuota(RequestContext& context, const CounterSpec& spec, const CounterState& state, std::int64_t needed) const {
        explain(context, spec, state, needed,
                fmt::format("in the period that ends {}", toIso8601(context.services().clock.now() + state.retryAfter)));
        PolicyError error = refusal(context, 403, "Token quota", state.retryAfter, false);
        error.reason = "TokenQuotaExceeded";  // docs silent on the name
        error.throttle = "tokenQuota";
        context.addFlag("token quota");
        return error;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<TokenLimit>();
    step->element = node.name;
    step->setReads({.requestBody = true, .responseBody = false});
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "counter-key"));
    MGC_TRY_ASSIGN(step->perMinute, context.integer(node, "tokens-per-minute"));
    MGC_TRY_ASSIGN(step->quota, context.integer(node, "token-quota"));
    MGC_TRY_ASSIGN(step->quotaPeriod, context.attribute(node, "token-quota-period"));
    if (!step->perMinute.present() && !step->quota.present())
        return context.error("MGC2420", "Set tokens-per-minute, or token-quota with token-quota-period.", node);
    if (step->quota.present() && !step->quotaPeriod.present()) step->quotaPeriod = Template::constant("Indefinite");
    if (step->quotaPeriod.present() && step->quotaPeriod.isConstant() && !parseTokenPeriod(trimmed(step->quotaPeriod.constantText())))
        return context.error("MGC2421", "token-quota-period must be Hourly, Daily, Weekly, Monthly or Yearly.", node);
    MGC_TRY_ASSIGN(step->estimate, context.boolean(node, "estimate-prompt-tokens"));
    // DIFFERS: only the product's schema knows prompt-type and nothing says what Azure does with it; here messages, prompt and input tell
    // themselves apart, which is what its default asks for.
    if (context.constant(node, "prompt-type") != "auto")
        withoutEffect(context, node, "prompt-type", "it is undocumented, and what the body carries tells which prompt it is");
    undocumented(context, node, "ignore-prompt");
    step->ignorePrompt = toBoolean(context.constant(node, "ignore-prompt")).value_or(false);
    auto& names = step->names;
    names.retryAfterHeader = context.constant(node, "retry-after-header-name");
    names.retryAfterVariable = context.constant(node, "retry-after-variable-name");
    names.remainingHeader = context.constant(node, "remaining-tokens-header-name");
    names.remainingVariable = context.constant(node, "remaining-tokens-variable-name");
    names.remainingQuotaHeader = context.constant(node, "remaining-quota-tokens-header-name");
    names.remainingQuotaVariable = context.constant(node, "remaining-quota-tokens-variable-name");
    names.consumedHeader = context.constant(node, "tokens-consumed-header-name");
    names.consumedVariable = context.constant(node, "tokens-consumed-variable-name");
    return step;
}

AttributeDescriptor header(std::string_view name, std::string_view help, std::string_view byDefault = {}) {
    return {
        .name = name, .type = AttributeType::HeaderName, .expressions = Expressions::NotAllowed, .defaultValue = byDefault, .help = help};
}
AttributeDescriptor variable(std::string_view name, std::string_view help) {
    return {.name = name, .type = AttributeType::VariableName, .expressions = Expressions::NotAllowed, .help = help};
}

}  // namespace

PolicyDescriptor tokenLimitDescriptor(std::string_view element, std::string_view summary, std::string_view documentation) {
    return {.category = "AI gateway",
            .element = {.name = element,
                        .attributes = {{.name = "counter-key",
                                        .presence = Presence::Required,
                                        .help = "Key; equal keys share one counter over all scopes"},
                                       {.name = "tokens-per-minute",
                                        .type = AttributeType::Integer,
                                        .minimum = 1,
                                        .unit = "tokens per minute",
                                        .help = "Prompt and completion tokens per minute"},
                                       {.name = "token-quota",
                                        .type = AttributeType::Integer,
                                        .minimum = 1,
                                        .unit = "tokens",
                                        .help = "Tokens per quota period"},
                                       {.name = "token-quota-period",
                                        .type = AttributeType::Enumeration,
                                        .values = {"Hourly", "Daily", "Weekly", "Monthly", "Yearly", "Indefinite"},
                                        .help = "Length of the fixed quota period (UTC)",
                                        .doubtfulValues = {"hour", "day", "week", "month", "year"}},
                                       {.name = "estimate-prompt-tokens",
                                        .type = AttributeType::Boolean,
                                        .expressions = Expressions::Tolerated,
                                        .defaultValue = "false",
                                        .help = "Count the prompt before calling and refuse what does not fit"},
                                       header("retry-after-header-name", "Response header with the seconds to wait", "Retry-After"),
                                       variable("retry-after-variable-name", "Variable with the seconds to wait"),
                                       header("remaining-tokens-header-name", "Response header with the tokens left this minute"),
                                       variable("remaining-tokens-variable-name", "Variable with the tokens left this minute"),
                                       header("remaining-quota-tokens-header-name", "Response header with the tokens left in the quota"),
                                       variable("remaining-quota-tokens-variable-name", "Variable with the tokens left in the quota"),
                                       header("tokens-consumed-header-name", "Response header with the tokens of this call"),
                                       variable("tokens-consumed-variable-name", "Variable with the tokens of this call"),
                                       {.name = "prompt-type",
                                        .type = AttributeType::Enumeration,
                                        .expressions = Expressions::NotAllowed,
                                        .defaultValue = "auto",
                                        .values = {"auto", "chat-completion", "completion", "embeddings"},
                                        .help = "Schema of the request; undocumented, and without effect here: the body tells"},
                                       {.name = "ignore-prompt",
                                        .type = AttributeType::Boolean,
                                        .expressions = Expressions::NotAllowed,
                                        .defaultValue = "false",
                                        .help = "Never count the prompt beforehand (undocumented)"}},
                        .help = "Limits tokens per key"},
            .sections = Section::Inbound,
            .gateways = {Gateway::Classic, Gateway::V2, Gateway::SelfHosted, Gateway::WorkspaceGateway},
            .summary = summary,
            .documentation = documentation,
            .compile = compile};
}

}  // namespace mgc::policies
