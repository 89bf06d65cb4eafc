#include <algorithm>
#include <deque>

#include "simulator/wire/chat_writer.h"
#include "simulator/wire/errors.h"
#include "simulator/wire/json_writer.h"
#include "simulator/wire/logprobs.h"

namespace mgc::simulator {

namespace {

constexpr std::size_t argumentPiece = 12;   ///< characters of tool arguments per chunk
constexpr std::size_t bufferedTokens = 16;  ///< tokens per chunk where the service buffers for its filter

std::string data(const std::string& json) { return "data: " + json + "\n\n"; }

/// Walks all choices side by side: one chunk of each in turn.
class ChatStream : public EventSource {
public:
    ChatStream(AnswerIdentity identity, Answer answer, int logprobs)
        : m_identity(std::move(identity)), m_answer(std::move(answer)), m_logprobs(logprobs), m_progress(m_answer.choices.size()) {
        m_head = "{\"id\":" + jsonString(m_identity.id) +
                 ",\"object\":\"chat.completion.chunk\",\"created\":" + std::to_string(m_identity.created) +
                 ",\"model\":" + jsonString(m_identity.model) + ",\"system_fingerprint\":" + jsonString(m_identity.fingerprint);
        if (m_identity.dialect == Dialect::OpenAi) m_head += ",\"service_tier\":\"default\"";
        m_usage = m_identity.includeUsage && m_identity.withUsage ? ",\"usage\":null" : "";
        m_filterSafe = m_identity.azure() ? ",\"content_filter_results\":" + filterResults("", "", false, false) : "";
        if (m_identity.azure())
            m_ready.push_back({data("{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{"
                                    "\"prompt_index\":0,\"content_filter_results\":" +
                                    filterResults("", "", false, true) + "}]}"),
                               0, false});
        for (std::size_t i = 0; i < m_answer.choices.size(); ++i) {
            const bool calls = !m_answer.choices[i].calls.empty();
            m_ready.push_back(
                {chunk(i, std::string("{\"role\":\"assistant\",\"content\":") + (calls ? "null" : "\"\"") + ",\"refusal\":null}", "null",
                       m_identity.azure() ? ",\"content_filter_results\":{}" : "", "null"),
                 0, false});
        }
    }

    std::optional<StreamEvent> next() override {
        while (m_ready.empty() && !m_finished) advance();
        if (m_ready.empty()) return std::nullopt;
        auto event = std::move(m_ready.front());
        m_ready.pop_front();
        return event;
    }
    std::string errorEvent(const std::string& message) const override {
        return data("{\"error\":{\"message\":" + jsonString(message) + ",\"type\":\"server_error\",\"param\":null,\"code\":null}}");
    }

private:
    struct Progress {
        std::size_t piece = 0, call = 0, argument = 0, bytes = 0;
        bool callOpen = false, done = false;
    };

    std::string chunk(std::size_t index, const std::string& delta, const std::string& finish, const std::string& filter,
                      const std::string& logprobs) const {
        return data(m_head + ",\"choices\":[{\"index\":" + std::to_string(index) + ",\"delta\":" + delta + ",\"logprobs\":" + logprobs +
                    ",\"finish_reason\":" + finish + filter + "}]" + m_usage + "}");
    }
    /// An annotation of the asynchronous filter: no delta, offsets instead.
    std::string annotation(std::size_t index, std::size_t from, std::size_t to, const std::string& finish) const {
        const auto at = [](std::size_t value) { return std::to_string(value); };
        return data("{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[{\"index\":" + at(index) +
                    ",\"finish_reason\":" + finish + m_filterSafe + ",\"content_filter_offsets\":{\"check_offset\":" + at(to) +
                    ",\"start_offset\":" + at(from) + ",\"end_offset\":" + at(to) + "}}]}");
    }

