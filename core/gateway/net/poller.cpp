#include "gateway/net/poller.h"

#include <sys/epoll.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>

namespace mgc::gateway::net {

namespace asio = boost::asio;

namespace {

constexpr std::size_t mostAtOnce = 64;
/// Messages of one round that wait for each other: at some 20 microseconds each, the first waits a fraction of a millisecond.
constexpr std::size_t mostHeldBack = 12;

std::uint64_t keyOf(std::uint32_t index, std::uint32_t generation) { return static_cast<std::uint64_t>(generation) << 32 | index; }
std::uint32_t indexOf(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
std::uint32_t generationOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

}  // namespace

struct Poller::Impl {
    explicit Impl(asio::io_context& loop) : context(loop), epoll(loop.get_executor()) {}
    asio::io_context& context;
    asio::posix::basic_stream_descriptor<asio::io_context::executor_type> epoll;
};

Poller::Poller(void* context) : m_impl(std::make_unique<Impl>(*static_cast<asio::io_context*>(context))) {
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
    m_impl->epoll.assign(descriptor);
    wait();
}

Poller::~Poller() = default;

std::uint64_t Poller::add(int descriptor, Watched& watched, std::error_code& error) {
    std::uint32_t index = 0;
    if (m_free.empty()) {
        index = static_cast<std::uint32_t>(m_slots.size());
        m_slots.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    Slot& slot = m_slots[index];
    slot.watched = &watched;
    const std::uint64_t key = keyOf(index, slot.generation);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = key;
    if (::epoll_ctl(m_impl->epoll.native_handle(), EPOLL_CTL_ADD, descriptor, &event) != 0) error.assign(errno, std::system_category());
    return key;
}

void Poller::remove(std::uint64_t key, int descriptor) {
    if (!watches(key)) return;
    ::epoll_ctl(m_impl->epoll.native_handle(), EPOLL_CTL_DEL, descriptor, nullptr);
    Slot& slot = m_slots[indexOf(key)];
    slot.watched = nullptr;
    ++slot.generation;  // what epoll has already reported of the old one is for nobody
    m_free.push_back(indexOf(key));
}

bool Poller::watches(std::uint64_t key) const {
    const Slot& slot = m_slots[indexOf(key)];
    return slot.watched != nullptr && slot.generation == generationOf(key);
}

void Poller::operationEnded() {
    if (--m_operations == 0 && m_stopping) m_impl->epoll.cancel();
}

void Poller::completeLater(Completion& done, std::error_code error, std::size_t bytes) {
    m_ended.push_back({&done, error, bytes});
    if (m_ended.size() == 1) asio::post(m_impl->context, [this] { completeAll(); });
}

void Poller::completeAll() {
    std::vector<Ended> ended;
    ended.swap(m_ended);
    for (const Ended& each : ended) {
        operationEnded();
        each.done->complete(each.error, each.bytes);
    }
}

void Poller::stop() {
    m_stopping = true;
    if (m_operations == 0) m_impl->epoll.cancel();
}

void Poller::wait() {
    m_impl->epoll.async_wait(asio::posix::descriptor_base::wait_read, [this](const boost::system::error_code& error) {
        if (error) return;
        dispatch();
        if (!m_stopping || m_operations != 0) wait();
    });
}

void Poller::dispatch() {
    std::array<epoll_event, mostAtOnce> events;
    const int count = ::epoll_wait(m_impl->epoll.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const std::uint64_t key = event.data.u64;
        m_moreToCome = i + 1 < count;
        if (watches(key)) m_slots[indexOf(key)].watched->onReady(event.events);
        if (m_heldBack.size() >= mostHeldBack) flushAll();
    }
    flushAll();
}

void Poller::flushAll() {
    for (const std::uint64_t key : m_heldBack)
        if (watches(key)) m_slots[indexOf(key)].watched->flush();
    m_heldBack.clear();
}

}  // namespace mgc::gateway::net
