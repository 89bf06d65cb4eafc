#include "simulator/fault.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace mgc::simulator {

namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<std::string_view, Enum>, N>;

constexpr Names<BodyPreset, 4> presetNames{
    {{"azure", BodyPreset::Azure}, {"openai", BodyPreset::OpenAi}, {"apim", BodyPreset::Apim}, {"raw", BodyPreset::Raw}}};
constexpr Names<RetryHeaders, 5> retryNames{{{"both", RetryHeaders::Both},
                                             {"s", RetryHeaders::Seconds},
                                             {"ms", RetryHeaders::Milliseconds},
                                             {"reset-only", RetryHeaders::ResetOnly},
                                             {"none", RetryHeaders::None}}};
constexpr Names<CutMode, 3> cutNames{{{"close", CutMode::Close}, {"midJson", CutMode::MidJson}, {"noDone", CutMode::NoDone}}};
constexpr std::array<std::string_view, 5> categories{"hate", "self_harm", "sexual", "violence", "jailbreak"};
constexpr std::array<std::string_view, 4> severities{"safe", "low", "medium", "high"};

tl::unexpected<Error> unfit(std::string_view member, std::string_view value, std::string_view wanted) {
    return fail("InvalidFault",
                "Fault member '" + std::string(member) + "' cannot be '" + std::string(value) + "': give " + std::string(wanted) + ".");
}

Result<std::int64_t> number(std::string_view member, std::string_view value, std::int64_t low, std::int64_t high) {
    const auto parsed = toInteger(value);
    if (!parsed || *parsed < low || *parsed > high)
        return unfit(member, value, "a number from " + std::to_string(low) + " to " + std::to_string(high));
    return *parsed;
}

template <class Enum, std::size_t N>
Result<Enum> named(std::string_view member, std::string_view value, const Names<Enum, N>& names) {
    std::string all;
    for (const auto& [name, which] : names) {
        if (name == value) return which;
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    return unfit(member, value, "one of " + all);
}

template <class Enum, std::size_t N>
std::string nameOf(Enum which, const Names<Enum, N>& names) {
    for (const auto& [name, value] : names)
        if (value == which) return std::string(name);
    return {};
}

struct FlagMember {
    std::string_view name;
    bool FaultPlan::*member;
};
constexpr std::array<FlagMember, 7> flags{{{"connectRefused", &FaultPlan::connectRefused},
                                           {"hangBeforeHead", &FaultPlan::hangBeforeHead},
                                           {"garbage", &FaultPlan::garbage},
                                           {"wrongContentType", &FaultPlan::wrongContentType},
                                           {"emptyBody", &FaultPlan::emptyBody},
                                           {"duplicateChunks", &FaultPlan::duplicateChunks},
                                           {"missingUsage", &FaultPlan::missingUsage}}};
struct CountMember {
    std::string_view name;
    std::optional<int> FaultPlan::*member;
};
constexpr std::array<CountMember, 4> counts{{{"hangAfterChunk", &FaultPlan::hangAfterChunk},
                                             {"cutAfterChunk", &FaultPlan::cutAfterChunk},
                                             {"errorAfterChunk", &FaultPlan::errorAfterChunk},
                                             {"filterCompletionAfter", &FaultPlan::filterCompletionAfter}}};
struct DelayMember {
    std::string_view name;
    std::int64_t FaultPlan::*member;
};
constexpr std::array<DelayMember, 2> delays{{{"latencyMs", &FaultPlan::latencyMs}, {"chunkDelayMs", &FaultPlan::chunkDelayMs}}};
constexpr std::int64_t longestDelayMs = 600'000;

}  // namespace

void FaultPlan::merge(const FaultPlan& other) {
    const FaultPlan none;
    if (other.status) {
        status = other.status;
        preset = other.preset;
        body = other.body;
    }
    if (other.retryAfterMs) retryAfterMs = other.retryAfterMs;
    if (other.retryHeaders != none.retryHeaders) retryHeaders = other.retryHeaders;
    for (const auto& delay : delays) this->*delay.member = std::min(this->*delay.member + other.*delay.member, longestDelayMs);
    for (const auto& flag : flags) this->*flag.member = this->*flag.member || other.*flag.member;
    for (const auto& count : counts)
        if (other.*count.member) this->*count.member = other.*count.member;
    if (other.cutMode != none.cutMode) cutMode = other.cutMode;
    if (!other.filterPrompt.empty()) {
        filterPrompt = other.filterPrompt;
        severity = other.severity;
    }
}

