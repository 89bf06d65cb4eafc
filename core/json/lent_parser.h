#pragma once
#include <simdjson.h>

#include <cstddef>
#include <utility>

namespace mgc::json {

/// The thread's DOM parser, lent for one body so that its buffers need not be made anew for every message. What it parsed is gone when
/// the loan ends. A second loan at the same time gets a parser of its own. Buffers of bodies up to `keptBytes` are kept.
class LentParser {
public:
    static constexpr std::size_t keptBytes = 1u << 20;

    LentParser() : m_parser(std::exchange(home(), simdjson::dom::parser())) {}
    LentParser(const LentParser&) = delete;
    LentParser& operator=(const LentParser&) = delete;
    ~LentParser() {
        if (m_parser.capacity() <= keptBytes) home() = std::move(m_parser);
    }
    [[nodiscard]] simdjson::dom::parser& operator*() { return m_parser; }
    [[nodiscard]] simdjson::dom::parser* operator->() { return &m_parser; }

private:
    static simdjson::dom::parser& home() {
        thread_local simdjson::dom::parser parser;
        return parser;
    }
    simdjson::dom::parser m_parser;
};

}  // namespace mgc::json
