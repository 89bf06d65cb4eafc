#include "gateway/redis/redis_client.h"

#include <hiredis/hiredis.h>

#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <mutex>
#include <thread>

#include "base/text.h"
#include "gateway/net/event_loop.h"

namespace mgc::gateway::redis {

namespace {

constexpr std::size_t longestQueue = 10'000;
constexpr std::size_t longestBatch = 512;
constexpr auto retryAfter = std::chrono::milliseconds(250);
constexpr timeval connectPatience{0, 500'000};
constexpr timeval answerPatience{1, 0};

struct ContextDelete {
    void operator()(redisContext* context) const { redisFree(context); }
};
using Connection = std::unique_ptr<redisContext, ContextDelete>;

Reply toReply(const redisReply& from) {
    Reply reply;
    switch (from.type) {
        case REDIS_REPLY_INTEGER:
            reply.kind = Reply::Kind::Integer;
            reply.integer = from.integer;
            break;
        case REDIS_REPLY_STRING:
        case REDIS_REPLY_STATUS:
            reply.kind = Reply::Kind::Text;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_ARRAY:
            reply.kind = Reply::Kind::List;
            for (std::size_t i = 0; i < from.elements; ++i) reply.items.push_back(toReply(*from.element[i]));
            break;
        default:
            break;
    }
    return reply;
}

}  // namespace

struct RedisClient::Impl {
    struct Command {
        std::vector<std::string> arguments;
        std::optional<Result<Reply>> answer;
        std::coroutine_handle<> waiter;
        net::EventLoop* loop = nullptr;  ///< the waiter's
    };
    using Shared = std::shared_ptr<Command>;

    mutable std::mutex mutex;
    std::condition_variable wake;
    std::deque<Shared> queue;
    bool stopping = false;
    bool down = false;  ///< commands fail at once
    Reading reading;
    std::thread thread;

