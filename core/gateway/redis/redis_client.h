#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"

namespace mgc::gateway::redis {

/// An answer of Redis: an integer, a text, a list of answers, or nothing.
struct Reply {
    enum class Kind { Nothing, Integer, Text, List } kind = Kind::Nothing;
    std::int64_t integer = 0;
    std::string text;
    std::vector<Reply> items;

    [[nodiscard]] std::int64_t number(std::size_t index) const { return index < items.size() ? items[index].integer : 0; }
};

struct Address {
    std::string host = "127.0.0.1";
    std::uint16_t port = 6379;
    [[nodiscard]] std::string text() const { return "redis://" + host + ":" + std::to_string(port); }
};
/// "redis://HOST[:PORT]". Error InvalidAddress. Credentials in the address are refused: they would show in the process list.
[[nodiscard]] Result<Address> parseAddress(const std::string& text);

/// One pipelined connection to Redis on a thread of its own; commands of all workers queue up for it (at most 10,000, then error RedisBusy)
/// and their callers wait without holding their threads. While Redis is away every command fails at once with RedisUnavailable, and the
/// connection is tried again every 250 ms. A command that is not answered within 1 s counts as lost and drops the connection.
class RedisClient {
public:
    explicit RedisClient(Address address);
    ~RedisClient();
    RedisClient(const RedisClient&) = delete;
    RedisClient& operator=(const RedisClient&) = delete;

    /// Sends one command (binary-safe arguments) and resumes the caller on its own event loop, or on the client's thread where the caller
    /// has none. Errors: RedisUnavailable, RedisBusy, RedisError (Redis refused the command).
    [[nodiscard]] Task<Result<Reply>> call(std::vector<std::string> command);
    /// The same without an answer.
    void send(std::vector<std::string> command);

    struct Reading {
        bool connected = false;
        std::uint64_t calls = 0, failures = 0;
        std::string problem;
    };
    [[nodiscard]] Reading reading() const;
    [[nodiscard]] const Address& address() const { return m_address; }

private:
    struct Impl;
    Address m_address;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::gateway::redis
