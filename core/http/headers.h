#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgc::http {

/// Header fields in the order they arrived, names as spelled by the sender, compared without case.
/// All text lies in one buffer (one allocation for a whole head); views stay valid until the next change of this object.
class Headers {
    struct Entry {
        std::uint32_t name = 0;
        std::uint32_t nameLength = 0;
        std::uint32_t value = 0;
        std::uint32_t valueLength = 0;
    };

public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };
    class Iterator;

    [[nodiscard]] bool empty() const { return m_fields.empty(); }
    [[nodiscard]] std::size_t size() const { return m_fields.size(); }
    [[nodiscard]] Field at(std::size_t index) const {
        const Entry& entry = m_fields[index];
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
    void reserve(std::size_t fields, std::size_t bytes);

private:
    [[nodiscard]] std::string_view slice(std::uint32_t at, std::uint32_t length) const { return {m_text.data() + at, length}; }
    std::uint32_t store(std::string_view text);

    std::string m_text;
    std::vector<Entry> m_fields;
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
inline Headers::Iterator Headers::end() const { return {*this, m_fields.size()}; }

}  // namespace mgc::http
