#pragma once
#include <functional>
#include <string>
#include <system_error>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "gateway/net/event_loop.h"

namespace mgc::gateway::net {

/// One outgoing call's deadline and cancellation. Here, and only here, is it decided whether a call that broke off timed out, was
/// cancelled or failed.
class UpstreamCall final : public TimerWheel::Timer {
public:
    explicit UpstreamCall(EventLoop& loop) : m_loop(loop) {}
    ~UpstreamCall() override = default;

    void listenTo(const std::shared_ptr<Cancellation>& cancellation) {
        if (cancellation) m_registration = cancellation->onCancel([this] { end(Ended::Cancelled); });
    }
    void setDeadline(Duration in, std::string_view what) {
        m_what = what;
        m_loop.arm(*this, in);
    }
    void clearDeadline() { m_loop.disarm(*this); }
    /// What ends the wait the call is in (close the stream, leave the queue). Empty: nothing to end.
    void setInterrupt(std::function<void()> interrupt) { m_interrupt = std::move(interrupt); }
    /// The client is being stopped.
    void cancel() { end(Ended::Cancelled); }
    [[nodiscard]] bool ended() const { return m_ended != Ended::No; }
    [[nodiscard]] EventLoop& loop() const { return m_loop; }

    [[nodiscard]] Error errorFor(std::string_view doing, const std::error_code& cause) const {
        return errorFor(doing, cause ? cause.message() : std::string("the peer ended the connection"));
    }
    [[nodiscard]] Error errorFor(std::string_view doing, const std::string& cause) const {
        if (m_ended == Ended::Cancelled) return {"Cancelled", "The call was cancelled while " + std::string(doing) + '.'};
        if (m_ended == Ended::TimedOut) return {"Timeout", std::string(m_what)};
        return {"BackendConnectionFailure", "The connection failed while " + std::string(doing) + ": " + cause};
    }

private:
    enum class Ended { No, Cancelled, TimedOut };

    void onDeadline() override { end(Ended::TimedOut); }
    void end(Ended how) {
        if (m_ended != Ended::No) return;
        m_ended = how;
        if (const auto interrupt = std::exchange(m_interrupt, {})) interrupt();
    }

    EventLoop& m_loop;
    Ended m_ended = Ended::No;
    std::string_view m_what;  ///< a literal
    std::function<void()> m_interrupt;
    Cancellation::Registration m_registration;
};

}  // namespace mgc::gateway::net