Result<void> setFaultMember(FaultPlan& plan, std::string_view member, std::string_view value) {
    for (const auto& flag : flags) {
        if (flag.name != member) continue;
        if (value != "true" && value != "false" && !value.empty()) return unfit(member, value, "true or false");
        plan.*flag.member = value != "false";
        return {};
    }
    for (const auto& count : counts) {
        if (count.name != member) continue;
        MGC_TRY_ASSIGN(const auto parsed, number(member, value, 0, 100'000));
        plan.*count.member = static_cast<int>(parsed);
        return {};
    }
    for (const auto& delay : delays) {
        if (delay.name != member) continue;
        MGC_TRY_ASSIGN(plan.*delay.member, number(member, value, 0, longestDelayMs));
        return {};
    }
    if (member == "status") {
        MGC_TRY_ASSIGN(const auto parsed, number(member, value, 200, 599));
        plan.status = static_cast<int>(parsed);
    } else if (member == "retryAfterMs") {
        MGC_TRY_ASSIGN(plan.retryAfterMs, number(member, value, 0, 86'400'000));
    } else if (member == "preset") {
        MGC_TRY_ASSIGN(plan.preset, named(member, value, presetNames));
    } else if (member == "retryHeaders") {
        MGC_TRY_ASSIGN(plan.retryHeaders, named(member, value, retryNames));
    } else if (member == "cutMode") {
        MGC_TRY_ASSIGN(plan.cutMode, named(member, value, cutNames));
    } else if (member == "body") {
        if (value.size() > 65'536) return unfit(member, "(long text)", "at most 65,536 bytes");
        plan.body = value;
    } else if (member == "filterPrompt") {
        if (std::find(categories.begin(), categories.end(), value) == categories.end())
            return unfit(member, value, "hate, self_harm, sexual, violence or jailbreak");
        plan.filterPrompt = value;
    } else if (member == "severity") {
        if (std::find(severities.begin(), severities.end(), value) == severities.end())
            return unfit(member, value, "safe, low, medium or high");
        plan.severity = value;
    } else {
        return fail("UnknownFault", "There is no fault member '" + std::string(member) + "'.");
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> faultMembers(const FaultPlan& plan) {
    const FaultPlan none;
    std::vector<std::pair<std::string, std::string>> members;
    const auto add = [&members](std::string_view name, std::string value) { members.emplace_back(name, std::move(value)); };
    if (plan.status) add("status", std::to_string(*plan.status));
    if (plan.preset != none.preset) add("preset", nameOf(plan.preset, presetNames));
    if (!plan.body.empty()) add("body", plan.body);
    if (plan.retryAfterMs) add("retryAfterMs", std::to_string(*plan.retryAfterMs));
    if (plan.retryHeaders != none.retryHeaders) add("retryHeaders", nameOf(plan.retryHeaders, retryNames));
    for (const auto& delay : delays)
        if (plan.*delay.member != 0) add(delay.name, std::to_string(plan.*delay.member));
    for (const auto& flag : flags)
        if (plan.*flag.member) add(flag.name, "true");
    for (const auto& count : counts)
        if (plan.*count.member) add(count.name, std::to_string(*(plan.*count.member)));
    if (plan.cutMode != none.cutMode) add("cutMode", nameOf(plan.cutMode, cutNames));
    if (!plan.filterPrompt.empty()) add("filterPrompt", plan.filterPrompt);
    if (plan.severity != none.severity) add("severity", plan.severity);
    return members;
}

Result<FaultPlan> parseFaultText(std::string_view text) {
    FaultPlan plan;
    for (const auto part : split(text, ';')) {
        const auto item = trimmed(part);
        if (item.empty()) continue;
        const auto equals = item.find('=');
        const auto name = trimmed(item.substr(0, equals));
        const auto value = equals == std::string_view::npos ? std::string_view{} : trimmed(item.substr(equals + 1));
        const auto orElse = [value](std::string_view standard) { return value.empty() ? standard : value; };
        if (toInteger(name)) {
            MGC_TRY(setFaultMember(plan, "status", name));
            if (name == "429" && !plan.retryAfterMs) plan.retryAfterMs = 2000;
        } else if (name == "outage") {
            plan.connectRefused = true;
        } else if (name == "slow") {
            MGC_TRY(setFaultMember(plan, "latencyMs", orElse("3000")));
        } else if (name == "hang") {
            plan.hangBeforeHead = true;
        } else if (name == "cut" || name == "broken") {
            MGC_TRY(setFaultMember(plan, "cutAfterChunk", orElse("5")));
        } else if (name == "empty") {
            plan.emptyBody = true;
        } else if (name == "filter") {
            MGC_TRY(setFaultMember(plan, "filterPrompt", orElse("violence")));
        } else if (name == "nousage") {
            plan.missingUsage = true;
        } else {
            MGC_TRY(setFaultMember(plan, name, value));
        }
    }
    return plan;
}

std::string takeFaultMarkers(std::string_view prompt, FaultPlan& plan) {
    constexpr std::string_view open = "[[sim:";
    std::string rest;
    while (true) {
        const auto start = prompt.find(open);
        const auto end = start == std::string_view::npos ? start : prompt.find("]]", start);
        if (end == std::string_view::npos) break;
        const auto parsed = parseFaultText(prompt.substr(start + open.size(), end - start - open.size()));
        rest += prompt.substr(0, start);
        if (parsed)
            plan.merge(*parsed);
        else
            rest += prompt.substr(start, end + 2 - start);
        prompt.remove_prefix(end + 2);
    }
    rest += prompt;
    return rest;
}

std::vector<FaultRule> faultPresets(const std::string& firstRegion) {
    std::vector<FaultRule> presets;
    const auto add = [&](std::string id, std::string title, auto fill) {
        FaultRule rule;
        rule.id = std::move(id);
        rule.title = std::move(title);
        rule.enabled = false;
        fill(rule);
        presets.push_back(std::move(rule));
    };
    add("region-outage", "Region outage", [&](FaultRule& rule) {
        rule.match.region = firstRegion;
        rule.fault.status = 503;
    });
    add("connection-refused", "Connection refused", [&](FaultRule& rule) {
        rule.match.region = firstRegion;
        rule.fault.connectRefused = true;
    });
    add("throttled-primary", "Throttled primary", [&](FaultRule& rule) {
        rule.match.region = firstRegion;
        rule.fault.status = 429;
        rule.fault.retryAfterMs = 10'000;
    });
    add("flaky", "Flaky 10 %", [](FaultRule& rule) {
        rule.match.percent = 10;
        rule.fault.status = 503;
    });
    add("slow-first-token", "Slow first token", [](FaultRule& rule) { rule.fault.latencyMs = 4000; });
    add("cut-stream", "Cut stream", [](FaultRule& rule) { rule.fault.cutAfterChunk = 8; });
    add("filtered-prompt", "Filtered prompt", [](FaultRule& rule) { rule.fault.filterPrompt = "violence"; });
    return presets;
}

}  // namespace mgc::simulator
