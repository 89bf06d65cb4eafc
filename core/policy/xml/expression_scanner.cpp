#include "policy/xml/expression_scanner.h"

#include <algorithm>

#include "policy/xml/characters.h"

namespace mgc::policy::xml {

namespace {

constexpr std::size_t longestExpression = 1U << 20U;
constexpr std::size_t deepestNesting = 200;

/// A character of C# as it stands in XML: itself or an entity.
struct Unit {
    char character = '\0';
    std::size_t length = 1;
    bool escaped = false;
};

enum class FrameKind { Bracket, Hole, InterpolatedString };

struct Frame {
    FrameKind kind = FrameKind::Bracket;
    char closer = '\0';
    std::size_t opened = 0;
    bool verbatim = false;
    bool escaped = false;
};

class Scanner {
public:
    Scanner(std::string_view text, std::size_t start, std::vector<Span>* literals)
        : m_text(text.substr(0, std::min(text.size(), start + longestExpression))), m_at(start), m_literals(literals) {}

    ExpressionMatch run() {
        const std::size_t start = m_at;
        m_frames.push_back({FrameKind::Bracket, m_text[start + 1] == '(' ? ')' : '}', start});
        m_at = start + 2;
        while (!m_frames.empty() && !m_failed) {
            if (m_at >= m_text.size()) {
                failAt(m_frames.back().opened, "The bracket or quote that opens here is never closed.");
            } else if (m_frames.back().kind == FrameKind::InterpolatedString) {
                stepInterpolated();
            } else {
                stepCode();
            }
        }
        m_match.matched = !m_failed;
        m_match.end = m_at;
        return m_match;
    }

private:
    [[nodiscard]] Unit unitAt(std::size_t at) const {
        if (at >= m_text.size()) return {'\0', 0, false};
        const char c = m_text[at];
        if (c != '&') return {c, 1, false};
        if (const auto entity = entityAt(m_text, at)) {
            // Only ASCII can be punctuation of C#; all else stands for "some letter".
            return {entity->codePoint < 0x80 ? static_cast<char>(entity->codePoint) : 'a', entity->length, true};
        }
        return {c, 1, false};
    }

    void failAt(std::size_t offset, std::string_view problem) {
        m_failed = true;
        m_match.problemOffset = offset;
        m_match.problem = problem;
    }

    void push(Frame frame) {
        if (m_frames.size() >= deepestNesting) return failAt(frame.opened, "Brackets are nested more than 200 deep.");
        m_frames.push_back(frame);
    }

    void keepLiteral(std::size_t begin, std::size_t end, bool escaped) {
        if (m_literals && !escaped && end > begin)
            m_literals->push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }

    void stepCode() {
        const Unit unit = unitAt(m_at);
        const std::size_t begin = m_at;
        m_at += unit.length;
        switch (unit.character) {
            case '(':
                return push({FrameKind::Bracket, ')', begin});
            case '[':
                return push({FrameKind::Bracket, ']', begin});
            case '{':
                return push({FrameKind::Bracket, '}', begin});
            case ')':
            case ']':
            case '}':
                return close(unit.character, begin);
            case '"':
                return regularString(begin, unit.escaped);
            case '\'':
                return character();
            case '/':
                return comment(begin);
            case '@':
            case '$':
                return prefixedString(unit.character, begin);
            case ':':
                return format();
            default:
                return;
        }
    }

    void close(char closer, std::size_t at) {
        const Frame& top = m_frames.back();
        if (top.closer == closer) {
            m_frames.pop_back();
            return;
        }
        m_at = at;
        failAt(at, top.closer == ')'   ? "A ')' is missing before this bracket."
                   : top.closer == ']' ? "A ']' is missing before this bracket."
                                       : "A '}' is missing before this bracket.");
    }

    void regularString(std::size_t begin, bool escaped) {
        const std::size_t inside = m_at;
        while (m_at < m_text.size()) {
            const Unit unit = unitAt(m_at);
            if (unit.character == '\n') break;
            if (unit.character == '"' && unit.escaped == escaped) {
                keepLiteral(inside, m_at, escaped);
                m_at += unit.length;
                return;
            }
            m_at += unit.length;
            if (unit.character == '\\') m_at += unitAt(m_at).length;
        }
        failAt(begin, "The string that opens here is not closed on its line.");
    }

