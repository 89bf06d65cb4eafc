#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "metrics/tokens.h"

namespace mgc::metrics {

/// One model call whose tokens are known.
struct ModelCallEvent {
    std::string_view subscription, product, model, backend;  ///< ids; "" where the call had none
    Tokens tokens;
    std::string_view currency;          ///< of `cost`
    std::optional<std::uint64_t> cost;  ///< in 1e-12 of `currency`; nullopt: the model has no price
};

/// Tokens and cost of model calls per consumer, product, model and backend. Sixteen shards by series, each with its lock; a call costs a
/// look-up and allocates nothing once its series is there. At most 10,000 series: calls of further ones are booked on one series of its
/// own, named "(other)", so that totals stay true. Names are cut at 128 bytes: a model's name is what the caller wrote.
class ModelUsage {
public:
    static constexpr std::size_t maximumSeries = 10'000;
    static constexpr std::size_t longestName = 128;
    /// Upper bounds of the token histograms, as OpenTelemetry's gen_ai.client.token.usage asks for; one more bucket takes the rest.
    static constexpr std::array<std::uint64_t, 14> bounds{1,      4,      16,      64,        256,       1'024,      4'096,
                                                          16'384, 65'536, 262'144, 1'048'576, 4'194'304, 16'777'216, 67'108'864};
    using Buckets = std::array<std::uint64_t, bounds.size() + 1>;

    struct Totals {
        std::uint64_t calls = 0, unpriced = 0;
        Tokens tokens;
        std::uint64_t cost = 0;  ///< in 1e-12 of the currency
        Buckets prompt{}, completion{};
        void add(const Totals& other);
    };
    struct Reading {
        std::string subscription, product, model, backend;
        std::string currency;  ///< "" as long as no call had a price
        Totals totals;
    };

    void add(const ModelCallEvent& event);
    /// In the order of subscription, product, model, backend and currency.
    [[nodiscard]] std::vector<Reading> read() const;

private:
    static constexpr std::size_t shardCount = 16;
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, Reading> series;  ///< by all names, a zero byte behind each
    };
    void book(Shard& shard, const std::string& key, const ModelCallEvent& event);

    std::array<Shard, shardCount> m_shards;
    std::atomic<std::size_t> m_count{0};
};

}  // namespace mgc::metrics
