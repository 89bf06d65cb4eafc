#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mgc::http {

/// Header fields in the order they arrived, names as spelled by the sender, compared without case.
/// All fields and their text lie in one block of memory that copies share until one of them is changed: a head travels from the client
/// to the backend call, the traffic record and back without being copied. Views stay valid until the next change of this object.
class Headers {
    struct Entry {
        std::uint32_t name = 0;  ///< where it begins in the text
        std::uint32_t nameLength = 0;
        std::uint32_t value = 0;
        std::uint32_t valueLength = 0;
    };
    /// Followed in memory by room for `fieldCapacity` entries and `textCapacity` characters.
    struct Block {
        std::atomic<std::uint32_t> owners{1};
        std::uint32_t fields = 0, fieldCapacity = 0;
        std::uint32_t text = 0, textCapacity = 0;

        [[nodiscard]] Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
        [[nodiscard]] char* characters() { return reinterpret_cast<char*>(entries() + fieldCapacity); }
    };
    /// One owner's share of a block; null: no fields.
    class Share {
    public:
        Share() = default;
        explicit Share(Block* block) : m_block(block) {}
        Share(const Share& other) noexcept : m_block(other.m_block) {
            if (m_block) m_block->owners.fetch_add(1, std::memory_order_relaxed);
        }
        Share(Share&& other) noexcept : m_block(std::exchange(other.m_block, nullptr)) {}
        Share& operator=(Share other) noexcept {
            std::swap(m_block, other.m_block);
            return *this;
        }
        ~Share() {
            if (m_block && m_block->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) release(m_block);
        }
        [[nodiscard]] bool isSole() const { return m_block->owners.load(std::memory_order_acquire) == 1; }
        Block* operator->() const { return m_block; }
        explicit operator bool() const { return m_block != nullptr; }
        friend bool operator==(const Share&, const Share&) = default;

    private:
        Block* m_block = nullptr;
    };

public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };
    class Iterator;

    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return m_block ? m_block->fields : 0; }
    [[nodiscard]] Field at(std::size_t index) const {
        const Entry& entry = m_block->entries()[index];
        return {slice(entry.name, entry.nameLength), slice(entry.value, entry.valueLength)};
    }
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

    [[nodiscard]] bool contains(std::string_view name) const;
    /// The first field of that name.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
    /// All values of that name, in order.
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
    /// All values of that name joined with ",", as APIM's GetValueOrDefault does.
    [[nodiscard]] std::optional<std::string> joined(std::string_view name) const;

    void add(std::string_view name, std::string_view value);
    /// Replaces all fields of that name by one, at the place of the first; appends where there was none.
    void set(std::string_view name, std::string_view value);
    /// Number of fields removed.
    std::size_t remove(std::string_view name);
    void clear();
    /// Room for so many fields and characters in all, so that adding them allocates once.
    void reserve(std::size_t fields, std::size_t bytes);
    /// True for a copy that neither side has changed since; not every equal head is one.
    [[nodiscard]] bool sharesWith(const Headers& other) const { return m_block && m_block == other.m_block; }

private:
    [[nodiscard]] std::string_view slice(std::uint32_t at, std::uint32_t length) const { return {m_block->characters() + at, length}; }
    [[nodiscard]] Share makeRoom(std::size_t fields, std::size_t bytes);
    Entry store(std::string_view name, std::string_view value);
    static Block* allocate(std::size_t fields, std::size_t bytes);
    static void release(Block* block) noexcept;

    Share m_block;
};

class Headers::Iterator {
public:
    Iterator(const Headers& headers, std::size_t index) : m_headers(&headers), m_index(index) {}
    Field operator*() const { return m_headers->at(m_index); }
    Iterator& operator++() {
        ++m_index;
        return *this;
    }
    bool operator==(const Iterator& other) const { return m_index == other.m_index; }

private:
    const Headers* m_headers;
    std::size_t m_index;
};

inline Headers::Iterator Headers::begin() const { return {*this, 0}; }
inline Headers::Iterator Headers::end() const { return {*this, size()}; }

}  // namespace mgc::http
