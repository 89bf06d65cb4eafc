#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>

#include "expression/json/path.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"

namespace mgc::expression::path {
namespace {

class PathParser {
public:
    explicit PathParser(std::string_view text) : m_text(text) {}

    std::vector<PathStep> run() {
        if (!done() && peek() == '$') ++m_at;
        auto steps = parse(false);
        if (!done()) fail("Unexpected character while parsing path: " + std::string(1, peek()));
        return steps;
    }

private:
    [[noreturn]] void fail(const std::string& message) const { raise("JsonException", message); }
    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return done() ? '\0' : m_text[m_at]; }
    void space() {
        while (peek() == ' ') ++m_at;
    }

    std::vector<PathStep> parse(bool inQuery) {
        std::vector<PathStep> steps;
        bool recursive = false;
        bool afterDot = true;
        while (!done()) {
            const char c = peek();
            if (inQuery &&
                (c == ' ' || c == ')' || c == ']' || c == '=' || c == '!' || c == '<' || c == '>' || c == '&' || c == '|' || c == ','))
                break;
            if (c == '.') {
                ++m_at;
                recursive = peek() == '.';
                if (recursive) ++m_at;
                afterDot = true;
                if (done()) fail("Unexpected end while parsing path.");
                continue;
            }
            if (c == '[' || c == '(') {
                steps.push_back(bracket(c == '[' ? ']' : ')'));
            } else if (c == '*') {
                ++m_at;
                PathStep step;
                step.kind = PathStep::Kind::Wildcard;
                steps.push_back(std::move(step));
            } else if (c == ' ' && steps.empty()) {
                ++m_at;
                continue;
            } else {
                if (!afterDot) fail("Unexpected character while parsing path: " + std::string(1, c));
                const std::size_t begin = m_at;
                while (!done() && peek() != '.' && peek() != '[' && peek() != '(' && peek() != ']' && peek() != ')' &&
                       !(inQuery && (peek() == ' ' || peek() == '=' || peek() == '!' || peek() == '<' || peek() == '>' || peek() == '&' ||
                                     peek() == '|'))) {
                    if (!inQuery && peek() == ' ') fail("Unexpected character while parsing path:  ");
                    ++m_at;
                }
                if (begin == m_at) fail("Unexpected character while parsing path: " + std::string(1, peek()));
                PathStep step;
                step.names.emplace_back(m_text.substr(begin, m_at - begin));
                steps.push_back(std::move(step));
            }
            steps.back().recursive = recursive;
            recursive = false;
            afterDot = false;
        }
        if (recursive) fail("Unexpected end while parsing path.");
        return steps;
    }

    std::string quoted() {
        const char quote = m_text[m_at++];
        std::string out;
        while (!done() && peek() != quote) {
            if (peek() == '\\' && m_at + 1 < m_text.size()) {
                ++m_at;
                const char c = peek();
                out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c;
                ++m_at;
                continue;
            }
            out += m_text[m_at++];
        }
        if (done()) fail("Path ended with an open string.");
        ++m_at;
        return out;
    }

    PathStep bracket(char close) {
        ++m_at;
        space();
        PathStep step;
        if (done()) fail("Path ended with open indexer.");
        if (peek() == '\'' || peek() == '"') {
            while (true) {
                step.names.push_back(quoted());
                space();
                if (peek() == ',') {
                    ++m_at;
                    space();
                    if (peek() != '\'' && peek() != '"') fail("Unexpected character while parsing path indexer.");
                    continue;
                }
                break;
            }
            if (step.names.size() > 1) step.kind = PathStep::Kind::Names;
        } else if (peek() == '?') {
            ++m_at;
            if (peek() != '(') fail("Unexpected character while parsing path indexer: " + std::string(1, peek()));
            ++m_at;
            step.kind = PathStep::Kind::Filter;
            step.query = expression();
            space();
            if (peek() != ')')
                fail(done() ? "Path ended with open query." : "Unexpected character while parsing path query: " + std::string(1, peek()));
            ++m_at;
        } else if (peek() == '*') {
            ++m_at;
            step.kind = PathStep::Kind::Wildcard;
            step.ofItems = true;
        } else {
            step.kind = PathStep::Kind::Index;
            std::vector<std::string> parts(1);
            bool slice = false;
            while (!done() && peek() != close) {
                const char c = peek();
                if (c == ':') {
                    slice = true;
                    parts.emplace_back();
                } else if (c == ',') {
                    step.kind = PathStep::Kind::Indexes;
                    parts.emplace_back();
                } else if ((c >= '0' && c <= '9') || c == '-') {
                    parts.back() += c;
                } else if (c != ' ') {
                    fail("Unexpected character while parsing path indexer: " + std::string(1, c));
                }
                ++m_at;
            }
            if (done()) fail("Path ended with open indexer.");
            if (slice) {
                step.kind = PathStep::Kind::Slice;
                if (parts.size() > 3) fail("Unexpected character while parsing path indexer: :");
                if (!parts[0].empty()) step.hasStart = true, step.start = std::atoi(parts[0].c_str());
                if (parts.size() > 1 && !parts[1].empty()) step.hasEnd = true, step.end = std::atoi(parts[1].c_str());
                if (parts.size() > 2 && !parts[2].empty()) step.hasStep = true, step.step = std::atoi(parts[2].c_str());
                if (step.hasStep && step.step == 0) fail("Step cannot be zero.");
            } else {
                for (const auto& part : parts) {
                    if (part.empty()) fail("Array index expected.");
                    step.indexes.push_back(std::atoi(part.c_str()));
                }
            }
        }
        space();
        if (peek() != close) fail("Path ended with open indexer. Expected " + std::string(1, close));
        ++m_at;
        return step;
    }

