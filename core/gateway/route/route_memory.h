#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/route/operation_trie.h"

namespace mgc::gateway {

struct RoutedApi;
struct RoutedOperation;

/// Where the last calls of one thread have led. Clients of a gateway call the same few addresses again and again; the walk through two
/// trees of templates is then one comparison. Only what follows from method and path alone is kept (RouteTable decides), each entry
/// belongs to one table, and a new one takes the place of an old one: the memory is bounded by `places` entries of `longestKey` bytes.
class RouteMemory {
public:
    static constexpr std::size_t places = 64;
    static constexpr std::size_t longestKey = 512;

    struct Entry {
        std::uint64_t table = 0;  ///< 0: empty
        std::string method, path;
        const RoutedApi* api = nullptr;
        const RoutedOperation* operation = nullptr;
        OperationTrie::Parameters parameters;
        std::size_t tail = 0;  ///< where in the path it begins
    };

    /// The place where this call is kept or would be; null for a call that is too long to keep.
    [[nodiscard]] static Entry* placeOf(std::uint64_t table, std::string_view method, std::string_view path);
    [[nodiscard]] static bool holds(const Entry& entry, std::uint64_t table, std::string_view method, std::string_view path) {
        return entry.table == table && entry.path == path && entry.method == method;
    }
};

}  // namespace mgc::gateway
