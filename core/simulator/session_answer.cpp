#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/embedding.h"
#include "simulator/latency.h"
#include "simulator/pause.h"
#include "simulator/session.h"
#include "simulator/stream_body.h"
#include "simulator/wire/chat_writer.h"
#include "simulator/wire/json_writer.h"
#include "simulator/wire/responses_writer.h"
#include "tokens/model_encoding.h"
#include "tokens/prompt.h"

namespace mgc::simulator {

namespace {

tokens::PromptKind promptKind(OperationKind kind) {
    return kind == OperationKind::ChatCompletions ? tokens::PromptKind::Chat
           : kind == OperationKind::Completions   ? tokens::PromptKind::Completion
                                                  : tokens::PromptKind::Responses;
}

/// What a prompt begins with, as text: tools and instructions come before the messages.
std::string promptText(const nlohmann::json& body) {
    std::string text;
    for (const auto* key : {"tools", "instructions", "messages", "input", "prompt"})
        if (const auto found = body.find(key); found != body.end())
            text += found->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return text;
}

std::string garbled(std::string body) {
    body.resize(body.size() / 2);
    return body + "\x01\xFF garbage";
}

}  // namespace

Task<Result<http::Response>> Session::generateAnswer() {
    const auto model = m_deployment->versionedModel();
    const auto& encoding = tokens::Encoding::of(tokens::encodingForModel(model));
    const auto promptTokens = tokens::countPrompt(m_request.body.view(), model, promptKind(m_operation.kind));
    const auto completionLimit = m_generation.maximumTokens.value_or(0);
    if (promptTokens + completionLimit > m_deployment->contextTokens)
        co_return error(contextTooLong(m_deployment->contextTokens, promptTokens, completionLimit), State::Outcome::Refused);
    if (!m_generation.previousResponseId.empty()) {
        const auto previous = m_state->stored(m_region->id, m_generation.previousResponseId);
        if (!previous)
            co_return error(refused({400, "previous_response_not_found",
                                     "Previous response with id '" + m_generation.previousResponseId + "' not found.",
                                     "previous_response_id", "invalid_request_error"}),
                            State::Outcome::Refused);
    }
    // Azure's estimate at arrival: the prompt by characters, and what the completion may take.
    const auto estimate = static_cast<std::int64_t>((m_generation.lastUserText.size() + 3) / 4) +
                          m_generation.maximumTokens.value_or(16) * std::max(m_generation.choices, m_generation.bestOf);
    if (auto refusal = admit(promptTokens, estimate)) co_return std::move(*refusal);

    const auto seed = stableHash(m_deployment->name, m_profile->seed ^ m_generation.contentHash);
    const AnswerSetting setting{m_region->id, m_region->displayName, m_deployment->name, model, promptTokens, encoding};
    auto answer = generate(m_operation.kind, m_generation, setting, seed, m_fault);
    if (promptTokens >= PromptCache::leastCached)
        answer.cachedTokens = m_state->cachedTokens(m_region->id, *m_deployment, promptText(*m_generation.body), promptTokens);
    m_state->settle(m_region->id, *m_deployment, estimate, promptTokens + answer.completionTokens);

    Latency latency(latencyProfile(), seed);
    Duration wait = latency.firstToken(promptTokens, answer.reasoningTokens);
    if (!m_generation.stream) wait += latency.next(answer.completionTokens - answer.reasoningTokens - 1);
    auto waited = co_await pause(m_clock, wait, m_options.cancellation, m_deadline);
    if (!waited) co_return fail(std::move(waited).error());
    m_state->count(m_region->id, m_deployment->name, State::Outcome::Succeeded, promptTokens, answer.completionTokens);

    const bool responses = m_operation.kind == OperationKind::CreateResponse;
    const auto who = responses                                        ? identity("resp_", 48, seed)
                     : m_operation.kind == OperationKind::Completions ? identity("cmpl-", 29, seed)
                                                                      : identity("chatcmpl-", 29, seed);
    const ResponseIds ids{randomText("msg_", 48, seed + 1), randomText("fc_", 48, seed + 2)};
    std::string body;
    if (responses && (m_generation.store || !m_generation.stream)) {
        const auto& reason = answer.choices.front().finishReason;
        body = responseBody(who, m_generation, answer, ids, reason == "length" || reason == "content_filter" ? "incomplete" : "completed");
        if (m_generation.store) m_state->store(m_region->id, who.id, {body, inputItemsBody(*m_generation.body), m_generation.lastUserText});
    }
    if (m_generation.stream) {
        std::unique_ptr<EventSource> events;
        if (responses)
            events = responseStream(who, m_generation, std::move(answer), ids);
        else if (m_operation.kind == OperationKind::Completions)
            events = completionStream(who, std::move(answer));
        else
            events = chatStream(who, std::move(answer), m_generation.logprobs);
        auto response = jsonResponse(200, "");
        response.headers.set("Content-Type", m_fault.wrongContentType ? "text/html" : "text/event-stream; charset=utf-8");
        response.body =
            http::Body::stream(std::make_unique<StreamBody>(std::move(events), latency, m_fault, m_state, m_clock, m_options.cancellation));
        co_return response;
    }
    if (!responses)
        body = m_operation.kind == OperationKind::Completions ? completionBody(who, answer, m_generation.logprobs)
                                                              : chatBody(who, answer, m_generation.logprobs);
    if (m_fault.garbage) body = garbled(std::move(body));
    co_return jsonResponse(200, std::move(body));
}

Task<Result<http::Response>> Session::embeddings() {
    if (m_embeddings.dimensions && *m_embeddings.dimensions > m_deployment->dimensions)
        co_return error(refused({400, "",
                                 "Invalid value for 'dimensions': " + std::to_string(*m_embeddings.dimensions) + ". The model has " +
                                     std::to_string(m_deployment->dimensions) + ".",
                                 "dimensions", "invalid_request_error"}),
                        State::Outcome::Refused);
    if (m_embeddings.dimensions && m_deployment->model == "text-embedding-ada-002")
        co_return error(refused({400, "", "This model does not support specifying dimensions.", "", "invalid_request_error"}),
                        State::Outcome::Refused);
    const auto dimensions = static_cast<std::size_t>(m_embeddings.dimensions.value_or(m_deployment->dimensions));
    const auto tokens = m_embeddings.promptTokens;
    if (static_cast<std::int64_t>(m_embeddings.inputs.size()) * m_deployment->contextTokens < tokens)
        co_return error(contextTooLong(m_deployment->contextTokens, tokens, 0), State::Outcome::Refused);
    if (auto refusal = admit(tokens, tokens)) co_return std::move(*refusal);

    std::string body = "{\"object\":\"list\",";
    const auto seed = stableHash(m_request.body.view(), m_profile->seed);
    if (m_operation.dialect == Dialect::Inference) body += "\"id\":" + jsonString(randomText("emb-", 29, seed)) + ",";
    body += "\"data\":[";
    for (std::size_t i = 0; i < m_embeddings.inputs.size(); ++i) {
        const auto vector = embed(m_embeddings.inputs[i], dimensions);
        body += (i > 0 ? ",{" : "{") + std::string("\"object\":\"embedding\",\"index\":") + std::to_string(i) + ",\"embedding\":";
        if (m_embeddings.base64)
            appendJsonString(body, toBase64(vector));
        else
            body += toJsonArray(vector);
        body += '}';
    }
    body += "],\"model\":" + jsonString(m_deployment->versionedModel());
    if (!m_fault.missingUsage)
        body += ",\"usage\":{\"prompt_tokens\":" + std::to_string(tokens) + ",\"total_tokens\":" + std::to_string(tokens) + "}";
    body += '}';

    // One pass over the text: as long as the first token of a chat would take, without generation.
    Latency latency(latencyProfile(), seed);
    auto waited = co_await pause(m_clock, latency.firstToken(tokens) / 4, m_options.cancellation, m_deadline);
    if (!waited) co_return fail(std::move(waited).error());
    m_state->count(m_region->id, m_deployment->name, State::Outcome::Succeeded, tokens, 0);
    if (m_fault.garbage) body = garbled(std::move(body));
    co_return jsonResponse(200, std::move(body));
}

}  // namespace mgc::simulator
