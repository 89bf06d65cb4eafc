#include "json/member_walk.h"

#include "json/lent_parser.h"

namespace mgc::json {

namespace {

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

MemberWalk::MemberWalk(std::string_view text) : m_text(text) {}

void MemberWalk::skipSpace() {
    while (m_at < m_text.size() && isSpace(m_text[m_at])) ++m_at;
}

bool MemberWalk::take(char wanted) {
    skipSpace();
    if (m_at == m_text.size() || m_text[m_at] != wanted) return false;
    ++m_at;
    return true;
}

bool MemberWalk::skipString() {
    const std::size_t begin = ++m_at;
    while (true) {
        const std::size_t quote = m_text.find('"', m_at);
        if (quote == std::string_view::npos) return false;
        m_at = quote + 1;
        std::size_t backslashes = 0;
        while (backslashes < quote - begin && m_text[quote - 1 - backslashes] == '\\') ++backslashes;
        if (backslashes % 2 == 0) return true;
    }
}

bool MemberWalk::skipContainer() {
    std::size_t depth = 0;  // counted, not recursed into: the text may nest as deep as it likes
    while (m_at < m_text.size()) {
        switch (m_text[m_at]) {
            case '"':
                if (!skipString()) return false;
                continue;
            case '{':
            case '[':
                ++depth;
                break;
            case '}':
            case ']':
                if (--depth == 0) {
                    ++m_at;
                    return true;
                }
                break;
            default:
                break;
        }
        ++m_at;
    }
    return false;
}

bool MemberWalk::skipValue() {
    if (m_at == m_text.size()) return false;
    const char first = m_text[m_at];
    if (first == '"') return skipString();
    if (first == '{' || first == '[') return skipContainer();
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && !isSpace(m_text[m_at]) && m_text[m_at] != ',' && m_text[m_at] != '}') ++m_at;
    return m_at != begin;
}

bool MemberWalk::next() {
    if (m_ended) return false;
    m_ended = true;  // until this member is found to be whole
    if (!take(m_begun ? ',' : '{')) {
        m_complete = m_begun && take('}');
    } else if (!m_begun && take('}')) {
        m_complete = true;
    } else {
        m_begun = true;
        skipSpace();
        const std::size_t name = m_at;
        if (m_at == m_text.size() || m_text[m_at] != '"' || !skipString()) return false;
        m_name = m_text.substr(name + 1, m_at - name - 2);
        if (m_name.find('\\') != std::string_view::npos) [[unlikely]]
            m_name = m_decoded = textOf(m_text.substr(name, m_at - name)).value_or("");
        if (!take(':')) return false;
        skipSpace();
        const std::size_t value = m_at;
        if (!skipValue()) return false;
        m_value = m_text.substr(value, m_at - value);
        m_ended = false;
        return true;
    }
    skipSpace();
    m_complete = m_complete && m_at == m_text.size();
    return false;
}

std::optional<std::string> textOf(std::string_view value) {
    if (value.size() < 2 || value.front() != '"') return std::nullopt;
    const auto inside = value.substr(1, value.size() - 2);
    if (inside.find('\\') == std::string_view::npos) return std::string(inside);
    LentParser parser;
    std::string_view text;
    if (parser->parse(value.data(), value.size()).get(text) != simdjson::SUCCESS) return std::nullopt;
    return std::string(text);
}

}  // namespace mgc::json
