#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "http/exchange.h"
#include "simulator/answer/generator.h"
#include "simulator/operation.h"
#include "simulator/request.h"
#include "simulator/state.h"
#include "simulator/wire/answer_facts.h"
#include "simulator/wire/errors.h"

namespace mgc::simulator {

/// One call from its request to the head of its answer. Lives in the coroutine frame of Simulator::exchange.
class Session {
public:
    Session(std::shared_ptr<State> state, Clock& clock, Random& random, http::Request request, http::SendOptions options);
    [[nodiscard]] Task<Result<http::Response>> run();

private:
    using Answered = Task<Result<http::Response>>;

    /// Reads the body as the operation's request; a refusal is kept for later, faults and keys come first.
    void readBody();
    void chooseFaults();
    [[nodiscard]] bool hasGoodKey() const;
    [[nodiscard]] http::Response error(const ErrorAnswer& answer, State::Outcome outcome);
    [[nodiscard]] std::optional<http::Response> refuseEarly();
    [[nodiscard]] std::optional<http::Response> admit(std::int64_t promptTokens, std::int64_t estimate);
    [[nodiscard]] http::Response lists();
    [[nodiscard]] http::Response storedResponses();
    [[nodiscard]] http::Response contentSafety();
    [[nodiscard]] Answered generateAnswer();
    [[nodiscard]] Answered embeddings();
    /// The answer to a handshake: 101 with the session behind Upgrade::peer.
    [[nodiscard]] http::Response realtime();
    [[nodiscard]] http::Response jsonResponse(int status, std::string body);
    void addCommonHeaders(http::Headers& headers) const;
    void addLimitHeaders(http::Headers& headers, const Limiter::Verdict& verdict) const;
    void addRetryHeaders(http::Headers& headers, Duration retryAfter, RetryHeaders which) const;
    [[nodiscard]] AnswerIdentity identity(const char* prefix, std::size_t length, std::uint64_t seed) const;
    [[nodiscard]] std::string randomText(std::string_view prefix, std::size_t length, std::uint64_t seed) const;
    [[nodiscard]] LatencyProfile latencyProfile() const;
    [[nodiscard]] std::string apiVersion() const;

    std::shared_ptr<State> m_state;
    Clock& m_clock;
    Random& m_random;
    http::Request m_request;
    http::SendOptions m_options;
    std::shared_ptr<const Profile> m_profile;
    const Region* m_region = nullptr;
    Operation m_operation;
    const Deployment* m_deployment = nullptr;
    std::string m_wantedDeployment;
    GenerationRequest m_generation;
    EmbeddingsRequest m_embeddings;
    std::optional<Refusal> m_refusal;
    FaultPlan m_fault;
    std::optional<Limiter::Verdict> m_verdict;
    std::optional<Instant> m_deadline;
    Instant m_started{};
};

}  // namespace mgc::simulator
