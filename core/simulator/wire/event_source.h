#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace mgc::simulator {

/// One event of a stream as bytes on the wire.
struct StreamEvent {
    std::string bytes;
    std::int64_t tokens = 0;  ///< generated tokens it carries: the time before it
    bool generated = false;   ///< carries generated content
};

/// The events of a streamed answer, made one at a time, so that a stream costs its content and no more.
class EventSource {
public:
    virtual ~EventSource() = default;
    /// Nullopt after the last.
    [[nodiscard]] virtual std::optional<StreamEvent> next() = 0;
    /// An error in the dialect's form, after which nothing follows.
    [[nodiscard]] virtual std::string errorEvent(const std::string& message) const = 0;
};

}  // namespace mgc::simulator
