#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace mgc::schema {

/// A `pattern` of a schema: searched for in texts, with bounds on backtracking (PCRE2's match limit, 1,000,000 steps).
class Pattern {
public:
    /// Null where the pattern is none.
    static std::shared_ptr<const Pattern> compile(const std::string& pattern);
    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;
    /// A search that reaches the bound counts as not found.
    [[nodiscard]] bool isFoundIn(std::string_view text) const;

private:
    Pattern() = default;
    void* m_code = nullptr;
};

/// True if `text` has the `format`, or the format is none that is checked: date, date-time, time, uuid, email, uri, ipv4, ipv6, hostname,
/// byte.
[[nodiscard]] bool hasFormat(std::string_view text, std::string_view format);

}  // namespace mgc::schema
