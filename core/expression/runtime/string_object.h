#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::expression {

/// A .NET string: UTF-8 with its characters behind the object, one allocation. Knows whether it is ASCII, so that index and length
/// are O(1) there; the UTF-16 form of other text is made once, on first indexed use.
class StringObject final : public Object {
public:
    /// Checks the evaluation's string limit.
    static StringObject* make(std::string_view text);
    static StringObject* concat(std::string_view left, std::string_view right);
    ~StringObject() override;

    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] std::string toText() const override { return std::string(view()); }
    [[nodiscard]] bool equals(const Object& other) const override;
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string_view>()(view()); }

    [[nodiscard]] std::string_view view() const { return {characters(), m_size}; }
    [[nodiscard]] bool ascii() const { return m_ascii; }
    /// Number of UTF-16 units.
    [[nodiscard]] std::size_t length() const { return m_ascii ? m_size : wide().size(); }
    [[nodiscard]] char16_t at(std::size_t index) const { return m_ascii ? static_cast<char16_t>(characters()[index]) : wide()[index]; }
    [[nodiscard]] const std::u16string& wide() const;
    /// Text of UTF-16 units [begin, begin + count).
    [[nodiscard]] std::string slice(std::size_t begin, std::size_t count) const;

    static void operator delete(void* memory) { ::operator delete(memory); }

private:
    explicit StringObject(std::size_t size) : m_size(size) {}
    static StringObject* allocate(std::size_t size);
    [[nodiscard]] char* characters() { return reinterpret_cast<char*>(this + 1); }
    [[nodiscard]] const char* characters() const { return reinterpret_cast<const char*>(this + 1); }

    std::size_t m_size;
    bool m_ascii = true;
    mutable std::atomic<const std::u16string*> m_wide{nullptr};
};

/// The StringObject of a string value (which must be one).
[[nodiscard]] inline const StringObject& stringOf(const Value& value) { return *static_cast<const StringObject*>(value.pointer()); }
[[nodiscard]] Value textValue(std::u16string_view units);

}  // namespace mgc::expression
