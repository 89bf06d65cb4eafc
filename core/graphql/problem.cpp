#include "graphql/problem.h"

namespace mgc::graphql {

Json toJson(const Problem& problem) {
    Json entry{{"message", problem.message}};
    if (!problem.locations.empty()) {
        entry["locations"] = Json::array();
        for (const auto& place : problem.locations) entry["locations"].push_back({{"line", place.line}, {"column", place.column}});
    }
    if (!problem.path.is_null()) entry["path"] = problem.path;
    if (!problem.code.empty()) {
        entry["extensions"] = {{"code", problem.code}, {"codes", Json::array({problem.code})}};
        if (!problem.number.empty()) entry["extensions"]["number"] = problem.number;
    }
    return entry;
}

Json errorsOf(const std::vector<Problem>& problems) {
    Json list = Json::array();
    for (const auto& problem : problems) list.push_back(toJson(problem));
    return {{"errors", std::move(list)}};
}

}  // namespace mgc::graphql
