#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mgc::json {

/// The members of the object that a text is, one by one, where nothing is built: for one or two members of a long text. Values are as
/// written, views of it. It looks at brackets, strings and commas; that a value's inside is sound is for whoever parses it.
class MemberWalk {
public:
    explicit MemberWalk(std::string_view text);

    /// Goes to the next member. False at the end, and where the text is no such object.
    [[nodiscard]] bool next();
    /// However it is written: escapes are resolved. Valid until the next one.
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] std::string_view value() const { return m_value; }
    /// After next() has given false: the object was closed and nothing follows it.
    [[nodiscard]] bool complete() const { return m_complete; }

private:
    void skipSpace();
    [[nodiscard]] bool take(char wanted);
    /// From its quote; `m_at` ends up behind the other one.
    [[nodiscard]] bool skipString();
    [[nodiscard]] bool skipContainer();
    [[nodiscard]] bool skipValue();

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_name, m_value;
    std::string m_decoded;  ///< a name with escapes
    bool m_begun = false, m_ended = false, m_complete = false;
};

/// The text of a string as a walk gives it, quotes included; nullopt for any other value.
[[nodiscard]] std::optional<std::string> textOf(std::string_view value);

}  // namespace mgc::json
