#include "policies/support/semantic_cache.h"
#include "policies/support/stored_response.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::size_t longestStream = 4u << 20;

/// Collects a stream while it passes and stores it once it has ended well.
class StoreTap : public http::BodyTap {
public:
    StoreTap(SemanticCache& cache, SemanticPlan plan, http::Response head, Duration timeToLive)
        : m_cache(cache), m_plan(std::move(plan)), m_head(std::move(head)), m_timeToLive(timeToLive) {}
    void onChunk(std::string_view chunk) override {
        if (m_bytes.size() + chunk.size() > longestStream)
            m_tooLong = true;
        else
            m_bytes += chunk;
    }
    void onEnd(bool complete) override {
        // What broke off, or ended without the closing event, is no answer to give anybody else.
        const bool closed = m_bytes.find("[DONE]") != std::string::npos || m_bytes.find("response.completed") != std::string::npos ||
                            m_bytes.find("message_stop") != std::string::npos;
        if (!complete || m_tooLong || !closed) return;
        m_head.body = http::Body::text(std::move(m_bytes));
        startTask(keep(m_cache, std::move(m_plan), storeResponse(m_head), m_timeToLive), [] {});
    }

private:
    static Task<void> keep(SemanticCache& cache, SemanticPlan plan, std::string value, Duration timeToLive) {
        auto done = co_await cache.store(std::move(plan.partition), std::move(plan.vector), std::move(value), timeToLive);
        (void)done;  // a cache that fails never fails the call
    }

    SemanticCache& m_cache;
    SemanticPlan m_plan;
    http::Response m_head;
    Duration m_timeToLive;
    std::string m_bytes;
    bool m_tooLong = false;
};

class SemanticStore : public Step {
public:
    std::string element;
    IntegerSetting duration;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        // Without a lookup that missed there is no vector: a hit, a call that is not cached, or no lookup at all.
        if (!context.semanticPlan || !context.response()) co_return Flow::Continue;
        auto seconds = duration.get(context);
        if (!seconds) co_return fail(std::move(seconds).error());
        if (context.response()->status != 200 || *seconds <= 0) co_return Flow::Continue;
        SemanticPlan plan = std::move(*context.semanticPlan);
        context.semanticPlan.reset();
        const auto timeToLive = std::chrono::seconds(*seconds);
        auto& cache = context.services().semanticCache;
        if (context.streaming && !context.response()->body.isWhole()) {
            http::Response head;
            head.status = context.response()->status;
            head.reason = context.response()->reason;
            head.headers = context.response()->headers;
            context.response()->body.addTap(std::make_shared<StoreTap>(cache, std::move(plan), std::move(head), timeToLive));
            note(context, "The answer streams on; it is stored once its last event has passed.");
            co_return Flow::Continue;
        }
        auto whole = co_await context.buffer({.requestBody = false, .responseBody = true}, element);
        if (!whole) co_return fail(std::move(whole).error());
        std::string value = storeResponse(*context.response());
        auto done = co_await cache.store(std::move(plan.partition), std::move(plan.vector), std::move(value), timeToLive);
        note(context, done ? "The answer was stored for " + std::to_string(*seconds) + " seconds." : done.error().fullMessage());
        co_return Flow::Continue;
    }

private:
    void note(RequestContext& context, std::string_view text) const {
        if (context.trace()) context.trace()->addMessage(element, text);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SemanticStore>();
    step->element = node.name;
    MGC_TRY_ASSIGN(step->duration, context.integer(node, "duration"));
    return step;
}

}  // namespace

PolicyDescriptor semanticStoreDescriptor(std::string_view element, std::string_view summary, std::string_view documentation) {
    return {.category = "AI gateway",
            .element = {.name = element,
                        .attributes = {{.name = "duration",
                                        .type = AttributeType::Integer,
                                        .presence = Presence::Required,
                                        .minimum = 0,
                                        .unit = "seconds",
                                        .help = "How long the answer may be given again"}},
                        .help = "Stores the answer under the prompt's vector"},
            .sections = Section::Outbound,
            .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
            .oncePerSection = true,
            .summary = summary,
            .documentation = documentation,
            .compile = compile};
}

}  // namespace mgc::policies
