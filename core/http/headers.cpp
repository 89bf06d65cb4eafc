#include "http/headers.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "base/frame_pool.h"
#include "base/text.h"

namespace mgc::http {

bool Headers::contains(std::string_view name) const { return get(name).has_value(); }

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (const auto field : *this)
        if (equalsIgnoreCase(field.name, name)) return field.value;
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

Headers::Block* Headers::allocate(std::size_t fields, std::size_t bytes) {
    void* const memory = FramePool::take(sizeof(Block) + fields * sizeof(Entry) + bytes);  // a request has three or four of them
    auto* const block = new (memory) Block;
    block->fieldCapacity = static_cast<std::uint32_t>(fields);
    block->textCapacity = static_cast<std::uint32_t>(bytes);
    return block;
}

void Headers::release(Block* block) noexcept {
    const std::size_t bytes = sizeof(Block) + block->fieldCapacity * sizeof(Entry) + block->textCapacity;
    block->~Block();
    FramePool::giveBack(block, bytes);
}

/// Makes the block ours alone, with room for that much more. The block before it lives as long as the result: names and values may be
/// views of it.
Headers::Share Headers::makeRoom(std::size_t fields, std::size_t bytes) {
    if (m_block && m_block.isSole() && m_block->fieldCapacity - m_block->fields >= fields && m_block->textCapacity - m_block->text >= bytes)
        [[likely]]
        return {};
    const std::size_t oldFields = size();
    std::size_t oldBytes = 0;  // of the fields that are left: replaced ones do not move on
    for (const auto field : *this) oldBytes += field.name.size() + field.value.size();
    const bool grows = m_block && m_block.isSole();  // else a copy that is to be changed, most often in one place
    constexpr std::size_t spareFields = 8, spareBytes = 1024;  // an access token, a few names of metrics
    Share next(allocate(oldFields + fields + (grows ? std::max(oldFields, spareFields) : spareFields),
                        oldBytes + bytes + (grows ? std::max(oldBytes, spareBytes) : spareBytes)));
    std::swap(m_block, next);
    if (next && oldBytes == next->text) {  // nothing lies between the fields: as they are
        std::memcpy(m_block->entries(), next->entries(), oldFields * sizeof(Entry));
        std::memcpy(m_block->characters(), next->characters(), oldBytes);
        m_block->text = next->text;
        m_block->fields = next->fields;
        return next;
    }
    for (std::size_t i = 0; i < oldFields; ++i) {
        const Entry& entry = next->entries()[i];
        const char* const text = next->characters();
        m_block->entries()[i] = store({text + entry.name, entry.nameLength}, {text + entry.value, entry.valueLength});
    }
    m_block->fields = static_cast<std::uint32_t>(oldFields);
    return next;
}

/// Puts the text behind the one that is there; makeRoom() has made room.
Headers::Entry Headers::store(std::string_view name, std::string_view value) {
    Entry entry;
    entry.name = m_block->text;
    entry.nameLength = static_cast<std::uint32_t>(name.size());
    entry.value = entry.name + entry.nameLength;
    entry.valueLength = static_cast<std::uint32_t>(value.size());
    char* const to = m_block->characters() + entry.name;
    if (!name.empty()) std::memcpy(to, name.data(), name.size());
    if (!value.empty()) std::memcpy(to + name.size(), value.data(), value.size());
    m_block->text = entry.value + entry.valueLength;
    return entry;
}

void Headers::add(std::string_view name, std::string_view value) {
    const Share before = makeRoom(1, name.size() + value.size());
    m_block->entries()[m_block->fields] = store(name, value);
    ++m_block->fields;
}

void Headers::set(std::string_view name, std::string_view value) {
    const Share before = makeRoom(1, name.size() + value.size());
    Entry* const entries = m_block->entries();
    const std::uint32_t count = m_block->fields;
    std::uint32_t kept = 0;
    bool placed = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        Entry entry = entries[i];
        if (equalsIgnoreCase(slice(entry.name, entry.nameLength), name)) {
            if (std::exchange(placed, true)) continue;
            entry = store(name, value);
        }
        entries[kept++] = entry;
    }
    if (!placed) entries[kept++] = store(name, value);
    m_block->fields = kept;
}

std::size_t Headers::remove(std::string_view name) {
    if (!contains(name)) return 0;
    const Share before = makeRoom(0, 0);
    Entry* const entries = m_block->entries();
    const auto isOne = [&](const Entry& entry) { return equalsIgnoreCase(slice(entry.name, entry.nameLength), name); };
    Entry* const end = std::remove_if(entries, entries + m_block->fields, isOne);
    const auto removed = static_cast<std::uint32_t>(entries + m_block->fields - end);
    m_block->fields -= removed;
    return removed;
}

void Headers::clear() {
    if (m_block && m_block.isSole())
        m_block->fields = m_block->text = 0;
    else
        m_block = {};
}

void Headers::reserve(std::size_t fields, std::size_t bytes) {
    if (!m_block) {
        m_block = Share(allocate(fields, bytes));
        return;
    }
    const Share before =
        makeRoom(fields > m_block->fields ? fields - m_block->fields : 0, bytes > m_block->text ? bytes - m_block->text : 0);
}

}  // namespace mgc::http