    void advance() {
        bool any = false;
        for (std::size_t i = 0; i < m_answer.choices.size(); ++i) {
            if (m_progress[i].done) continue;
            any = true;
            const auto& choice = m_answer.choices[i];
            if (!choice.calls.empty())
                advanceCalls(i, choice);
            else
                advanceText(i, choice);
        }
        if (any) return;
        if (m_identity.includeUsage && m_identity.withUsage)
            m_ready.push_back({data(m_head + ",\"choices\":[],\"usage\":" + usageJson(m_answer) + "}"), 0, false});
        m_ready.push_back({"data: [DONE]\n\n", 0, false});
        m_finished = true;
    }
    void advanceText(std::size_t index, const Choice& choice) {
        auto& progress = m_progress[index];
        const bool token = m_identity.streaming != Profile::Streaming::Buffered || !m_identity.azure();
        const bool async = m_identity.streaming == Profile::Streaming::AsyncFilter && m_identity.azure();
        if (progress.piece == choice.pieces.size()) {
            finish(index, choice);
            if (async) m_ready.push_back({annotation(index, 0, progress.bytes, "null"), 0, false});
            return;
        }
        const std::size_t end = token ? progress.piece + 1 : std::min(choice.pieces.size(), progress.piece + bufferedTokens);
        std::string text;
        std::int64_t tokens = 0;
        const std::vector<tokens::Encoding::Piece> part(choice.pieces.begin() + static_cast<std::ptrdiff_t>(progress.piece),
                                                        choice.pieces.begin() + static_cast<std::ptrdiff_t>(end));
        for (const auto& piece : part) {
            text += piece.text;
            tokens += piece.tokens;
        }
        progress.piece = end;
        progress.bytes += text.size();
        m_ready.push_back({chunk(index, "{\"content\":" + jsonString(text) + "}", "null", async ? "" : m_filterSafe,
                                 m_logprobs >= 0 ? chatLogprobs(part, m_logprobs) : "null"),
                           tokens, true});
        if (async && progress.piece % bufferedTokens == 0) m_ready.push_back({annotation(index, 0, progress.bytes, "null"), 0, false});
    }
    void advanceCalls(std::size_t index, const Choice& choice) {
        auto& progress = m_progress[index];
        if (progress.call == choice.calls.size()) {
            finish(index, choice);
            return;
        }
        const auto& call = choice.calls[progress.call];
        const auto position = std::to_string(progress.call);
        if (!progress.callOpen) {
            progress.callOpen = true;
            m_ready.push_back(
                {chunk(index,
                       "{\"tool_calls\":[{\"index\":" + position + ",\"id\":" + jsonString(call.id) +
                           ",\"type\":\"function\",\"function\":{\"name\":" + jsonString(call.name) + ",\"arguments\":\"\"}}]}",
                       "null", m_filterSafe, "null"),
                 1, true});
            return;
        }
        std::size_t end = std::min(call.arguments.size(), progress.argument + argumentPiece);
        while (end < call.arguments.size() && (static_cast<unsigned char>(call.arguments[end]) & 0xC0u) == 0x80u) ++end;
        m_ready.push_back({chunk(index,
                                 "{\"tool_calls\":[{\"index\":" + position + ",\"function\":{\"arguments\":" +
                                     jsonString(call.arguments.substr(progress.argument, end - progress.argument)) + "}}]}",
                                 "null", m_filterSafe, "null"),
                           3, true});
        progress.argument = end;
        if (end == call.arguments.size()) {
            ++progress.call;
            progress.argument = 0;
            progress.callOpen = false;
        }
    }
    void finish(std::size_t index, const Choice& choice) {
        m_progress[index].done = true;
        const bool filtered = choice.finishReason == "content_filter";
        const auto filter = m_identity.azure() ? ",\"content_filter_results\":" +
                                                     (filtered ? filterResults("violence", "medium", true, false) : std::string("{}"))
                                               : "";
        m_ready.push_back({chunk(index, "{}", jsonString(choice.finishReason), filter, "null"), 0, false});
    }

    AnswerIdentity m_identity;
    Answer m_answer;
    int m_logprobs;
    std::vector<Progress> m_progress;
    std::string m_head, m_usage, m_filterSafe;
    std::deque<StreamEvent> m_ready;
    bool m_finished = false;
};

class CompletionStream : public EventSource {
public:
    CompletionStream(AnswerIdentity identity, Answer answer) : m_identity(std::move(identity)), m_answer(std::move(answer)) {
        m_head = "{\"id\":" + jsonString(m_identity.id) +
                 ",\"object\":\"text_completion\",\"created\":" + std::to_string(m_identity.created) +
                 ",\"model\":" + jsonString(m_identity.model) + ",\"choices\":[";
    }
    std::optional<StreamEvent> next() override {
        const std::string usage = m_identity.includeUsage && m_identity.withUsage ? ",\"usage\":null" : "";
        if (m_choice < m_answer.choices.size()) {
            const auto& choice = m_answer.choices[m_choice];
            const auto index = std::to_string(m_choice);
            if (m_piece < choice.pieces.size()) {
                const auto& piece = choice.pieces[m_piece++];
                return StreamEvent{data(m_head + "{\"text\":" + jsonString(piece.text) + ",\"index\":" + index +
                                        ",\"logprobs\":null,\"finish_reason\":null}]" + usage + "}"),
                                   piece.tokens, true};
            }
            m_piece = 0;
            ++m_choice;
            return StreamEvent{data(m_head + "{\"text\":\"\",\"index\":" + index +
                                    ",\"logprobs\":null,\"finish_reason\":" + jsonString(choice.finishReason) + "}]" + usage + "}"),
                               0, false};
        }
        if (m_end == 0 && !usage.empty()) {
            m_end = 1;
            return StreamEvent{data(m_head + "],\"usage\":" + usageJson(m_answer) + "}"), 0, false};
        }
        if (m_end == 2) return std::nullopt;
        m_end = 2;
        return StreamEvent{"data: [DONE]\n\n", 0, false};
    }
    std::string errorEvent(const std::string& message) const override {
        return data("{\"error\":{\"message\":" + jsonString(message) + ",\"type\":\"server_error\",\"param\":null,\"code\":null}}");
    }

private:
    AnswerIdentity m_identity;
    Answer m_answer;
    std::string m_head;
    std::size_t m_choice = 0, m_piece = 0;
    int m_end = 0;
};

}  // namespace

std::unique_ptr<EventSource> chatStream(AnswerIdentity identity, Answer answer, int logprobs) {
    return std::make_unique<ChatStream>(std::move(identity), std::move(answer), logprobs);
}

std::unique_ptr<EventSource> completionStream(AnswerIdentity identity, Answer answer) {
    return std::make_unique<CompletionStream>(std::move(identity), std::move(answer));
}

}  // namespace mgc::simulator
