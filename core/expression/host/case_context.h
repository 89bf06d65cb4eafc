#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "expression/host/context_data.h"

namespace mgc::expression {

/// A made-up request context as `model-gateway eval` and the tests read it from JSON (members as in data/expressions/contexts.json:
/// request, response, variables, api, operation, product, subscription, user, lastError, deployment, matchedParameters, timestamp,
/// elapsedMs, requestId, tracing). Owns all that the EvaluationContext points to; each call of context() begins afresh.
class CaseContext {
public:
    /// Error InvalidContext.
    [[nodiscard]] static Result<std::unique_ptr<CaseContext>> parse(const std::string& json);
    virtual ~CaseContext() = default;
    /// A fresh context: bodies unread, variables as given. Valid until the next call. With the `source` of the expression that will
    /// run, only what it can change is made anew for the call after (variables it names), which matters with hundreds of variables.
    [[nodiscard]] virtual EvaluationContext& context(std::string_view source = {}) = 0;
};

}  // namespace mgc::expression
