#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expression/value.h"

namespace mgc::expression {

/// context.Variables of one request. Names are compared with their case, as .NET dictionaries do; insertion order is kept.
/// Thread use: one request, one thread.
class VariableStore {
public:
    using Entry = std::pair<std::string, Value>;

    /// Null pointer when there is no variable of that name.
    [[nodiscard]] const Value* get(std::string_view name) const {
        for (const auto& entry : m_entries)
            if (entry.first == name) return &entry.second;
        return nullptr;
    }
    [[nodiscard]] bool contains(std::string_view name) const { return get(name) != nullptr; }
    void set(std::string_view name, Value value) {
        for (auto& entry : m_entries) {
            if (entry.first == name) {
                entry.second = std::move(value);
                return;
            }
        }
        if (m_entries.empty()) m_entries.reserve(usualCount);
        m_entries.emplace_back(std::string(name), std::move(value));
    }
    bool remove(std::string_view name) {
        return std::erase_if(m_entries, [name](const Entry& entry) { return entry.first == name; }) != 0;
    }
    void clear() { m_entries.clear(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }

private:
    static constexpr std::size_t usualCount = 8;

    std::vector<Entry> m_entries;
};

}  // namespace mgc::expression
