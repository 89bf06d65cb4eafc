#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/answer/generator.h"
#include "simulator/wire/answer_facts.h"
#include "simulator/wire/event_source.h"

namespace mgc::simulator {

/// The ids of one response's output items, drawn once and used by every form of it.
struct ResponseIds {
    std::string message;  ///< "msg_..."
    std::string call;     ///< "fc_..."
};

/// A response object (reference/openai-wire.md 3); `status` "in_progress" leaves output and usage out.
[[nodiscard]] std::string responseBody(const AnswerIdentity& identity, const GenerationRequest& request, const Answer& answer,
                                       const ResponseIds& ids, const std::string& status);
/// The events of a streamed response, from response.created to response.completed or response.incomplete.
[[nodiscard]] std::unique_ptr<EventSource> responseStream(AnswerIdentity identity, GenerationRequest request, Answer answer,
                                                          ResponseIds ids);
/// The input items of a request as input_items lists them.
[[nodiscard]] std::string inputItemsBody(const nlohmann::json& requestBody);

}  // namespace mgc::simulator
