#include "http/body.h"

#include <utility>

namespace mgc::http {

namespace {

/// What had arrived of a body that broke off while it was buffered, then the error again: a later reader must not take it for whole.
class BrokenOff : public BodySource {
public:
    BrokenOff(std::string arrived, Error error) : m_arrived(std::move(arrived)), m_error(std::move(error)) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_arrived.empty()) co_return fail(m_error);
        std::string piece = std::exchange(m_arrived, {});
        co_return std::optional<std::string>{std::move(piece)};
    }

private:
    std::string m_arrived;
    Error m_error;
};

}  // namespace

Body Body::text(std::string whole) {
    return shared(std::make_shared<const std::string>(std::move(whole)));
}

Body Body::shared(std::shared_ptr<const std::string> whole) {
    Body body;
    body.m_whole = std::move(whole);
    return body;
}

Body Body::stream(std::unique_ptr<BodySource> source, std::optional<std::uint64_t> length) {
    Body body;
    body.m_source = std::move(source);
    body.m_length = length;
    return body;
}

Body& Body::operator=(Body&& other) noexcept {
    if (this != &other) {
        endTaps(false);
        m_whole = std::move(other.m_whole);
        m_source = std::move(other.m_source);
        m_length = other.m_length;
        m_taps = std::move(other.m_taps);
        m_wholeTaken = other.m_wholeTaken;
    }
    return *this;
}

std::optional<std::uint64_t> Body::length() const {
    if (m_source) return m_length;
    return m_whole ? m_whole->size() : 0;
}

Task<Result<void>> Body::buffer(std::size_t limit) {
    if (!m_source) co_return Result<void>{};
    std::string collected;
    if (m_length && *m_length <= limit) collected.reserve(static_cast<std::size_t>(*m_length));
    while (true) {
        auto piece = co_await m_source->next();
        if (!piece) {
            m_source = std::make_unique<BrokenOff>(std::move(collected), piece.error());
            m_length.reset();
            endTaps(false);
            co_return fail(std::move(piece).error());
        }
        if (!*piece) break;
        if (collected.size() + (*piece)->size() > limit)
            co_return fail("BodyTooLarge", "The body is larger than the limit of " + std::to_string(limit) + " bytes.");
        for (const auto& tap : m_taps) tap->onChunk(**piece);
        collected += **piece;
    }
    m_source.reset();
    m_whole = std::make_shared<const std::string>(std::move(collected));
    endTaps(true);
    co_return Result<void>{};
}

Task<Result<std::optional<std::string>>> Body::next() {
    if (m_source) {
        auto piece = co_await m_source->next();
        if (!piece) {
            m_source.reset();
            endTaps(false);
        } else if (*piece) {
            for (const auto& tap : m_taps) tap->onChunk(**piece);
        } else {
            m_source.reset();
            m_wholeTaken = true;
            endTaps(true);
        }
        co_return piece;
    }
    if (m_wholeTaken || isEmpty()) {
        m_wholeTaken = true;
        endTaps(true);
        co_return std::optional<std::string>{};
    }
    m_wholeTaken = true;
    for (const auto& tap : m_taps) tap->onChunk(*m_whole);
    co_return std::optional<std::string>{*m_whole};
}

std::shared_ptr<const std::string> Body::takeWhole() {
    if (!m_wholeTaken && !isEmpty())
        for (const auto& tap : m_taps) tap->onChunk(*m_whole);
    m_wholeTaken = true;
    endTaps(true);
    return m_whole;
}

void Body::addTap(std::shared_ptr<BodyTap> tap) {
    m_taps.push_back(std::move(tap));
}

void Body::tellTaps(bool complete) {
    for (const auto& tap : std::exchange(m_taps, {})) tap->onEnd(complete);
}

}  // namespace mgc::http
