#pragma once
#include <functional>
#include <set>
#include <string>

#include "graphql/check/validate.h"
#include "graphql/syntax/printer.h"

// What the rules share. Not for use outside of this folder.
namespace mgc::graphql {

struct Checking {
    const Schema& schema;
    const Document& document;
    std::vector<Problem>& problems;
    std::size_t budget = 200'000;  ///< visits of fields and comparisons left

    void add(std::string code, std::string number, std::string message, std::vector<Location> places) {
        if (problems.size() < mostProblems) problems.push_back({std::move(message), std::move(places), std::move(code), std::move(number)});
    }
    /// False once the budget is used up; says so once.
    [[nodiscard]] bool spend() {
        if (budget == 0) return false;
        if (--budget == 0) add("COMPLEXITY", "", "Query is too complex to execute.", {});
        return budget != 0;
    }
};

[[nodiscard]] inline std::string inQuotes(std::string_view name) { return "'" + std::string(name) + "'"; }

void checkOperations(Checking& checking);
void checkFragments(Checking& checking);
/// Fields, their arguments and directives.
void checkFields(Checking& checking);
void checkVariables(Checking& checking);
/// Only where there is no other finding: it takes fields and fragments for granted.
void checkMerging(Checking& checking);

/// Why a literal is no value of the type; "" where it is one. Variables count as right.
[[nodiscard]] std::string literalProblem(const Schema& schema, const TypeReference& type, const Value& value, const std::string& name);

}  // namespace mgc::graphql
