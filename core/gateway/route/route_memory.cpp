#include "gateway/route/route_memory.h"

#include <functional>
#include <memory>

namespace mgc::gateway {

RouteMemory::Entry* RouteMemory::placeOf(std::uint64_t table, std::string_view method, std::string_view path) {
    static thread_local const auto entries = std::make_unique<std::array<Entry, places>>();
    if (method.size() + path.size() > longestKey) return nullptr;
    const std::size_t hash = std::hash<std::string_view>{}(path) + method.size() * 31 + table;
    return &(*entries)[hash % places];
}

}  // namespace mgc::gateway
