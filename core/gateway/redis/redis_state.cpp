#include "gateway/redis/redis_state.h"

namespace mgc::gateway::redis {

void RedisState::clear() {
    constexpr const char* script =
        "local at = '0' repeat local page = redis.call('SCAN', at, 'MATCH', 'mgc:*', 'COUNT', 1000) at = page[1] "
        "for _, key in ipairs(page[2]) do redis.call('UNLINK', key) end until at == '0' return 1";
    m_client.send({"EVAL", script, "0"});
    m_semanticCache.forget();
    m_internalCache.clear();
}

SharedState::Reading RedisState::reading() const {
    const auto client = m_client.reading();
    return {m_client.address().text(), client.connected, client.calls, client.failures, client.problem};
}

}  // namespace mgc::gateway::redis
