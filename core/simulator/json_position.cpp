#include "simulator/json_position.h"

#include <algorithm>
#include <string>

namespace mgc::simulator {

namespace {

/// Walks a valid JSON text without building anything.
class Walker {
public:
    explicit Walker(std::string_view text) : m_text(text) { skipSpace(); }

    [[nodiscard]] std::size_t offset() const { return m_at; }
    /// Moves to the value of `key` (an object's member or an array's index); false leaves the position at the container.
    bool enter(std::string_view key) {
        const std::size_t start = m_at;
        const char open = peek();
        if (open != '{' && open != '[') return false;
        ++m_at;
        for (std::size_t index = 0; m_at < m_text.size(); ++index) {
            skipSpace();
            if (peek() == '}' || peek() == ']') break;
            std::string name = std::to_string(index);
            if (open == '{') {
                name = string();
                skipSpace();
                if (peek() == ':') ++m_at;
                skipSpace();
            }
            if (name == key) return true;
            skipValue();
            skipSpace();
            if (peek() == ',')
                ++m_at;
            else
                break;
        }
        m_at = start;
        return false;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\r' || m_text[m_at] == '\n'))
            ++m_at;
    }
    std::string string() {
        std::string out;
        if (peek() != '"') return out;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size()) ++m_at;
            out += m_text[m_at];
        }
        if (m_at < m_text.size()) ++m_at;
        return out;
    }
    void skipValue() {
        int depth = 0;
        do {
            skipSpace();
            const char c = peek();
            if (c == '"') {
                string();
            } else {
                if (c == '{' || c == '[') ++depth;
                if (c == '}' || c == ']') --depth;
                if (depth < 0 || (depth == 0 && c == ',')) return;
                ++m_at;
                if (depth == 0 && c != '}' && c != ']') {
                    while (m_at < m_text.size() && std::string_view(",]} \t\r\n").find(m_text[m_at]) == std::string_view::npos) ++m_at;
                    return;
                }
            }
        } while (depth > 0 && m_at < m_text.size());
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::string unescaped(std::string_view token) {
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size())
            out += token[++i] == '1' ? '/' : '~';
        else
            out += token[i];
    }
    return out;
}

}  // namespace

SourcePosition positionAt(std::string_view text, std::size_t offset) {
    SourcePosition position{1, 1, std::min(offset, text.size())};
    for (const char c : text.substr(0, position.offset)) {
        if (c == '\n') {
            ++position.line;
            position.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) {
            ++position.column;
        }
    }
    return position;
}

SourcePosition positionOf(std::string_view json, std::string_view pointer) {
    Walker walker(json);
    while (pointer.starts_with('/')) {
        pointer.remove_prefix(1);
        const auto token = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(token.size());
        if (!walker.enter(unescaped(token))) break;
    }
    return positionAt(json, walker.offset());
}

int nestingOf(std::string_view json) {
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

}  // namespace mgc::simulator
