#pragma once
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace mgc {

/// Tells running work of one request that nobody wants its result any more (client gone, shutdown, debugger's terminate).
/// Single-threaded: used only on the worker that owns the request. Handlers run once, in the order of registration.
class Cancellation {
public:
    using Handler = std::function<void()>;

    /// Unregisters its handler when destroyed.
    class Registration {
    public:
        Registration() = default;
        explicit Registration(std::shared_ptr<Handler> handler) : m_handler(std::move(handler)) {}

    private:
        std::shared_ptr<Handler> m_handler;
    };

    [[nodiscard]] bool requested() const { return m_requested; }
    /// Runs `handler` when cancelled while the returned registration lives; at once if that has already happened.
    [[nodiscard]] Registration onCancel(Handler handler) {
        auto shared = std::make_shared<Handler>(std::move(handler));
        if (m_requested) {
            (*shared)();
        } else {
            std::erase_if(m_handlers, [](const auto& weak) { return weak.expired(); });
            m_handlers.push_back(shared);
        }
        return Registration(std::move(shared));
    }
    void cancel() {
        if (std::exchange(m_requested, true)) return;
        const auto handlers = std::exchange(m_handlers, {});
        for (const auto& weak : handlers)
            if (const auto handler = weak.lock()) (*handler)();
    }

private:
    bool m_requested = false;
    std::vector<std::weak_ptr<Handler>> m_handlers;
};

}  // namespace mgc
