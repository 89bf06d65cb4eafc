#pragma once
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "gateway/net/event_loop.h"

namespace mgc::gateway::net {

/// The gateway's worker threads, one EventLoop each. Started by the constructor, stopped by stop() or the destructor.
class WorkerPool {
public:
    /// `workers` 0: one per core. Also raises the soft limit of open files to the hard one (512 streams need over 1,024).
    explicit WorkerPool(std::size_t workers);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();

    [[nodiscard]] std::size_t size() const { return m_loops.size(); }
    [[nodiscard]] EventLoop& loop(std::size_t index) { return *m_loops[index]; }
    /// Lets all loops end. Servers and clients are stopped before; what still waits after `grace` is dropped. Not from a worker.
    void stop(Duration grace = std::chrono::seconds(5));
    /// Runs `work` on `loop` and waits for it; does nothing when the loop has ended. Not from a worker.
    static void runOn(EventLoop& loop, std::function<void()> work);

private:
    std::vector<std::unique_ptr<EventLoop>> m_loops;
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    std::size_t m_running = 0;
};

}  // namespace mgc::gateway::net
