#include "azure/observe/trace_compare.h"

#include <algorithm>
#include <array>

#include "azure/json_text.h"
#include "base/text.h"

namespace mgc::azure {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t mostSteps = 2000, mostDifferences = 20, mostText = 200;

/// "00:00:00.1234567" in milliseconds; 0 for anything else.
double elapsedOf(const std::string& text) {
    int hours = 0, minutes = 0;
    double seconds = 0;
    if (std::sscanf(text.c_str(), "%d:%d:%lf", &hours, &minutes, &seconds) != 3) return 0;
    return ((hours * 60.0 + minutes) * 60.0 + seconds) * 1000.0;
}

std::string shortText(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    if (text.size() <= mostText) return text;
    text.resize(mostText);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    return text + "...";
}

/// The first text in the data that says something: "message", else any.
std::string messageOf(const Json& data) {
    if (data.is_string()) return shortText(data.get<std::string>());
    if (const std::string message = jsonText(data, "message"); !message.empty()) return shortText(message);
    if (data.is_object())
        for (const auto& [name, value] : data.items()) {
            if (value.is_string()) return shortText(name + ": " + value.get<std::string>());
            if (value.is_object() || value.is_array())
                if (const std::string inner = messageOf(value); !inner.empty()) return inner;
        }
    if (data.is_array())
        for (const Json& value : data)
            if (const std::string inner = messageOf(value); !inner.empty()) return inner;
    return {};
}

/// What differs between any two runs, even on one gateway.
bool isVolatile(const std::string& name) {
    constexpr std::array names{"timestamp", "elapsed",  "requestid",  "operationid", "traceid",     "date", "host",    "clientip",
                               "ip",        "duration", "connection", "user-agent",  "traceparent", "id",   "created", "elapsedtime"};
    const std::string lower = toLowerAscii(name);
    return std::find(names.begin(), names.end(), lower) != names.end() || lower.starts_with("x-ms-") || lower.starts_with("x-request") ||
           lower.starts_with("apim-") || lower.starts_with("ocp-apim");
}

std::string leaf(const Json& value) { return shortText(value.is_string() ? value.get<std::string>() : value.dump()); }

/// Addresses without their host: the local gateway is elsewhere by nature.
std::string withoutHost(const std::string& text) {
    const std::size_t scheme = text.find("://");
    if (scheme == std::string::npos || scheme > 8) return text;
    const std::size_t slash = text.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : text.substr(slash);
}

void compare(const Json& cloud, const Json& local, const std::string& at, std::vector<std::string>& differences) {
    if (differences.size() >= mostDifferences || cloud == local) return;
    if (cloud.is_object() && local.is_object()) {
        for (const auto& [name, value] : cloud.items())
            if (!isVolatile(name)) {
                if (local.contains(name))
                    compare(value, local[name], at + '/' + name, differences);
                else
                    differences.push_back(at + '/' + name + ": " + leaf(value) + " -> (none)");
            }
        for (const auto& [name, value] : local.items())
            if (!isVolatile(name) && !cloud.contains(name)) differences.push_back(at + '/' + name + ": (none) -> " + leaf(value));
        return;
    }
    if (cloud.is_array() && local.is_array() && cloud.size() == local.size()) {
        for (std::size_t i = 0; i < cloud.size(); ++i) {
            // Headers are lists of {name, value}; some of them differ with every request.
            if (cloud[i].is_object() && isVolatile(jsonText(cloud[i], "name"))) continue;
            compare(cloud[i], local[i], at + '/' + std::to_string(i), differences);
        }
        return;
    }
    if (cloud.is_string() && local.is_string() && withoutHost(cloud.get<std::string>()) == withoutHost(local.get<std::string>())) return;
    differences.push_back((at.empty() ? "/" : at) + ": " + leaf(cloud) + " -> " + leaf(local));
}

}  // namespace

std::string_view toText(TracePair::Kind kind) {
    constexpr std::array names{"same", "different", "onlyCloud", "onlyLocal"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<TraceStep> traceSteps(const Json& trace) {
    std::vector<TraceStep> steps;
    if (!trace.is_object() || !trace.contains("traceEntries") || !trace["traceEntries"].is_object()) return steps;
    const Json& sections = trace["traceEntries"];
    for (const char* const section : {"inbound", "backend", "outbound", "on-error"}) {
        if (!sections.contains(section) || !sections[section].is_array()) continue;
        for (const Json& entry : sections[section]) {
            if (steps.size() >= mostSteps) return steps;
            const Json data = entry.is_object() ? entry.value("data", Json()) : Json();
            steps.push_back({section, jsonText(entry, "source"), elapsedOf(jsonText(entry, "elapsed")), messageOf(data), data});
        }
    }
    return steps;
}

std::vector<TracePair> alignTraces(const Json& cloudTrace, const Json& localTrace) {
    const std::vector<TraceStep> cloud = traceSteps(cloudTrace), local = traceSteps(localTrace);
    const std::size_t n = cloud.size(), m = local.size();
    const auto fits = [&](std::size_t i, std::size_t j) {
        return cloud[i].section == local[j].section && equalsIgnoreCase(cloud[i].source, local[j].source);
    };
    // length[i][j]: longest common sequence of what follows.
    std::vector<std::vector<std::uint16_t>> length(n + 1, std::vector<std::uint16_t>(m + 1, 0));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            length[i][j] = fits(i, j) ? static_cast<std::uint16_t>(length[i + 1][j + 1] + 1) : std::max(length[i + 1][j], length[i][j + 1]);
    std::vector<TracePair> pairs;
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        TracePair pair;
        if (i < n && j < m && fits(i, j)) {
            pair.cloud = cloud[i++];
            pair.local = local[j++];
            compare(pair.cloud->data, pair.local->data, {}, pair.differences);
            pair.kind = pair.differences.empty() ? TracePair::Kind::Same : TracePair::Kind::Different;
        } else if (j >= m || (i < n && length[i + 1][j] >= length[i][j + 1])) {
            pair.cloud = cloud[i++];
            pair.kind = TracePair::Kind::OnlyCloud;
        } else {
            pair.local = local[j++];
            pair.kind = TracePair::Kind::OnlyLocal;
        }
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

Json toJson(const std::vector<TracePair>& pairs) {
    Json all = Json::array();
    for (const TracePair& pair : pairs) {
        const TraceStep& step = pair.cloud ? *pair.cloud : *pair.local;
        Json item{{"section", step.section}, {"source", step.source}, {"result", toText(pair.kind)}};
        if (pair.cloud) item["cloudElapsedMs"] = pair.cloud->elapsedMs;
        if (pair.local) item["localElapsedMs"] = pair.local->elapsedMs;
        if (!pair.differences.empty()) item["differences"] = pair.differences;
        all.push_back(std::move(item));
    }
    return all;
}

}  // namespace mgc::azure
