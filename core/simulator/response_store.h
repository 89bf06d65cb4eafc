#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace mgc::simulator {

/// Responses kept for retrieval and chaining, by region and id. Bounded: the oldest go first. Not thread-safe: the simulator guards it.
class ResponseStore {
public:
    struct Entry {
        std::string body;        ///< the response object
        std::string inputItems;  ///< as input_items lists them
        std::string promptText;  ///< last user text: the next answer may build on it
    };
    static constexpr std::size_t mostEntries = 1000;
    static constexpr std::size_t mostBytes = 16u << 20;

    void put(const std::string& id, Entry entry) {
        m_bytes += sizeOf(entry);
        m_order.push_back(id);
        m_entries[id] = std::move(entry);
        while (!m_order.empty() && (m_order.size() > mostEntries || m_bytes > mostBytes)) {
            erase(m_order.front());
            m_order.pop_front();
        }
    }
    [[nodiscard]] std::optional<Entry> get(const std::string& id) const {
        const auto found = m_entries.find(id);
        return found == m_entries.end() ? std::nullopt : std::optional<Entry>(found->second);
    }
    /// False when there is none. Its place in the order is left to age out.
    bool erase(const std::string& id) {
        const auto found = m_entries.find(id);
        if (found == m_entries.end()) return false;
        m_bytes -= sizeOf(found->second);
        m_entries.erase(found);
        return true;
    }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    static std::size_t sizeOf(const Entry& entry) { return entry.body.size() + entry.inputItems.size() + entry.promptText.size(); }

    std::map<std::string, Entry> m_entries;
    std::deque<std::string> m_order;
    std::size_t m_bytes = 0;
};

}  // namespace mgc::simulator