    TokenRef constant() {
        const char c = peek();
        if (c == '\'' || c == '"') return TokenRef(new JValueObject(TokenType::String, Value::text(quoted())));
        const std::size_t begin = m_at;
        while (!done() && peek() != ' ' && peek() != ')' && peek() != '&' && peek() != '|' && peek() != '=' && peek() != '!' &&
               peek() != '<' && peek() != '>')
            ++m_at;
        const std::string word(m_text.substr(begin, m_at - begin));
        if (word == "true" || word == "false") return TokenRef(new JValueObject(TokenType::Boolean, Value::boolean(word == "true")));
        if (word == "null") return TokenRef(new JValueObject(TokenType::Null, {}));
        char* end = nullptr;
        if (word.empty()) fail("Could not read query operator.");
        if (word.find_first_of(".eE") == std::string::npos) {
            const long long number = std::strtoll(word.c_str(), &end, 10);
            if (*end == '\0') return TokenRef(new JValueObject(TokenType::Integer, Value::int64(number)));
        } else {
            const double number = std::strtod(word.c_str(), &end);
            if (*end == '\0') return TokenRef(new JValueObject(TokenType::Float, Value::float64(number)));
        }
        fail("Could not read query operator.");
    }

    std::shared_ptr<Query> comparison() {
        space();
        auto query = std::make_shared<Query>();
        if (peek() == '(') {
            ++m_at;
            query = expression();
            space();
            if (peek() != ')') fail("Path ended with open query.");
            ++m_at;
            return query;
        }
        if (peek() == '@' || peek() == '$') {
            query->leftIsRoot = peek() == '$';
            ++m_at;
            query->left = parse(true);
        } else {
            query->leftConstant = constant();
        }
        space();
        for (const std::string_view op : {"===", "!==", "==", "!=", "<>", "<=", ">=", "=~", "<", ">", "="}) {
            if (m_text.substr(m_at, op.size()) != op) continue;
            query->op = op;
            m_at += op.size();
            break;
        }
        if (query->op.empty()) {
            query->kind = Query::Kind::Exists;
            return query;
        }
        query->kind = Query::Kind::Compare;
        space();
        if (query->op == "=~") {
            if (peek() != '/') fail("Regex expected.");
            const std::size_t end = m_text.find('/', m_at + 1);
            if (end == std::string_view::npos) fail("Path ended with an open regex.");
            std::string pattern(m_text.substr(m_at + 1, end - m_at - 1));
            m_at = end + 1;
            std::string flags;
            while (!done() && peek() >= 'a' && peek() <= 'z') flags += m_text[m_at++];
            query->constant =
                TokenRef(new JValueObject(TokenType::String, Value::text(flags.empty() ? pattern : "(?" + flags + ")" + pattern)));
        } else if (peek() == '@' || peek() == '$') {
            query->rightIsPath = true;
            query->rightIsRoot = peek() == '$';
            ++m_at;
            query->right = parse(true);
        } else {
            query->constant = constant();
        }
        return query;
    }

    std::shared_ptr<Query> expression() {
        if (++m_depth > 50) fail("Query is nested too deeply.");
        std::vector<std::shared_ptr<Query>> any;
        std::vector<std::shared_ptr<Query>> all{comparison()};
        while (true) {
            space();
            const auto op = m_text.substr(m_at, 2);
            if (op == "&&") {
                m_at += 2;
                all.push_back(comparison());
            } else if (op == "||") {
                m_at += 2;
                any.push_back(join(Query::Kind::And, std::move(all)));
                all = {comparison()};
            } else {
                break;
            }
        }
        any.push_back(join(Query::Kind::And, std::move(all)));
        --m_depth;
        return join(Query::Kind::Or, std::move(any));
    }

    static std::shared_ptr<Query> join(Query::Kind kind, std::vector<std::shared_ptr<Query>> parts) {
        if (parts.size() == 1) return parts[0];
        auto query = std::make_shared<Query>();
        query->kind = kind;
        query->parts = std::move(parts);
        return query;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
};

}  // namespace

std::vector<PathStep> parsePath(std::string_view text) { return PathParser(text).run(); }

}  // namespace mgc::expression::path
