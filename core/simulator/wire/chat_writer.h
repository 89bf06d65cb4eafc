#pragma once
#include <memory>
#include <string>

#include "simulator/answer/generator.h"
#include "simulator/wire/answer_facts.h"
#include "simulator/wire/event_source.h"

namespace mgc::simulator {

/// A chat completion as one JSON object.
[[nodiscard]] std::string chatBody(const AnswerIdentity& identity, const Answer& answer, int logprobs);
/// A chat completion as a stream of chunks (order and members: reference/openai-wire.md 2).
[[nodiscard]] std::unique_ptr<EventSource> chatStream(AnswerIdentity identity, Answer answer, int logprobs);
/// A text completion (the older operation), whole and streamed.
[[nodiscard]] std::string completionBody(const AnswerIdentity& identity, const Answer& answer, int logprobs);
[[nodiscard]] std::unique_ptr<EventSource> completionStream(AnswerIdentity identity, Answer answer);

/// {"prompt_tokens":...}: shared by both.
[[nodiscard]] std::string usageJson(const Answer& answer);

}  // namespace mgc::simulator
