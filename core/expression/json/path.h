#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expression/json/token.h"

// A parsed JSONPath as Newtonsoft understands it.
namespace mgc::expression::path {

struct Query;

/// One step of a path.
struct PathStep {
    enum class Kind { Name, Names, Wildcard, Index, Indexes, Slice, Filter } kind = Kind::Name;
    bool recursive = false;
    bool ofItems = false;  ///< of Wildcard: [*] is for arrays, .* for objects
    std::vector<std::string> names;
    std::vector<int> indexes;
    bool hasStart = false, hasEnd = false, hasStep = false;
    int start = 0, end = 0, step = 1;
    std::shared_ptr<Query> query;
};

/// A filter expression: comparison, existence, && and ||.
struct Query {
    enum class Kind { And, Or, Exists, Compare } kind = Kind::Exists;
    std::vector<std::shared_ptr<Query>> parts;
    std::vector<PathStep> left;
    std::string op;
    bool rightIsPath = false;
    bool leftIsRoot = false, rightIsRoot = false;
    std::vector<PathStep> right;
    TokenRef constant;
    TokenRef leftConstant;
};

/// JsonException for a bad path.
[[nodiscard]] std::vector<PathStep> parsePath(std::string_view text);

}  // namespace mgc::expression::path
