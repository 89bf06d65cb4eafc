#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mgc::expression {

/// RegexOptions bits of .NET.
enum RegexOption : int { RegexIgnoreCase = 1, RegexMultiline = 2, RegexExplicitCapture = 4, RegexCompiled = 8, RegexSingleline = 16, RegexIgnoreWhitespace = 32, RegexRightToLeft = 64, RegexEcma = 256, RegexCultureInvariant = 512 };

/// One group of a match in bytes of the subject; begin < 0 when it did not take part.
struct GroupSpan {
    std::ptrdiff_t begin = -1;
    std::ptrdiff_t end = -1;
};

/// A pattern of .NET's dialect, compiled by PCRE2 (UTF, UCP, `$` before a final line feed, \d and \w Unicode). Immutable, shared.
class RegexCode {
public:
    /// ArgumentException for a bad pattern. Patterns are cached (256 newest).
    static std::shared_ptr<const RegexCode> compile(std::string_view pattern, int options);
    ~RegexCode();
    RegexCode(const RegexCode&) = delete;
    RegexCode& operator=(const RegexCode&) = delete;

    /// First match at or after byte `start`; false if none. RegexMatchTimeoutException when a limit is hit.
    [[nodiscard]] bool match(std::string_view subject, std::size_t start, std::vector<GroupSpan>& groups) const;
    /// All captures of a group in the match that begins at byte `begin`, the first one first.
    [[nodiscard]] std::vector<GroupSpan> captures(std::string_view subject, std::size_t begin, int group) const;
    /// Groups in .NET's numbering: unnamed first, then named.
    [[nodiscard]] int groupCount() const { return static_cast<int>(m_order.size()); }
    [[nodiscard]] int groupNumber(std::string_view name) const;  ///< -1 if unknown
    [[nodiscard]] std::string groupName(int number) const;
    const std::string pattern;
    const int options;

private:
    RegexCode(std::string source, int flags, void* code);
    void* m_code;
    std::vector<int> m_order;  ///< .NET number -> PCRE2 number
    std::vector<std::pair<std::string, int>> m_names;  ///< name -> .NET number
};

/// A pattern of .NET's dialect as PCRE2 wants it.
[[nodiscard]] std::string regexPattern(std::string_view pattern);
[[nodiscard]] bool regexIsMatch(std::string_view pattern, std::string_view subject);

}  // namespace mgc::expression
