#include "policy/edit/patterns.h"

#include "policy/edit/node_changes.h"
#include "policy/edit/outline.h"

namespace mgc::policy::edit {

namespace {

using xml::NodeId;
using xml::noNode;

constexpr std::string_view tokenLimit =
    "<llm-token-limit counter-key=\"@(context.Subscription.Id)\" tokens-per-minute=\"1000\" estimate-prompt-tokens=\"true\" "
    "remaining-tokens-header-name=\"x-ratelimit-remaining-tokens\" />";
constexpr std::string_view usePool = "<set-backend-service backend-id=\"\" />";
constexpr std::string_view retryPool =
    "<retry count=\"2\" interval=\"0\" first-fast-retry=\"true\" condition=\"@(context.Response.StatusCode == 429 || "
    "context.Response.StatusCode >= 500)\">\n    <forward-request buffer-request-body=\"true\" />\n</retry>";
constexpr std::string_view emitTokens =
    "<llm-emit-token-metric namespace=\"ai-gateway\">\n    <dimension name=\"Subscription ID\" />\n    <dimension name=\"API ID\" "
    "/>\n</llm-emit-token-metric>";

const std::vector<Pattern>& all() {
    static const std::vector<Pattern> patterns{
        {"labPolicy",
         "AI gateway lab policy",
         "Token limit, backend pool with retry, token metric",
         {{"inbound", tokenLimit, true}, {"inbound", usePool, true}, {"inbound", emitTokens, true}, {"backend", retryPool}},
         {"llm-token-limit", "set-backend-service", "llm-emit-token-metric", "retry", "forward-request"}},
        {"tokenLimitPerConsumer",
         "Token limit per consumer",
         "Tokens per minute for each subscription",
         {{"inbound", tokenLimit, true}},
         {"llm-token-limit"}},
        {"poolWithRetry",
         "Backend pool with retry",
         "Another member of the pool after 429 or 5xx",
         {{"inbound", usePool, true}, {"backend", retryPool}},
         {"set-backend-service", "retry", "forward-request"}},
        {"semanticCache",
         "Semantic cache pair",
         "Answers similar prompts from the cache",
         {{"inbound",
           "<llm-semantic-cache-lookup score-threshold=\"0.8\" embeddings-backend-id=\"\" "
           "embeddings-backend-auth=\"system-assigned\">\n    <vary-by>@(context.Subscription.Id)</vary-by>\n"
           "</llm-semantic-cache-lookup>",
           true},
          {"outbound", "<llm-semantic-cache-store duration=\"60\" />", true}},
         {"llm-semantic-cache-lookup", "llm-semantic-cache-store"}},
        {"contentSafety",
         "Content safety",
         "Checks prompts with Azure AI Content Safety",
         {{"inbound",
           "<llm-content-safety backend-id=\"\" shield-prompt=\"true\">\n    <categories output-type=\"EightSeverityLevels\">\n"
           "        <category name=\"Hate\" threshold=\"4\" />\n        <category name=\"Violence\" threshold=\"4\" />\n"
           "    </categories>\n</llm-content-safety>",
           true}},
         {"llm-content-safety"}},
        {"validateToken",
         "JSON web token",
         "Lets only callers with a valid token through",
         {{"inbound",
           "<validate-jwt header-name=\"Authorization\" failed-validation-httpcode=\"401\" "
           "failed-validation-error-message=\"Unauthorized\">\n    <openid-config url=\"\" />\n    <audiences>\n"
           "        <audience></audience>\n    </audiences>\n</validate-jwt>"}},
         {"validate-jwt"}},
        {"abRouting",
         "A/B routing",
         "One call in ten goes to the second backend",
         {{"inbound",
           "<choose>\n    <when condition=\"@(new Random().Next(100) &lt; 10)\">\n        <set-backend-service backend-id=\"\" />\n"
           "    </when>\n    <otherwise>\n        <set-backend-service backend-id=\"\" />\n    </otherwise>\n</choose>",
           true}},
         {"choose", "set-backend-service"}},
    };
    return patterns;
}

/// Behind <base/> if the section has one; else before its first markup.
NodeId behindBase(const xml::Document& document, NodeId section) {
    NodeId first = noNode;
    for (NodeId id = document.node(section).firstChild; id != noNode; id = document.node(id).next) {
        if (document.node(id).kind == xml::NodeKind::Text) continue;
        if (first == noNode) first = id;
        if (document.isElement(id) && document.name(id) == "base") {
            id = document.node(id).next;
            while (id != noNode && document.node(id).kind == xml::NodeKind::Text) id = document.node(id).next;
            return id;
        }
    }
    return first;
}

void join(Change& into, Change more) {
    for (auto& place : into.places)
        for (const auto& patch : more.patches) place = shifted(place, patch);
    into.places.insert(into.places.end(), more.places.begin(), more.places.end());
    into.patches.insert(into.patches.end(), more.patches.begin(), more.patches.end());
    into.document = std::move(more.document);
}

}  // namespace

std::span<const Pattern> patterns() { return all(); }

Result<Change> insertPattern(const xml::Document& document, const Pattern& pattern) {
    Change change{document, {}, {}};
    for (const Pattern::Part& part : pattern.parts) {
        MGC_TRY_ASSIGN(Change sectioned, ensureSection(change.document, part.section));
        const std::size_t at = sectioned.places.front();
        sectioned.places.clear();
        join(change, std::move(sectioned));
        NodeId section = nodeStartingAt(change.document, at);
        if (part.section == "backend") {
            const NodeId only = change.document.firstChildElement(section);
            if (only != noNode && change.document.nextElement(only) == noNode &&
                (change.document.name(only) == "base" || change.document.name(only) == "forward-request")) {
                MGC_TRY_ASSIGN(Change removed, removeNodes(change.document, {only}));
                removed.places.clear();
                join(change, std::move(removed));
                section = nodeStartingAt(change.document, at);
            }
        }
        const NodeId before = part.last ? noNode : behindBase(change.document, section);
        MGC_TRY_ASSIGN(Change inserted, insertAt(change.document, section, before, part.markup));
        join(change, std::move(inserted));
    }
    return change;
}

}  // namespace mgc::policy::edit
