#pragma once
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "simulator/answer/generator.h"
#include "simulator/latency.h"
#include "simulator/realtime/conversation.h"
#include "websocket/text_session.h"

namespace mgc::simulator {

/// One realtime session over a WebSocket: text in, text out, with tools; the events of the OpenAI realtime reference, in the preview's
/// or the general availability's names. DIFFERS: audio is refused with an error event, there is no voice in the simulator.
class RealtimeSession final : public websocket::TextSession, public std::enable_shared_from_this<RealtimeSession> {
public:
    struct Parts {
        std::string model;  ///< versioned
        bool preview = false;  ///< event names of the preview (api-version in the address), else those of the v1 address
        Clock& clock;
        Latency latency;
        std::function<std::string(std::string_view prefix)> freshId;
        /// Makes one answer; counts it. The setting's prompt tokens are filled in by the callee.
        std::function<Answer(const std::string& body, const GenerationRequest& request)> answer;
    };
    explicit RealtimeSession(Parts parts);
    ~RealtimeSession() override;

    /// Sends session.created. Once, before anything else.
    void begin();

    void close() override;

private:
    using json = nlohmann::json;

    void onText(std::string_view text) override;
    void onEvent(const json& event, const std::string& type);
    void createItem(const json& event);
    void createResponse(const json& event);
    [[nodiscard]] Task<void> respond(GenerationRequest request, std::string body);
    [[nodiscard]] Task<bool> wait(Duration duration);
    void emitItem(const json& item, const std::string& previous);
    void emit(json event);
    void refuse(const Refusal& refusal, const json& event);

    Parts m_parts;
    Conversation m_conversation;
    bool m_responding = false, m_cancelled = false;
};

}  // namespace mgc::simulator
