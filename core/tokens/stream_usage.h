#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tokens/event_stream.h"
#include "tokens/usage.h"

namespace mgc::tokens {

class Encoding;

/// Follows a streamed answer (chat, completions, responses, Azure AI inference, Anthropic) as its bytes pass, and tells its token
/// usage: as reported in the stream, else counted from its texts. Garbage is ignored. One per stream, one thread.
class StreamUsageReader {
public:
    /// `model` names the vocabulary for counting; `promptTokens` is the estimate used where the stream reports none.
    /// `deltas`: whether tokensSoFar() is wanted, which costs counting every text as it comes.
    enum class Deltas { NotCounted, Counted };
    explicit StreamUsageReader(std::string_view model, std::int64_t promptTokens = 0, Deltas deltas = Deltas::NotCounted);
    StreamUsageReader(const StreamUsageReader&) = delete;
    StreamUsageReader& operator=(const StreamUsageReader&) = delete;
    ~StreamUsageReader();

    void feed(std::string_view chunk);
    /// The stream has ended, cleanly or not: takes an unfinished last event into account.
    void finish();

    /// Usage so far; exact once the stream has ended. completionTokens is counted on the whole texts, so tokens that span chunks count
    /// once.
    [[nodiscard]] Usage usage() const;
    /// Tokens of the texts so far, each delta counted for itself (may read a little high). 0 unless they are counted.
    [[nodiscard]] std::int64_t tokensSoFar() const { return m_tokensSoFar; }
    /// The stream's own end was seen: "[DONE]", response.completed / .incomplete / .failed, message_stop.
    [[nodiscard]] bool ended() const { return m_ended; }
    [[nodiscard]] const std::string& model() const { return m_reportedModel; }
    [[nodiscard]] const std::string& finishReason() const { return m_finishReason; }
    /// The message of an error event inside the stream; "" for none.
    [[nodiscard]] const std::string& error() const { return m_error; }

    /// Text kept for counting, over all choices; beyond it each delta is counted for itself.
    static constexpr std::size_t longestText = 1u << 20;

private:
    struct Parser;
    void event(std::string_view data);
    void addText(const std::string& key, std::string_view text);

    EventStreamReader m_events;
    const Encoding* m_encoding = nullptr;  ///< once a text has come
    std::unique_ptr<Parser> m_parser;
    std::string m_model, m_reportedModel, m_finishReason, m_error;
    std::int64_t m_promptTokens = 0, m_tokensSoFar = 0, m_overflowTokens = 0;
    std::map<std::string, std::string> m_texts;  ///< by choice or item; at most 64
    std::size_t m_textBytes = 0;
    std::optional<Usage> m_reported;
    bool m_countsDeltas = false;
    bool m_ended = false;
};

}  // namespace mgc::tokens
