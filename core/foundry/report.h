#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "foundry/finding.h"
#include "foundry/probe.h"

namespace mgc::foundry {

/// The JSON of `connection validate` (design/cli.md): {"ok", "connection", "findings": [...], "requests": [...]}.
[[nodiscard]] nlohmann::ordered_json reportJson(const Connection& connection, const Findings& findings,
                                                const std::vector<ProbedRequest>& requests);
/// The same for people: one finding a paragraph.
[[nodiscard]] std::string reportText(const Connection& connection, const Findings& findings, const std::vector<ProbedRequest>& requests);

}  // namespace mgc::foundry
