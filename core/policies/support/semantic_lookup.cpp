#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/embedding_call.h"
#include "policies/support/model_call.h"
#include "policies/support/model_text.h"
#include "policies/support/semantic_cache.h"
#include "policies/support/stored_response.h"
#include "policies/support/without_effect.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SemanticLookup : public Step {
public:
    std::string element;
    NumberSetting threshold;
    Template backend;
    bool withIdentity = true;
    BooleanSetting ignoreSystem;
    IntegerSetting mostMessages;
    std::vector<Template> varyBy;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        context.semanticPlan.reset();
        if (context.request().method != "POST") co_return Flow::Continue;
        auto text = promptText(context);
        if (!text) co_return fail(std::move(text).error());
        if (text->empty()) co_return Flow::Continue;
        auto farthest = threshold.get(context);
        if (!farthest) co_return fail(std::move(farthest).error());
        auto backendId = backend.text(context);
        if (!backendId) co_return fail(std::move(backendId).error());
        const std::string entity(trimmed(*backendId));
        auto plan = partition(context, entity);
        if (!plan) co_return fail(std::move(plan).error());

        // A cache that cannot be asked is no reason to fail (semantic caching page, 10/2025): the call goes on without it.
        auto vector = co_await embedText(context, entity, std::move(*text), withIdentity);
        if (!vector) {
            note(context, "The prompt has no vector, so the semantic cache is not used: " + vector.error().fullMessage());
            co_return Flow::Continue;
        }
        auto found = co_await context.services().semanticCache.find(*plan, *vector, *farthest);
        if (!found) {
            note(context, "The semantic cache could not be asked: " + found.error().fullMessage());
            co_return Flow::Continue;
        }
        traceScores(context, *found, *farthest);
        auto stored = found->value ? restoreResponse(*found->value) : std::nullopt;
        if (!stored) {
            context.semanticPlan = SemanticPlan{std::move(*plan), std::move(*vector)};
            co_return Flow::Continue;
        }
        context.addFlag("semantic cache hit");
        const auto type = stored->headers.get("Content-Type");
        context.streaming = type && startsWithIgnoreCase(*type, "text/event-stream");
        if (context.streaming) replayAsStream(*stored);
        context.setResponse(std::move(*stored));
        co_return Flow::ToOutbound;
    }

private:
    /// What is compared; "" where the call is not cached: no (chat) completion, no text, or too many messages.
    Result<std::string> promptText(RequestContext& context) const {
        const auto& body = context.request().body;
        if (!body.isWhole() || context.requestBody().consumed()) return std::string();
        auto texts = promptTexts(body.view());
        if (!texts || texts->kind == PromptTexts::Kind::Other) return std::string();
        bool ignore = false;
        if (ignoreSystem.present()) {
            MGC_TRY_ASSIGN(ignore, ignoreSystem.get(context));
        }
        if (ignore) std::erase_if(texts->messages, [](const auto& one) { return one.role == "system" || one.role == "developer"; });
        if (mostMessages.present()) {
            MGC_TRY_ASSIGN(const std::int64_t most, mostMessages.get(context));
            if (static_cast<std::int64_t>(texts->messages.size()) > most) {
                note(context,
                     fmt::format("Not cached: the dialog has {} messages, max-message-count is {}.", texts->messages.size(), most));
                return std::string();
            }
        }
        return texts->joined();
    }

    /// Answers are never shared between APIs, between vectors of different backends, or between streamed and whole answers.
    Result<std::string> partition(RequestContext& context, const std::string& entity) const {
        std::string key =
            (context.api ? context.api->id : std::string()) + '\n' + entity + (modelCall(context).stream ? "\nstream" : "\nwhole");
        for (const auto& each : varyBy) {
            MGC_TRY_ASSIGN(const std::string value, each.text(context));
            key += '\n' + value;
        }
        return key;
    }

    /// The stored bytes, event by event, as a stream would bring them.
    static void replayAsStream(http::Response& stored);

    void note(RequestContext& context, std::string_view text) const {
        if (context.trace()) context.trace()->addMessage(element, text);
    }
    void traceScores(RequestContext& context, const SemanticCache::Lookup& found, double farthest) const {
        if (!context.trace()) return;
        const std::string result = found.nearest.empty() ? "nothing is stored for this partition"
                                   : found.value         ? fmt::format("score {:.4f} is within the threshold", found.nearest.front())
                                                 : fmt::format("the nearest score {:.4f} is above the threshold", found.nearest.front());
        context.trace()->add(
            element, {{"message", std::string("Semantic cache lookup resulted in a ") + (found.value ? "hit: " : "miss: ") + result + '.'},
                      {"scoreThreshold", farthest},
                      {"nearestScores", found.nearest},
                      {"entries", found.entries}});
    }
};

