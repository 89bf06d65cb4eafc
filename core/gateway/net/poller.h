#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <system_error>
#include <vector>

#include "gateway/net/stream.h"

namespace mgc::gateway::net {

/// Tells plain sockets of one loop when they can be read or written: an epoll instance of our own inside the loop. Asio's reactor tries
/// each read first and learns from EAGAIN that it has to wait, one system call per message more than needed; with edges and short reads
/// the state is known. Only on the loop's thread.
class Poller {
public:
    /// A registered socket. The bits of `events` are epoll's.
    class Watched {
    public:
        virtual void onReady(std::uint32_t events) = 0;
        /// After heldBack(): what was held back goes out now.
        virtual void flush() = 0;

    protected:
        ~Watched() = default;
    };

    /// `context` is the loop's io_context.
    explicit Poller(void* context);
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    /// From now on `watched` hears of each edge (readable, writable, hung up). The key stands for it until remove().
    [[nodiscard]] std::uint64_t add(int descriptor, Watched& watched, std::error_code& error);
    void remove(std::uint64_t key, int descriptor);
    [[nodiscard]] bool watches(std::uint64_t key) const;

    /// True while other sockets of the same round of events still have their turn. Small writes may then be held back and go out
    /// together: sending one wakes its reader, and waking readers one by one costs more than everything else about a small message.
    [[nodiscard]] bool moreToCome() const { return m_moreToCome; }
    /// flush() is called within this round.
    void heldBack(std::uint64_t key) { m_heldBack.push_back(key); }

    /// Operations keep the loop running until they have ended.
    void operationBegun() { ++m_operations; }
    void operationEnded();
    /// Ends an operation from the loop, soon.
    void completeLater(Completion& done, std::error_code error, std::size_t bytes);
    /// Lets the loop end once no operation is under way.
    void stop();

private:
    struct Impl;
    struct Slot {
        Watched* watched = nullptr;
        std::uint32_t generation = 0;
    };
    struct Ended {
        Completion* done;
        std::error_code error;
        std::size_t bytes;
    };
    void wait();
    void dispatch();
    void flushAll();
    void completeAll();

    std::unique_ptr<Impl> m_impl;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    std::vector<Ended> m_ended;
    std::vector<std::uint64_t> m_heldBack;
    bool m_moreToCome = false;
    std::size_t m_operations = 0;
    bool m_stopping = false;
};

}  // namespace mgc::gateway::net
