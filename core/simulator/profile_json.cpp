#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "simulator/json_position.h"
#include "simulator/profile.h"

namespace mgc::simulator {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t longestText = 1u << 20;
constexpr std::pair<std::string_view, LimiterKind> limiterNames[] = {{"azure-standard", LimiterKind::AzureStandard},
                                                                     {"sliding", LimiterKind::Sliding},
                                                                     {"provisioned", LimiterKind::Provisioned},
                                                                     {"unlimited", LimiterKind::Unlimited}};
constexpr std::pair<std::string_view, ModelKind> kindNames[] = {
    {"chat", ModelKind::Chat}, {"completion", ModelKind::Completion}, {"embeddings", ModelKind::Embeddings}};
constexpr std::pair<std::string_view, Profile::Streaming> streamingNames[] = {
    {"token", Profile::Streaming::Token}, {"buffered", Profile::Streaming::Buffered}, {"async", Profile::Streaming::AsyncFilter}};

/// Reads one object of the profile. The first thing that does not fit is kept with its place; what follows is skipped.
class Reader {
public:
    Reader(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const Error& error() const { return *m_error; }
    void fault(std::string_view code, const std::string& message, const std::string& pointer) {
        if (m_error) return;
        const auto place = positionOf(m_text, pointer);
        m_error = Error(code, message, SourceRange{m_file, place, place});
    }

    bool object(const json& value, const std::string& pointer, const std::set<std::string>& known, bool extensible = false) {
        if (!value.is_object()) {
            fault("MGC5102", "Expected an object.", pointer);
            return false;
        }
        for (const auto& [name, member] : value.items())
            if (!known.contains(name) && !(extensible && isExtra(name)))
                fault("MGC5103", "The simulator profile has no member '" + name + "' here.", pointer + "/" + escaped(name));
        return !failed();
    }
    template <class Visit>
    void array(const json& value, const char* name, const std::string& pointer, std::size_t most, Visit visit) {
        if (!value.contains(name)) return;
        const auto& list = value[name];
        const auto at = pointer + "/" + name;
        if (!list.is_array()) return fault("MGC5102", std::string("'") + name + "' must be an array.", at);
        if (list.size() > most)
            return fault("MGC5104", std::string("'") + name + "' has more than " + std::to_string(most) + " entries.", at);
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) visit(list[i], at + "/" + std::to_string(i));
    }
    void text(const json& value, const char* name, const std::string& pointer, std::string& into, bool required = false) {
        if (!value.contains(name)) {
            if (required) fault("MGC5105", std::string("'") + name + "' is missing.", pointer);
            return;
        }
        if (!value[name].is_string() || (required && value[name].get_ref<const std::string&>().empty()))
            return fault("MGC5102", std::string("'") + name + "' must be a text.", pointer + "/" + name);
        into = value[name].get<std::string>();
    }
    void flag(const json& value, const char* name, const std::string& pointer, bool& into) {
        if (!value.contains(name)) return;
        if (!value[name].is_boolean()) return fault("MGC5102", std::string("'") + name + "' must be true or false.", pointer + "/" + name);
        into = value[name].get<bool>();
    }
    template <class Number>
    void number(const json& value, const char* name, const std::string& pointer, Number low, Number high, Number& into) {
        if (!value.contains(name)) return;
        const auto& found = value[name];
        const bool fits = std::is_integral_v<Number> ? found.is_number_integer() : found.is_number();
        if (!fits || found.get<double>() < static_cast<double>(low) || found.get<double>() > static_cast<double>(high))
            return fault("MGC5102",
                         std::string("'") + name + "' must be a number from " + json(low).dump() + " to " + json(high).dump() + ".",
                         pointer + "/" + name);
        into = found.get<Number>();
    }
    template <class Enum, std::size_t N>
    void choice(const json& value, const char* name, const std::string& pointer, const std::pair<std::string_view, Enum> (&names)[N],
                Enum& into) {
        std::string word;
        text(value, name, pointer, word);
        if (failed() || !value.contains(name)) return;
        std::string all;
        for (const auto& [known, which] : names) {
            if (known == word) {
                into = which;
                return;
            }
            all += (all.empty() ? "" : ", ") + std::string(known);
        }
        fault("MGC5102", std::string("'") + name + "' must be one of " + all + ".", pointer + "/" + name);
    }
    void texts(const json& value, const char* name, const std::string& pointer, std::vector<std::string>& into) {
        if (!value.contains(name)) return;
        into.clear();
        array(value, name, pointer, 256, [&](const json& item, const std::string& at) {
            if (!item.is_string()) return fault("MGC5102", "Expected a text.", at);
            into.push_back(item.get<std::string>());
        });
    }
    void instant(const json& value, const char* name, const std::string& pointer, std::optional<Instant>& into) {
        std::string word;
        text(value, name, pointer, word);
        if (failed() || word.empty()) return;
        auto parsed = parseIso8601(word);
        if (!parsed)
            return fault("MGC5102", std::string("'") + name + "' must be a time such as 2026-01-15T10:00:00Z.", pointer + "/" + name);
        into = *parsed;
    }
    [[nodiscard]] static bool isExtra(const std::string& name) {
        return name.starts_with("$") || name.starts_with("x-") || name == "description";
    }

private:
    static std::string escaped(const std::string& name) { return replacedAll(replacedAll(name, "~", "~0"), "/", "~1"); }

