#pragma once
#include <memory>
#include <string>

#include "gateway/state/memory_cache.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// Counters and caches that several gateways share. Each part falls back to the gateway's own memory while the store is away.
class SharedState {
public:
    virtual ~SharedState() = default;
    [[nodiscard]] virtual policy::Counters& counters() = 0;
    /// The external cache; its ofType(Internal) is internalCache().
    [[nodiscard]] virtual policy::Cache& cache() = 0;
    /// This gateway's own, for caching-type="internal".
    [[nodiscard]] virtual MemoryCache& internalCache() = 0;
    [[nodiscard]] virtual policy::SemanticCache& semanticCache() = 0;
    /// Forgets everything that the gateways share (DELETE /v1/state).
    virtual void clear() = 0;
    struct Reading {
        std::string store;  ///< "redis://127.0.0.1:6379"
        bool connected = false;
        std::uint64_t calls = 0;     ///< commands that were answered
        std::uint64_t failures = 0;  ///< that were not, so that this gateway's own memory served
        std::string problem;         ///< of the last failure; "" while connected
    };
    [[nodiscard]] virtual Reading reading() const = 0;
};

}  // namespace mgc::gateway