    void verbatimString(std::size_t begin, bool escaped) {
        const std::size_t inside = m_at;
        while (m_at < m_text.size()) {
            const Unit unit = unitAt(m_at);
            m_at += unit.length;
            if (unit.character != '"' || unit.escaped != escaped) continue;
            const Unit next = unitAt(m_at);
            if (next.character == '"' && next.escaped == escaped) {
                m_at += next.length;
            } else {
                return keepLiteral(inside, m_at - unit.length, escaped);
            }
        }
        failAt(begin, "The verbatim string that opens here is never closed.");
    }

    void prefixedString(char first, std::size_t begin) {
        Unit next = unitAt(m_at);
        bool verbatim = first == '@';
        bool interpolated = first == '$';
        if ((next.character == '@' || next.character == '$') && next.character != first) {
            verbatim = interpolated = true;
            const Unit quote = unitAt(m_at + next.length);
            if (quote.character != '"') return;
            m_at += next.length;
            next = quote;
        }
        if (next.character != '"') return;
        m_at += next.length;
        if (interpolated) return push({FrameKind::InterpolatedString, '"', begin, verbatim, next.escaped});
        verbatimString(begin, next.escaped);
    }

    void stepInterpolated() {
        const Frame frame = m_frames.back();
        const std::size_t begin = m_at;
        while (m_at < m_text.size()) {
            const Unit unit = unitAt(m_at);
            const Unit next = unitAt(m_at + unit.length);
            if (unit.character == '{' && next.character != '{') {
                keepLiteral(begin, m_at, frame.escaped);
                const std::size_t opened = m_at;
                m_at += unit.length;
                return push({FrameKind::Hole, '}', opened});
            }
            if (unit.character == '"' && unit.escaped == frame.escaped) {
                const bool doubled = frame.verbatim && next.character == '"' && next.escaped == frame.escaped;
                if (!doubled) {
                    keepLiteral(begin, m_at, frame.escaped);
                    m_at += unit.length;
                    m_frames.pop_back();
                    return;
                }
                m_at += unit.length + next.length;
                continue;
            }
            if (unit.character == '\n' && !frame.verbatim)
                return failAt(frame.opened, "The string that opens here is not closed on its line.");
            m_at += unit.length;
            const bool pair = unit.character == '{' || (unit.character == '}' && next.character == '}');
            if (pair || (unit.character == '\\' && !frame.verbatim)) m_at += next.length;
        }
        failAt(frame.opened, "The string that opens here is never closed.");
    }

    /// 'x', '\n', '\u0041'; also the wrong 'text', which the compiler explains, up to the quote on the same line.
    void character() {
        std::size_t at = m_at;
        while (at < m_text.size()) {
            const Unit unit = unitAt(at);
            if (unit.character == '\n') return;
            at += unit.length;
            if (unit.character == '\'') {
                m_at = at;
                return;
            }
            if (unit.character == '\\') at += unitAt(at).length;
        }
    }

    void comment(std::size_t begin) {
        const Unit next = unitAt(m_at);
        if (next.character == '/') {
            while (m_at < m_text.size()) {
                const Unit unit = unitAt(m_at);
                if (unit.character == '\n') return;
                m_at += unit.length;
            }
        } else if (next.character == '*') {
            const auto end = m_text.find("*/", m_at + 1);
            if (end == std::string_view::npos) {
                m_at = m_text.size();
                return failAt(begin, "The comment that opens here is never closed.");
            }
            m_at = end + 2;
        }
    }

    /// The format after ":" in the hole of an interpolated string is text, not code.
    void format() {
        if (m_frames.back().kind != FrameKind::Hole) return;
        if (unitAt(m_at).character == ':') {
            ++m_at;
            return;
        }
        while (m_at < m_text.size()) {
            const Unit unit = unitAt(m_at);
            if (unit.character == '}' || unit.character == '"' || unit.character == '\n') return;
            m_at += unit.length;
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    std::vector<Span>* m_literals;
    std::vector<Frame> m_frames;
    ExpressionMatch m_match;
    bool m_failed = false;
};

}  // namespace

ExpressionMatch matchExpression(std::string_view text, std::size_t at, std::vector<Span>* literals) {
    return Scanner(text, at, literals).run();
}

}  // namespace mgc::policy::xml
