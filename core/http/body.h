#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/task.h"

namespace mgc::http {

/// Where a body that is still arriving comes from. One reader, on one thread.
class BodySource {
public:
    virtual ~BodySource() = default;
    /// The next piece as it arrived (never empty), or nullopt at the clean end. An error ends the body.
    [[nodiscard]] virtual Task<Result<std::optional<std::string>>> next() = 0;
};

/// Watches a body pass by without holding it up (token counting, traffic recording).
class BodyTap {
public:
    virtual ~BodyTap() = default;
    virtual void onChunk(std::string_view chunk) = 0;
    /// `complete` is false when the sender or the receiver went away before the end.
    virtual void onEnd(bool complete) = 0;
};

/// A message body: none, whole in memory (shared, never changed in place), or a stream that can be read once.
class Body {
public:
    Body() = default;
    static Body text(std::string whole);
    static Body shared(std::shared_ptr<const std::string> whole);
    /// `length` where the sender announced it (Content-Length).
    static Body stream(std::unique_ptr<BodySource> source, std::optional<std::uint64_t> length = std::nullopt);

    /// True when nothing will come: no body at all or a whole body of length 0.
    [[nodiscard]] bool isEmpty() const { return !m_source && (!m_whole || m_whole->empty()); }
    [[nodiscard]] bool isWhole() const { return !m_source; }
    /// The text of a whole body; "" where there is none. Must not be called on a stream.
    [[nodiscard]] std::string_view view() const { return m_whole ? std::string_view(*m_whole) : std::string_view(); }
    [[nodiscard]] std::shared_ptr<const std::string> sharedText() const { return m_whole; }
    /// Known length: of a whole body, or as announced.
    [[nodiscard]] std::optional<std::uint64_t> length() const;

    /// Reads a stream to its end into memory; does nothing on a whole body. More than `limit` bytes: error BodyTooLarge.
    [[nodiscard]] Task<Result<void>> buffer(std::size_t limit);
    /// Takes the pieces one by one; a whole body is one piece. Nullopt at the end. Taps see each piece.
    [[nodiscard]] Task<Result<std::optional<std::string>>> next();
    /// All of a whole body at once, not copied; taps see it as one piece and the end. Null where there is none.
    [[nodiscard]] std::shared_ptr<const std::string> takeWhole();
    /// Another text for a whole body (decompressed, say); taps stay and see this one.
    void replaceWhole(std::shared_ptr<const std::string> whole) { m_whole = std::move(whole); }
    /// Taps added before reading begins see the whole body. Kept until the body has ended or is destroyed.
    void addTap(std::shared_ptr<BodyTap> tap);

    Body(Body&&) noexcept = default;
    Body& operator=(Body&& other) noexcept;
    ~Body() { endTaps(false); }

private:
    void endTaps(bool complete) {
        if (!m_taps.empty()) tellTaps(complete);
    }
    void tellTaps(bool complete);

    std::shared_ptr<const std::string> m_whole;
    std::unique_ptr<BodySource> m_source;
    std::optional<std::uint64_t> m_length;
    std::vector<std::shared_ptr<BodyTap>> m_taps;
    bool m_wholeTaken = false;
};

}  // namespace mgc::http