class EventReplay : public http::BodySource {
public:
    explicit EventReplay(std::shared_ptr<const std::string> bytes) : m_bytes(std::move(bytes)) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_at >= m_bytes->size()) co_return std::optional<std::string>{};
        auto end = m_bytes->find("\n\n", m_at);
        end = end == std::string::npos ? m_bytes->size() : end + 2;
        std::string piece = m_bytes->substr(m_at, end - m_at);
        m_at = end;
        co_return std::optional<std::string>{std::move(piece)};
    }

private:
    std::shared_ptr<const std::string> m_bytes;
    std::size_t m_at = 0;
};

void SemanticLookup::replayAsStream(http::Response& stored) {
    stored.headers.remove("Content-Length");
    if (auto bytes = stored.body.sharedText()) stored.body = http::Body::stream(std::make_unique<EventReplay>(std::move(bytes)));
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SemanticLookup>();
    step->element = node.name;
    step->setReads({.requestBody = true, .responseBody = false});
    MGC_TRY_ASSIGN(step->threshold, context.number(node, "score-threshold"));
    if (step->threshold.isConstant() && (step->threshold.constant() < 0 || step->threshold.constant() > 1))
        return context.error("MGC2430", "score-threshold is a distance between 0.0 (alike) and 1.0.", node);
    MGC_TRY_ASSIGN(step->backend, context.attribute(node, "embeddings-backend-id"));
    step->withIdentity = !equalsIgnoreCase(trimmed(context.constant(node, "embeddings-backend-auth")), "header");
    MGC_TRY_ASSIGN(step->ignoreSystem, context.boolean(node, "ignore-system-messages"));
    withoutEffect(context, node, "cache-id", "it is undocumented, and there is one semantic cache");
    MGC_TRY_ASSIGN(step->mostMessages, context.integer(node, "max-message-count"));
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(Template text, context.text(child));
        step->varyBy.push_back(std::move(text));
    }
    return step;
}

}  // namespace

PolicyDescriptor semanticLookupDescriptor(std::string_view element, std::string_view summary, std::string_view documentation) {
    return {
        .category = "AI gateway",
        .element = {.name = element,
                    .attributes = {{.name = "score-threshold",
                                    .type = AttributeType::Number,
                                    .presence = Presence::Required,
                                    .help = "Largest distance of a prompt that counts as the same: 0.0 alike to 1.0; 0.05 is a good start"},
                                   {.name = "embeddings-backend-id",
                                    .type = AttributeType::BackendId,
                                    .presence = Presence::Required,
                                    .help = "Backend whose URL is an embeddings deployment"},
                                   {.name = "embeddings-backend-auth",
                                    .type = AttributeType::Enumeration,
                                    .expressions = Expressions::NotAllowed,
                                    .defaultValue = "system-assigned",
                                    .values = {"system-assigned", "header"},
                                    .help = "How the embeddings backend is called: with the managed identity",
                                    .doubtfulValues = {"managed-identity"}},
                                   {.name = "ignore-system-messages",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Leave system messages out of the comparison"},
                                   {.name = "max-message-count",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "messages",
                                    .help = "Longer dialogs are not cached"},
                                   {.name = "cache-id", .expressions = Expressions::NotAllowed, .help = "External cache to use"}},
                    .content = Content::Elements,
                    .children = {{.name = "vary-by", .content = Content::Text, .help = "Value that separates stored answers"}},
                    .help = "Answers prompts of the same meaning from the cache"},
        .sections = Section::Inbound,
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .oncePerSection = true,
        .summary = summary,
        .documentation = documentation,
        .compile = compile};
}

}  // namespace mgc::policies
