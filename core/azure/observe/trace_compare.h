#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace mgc::azure {

/// An entry of a trace in Azure's shape ({"traceEntries": {section: [{source, elapsed, data}]}}).
struct TraceStep {
    std::string section, source;
    double elapsedMs = 0;  ///< since the request came
    std::string message;   ///< the first text of its data, at most 200 bytes
    nlohmann::ordered_json data;
};

/// The same step of two traces side by side, or a step that only one of them has.
struct TracePair {
    enum class Kind { Same, Different, OnlyCloud, OnlyLocal };
    Kind kind = Kind::Same;
    std::optional<TraceStep> cloud, local;
    /// Members of the data that differ, "/request/url: cloud -> local", at most 20; times, ids and addresses of hosts do not count.
    std::vector<std::string> differences;
};
[[nodiscard]] std::string_view toText(TracePair::Kind kind);

/// The steps of a trace, at most 2,000, in the order inbound, backend, outbound, on-error.
[[nodiscard]] std::vector<TraceStep> traceSteps(const nlohmann::ordered_json& trace);
/// Both traces aligned step by step: longest common sequence of section and source.
[[nodiscard]] std::vector<TracePair> alignTraces(const nlohmann::ordered_json& cloud, const nlohmann::ordered_json& local);
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<TracePair>& pairs);

}  // namespace mgc::azure
