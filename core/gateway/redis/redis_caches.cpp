#include "gateway/redis/redis_caches.h"

#include <bit>
#include <cstring>
#include <map>

#include "base/text.h"

namespace mgc::gateway::redis {

namespace {

constexpr std::string_view streamKey = "mgc:semantic";
constexpr std::string_view keptEntries = "5000";
constexpr std::string_view pageEntries = "256";

std::string cacheKey(const std::string& key) { return "mgc:cache:" + key; }

std::string milliseconds(Duration duration) {
    return std::to_string(std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()));
}

std::string toBytes(const std::vector<float>& vector) {
    static_assert(std::endian::native == std::endian::little);
    std::string bytes(vector.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), vector.data(), bytes.size());
    return bytes;
}
std::vector<float> toVector(const std::string& bytes) {
    std::vector<float> vector(bytes.size() / sizeof(float));
    std::memcpy(vector.data(), bytes.data(), vector.size() * sizeof(float));
    return vector;
}

}  // namespace

Task<Result<std::optional<std::string>>> RedisCache::get(std::string key) {
    std::vector<std::string> command{"GET", cacheKey(key)};
    auto reply = co_await m_client.call(std::move(command));
    if (!reply) co_return fail(std::move(reply).error());
    if (reply->kind != Reply::Kind::Text) co_return std::optional<std::string>{};
    co_return std::optional<std::string>{std::move(reply->text)};
}

Task<Result<void>> RedisCache::put(std::string key, std::string value, Duration timeToLive) {
    std::vector<std::string> command{"SET", cacheKey(key), std::move(value), "PX", milliseconds(timeToLive)};
    auto reply = co_await m_client.call(std::move(command));
    if (!reply) co_return fail(std::move(reply).error());
    co_return Result<void>{};
}

Task<Result<void>> RedisCache::remove(std::string key) {
    std::vector<std::string> command{"DEL", cacheKey(key)};
    auto reply = co_await m_client.call(std::move(command));
    if (!reply) co_return fail(std::move(reply).error());
    co_return Result<void>{};
}

void RedisSemanticCache::forget() {
    const std::lock_guard lock(m_mutex);
    m_last = "0-0";
}

Task<void> RedisSemanticCache::catchUp() {
    while (true) {
        std::string from;
        {
            const std::lock_guard lock(m_mutex);
            from = m_last;
        }
        std::vector<std::string> command{"XRANGE", std::string(streamKey), "(" + from, "+", "COUNT", std::string(pageEntries)};
        auto reply = co_await m_client.call(std::move(command));
        if (!reply || reply->items.empty()) co_return;
        for (const auto& entry : reply->items) {
            if (entry.items.size() != 2) continue;
            std::map<std::string, const std::string*> fields;
            for (std::size_t i = 0; i + 1 < entry.items[1].items.size(); i += 2)
                fields[entry.items[1].items[i].text] = &entry.items[1].items[i + 1].text;
            const auto expires = fields.contains("expires") ? toInteger(*fields["expires"]) : std::nullopt;
            if (!expires || !fields.contains("partition") || !fields.contains("vector") || !fields.contains("value")) continue;
            const Instant until{std::chrono::milliseconds(*expires)};
            // Two lookups may take over the same entry: storing it again replaces it.
            if (until > m_clock.now()) (void)m_own.storeNow(*fields["partition"], toVector(*fields["vector"]), *fields["value"], until);
        }
        const std::lock_guard lock(m_mutex);
        m_last = reply->items.back().items.empty() ? m_last : reply->items.back().items.front().text;
    }
}

Task<Result<policy::SemanticCache::Lookup>> RedisSemanticCache::find(std::string partition, std::vector<float> vector, double threshold) {
    co_await catchUp();
    co_return m_own.findNow(partition, vector, threshold);
}

Task<Result<void>> RedisSemanticCache::store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) {
    const Instant until = m_clock.now() + timeToLive;
    const auto expires = std::chrono::duration_cast<std::chrono::milliseconds>(until.time_since_epoch()).count();
    std::vector<std::string> command{"XADD",
                                     std::string(streamKey),
                                     "MAXLEN",
                                     "~",
                                     std::string(keptEntries),
                                     "*",
                                     "partition",
                                     partition,
                                     "vector",
                                     toBytes(vector),
                                     "value",
                                     value,
                                     "expires",
                                     std::to_string(expires)};
    auto stored = m_own.storeNow(partition, vector, std::move(value), until);
    auto reply = co_await m_client.call(std::move(command));
    if (!reply) co_return fail(std::move(reply).error());
    co_return stored;
}

}  // namespace mgc::gateway::redis
