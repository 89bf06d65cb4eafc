#include "gateway/state/memory_cache.h"

namespace mgc::gateway {

namespace {

/// List node, index entry and two string headers.
constexpr std::size_t entryOverhead = 160;

}  // namespace

void MemoryCache::drop(Order::iterator entry) {
    m_bytes -= entry->key.size() + entry->value.size() + entryOverhead;
    m_index.erase(std::string_view(entry->key));
    m_order.erase(entry);
}

Task<Result<std::optional<std::string>>> MemoryCache::get(std::string key) {
    const Instant now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.find(std::string_view(key));
    if (found == m_index.end()) co_return std::optional<std::string>{};
    if (found->second->expires <= now) {
        drop(found->second);
        co_return std::optional<std::string>{};
    }
    m_order.splice(m_order.begin(), m_order, found->second);
    co_return std::optional<std::string>{found->second->value};
}

Task<Result<void>> MemoryCache::put(std::string key, std::string value, Duration timeToLive) {
    const Instant expires = m_clock.now() + timeToLive;
    const std::size_t size = key.size() + value.size() + entryOverhead;
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(std::string_view(key)); found != m_index.end()) drop(found->second);
    if (size > m_maximumBytes) co_return fail("CacheValueTooLarge", "The value is larger than the whole cache (" + std::to_string(m_maximumBytes) + " bytes).");
    while (m_bytes + size > m_maximumBytes) drop(std::prev(m_order.end()));
    m_order.push_front({std::move(key), std::move(value), expires});
    m_index.emplace(std::string_view(m_order.front().key), m_order.begin());
    m_bytes += size;
    co_return Result<void>{};
}

Task<Result<void>> MemoryCache::remove(std::string key) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(std::string_view(key)); found != m_index.end()) drop(found->second);
    co_return Result<void>{};
}

MemoryCache::Totals MemoryCache::totals() const {
    const std::lock_guard lock(m_mutex);
    return {m_order.size(), m_bytes, m_maximumBytes};
}

void MemoryCache::clear() {
    const std::lock_guard lock(m_mutex);
    m_index.clear();
    m_order.clear();
    m_bytes = 0;
}

}  // namespace mgc::gateway