    /// Gives the answer and resumes whoever waits for it.
    static void settle(const Shared& command, Result<Reply> answer) {
        command->answer.emplace(std::move(answer));
        if (!command->waiter) return;
        if (command->loop && !command->loop->finished())
            command->loop->post([waiter = command->waiter] { waiter.resume(); });
        else if (!command->loop)
            command->waiter.resume();
    }
    void failAll(std::vector<Shared>& commands, const std::string& problem) {
        {
            const std::lock_guard lock(mutex);
            reading.connected = false;
            reading.problem = problem;
            reading.failures += commands.size() + queue.size();
            down = true;
            commands.insert(commands.end(), queue.begin(), queue.end());
            queue.clear();
        }
        for (const auto& command : commands) settle(command, fail("RedisUnavailable", problem));
        commands.clear();
    }
    [[nodiscard]] Connection connect(const Address& address, std::string& problem) {
        Connection connection(redisConnectWithTimeout(address.host.c_str(), address.port, connectPatience));
        if (!connection || connection->err != 0) {
            problem = address.text() + ": " + (connection ? connection->errstr : "out of memory");
            return nullptr;
        }
        redisSetTimeout(connection.get(), answerPatience);
        const std::lock_guard lock(mutex);
        reading.connected = true;
        reading.problem.clear();
        down = false;
        return connection;
    }
    /// Waits for work (or, while down, for the time to try again). False: the client is closing.
    bool take(std::vector<Shared>& batch, bool connected) {
        std::unique_lock lock(mutex);
        if (!connected && down)
            wake.wait_for(lock, retryAfter, [this] { return stopping; });
        else
            wake.wait(lock, [this] { return stopping || !queue.empty(); });
        if (stopping) return false;
        while (!queue.empty() && batch.size() < longestBatch) {
            batch.push_back(std::move(queue.front()));
            queue.pop_front();
        }
        return true;
    }
    /// Sends the batch in one go and takes the answers in order. False: the connection is lost.
    bool exchange(redisContext& connection, std::vector<Shared>& batch) {
        for (const auto& command : batch) {
            std::vector<const char*> texts;
            std::vector<std::size_t> lengths;
            for (const auto& argument : command->arguments) {
                texts.push_back(argument.data());
                lengths.push_back(argument.size());
            }
            redisAppendCommandArgv(&connection, static_cast<int>(texts.size()), texts.data(), lengths.data());
        }
        std::size_t answered = 0;
        for (; answered < batch.size(); ++answered) {
            void* raw = nullptr;
            if (redisGetReply(&connection, &raw) != REDIS_OK || !raw) break;
            const std::unique_ptr<redisReply, void (*)(void*)> reply(static_cast<redisReply*>(raw), &freeReplyObject);
            {
                const std::lock_guard lock(mutex);
                ++reading.calls;
            }
            if (reply->type == REDIS_REPLY_ERROR)
                settle(batch[answered], fail("RedisError", std::string(reply->str, reply->len)));
            else
                settle(batch[answered], toReply(*reply));
        }
        batch.erase(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(answered));
        return batch.empty();
    }
    void run(const Address& address) {
        Connection connection;
        std::vector<Shared> batch;
        std::string problem;
        connection = connect(address, problem);
        if (!connection) failAll(batch, problem);
        while (take(batch, connection != nullptr)) {
            if (!connection) connection = connect(address, problem);
            if (!connection) {
                failAll(batch, problem);
                continue;
            }
            if (batch.empty() || exchange(*connection, batch)) continue;
            problem = address.text() + ": " + (connection->err != 0 ? connection->errstr : "the connection was lost");
            connection.reset();
            failAll(batch, problem);
        }
        failAll(batch, "The gateway is stopping.");
    }
    /// Queues the command, or tells at once why not.
    std::optional<Error> enqueue(const Shared& command) {
        const std::lock_guard lock(mutex);
        if (down || stopping) {
            ++reading.failures;
            return Error("RedisUnavailable", reading.problem);
        }
        if (queue.size() >= longestQueue) {
            ++reading.failures;
            return Error("RedisBusy", "More than 10,000 commands wait for Redis.");
        }
        queue.push_back(command);
        wake.notify_one();
        return std::nullopt;
    }
};

Result<Address> parseAddress(const std::string& text) {
    constexpr std::string_view scheme = "redis://";
    const auto invalid = [&](std::string_view why) {
        return fail("InvalidAddress", "'" + text + "' is no redis://HOST:PORT: " + std::string(why));
    };
    if (!text.starts_with(scheme)) return invalid("the scheme is missing.");
    std::string rest = text.substr(scheme.size());
    if (rest.ends_with('/')) rest.pop_back();
    if (rest.find('@') != std::string::npos) return invalid("credentials do not belong on a command line.");
    Address address;
    const auto colon = rest.rfind(':');
    if (colon != std::string::npos) {
        const auto port = toInteger(rest.substr(colon + 1));
        if (!port || *port < 1 || *port > 65535) return invalid("the port is no number from 1 to 65535.");
        address.port = static_cast<std::uint16_t>(*port);
        rest.resize(colon);
    }
    if (rest.empty() || rest.find('/') != std::string::npos) return invalid("the host is missing.");
    address.host = rest;
    return address;
}

RedisClient::RedisClient(Address address) : m_address(std::move(address)), m_impl(std::make_unique<Impl>()) {
    m_impl->thread = std::thread([this] { m_impl->run(m_address); });
}

RedisClient::~RedisClient() {
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_all();
    m_impl->thread.join();
}

Task<Result<Reply>> RedisClient::call(std::vector<std::string> command) {
    auto shared = std::make_shared<Impl::Command>();
    shared->arguments = std::move(command);
    shared->loop = net::EventLoop::current();
    struct Awaiter {
        Impl& impl;
        const Impl::Shared& command;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        bool await_suspend(std::coroutine_handle<> waiter) const {
            command->waiter = waiter;
            const auto refused = impl.enqueue(command);
            if (!refused) return true;  // from here on another thread may have resumed us
            command->answer.emplace(fail(*refused));
            return false;
        }
        void await_resume() const noexcept {}
    };
    Awaiter waiting{*m_impl, shared};
    co_await waiting;
    co_return std::move(*shared->answer);
}

void RedisClient::send(std::vector<std::string> command) {
    auto shared = std::make_shared<Impl::Command>();
    shared->arguments = std::move(command);
    (void)m_impl->enqueue(shared);
}

RedisClient::Reading RedisClient::reading() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->reading;
}

}  // namespace mgc::gateway::redis
