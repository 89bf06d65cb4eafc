#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "policy/program/program.h"
#include "policy/runtime/request_context.h"
#include "tests/policies/fake_services.h"

namespace mgc::test {

/// Reads, validates and compiles a policy document with the real catalog; null with findings.
[[nodiscard]] std::shared_ptr<const policy::CompiledDocument> compileText(std::string_view xml, policy::Scope scope,
                                                                          Diagnostics& diagnostics,
                                                                          const policy::CompileEnvironment* environment = nullptr);
/// That document at API scope above the default global one. Null with findings.
[[nodiscard]] std::shared_ptr<const policy::Program> programOf(std::string_view xml, Diagnostics& diagnostics);

/// What a request through a program has come to.
struct Outcome {
    bool finished = false;
    int status = 0;
    std::string reason, body;
    http::Headers headers;
    std::unique_ptr<policy::RequestContext> context;
};

/// A request as the case files describe it: {"method", "url", "headers": {name: text}, "body": text, "clientIp", "subscription"}.
/// `hook`: what stands ready on the request's context, as the gateway puts it there (GraphQL APIs); null for nothing.
[[nodiscard]] Outcome runRequest(FakeServices& fakes, std::shared_ptr<const policy::Program> program, const nlohmann::json& request,
                                 std::shared_ptr<policy::PipelineHook> hook = nullptr);

/// Runs one case folder (policy.xml, case.json) and returns the differences, one line each; "" when it passes.
[[nodiscard]] std::string runCase(const std::string& folder);

}  // namespace mgc::test
