#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace mgc::simulator {

enum class BodyPreset { Azure, OpenAi, Apim, Raw };
enum class RetryHeaders { Both, Seconds, Milliseconds, ResetOnly, None };
enum class CutMode { Close, MidJson, NoDone };

/// What goes wrong with one call; several may be combined. A default-constructed plan changes nothing.
struct FaultPlan {
    std::optional<int> status;              ///< answer with this status instead
    BodyPreset preset = BodyPreset::Azure;  ///< shape of that answer's body
    std::string body;                       ///< the body itself with preset "raw"
    std::optional<std::int64_t> retryAfterMs;
    RetryHeaders retryHeaders = RetryHeaders::Both;
    std::int64_t latencyMs = 0;         ///< added before the head
    std::int64_t chunkDelayMs = 0;      ///< added before every chunk of a stream
    bool connectRefused = false;        ///< the call fails as a refused connection does
    bool hangBeforeHead = false;        ///< no head for ten minutes, or until the caller gives up
    std::optional<int> hangAfterChunk;  ///< the stream stops arriving after that many chunks
    std::optional<int> cutAfterChunk;   ///< the stream ends after that many chunks
    CutMode cutMode = CutMode::Close;
    std::optional<int> errorAfterChunk;  ///< an error event is put into the stream there, which then ends
    bool garbage = false;                ///< the body is no JSON (streams: every third event)
    bool wrongContentType = false;       ///< "text/html"
    bool emptyBody = false;
    bool duplicateChunks = false;  ///< every event is sent twice
    bool missingUsage = false;     ///< no usage anywhere
    std::string filterPrompt;      ///< content-filter category: 400 ResponsibleAIPolicyViolation
    std::string severity = "medium";
    std::optional<int> filterCompletionAfter;  ///< tokens; the answer ends with finish_reason content_filter

    friend bool operator==(const FaultPlan&, const FaultPlan&) = default;
    /// Lays `other` over this one: what it sets wins, delays add up.
    void merge(const FaultPlan& other);
};

/// The settable members of a plan as text, one table for JSON profiles, headers and prompt markers.
/// Error UnknownFault for a member that does not exist, InvalidFault for a value that does not fit.
[[nodiscard]] Result<void> setFaultMember(FaultPlan& plan, std::string_view member, std::string_view value);
/// All members that differ from the default, as (name, text) in a fixed order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> faultMembers(const FaultPlan& plan);
/// "status=503;retryAfterMs=2000", or a short form: a status number, "outage", "slow", "hang", "cut", "garbage", "empty", "filter",
/// "nousage", each with an optional "=number".
[[nodiscard]] Result<FaultPlan> parseFaultText(std::string_view text);
/// Takes every "[[sim:...]]" out of a prompt and merges what it says into `plan`. Markers that cannot be read stay in the text.
[[nodiscard]] std::string takeFaultMarkers(std::string_view prompt, FaultPlan& plan);

/// When a rule applies. Empty members match everything; all that are set must hold.
struct FaultMatch {
    std::string deployment, region;
    std::string operation;  ///< chat | completions | embeddings | responses
    std::string headerName, headerValue;
    double percent = 100;  ///< of the calls that match otherwise, drawn with the rule's seed
    std::int64_t everyNth = 0;
    std::int64_t firstN = 0;
    std::optional<Instant> from, until;
    friend bool operator==(const FaultMatch&, const FaultMatch&) = default;
};

struct FaultRule {
    std::string id;
    std::string title;
    bool enabled = true;
    FaultMatch match;
    FaultPlan fault;
    std::uint64_t seed = 0;
    friend bool operator==(const FaultRule&, const FaultRule&) = default;
};

/// The rules that the console offers by name, all disabled.
[[nodiscard]] std::vector<FaultRule> faultPresets(const std::string& firstRegion);

}  // namespace mgc::simulator
