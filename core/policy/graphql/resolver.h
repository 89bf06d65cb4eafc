#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "policy/program/compile_context.h"
#include "policy/program/step.h"

namespace mgc::policy {

/// The policy of one field of a GraphQL schema, compiled. Immutable. It stands alone: it inherits nothing from other scopes.
struct Resolver {
    std::string id;           ///< "/apis/a/resolvers/r"
    std::string type, field;  ///< the field of the schema it brings
    /// The data source: it makes the request, or brings context.Response itself.
    StepList source;
    /// Sends the request where the data source has not done so; forward-request unless the document says otherwise.
    StepList backend;
    StepList response;          ///< what is done with context.Response
    bool replacesBody = false;  ///< one of `response` sets the body: the value is no longer what the source said
};

/// `root` is the data source element, checked by the validator; `path` names the field, "Query/users". Null with findings: MGC2510 for a
/// path that names no field, and those of the policies.
[[nodiscard]] std::shared_ptr<const Resolver> compileResolver(const PolicyNode& root, std::string id, std::string_view path,
                                                              const CompileEnvironment& environment, Diagnostics& diagnostics);

/// forward-request as it stands where no document says otherwise: the fallback of an API with a GraphQL service of its own.
[[nodiscard]] StepList compileForward(const std::string& id, const CompileEnvironment& environment, Diagnostics& diagnostics);

}  // namespace mgc::policy
