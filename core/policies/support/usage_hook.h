#pragma once
#include <memory>
#include <vector>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Somebody who wants to know what a model call has used: a token limit, a quota, a metric.
class UsageConsumer {
public:
    virtual ~UsageConsumer() = default;
    /// Called once per request. `usage.known` is false where no tokens were used: the backend was not called, or it refused.
    /// `beforeHead`: the response's head has not left yet, headers and variables may be set.
    [[nodiscard]] virtual Task<void> onUsage(policy::RequestContext& context, policy::TokenUsage usage, bool beforeHead) = 0;
};

/// One per request: finds out the usage of the backend's answer and tells every consumer. A JSON answer is read whole; a stream of
/// server-sent events passes untouched and is counted as it flows.
class UsageHook final : public policy::PipelineHook {
public:
    /// The request's hook, made by the first consumer.
    static UsageHook& of(policy::RequestContext& context);
    void add(std::shared_ptr<UsageConsumer> consumer) { m_consumers->push_back(std::move(consumer)); }

    [[nodiscard]] Points points() const override { return {.afterBackend = true, .beforeSend = false}; }
    [[nodiscard]] Task<Result<void>> afterBackend(policy::RequestContext& context) override;

    using Consumers = std::vector<std::shared_ptr<UsageConsumer>>;

private:
    std::shared_ptr<Consumers> m_consumers = std::make_shared<Consumers>();
};

}  // namespace mgc::policies
