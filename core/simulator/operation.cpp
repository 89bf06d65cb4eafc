#include "simulator/operation.h"

#include <span>
#include <vector>

#include "base/text.h"

namespace mgc::simulator {

namespace {

using Segments = std::span<const std::string>;

bool is(Segments segments, std::initializer_list<std::string_view> names) {
    if (segments.size() != names.size()) return false;
    std::size_t i = 0;
    for (const auto name : names) {
        if (name != "*" && !equalsIgnoreCase(segments[i], name)) return false;
        ++i;
    }
    return true;
}

/// What follows a dialect's base path.
Operation tail(bool post, bool get, bool remove, Segments rest, Dialect dialect) {
    Operation found{OperationKind::Unknown, dialect, {}, {}};
    const auto as = [&found](OperationKind kind, std::string id = {}) {
        found.kind = kind;
        found.id = std::move(id);
    };
    if (post && is(rest, {"chat", "completions"})) as(OperationKind::ChatCompletions);
    if (post && is(rest, {"completions"})) as(OperationKind::Completions);
    if (post && is(rest, {"embeddings"})) as(OperationKind::Embeddings);
    if (post && is(rest, {"responses"})) as(OperationKind::CreateResponse);
    if (get && is(rest, {"responses", "*"})) as(OperationKind::GetResponse, rest[1]);
    if (remove && is(rest, {"responses", "*"})) as(OperationKind::DeleteResponse, rest[1]);
    if (get && is(rest, {"responses", "*", "input_items"})) as(OperationKind::ListInputItems, rest[1]);
    if (get && is(rest, {"models"})) as(OperationKind::ListModels);
    if (get && is(rest, {"models", "*"})) as(OperationKind::GetModel, rest[1]);
    if (get && is(rest, {"realtime"})) as(OperationKind::Realtime);
    if (get && is(rest, {"info"})) as(OperationKind::ModelInfo);
    if (get && is(rest, {"deployments"})) as(OperationKind::ListDeployments);
    if (get && is(rest, {"deployments", "*"})) as(OperationKind::GetDeployment, rest[1]);
    return found;
}

}  // namespace

Operation findOperation(std::string_view method, std::string_view path) {
    std::vector<std::string> segments;
    for (const auto segment : split(path, '/'))
        if (!segment.empty()) segments.push_back(percentDecoded(segment));
    if (segments.size() > 32) return {};
    const bool post = method == "POST", get = method == "GET", remove = method == "DELETE";
    const Segments all(segments);
    for (std::size_t i = 0; i + 1 < all.size() && post; ++i)
        if (equalsIgnoreCase(all[i], "contentsafety")) {
            if (equalsIgnoreCase(all[i + 1], "text:analyze")) return {OperationKind::AnalyzeText, Dialect::AzureClassic, {}, {}};
            if (equalsIgnoreCase(all[i + 1], "text:shieldPrompt")) return {OperationKind::ShieldPrompt, Dialect::AzureClassic, {}, {}};
        }
    // The most telling base first: a deployment in the path, then a version segment, then /models, then the bare names at the end.
    for (std::size_t i = 0; i + 2 < all.size(); ++i)
        if (equalsIgnoreCase(all[i], "deployments") && post) {
            auto found = tail(post, get, remove, all.subspan(i + 2), Dialect::AzureClassic);
            found.deployment = all[i + 1];
            return found;
        }
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        if (all[i] == "v1") {
            const bool azure = i > 0 && equalsIgnoreCase(all[i - 1], "openai");
            return tail(post, get, remove, all.subspan(i + 1), azure ? Dialect::AzureV1 : Dialect::OpenAi);
        }
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        if (!equalsIgnoreCase(all[i], "models")) continue;
        const auto found = tail(post, get, remove, all.subspan(i + 1), Dialect::Inference);
        if (found.kind == OperationKind::ChatCompletions || found.kind == OperationKind::Embeddings ||
            found.kind == OperationKind::ModelInfo)
            return found;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto found = tail(post, get, remove, all.subspan(i), Dialect::AzureClassic);
        if (found.kind == OperationKind::Unknown) continue;
        // Without "/openai" before it nothing says Azure: a plain OpenAI-style base URL.
        const bool azure = found.kind == OperationKind::ListDeployments || found.kind == OperationKind::GetDeployment ||
                           (i > 0 && equalsIgnoreCase(all[i - 1], "openai"));
        found.dialect = azure ? Dialect::AzureClassic : Dialect::OpenAi;
        // Only models and stored responses exist outside deployments in the classic dialect.
        if (azure && (found.kind == OperationKind::ChatCompletions || found.kind == OperationKind::Completions ||
                      found.kind == OperationKind::Embeddings))
            found.dialect = Dialect::AzureV1;
        return found;
    }
    return {};
}

std::string_view azureName(OperationKind kind) {
    switch (kind) {
        case OperationKind::ChatCompletions:
            return "ChatCompletions_Create";
        case OperationKind::Completions:
            return "Completions_Create";
        case OperationKind::Embeddings:
            return "Embeddings_Create";
        case OperationKind::CreateResponse:
            return "Create_Response";
        default:
            return "Models_List";
    }
}

std::string_view shortName(OperationKind kind) {
    switch (kind) {
        case OperationKind::ChatCompletions:
            return "chat";
        case OperationKind::Completions:
            return "completions";
        case OperationKind::Embeddings:
            return "embeddings";
        case OperationKind::CreateResponse:
            return "responses";
        case OperationKind::Realtime:
            return "realtime";
        default:
            return "";
    }
}

}  // namespace mgc::simulator
