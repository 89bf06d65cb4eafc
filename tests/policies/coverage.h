#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "policy/model/descriptor.h"

// What the case folders reach of what the descriptors promise, and the page that shows it (docs/policy-coverage.md).
namespace mgc::test {

/// What is used of one policy, over all case folders.
struct PolicyUse {
    std::set<std::string> cases;
    std::set<policy::Section> sections;
    std::map<std::string, std::set<std::string>> attributes;  ///< "api/operation@calls" -> cases
};

/// By policy element. Reads policy.xml of every folder of tests/data/policies and tests/data/trial, with the documents of the latter's
/// workspaces; a document of a workspace counts for the cases that run in it.
[[nodiscard]] std::map<std::string, PolicyUse> readUses();
/// The page, in Markdown. Deterministic.
[[nodiscard]] std::string coveragePage(const std::map<std::string, PolicyUse>& uses);

}  // namespace mgc::test
