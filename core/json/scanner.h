#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::json {

inline constexpr std::size_t maximumDepth = 128;            ///< nesting of objects and arrays in configuration text
inline constexpr std::size_t maximumTextBytes = 32u << 20;  ///< of one configuration file

/// Reads strict JSON (RFC 8259) token by token and knows the byte offset of each. It builds nothing, so that parsing, locating and
/// editing share one grammar. After the first error every call fails.
class Scanner {
public:
    enum class Kind { Object, Array, String, Number, True, False, Null };

    explicit Scanner(std::string_view text);

    [[nodiscard]] std::size_t offset() const { return m_at; }
    void skipSpace();
    /// The kind of the value that starts here (space skipped); nothing is consumed.
    std::optional<Kind> peek();
    /// Consumes `character` after optional space.
    bool accept(char character);
    bool expect(char character, std::string_view what);
    /// A string with escapes resolved; `value` null: only checked.
    bool string(std::string* value);
    /// The text of a number as written.
    bool number(std::string_view& text);
    bool literal(std::string_view word);
    /// Any value, checked and thrown away. `depth` is that of the surrounding containers.
    bool skipValue(std::size_t depth = 0);
    /// Only space may follow.
    bool end();

    bool fail(std::string_view message, std::size_t offset);
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] const std::string& errorMessage() const { return m_error; }
    [[nodiscard]] std::size_t errorOffset() const { return m_errorOffset; }

private:
    bool escape(std::string* value);
    bool unit(unsigned& value);

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_failed = false;
    std::string m_error;
    std::size_t m_errorOffset = 0;
};

}  // namespace mgc::json