    std::string_view m_text;
    const std::string& m_file;
    std::optional<Error> m_error;
};

Region readRegion(Reader& read, const json& value, const std::string& at) {
    Region region;
    if (!read.object(value, at, {"id", "displayName", "hosts", "enabled"})) return region;
    read.text(value, "id", at, region.id, true);
    region.displayName = region.id;
    read.text(value, "displayName", at, region.displayName);
    read.texts(value, "hosts", at, region.hosts);
    read.flag(value, "enabled", at, region.enabled);
    return region;
}

Deployment readDeployment(Reader& read, const json& value, const std::string& at, const Profile& profile) {
    Deployment deployment;
    if (!read.object(value, at,
                     {"name", "model", "version", "format", "kind", "tokensPerMinute", "requestsPerMinute", "limiter", "latency",
                      "contextTokens", "dimensions", "regions"}))
        return deployment;
    read.text(value, "name", at, deployment.name, true);
    deployment.model = deployment.name;
    read.text(value, "model", at, deployment.model);
    read.text(value, "version", at, deployment.version);
    read.text(value, "format", at, deployment.format);
    if (deployment.model.find("embedding") != std::string::npos) deployment.kind = ModelKind::Embeddings;
    if (deployment.model.find("instruct") != std::string::npos) deployment.kind = ModelKind::Completion;
    if (deployment.model == "text-embedding-3-large") deployment.dimensions = 3072;
    read.choice(value, "kind", at, kindNames, deployment.kind);
    read.number<std::int64_t>(value, "tokensPerMinute", at, 1, 1'000'000'000, deployment.tokensPerMinute);
    read.number<std::int64_t>(value, "requestsPerMinute", at, 1, 10'000'000, deployment.requestsPerMinute);
    read.choice(value, "limiter", at, limiterNames, deployment.limiter);
    read.text(value, "latency", at, deployment.latency);
    if (!read.failed() && !profile.latencies.contains(deployment.latency))
        read.fault("MGC5106", "There is no latency profile '" + deployment.latency + "'.", at + "/latency");
    read.number<std::int64_t>(value, "contextTokens", at, 16, 100'000'000, deployment.contextTokens);
    read.number<std::int64_t>(value, "dimensions", at, 1, 8192, deployment.dimensions);
    read.texts(value, "regions", at, deployment.regions);
    return deployment;
}

FaultRule readFault(Reader& read, const json& value, const std::string& at) {
    FaultRule rule;
    if (!read.object(value, at, {"id", "title", "enabled", "match", "fault", "seed"})) return rule;
    read.text(value, "id", at, rule.id, true);
    rule.title = rule.id;
    read.text(value, "title", at, rule.title);
    read.flag(value, "enabled", at, rule.enabled);
    read.number<std::uint64_t>(value, "seed", at, 0, 1ull << 62, rule.seed);
    if (value.contains("match")) {
        const auto& match = value["match"];
        const auto matchAt = at + "/match";
        if (!read.object(
                match, matchAt,
                {"deployment", "region", "operation", "headerName", "headerValue", "percent", "everyNth", "firstN", "from", "until"}))
            return rule;
        read.text(match, "deployment", matchAt, rule.match.deployment);
        read.text(match, "region", matchAt, rule.match.region);
        read.text(match, "operation", matchAt, rule.match.operation);
        static const std::set<std::string> operations{"", "chat", "completions", "embeddings", "responses"};
        if (!operations.contains(rule.match.operation))
            read.fault("MGC5102", "'operation' must be chat, completions, embeddings or responses.", matchAt + "/operation");
        read.text(match, "headerName", matchAt, rule.match.headerName);
        read.text(match, "headerValue", matchAt, rule.match.headerValue);
        read.number<double>(match, "percent", matchAt, 0, 100, rule.match.percent);
        read.number<std::int64_t>(match, "everyNth", matchAt, 0, 1'000'000'000, rule.match.everyNth);
        read.number<std::int64_t>(match, "firstN", matchAt, 0, 1'000'000'000, rule.match.firstN);
        read.instant(match, "from", matchAt, rule.match.from);
        read.instant(match, "until", matchAt, rule.match.until);
    }
    if (!value.contains("fault") || !value["fault"].is_object()) {
        read.fault("MGC5105", "'fault' is missing: an object such as {\"status\": 503}.", at);
        return rule;
    }
    for (const auto& [name, member] : value["fault"].items()) {
        const auto word = member.is_string() ? member.get<std::string>() : member.dump();
        if (auto set = setFaultMember(rule.fault, name, word); !set)
            read.fault(set.error().code == "UnknownFault" ? "MGC5103" : "MGC5102", set.error().message, at + "/fault/" + name);
    }
    return rule;
}

template <class Enum, std::size_t N>
std::string nameOf(Enum which, const std::pair<std::string_view, Enum> (&names)[N]) {
    for (const auto& [name, value] : names)
        if (value == which) return std::string(name);
    return {};
}

ordered_json toJson(const FaultRule& rule) {
    ordered_json out{{"id", rule.id}, {"title", rule.title}, {"enabled", rule.enabled}};
    ordered_json match = ordered_json::object();
    const FaultMatch none;
    if (!rule.match.deployment.empty()) match["deployment"] = rule.match.deployment;
    if (!rule.match.region.empty()) match["region"] = rule.match.region;
    if (!rule.match.operation.empty()) match["operation"] = rule.match.operation;
    if (!rule.match.headerName.empty()) match["headerName"] = rule.match.headerName;
    if (!rule.match.headerValue.empty()) match["headerValue"] = rule.match.headerValue;
    if (rule.match.percent != none.percent) match["percent"] = rule.match.percent;
    if (rule.match.everyNth != 0) match["everyNth"] = rule.match.everyNth;
    if (rule.match.firstN != 0) match["firstN"] = rule.match.firstN;
    if (rule.match.from) match["from"] = toIso8601(*rule.match.from);
    if (rule.match.until) match["until"] = toIso8601(*rule.match.until);
    if (!match.empty()) out["match"] = match;
    ordered_json fault = ordered_json::object();
    for (const auto& [name, value] : faultMembers(rule.fault)) {
        if (value == "true")
            fault[name] = true;
        else if (const auto number = toInteger(value); number && name != "body")
            fault[name] = *number;
        else
            fault[name] = value;
    }
    out["fault"] = fault;
    if (rule.seed != 0) out["seed"] = rule.seed;
    return out;
}

void readLatencies(Reader& read, const json& root, Profile& profile) {
    if (!root.contains("latencies")) return;
    const auto& latencies = root["latencies"];
    if (!latencies.is_object() || latencies.size() > 64)
        return read.fault("MGC5102", "'latencies' must be an object of at most 64 profiles.", "/latencies");
    for (const auto& [name, value] : latencies.items()) {
        const auto at = "/latencies/" + name;
        LatencyProfile latency;
        if (!read.object(value, at, {"firstTokenMs", "prefillMicrosecondsPerToken", "perTokenMs", "spread"})) return;
        read.number<double>(value, "firstTokenMs", at, 0, 600'000, latency.firstTokenMs);
        read.number<double>(value, "prefillMicrosecondsPerToken", at, 0, 100'000, latency.prefillMicrosecondsPerToken);
        read.number<double>(value, "perTokenMs", at, 0, 60'000, latency.perTokenMs);
        read.number<double>(value, "spread", at, 0, 2, latency.spread);
        profile.latencies[name] = latency;
    }
}

/// Ids must be unique, and what is named must exist.
void checkReferences(Reader& read, const json& root, const Profile& profile) {
    std::set<std::string> regions;
    const auto arrayAt = [&root](const char* name, std::size_t i) {
        return root.contains(name) ? std::string("/") + name + "/" + std::to_string(i) : std::string();
    };
    for (std::size_t i = 0; i < profile.regions.size(); ++i)
        if (!regions.insert(profile.regions[i].id).second)
            read.fault("MGC5107", "Region '" + profile.regions[i].id + "' is defined twice.", arrayAt("regions", i));
    if (profile.regions.empty()) read.fault("MGC5105", "At least one region is needed.", "/regions");
    std::set<std::string> names;
    for (std::size_t i = 0; i < profile.deployments.size(); ++i) {
        const auto& deployment = profile.deployments[i];
        if (!names.insert(toLowerAscii(deployment.name)).second)
            read.fault("MGC5107", "Deployment '" + deployment.name + "' is defined twice.", arrayAt("deployments", i));
        for (const auto& region : deployment.regions)
            if (!regions.contains(region))
                read.fault("MGC5106", "Deployment '" + deployment.name + "' names the unknown region '" + region + "'.",
                           arrayAt("deployments", i));
    }
    std::set<std::string> rules;
    for (std::size_t i = 0; i < profile.faults.size(); ++i)
        if (!rules.insert(profile.faults[i].id).second)
            read.fault("MGC5107", "Fault '" + profile.faults[i].id + "' is defined twice.", arrayAt("faults", i));
}

constexpr std::pair<std::string_view, int> categoryNames[] = {{"Hate", 0}, {"SelfHarm", 1}, {"Sexual", 2}, {"Violence", 3}};

void readContentSafety(Reader& read, const json& value, ContentSafety& service) {
    const std::string at = "/contentSafety";
    if (!read.object(value, at, {"hosts", "rules", "attackPhrases", "blocklists"})) return;
    read.texts(value, "hosts", at, service.hosts);
    read.texts(value, "attackPhrases", at, service.attackPhrases);
    if (value.contains("rules")) service.rules.clear();
    read.array(value, "rules", at, 256, [&](const json& one, const std::string& place) {
        if (!read.object(one, place, {"category", "severity", "phrases"})) return;
        ContentSafety::Rule rule;
        int category = 0;
        read.choice(one, "category", place, categoryNames, category);
        rule.category = categoryNames[category].first;
        read.number<int>(one, "severity", place, 0, 7, rule.severity);
        read.texts(one, "phrases", place, rule.phrases);
        service.rules.push_back(std::move(rule));
    });
    if (value.contains("blocklists")) service.blocklists.clear();
    read.array(value, "blocklists", at, 64, [&](const json& one, const std::string& place) {
        if (!read.object(one, place, {"name", "items"})) return;
        ContentSafety::Blocklist list;
        read.text(one, "name", place, list.name, true);
        read.texts(one, "items", place, list.items);
        service.blocklists.push_back(std::move(list));
    });
}

ordered_json toJson(const ContentSafety& service) {
    ordered_json rules = ordered_json::array();
    for (const auto& rule : service.rules)
        rules.push_back({{"category", rule.category}, {"severity", rule.severity}, {"phrases", rule.phrases}});
    ordered_json lists = ordered_json::array();
    for (const auto& list : service.blocklists) lists.push_back({{"name", list.name}, {"items", list.items}});
    return {{"hosts", service.hosts}, {"rules", rules}, {"attackPhrases", service.attackPhrases}, {"blocklists", lists}};
}

}  // namespace

Result<Profile> parseProfile(std::string_view text, const std::string& file) { return parseProfileOver(starterProfile(), text, file); }

Result<Profile> parseProfileOver(const Profile& base, std::string_view text, const std::string& file) {
    if (text.size() > longestText || nestingOf(text) > 16)
        return fail("MGC5104", "A simulator profile has at most 1 MiB and 16 levels.", SourceRange{file, {1, 1, 0}, {1, 1, 0}});
    json root;
    try {
        root = json::parse(text);
    } catch (const json::parse_error& error) {
        const auto place = positionAt(text, error.byte > 0 ? error.byte - 1 : 0);
        return fail("MGC5101", "This is no JSON: unexpected text.", SourceRange{file, place, place});
    }
    Reader read(text, file);
    Profile profile = base;
    if (read.object(root, "",
                    {"seed", "deterministicIds", "authRequired", "keys", "streaming", "regions", "deployments", "latencies", "faults",
                     "contentSafety", "stats", "presets"},
                    true)) {
        read.number<std::uint64_t>(root, "seed", "", 0, 1ull << 62, profile.seed);
        read.flag(root, "deterministicIds", "", profile.deterministicIds);
        read.flag(root, "authRequired", "", profile.authRequired);
        read.texts(root, "keys", "", profile.keys);
        read.choice(root, "streaming", "", streamingNames, profile.streaming);
        readLatencies(read, root, profile);
        if (root.contains("regions")) profile.regions.clear();
        read.array(root, "regions", "", 64,
                   [&](const json& value, const std::string& at) { profile.regions.push_back(readRegion(read, value, at)); });
        if (root.contains("deployments")) profile.deployments.clear();
        read.array(root, "deployments", "", 256, [&](const json& value, const std::string& at) {
            profile.deployments.push_back(readDeployment(read, value, at, profile));
        });
        if (root.contains("faults")) profile.faults.clear();
        read.array(root, "faults", "", 256,
                   [&](const json& value, const std::string& at) { profile.faults.push_back(readFault(read, value, at)); });
        if (root.contains("contentSafety")) readContentSafety(read, root["contentSafety"], profile.contentSafety);
        if (!read.failed()) checkReferences(read, root, profile);
        auto extra = json::parse(profile.extraJson);
        for (const auto& [name, member] : root.items())
            if (Reader::isExtra(name)) extra[name] = member;
        profile.extraJson = extra.dump();
    }
    if (read.failed()) return fail(read.error());
    return profile;
}

std::string profileToJson(const Profile& profile, int indent) {
    ordered_json out = ordered_json::object();
    const auto extra = ordered_json::parse(profile.extraJson);
    for (const auto& [name, value] : extra.items()) out[name] = value;
    out["seed"] = profile.seed;
    out["deterministicIds"] = profile.deterministicIds;
    out["authRequired"] = profile.authRequired;
    out["keys"] = profile.keys;
    out["streaming"] = nameOf(profile.streaming, streamingNames);
    out["regions"] = ordered_json::array();
    for (const auto& region : profile.regions)
        out["regions"].push_back(
            {{"id", region.id}, {"displayName", region.displayName}, {"hosts", region.hosts}, {"enabled", region.enabled}});
    out["deployments"] = ordered_json::array();
    for (const auto& deployment : profile.deployments) {
        ordered_json one{{"name", deployment.name},
                         {"model", deployment.model},
                         {"version", deployment.version},
                         {"format", deployment.format},
                         {"kind", nameOf(deployment.kind, kindNames)},
                         {"tokensPerMinute", deployment.tokensPerMinute},
                         {"requestsPerMinute", deployment.requestsPerMinute},
                         {"limiter", nameOf(deployment.limiter, limiterNames)},
                         {"latency", deployment.latency},
                         {"contextTokens", deployment.contextTokens}};
        if (deployment.kind == ModelKind::Embeddings) one["dimensions"] = deployment.dimensions;
        if (!deployment.regions.empty()) one["regions"] = deployment.regions;
        out["deployments"].push_back(one);
    }
    out["latencies"] = ordered_json::object();
    for (const auto& [name, latency] : profile.latencies)
        out["latencies"][name] = {{"firstTokenMs", latency.firstTokenMs},
                                  {"prefillMicrosecondsPerToken", latency.prefillMicrosecondsPerToken},
                                  {"perTokenMs", latency.perTokenMs},
                                  {"spread", latency.spread}};
    out["faults"] = ordered_json::array();
    for (const auto& rule : profile.faults) out["faults"].push_back(toJson(rule));
    out["contentSafety"] = toJson(profile.contentSafety);
    return out.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace mgc::simulator
