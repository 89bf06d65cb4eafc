#include "gateway/net/worker_pool.h"

#include <sys/resource.h>

#include <algorithm>
#include <cassert>
#include <csignal>
#include <future>

namespace mgc::gateway::net {

namespace {

void raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

WorkerPool::WorkerPool(std::size_t workers) {
    raiseDescriptorLimit();
    // OpenSSL writes to sockets without MSG_NOSIGNAL; a peer that went away must be an error, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    const std::size_t count = workers != 0 ? workers : std::max(1u, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < count; ++i) m_loops.push_back(std::make_unique<EventLoop>(i));
    m_running = count;
    for (const auto& loop : m_loops)
        m_threads.emplace_back([this, &worker = *loop] {
            worker.run();
            const std::lock_guard lock(m_mutex);
            --m_running;
            m_ended.notify_all();
        });
}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::stop(Duration grace) {
    assert(EventLoop::current() == nullptr);
    if (m_threads.empty()) return;
    for (const auto& loop : m_loops) loop->stop();
    {
        std::unique_lock lock(m_mutex);
        m_ended.wait_for(lock, grace, [this] { return m_running == 0; });
    }
    for (const auto& loop : m_loops) loop->kill();
    for (auto& thread : m_threads) thread.join();
    m_threads.clear();
}

void WorkerPool::runOn(EventLoop& loop, std::function<void()> work) {
    assert(EventLoop::current() == nullptr);
    // Shared with the posted work: it may still come when nobody waits any more.
    struct Shared {
        std::promise<void> done;
        std::function<void()> work;
    };
    const auto shared = std::make_shared<Shared>();
    shared->work = std::move(work);
    auto ended = shared->done.get_future();
    loop.post([shared] {
        shared->work();
        shared->done.set_value();
    });
    while (ended.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
        if (loop.finished()) return;
}

}  // namespace mgc::gateway::net
