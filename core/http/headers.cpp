#include "http/headers.h"

#include "base/text.h"

namespace mgc::http {

bool Headers::contains(std::string_view name) const { return get(name).has_value(); }

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (const Entry& entry : m_fields)
        if (entry.nameLength == name.size() && equalsIgnoreCase(slice(entry.name, entry.nameLength), name))
            return slice(entry.value, entry.valueLength);
    return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto field : *this)
        if (equalsIgnoreCase(field.name, name)) values.push_back(field.value);
    return values;
}

std::optional<std::string> Headers::joined(std::string_view name) const {
    std::optional<std::string> result;
    for (const auto field : *this) {
        if (!equalsIgnoreCase(field.name, name)) continue;
        if (result) {
            *result += ',';
            *result += field.value;
        } else {
            result.emplace(field.value);
        }
    }
    return result;
}

std::uint32_t Headers::store(std::string_view text) {
    const auto at = static_cast<std::uint32_t>(m_text.size());
    // The text may be a view into our own buffer, which append() may move.
    if (text.data() >= m_text.data() && text.data() < m_text.data() + m_text.size()) {
        const std::string copy(text);
        m_text.append(copy);
    } else {
        m_text.append(text);
    }
    return at;
}

void Headers::add(std::string_view name, std::string_view value) {
    Entry entry;
    entry.nameLength = static_cast<std::uint32_t>(name.size());
    entry.valueLength = static_cast<std::uint32_t>(value.size());
    const std::string::size_type size = m_text.size();
    if (m_text.capacity() - size >= name.size() + value.size()) [[likely]] {
        // Nothing moves, so views into our own text are no trouble.
        m_text.append(name);
        m_text.append(value);
        entry.name = static_cast<std::uint32_t>(size);
        entry.value = static_cast<std::uint32_t>(size + name.size());
    } else {
        const std::string valueCopy(value);
        entry.name = store(name);
        entry.value = store(valueCopy);
    }
    m_fields.push_back(entry);
}

void Headers::set(std::string_view name, std::string_view value) {
    bool placed = false;
    const std::string keepName(name);
    const std::string keepValue(value);
    std::erase_if(m_fields, [&](Entry& entry) {
        if (!equalsIgnoreCase(slice(entry.name, entry.nameLength), keepName)) return false;
        if (placed) return true;
        placed = true;
        entry.name = store(keepName);
        entry.value = store(keepValue);
        entry.valueLength = static_cast<std::uint32_t>(keepValue.size());
        return false;
    });
    if (!placed) add(keepName, keepValue);
}

std::size_t Headers::remove(std::string_view name) {
    const std::string keep(name);
    return std::erase_if(m_fields, [&](const Entry& entry) { return equalsIgnoreCase(slice(entry.name, entry.nameLength), keep); });
}

void Headers::clear() {
    m_fields.clear();
    m_text.clear();
}

void Headers::reserve(std::size_t fields, std::size_t bytes) {
    m_fields.reserve(fields);
    m_text.reserve(bytes);
}

}  // namespace mgc::http
