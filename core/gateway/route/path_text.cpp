#include "gateway/route/path_text.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::gateway {

std::optional<std::string_view> nextSegment(std::string_view& path) {
    // DIFFERS: whether Azure treats "/orders/" as "/orders" is not documented; clients that add the slash are served.
    if (path.empty() || path == "/") return std::nullopt;
    if (path.front() == '/') path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

int compareIgnoreCase(std::string_view left, std::string_view right) {
    const auto lower = [](char character) {
        return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : static_cast<int>(static_cast<unsigned char>(character));
    };
    const std::size_t common = std::min(left.size(), right.size());
    for (std::size_t at = 0; at < common; ++at)
        if (const int difference = lower(left[at]) - lower(right[at]); difference != 0) return difference;
    return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

std::optional<std::string_view> queryValue(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string_view key = part.substr(0, equals);
        const bool encoded = key.find_first_of("%+") != std::string_view::npos;
        if (encoded ? equalsIgnoreCase(percentDecoded(key, true), name) : equalsIgnoreCase(key, name))
            return part.substr(std::min(equals + 1, part.size()));
    }
    return std::nullopt;
}

}  // namespace mgc::gateway
