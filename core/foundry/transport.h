#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace mgc::foundry {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Call {
    std::string method = "GET";
    std::string url;
    HeaderList headers;
    std::string body;
};

struct Answer {
    int status = 0;
    HeaderList headers;
    std::string body;
    std::chrono::milliseconds took{0};

    /// First value of that name; "" where there is none.
    [[nodiscard]] std::string header(std::string_view name) const {
        for (const auto& [field, value] : headers)
            if (equalsIgnoreCase(field, name)) return value;
        return {};
    }
};

/// Sends one request and waits for the whole answer; redirects are not followed. Errors: BackendConnectionFailure, TlsFailed, Timeout,
/// Cancelled, InvalidUrl. Called on one thread only.
using Send = std::function<Result<Answer>(const Call& call)>;
/// Waits before a retry; false: stop (cancelled).
using Pause = std::function<bool(std::chrono::milliseconds duration)>;

}  // namespace mgc::foundry
