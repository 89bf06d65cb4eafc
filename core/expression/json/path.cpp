#include <algorithm>
#include <cstdlib>
#include <functional>

#include "expression/json/token.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/regex.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {
namespace {

struct Query;

/// One step of a path.
struct PathStep {
    enum class Kind { Name, Names, Wildcard, Index, Indexes, Slice, Filter } kind = Kind::Name;
    bool recursive = false;
    std::vector<std::string> names;
    std::vector<int> indexes;
    bool hasStart = false, hasEnd = false, hasStep = false;
    int start = 0, end = 0, step = 1;
    std::shared_ptr<Query> query;
};

/// A filter expression: comparison, existence, && and ||.
struct Query {
    enum class Kind { And, Or, Exists, Compare } kind = Kind::Exists;
    std::vector<std::shared_ptr<Query>> parts;
    std::vector<PathStep> left;
    std::string op;
    bool rightIsPath = false;
    bool leftIsRoot = false, rightIsRoot = false;
    std::vector<PathStep> right;
    TokenRef constant;
    TokenRef leftConstant;
};

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
            if (inQuery && (c == ' ' || c == ')' || c == ']' || c == '=' || c == '!' || c == '<' || c == '>' || c == '&' || c == '|' || c == ',')) break;
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
                while (!done() && peek() != '.' && peek() != '[' && peek() != '(' && peek() != ']' && peek() != ')' && !(inQuery && (peek() == ' ' || peek() == '=' || peek() == '!' || peek() == '<' || peek() == '>' || peek() == '&' || peek() == '|'))) {
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
            if (peek() != ')') fail(done() ? "Path ended with open query." : "Unexpected character while parsing path query: " + std::string(1, peek()));
            ++m_at;
        } else if (peek() == '*') {
            ++m_at;
            step.kind = PathStep::Kind::Wildcard;
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
        while (!done() && peek() != ' ' && peek() != ')' && peek() != '&' && peek() != '|' && peek() != '=' && peek() != '!' && peek() != '<' && peek() != '>') ++m_at;
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
            query->constant = TokenRef(new JValueObject(TokenType::String, Value::text(flags.empty() ? pattern : "(?" + flags + ")" + pattern)));
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

class PathRunner {
public:
    explicit PathRunner(JTokenObject& root) : m_root(root) {}

    std::vector<TokenRef> run(const std::vector<PathStep>& steps, JTokenObject* start, bool strict) {
        std::vector<TokenRef> current{TokenRef(start)};
        for (const auto& step : steps) {
            std::vector<TokenRef> next;
            for (const auto& token : current) {
                countStep();
                if (step.recursive) {
                    std::vector<JTokenObject*> all;
                    descend(token.get(), all, step);
                    for (JTokenObject* each : all) next.emplace_back(each);
                } else {
                    apply(step, token.get(), next, strict);
                }
            }
            current = std::move(next);
            checkCollectionSize(current.size());
        }
        return current;
    }

private:
    /// Document order, the token itself first.
    void descend(JTokenObject* token, std::vector<JTokenObject*>& out, const PathStep& step) {
        countStep();
        if (step.kind == PathStep::Kind::Name || step.kind == PathStep::Kind::Names || step.kind == PathStep::Kind::Wildcard) {
            if (step.kind == PathStep::Kind::Wildcard) {
                // ScanFilter with a wildcard yields every descendant value.
                if (token != nullptr && token->parent() != nullptr && &m_root != token) out.push_back(token);
            }
            auto* container = dynamic_cast<JContainerObject*>(token);
            if (!container) return;
            for (std::size_t i = 0; i < container->count(); ++i) {
                JTokenObject* child = container->child(i);
                if (auto* property = dynamic_cast<JPropertyObject*>(child)) {
                    if (step.kind != PathStep::Kind::Wildcard && std::find(step.names.begin(), step.names.end(), property->name) != step.names.end()) out.push_back(property->content());
                    descend(property->content(), out, step);
                } else {
                    descend(child, out, step);
                }
            }
            return;
        }
        std::vector<TokenRef> here;
        apply(step, token, here, false);
        for (const auto& each : here) out.push_back(each.get());
        auto* container = dynamic_cast<JContainerObject*>(token);
        for (std::size_t i = 0; container && i < container->count(); ++i) {
            JTokenObject* child = container->child(i);
            if (auto* property = dynamic_cast<JPropertyObject*>(child)) child = property->content();
            descend(child, out, step);
        }
    }

    void missing(bool strict, const std::string& message) const {
        if (strict) raise("JsonException", message);
    }

    void apply(const PathStep& step, JTokenObject* token, std::vector<TokenRef>& out, bool strict) {
        auto* object = dynamic_cast<JObjectObject*>(token);
        auto* array = dynamic_cast<JArrayObject*>(token);
        const auto index = [&](int at) {
            if (!array) return missing(strict, "Index " + std::to_string(at) + " not valid on " + token->type()->name + ".");
            if (at < 0 || at >= static_cast<int>(array->count())) return missing(strict, "Index " + std::to_string(at) + " outside the bounds of JArray.");
            out.emplace_back(array->child(static_cast<std::size_t>(at)));
        };
        switch (step.kind) {
            case PathStep::Kind::Name:
            case PathStep::Kind::Names:
                if (!object) return missing(strict, "Property '" + step.names[0] + "' not valid on " + token->type()->name + ".");
                for (const auto& name : step.names) {
                    if (JTokenObject* found = object->get(name)) out.emplace_back(found);
                    else missing(strict, "Property '" + name + "' does not exist on JObject.");
                }
                return;
            case PathStep::Kind::Wildcard:
                if (object) for (std::size_t i = 0; i < object->count(); ++i) out.emplace_back(object->propertyAt(i)->content());
                else if (array) for (std::size_t i = 0; i < array->count(); ++i) out.emplace_back(array->child(i));
                else missing(strict, "Index * not valid on " + token->type()->name + ".");
                return;
            case PathStep::Kind::Index:
            case PathStep::Kind::Indexes:
                for (const int at : step.indexes) index(at);
                return;
            case PathStep::Kind::Slice: {
                if (!array) return missing(strict, "Array slice is not valid on " + token->type()->name + ".");
                const int count = static_cast<int>(array->count());
                int start = step.hasStart ? step.start : step.step > 0 ? 0 : count - 1;
                int end = step.hasEnd ? step.end : step.step > 0 ? count : -1;
                if (step.hasStart && start < 0) start += count;
                if (step.hasEnd && end < 0) end += count;
                start = std::clamp(start, step.step > 0 ? 0 : INT32_MIN, step.step > 0 ? INT32_MAX : count - 1);
                end = std::clamp(end, -1, count);
                bool any = false;
                for (int at = start; step.step > 0 ? at < end : at > end; at += step.step) {
                    if (at < 0 || at >= count) continue;
                    any = true;
                    out.emplace_back(array->child(static_cast<std::size_t>(at)));
                }
                if (!any) missing(strict, "Array slice returned no results.");
                return;
            }
            case PathStep::Kind::Filter: {
                auto* container = dynamic_cast<JContainerObject*>(token);
                for (std::size_t i = 0; container && i < container->count(); ++i) {
                    JTokenObject* child = container->child(i);
                    if (auto* property = dynamic_cast<JPropertyObject*>(child)) child = property->content();
                    countStep();
                    if (matches(*step.query, child)) out.emplace_back(child);
                }
                return;
            }
        }
    }

    bool matches(const Query& query, JTokenObject* token) {
        if (query.kind == Query::Kind::And) return std::all_of(query.parts.begin(), query.parts.end(), [&](const auto& part) { return matches(*part, token); });
        if (query.kind == Query::Kind::Or) return std::any_of(query.parts.begin(), query.parts.end(), [&](const auto& part) { return matches(*part, token); });
        const auto values = [&](bool isConstant, const TokenRef& constant, const std::vector<PathStep>& path, bool root) {
            if (isConstant) return std::vector<TokenRef>{constant};
            return run(path, root ? &m_root : token, false);
        };
        const auto left = values(static_cast<bool>(query.leftConstant), query.leftConstant, query.left, query.leftIsRoot);
        if (query.kind == Query::Kind::Exists) return !left.empty();
        const auto right = values(!query.rightIsPath, query.constant, query.right, query.rightIsRoot);
        for (const auto& a : left)
            for (const auto& b : right)
                if (compare(query.op, *a, *b)) return true;
        return false;
    }

    static bool compare(const std::string& op, const JTokenObject& left, const JTokenObject& right) {
        const auto* a = dynamic_cast<const JValueObject*>(&left);
        const auto* b = dynamic_cast<const JValueObject*>(&right);
        if (!a || !b) return op == "!=" || op == "<>" || op == "!==";
        if (op == "=~") return a->tokenType() == TokenType::String && regexIsMatch(b->content.asText(), a->content.asText());
        const bool equal = [&] {
            if (a->equals(*b)) return true;
            const auto number = [](const JValueObject* value) { return value->tokenType() == TokenType::Integer || value->tokenType() == TokenType::Float; };
            if (op == "===" || op == "!==") return number(a) && number(b) && a->compareTo(Value::object(const_cast<JValueObject*>(b))) == 0;
            if (number(a) && number(b)) return a->compareTo(Value::object(const_cast<JValueObject*>(b))) == 0;
            if (b->tokenType() == TokenType::String && a->tokenType() != TokenType::Null && a->tokenType() != TokenType::String) return toText(a->content) == b->content.asText();
            return false;
        }();
        if (op == "==" || op == "=" || op == "===") return equal;
        if (op == "!=" || op == "<>" || op == "!==") return !equal;
        if (a->content.isNull() || b->content.isNull()) return false;
        if ((a->tokenType() == TokenType::String) != (b->tokenType() == TokenType::String)) return false;
        const int order = a->compareTo(b->content);
        if (op == "<") return order < 0;
        if (op == ">") return order > 0;
        return op == "<=" ? order <= 0 : order >= 0;
    }

    JTokenObject& m_root;
};

}  // namespace

std::vector<TokenRef> selectTokens(JTokenObject& root, std::string_view path, bool errorWhenNoMatch) {
    const auto steps = PathParser(path).run();
    return PathRunner(root).run(steps, &root, errorWhenNoMatch);
}

}  // namespace mgc::expression
