#include <algorithm>
#include <cstdlib>
#include <map>

#include "expression/json/path.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/regex.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {
using namespace path;

namespace {

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
                    if (step.kind != PathStep::Kind::Wildcard &&
                        std::find(step.names.begin(), step.names.end(), property->name) != step.names.end())
                        out.push_back(property->content());
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

    /// `message()` makes the text only where it is raised.
    template <class Message>
    void missing(bool strict, Message message) const {
        if (strict) raise("JsonException", message());
    }

    void apply(const PathStep& step, JTokenObject* token, std::vector<TokenRef>& out, bool strict) {
        auto* object = dynamic_cast<JObjectObject*>(token);
        auto* array = dynamic_cast<JArrayObject*>(token);
        const auto index = [&](int at) {
            if (!array)
                return missing(strict, [&] { return "Index " + std::to_string(at) + " not valid on " + token->type()->name + "."; });
            if (at < 0 || at >= static_cast<int>(array->count()))
                return missing(strict, [&] { return "Index " + std::to_string(at) + " outside the bounds of JArray."; });
            out.emplace_back(array->child(static_cast<std::size_t>(at)));
        };
        switch (step.kind) {
            case PathStep::Kind::Name:
            case PathStep::Kind::Names:
                if (!object)
                    return missing(strict, [&] { return "Property '" + step.names[0] + "' not valid on " + token->type()->name + "."; });
                for (const auto& name : step.names) {
                    if (JTokenObject* found = object->get(name))
                        out.emplace_back(found);
                    else
                        missing(strict, [&] { return "Property '" + name + "' does not exist on JObject."; });
                }
                return;
            case PathStep::Kind::Wildcard:
                if (object && !step.ofItems)
                    for (std::size_t i = 0; i < object->count(); ++i) out.emplace_back(object->propertyAt(i)->content());
                else if (array && step.ofItems)
                    for (std::size_t i = 0; i < array->count(); ++i) out.emplace_back(array->child(i));
                else
                    missing(strict, [&] { return "Index * not valid on " + token->type()->name + "."; });
                return;
            case PathStep::Kind::Index:
            case PathStep::Kind::Indexes:
                for (const int at : step.indexes) index(at);
                return;
            case PathStep::Kind::Slice: {
                if (!array) return missing(strict, [&] { return "Array slice is not valid on " + token->type()->name + "."; });
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
                if (!any) missing(strict, [&] { return std::string("Array slice returned no results."); });
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
        if (query.kind == Query::Kind::And)
            return std::all_of(query.parts.begin(), query.parts.end(), [&](const auto& part) { return matches(*part, token); });
        if (query.kind == Query::Kind::Or)
            return std::any_of(query.parts.begin(), query.parts.end(), [&](const auto& part) { return matches(*part, token); });
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
            const auto number = [](const JValueObject* value) {
                return value->tokenType() == TokenType::Integer || value->tokenType() == TokenType::Float;
            };
            if (op == "===" || op == "!==") return number(a) && number(b) && a->compareTo(Value::object(const_cast<JValueObject*>(b))) == 0;
            if (number(a) && number(b)) return a->compareTo(Value::object(const_cast<JValueObject*>(b))) == 0;
            if (b->tokenType() == TokenType::String && a->tokenType() != TokenType::Null && a->tokenType() != TokenType::String)
                return toText(a->content) == b->content.asText();
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

/// A parsed path; each thread keeps the last 64 different ones, since an expression's path hardly ever changes.
std::shared_ptr<const std::vector<PathStep>> knownPath(std::string_view text) {
    thread_local std::map<std::string, std::shared_ptr<const std::vector<PathStep>>, std::less<>> known;
    if (const auto found = known.find(text); found != known.end()) return found->second;
    if (known.size() >= 64) known.clear();
    auto parsed = std::make_shared<const std::vector<PathStep>>(parsePath(text));
    if (text.size() <= 256) known.emplace(text, parsed);
    return parsed;
}

/// A path of names and indexes leads to one token at most: no lists are made on the way.
bool isStraight(const std::vector<PathStep>& steps) {
    return std::all_of(steps.begin(), steps.end(), [](const PathStep& step) {
        return !step.recursive && ((step.kind == PathStep::Kind::Name && step.names.size() == 1) ||
                                   (step.kind == PathStep::Kind::Index && step.indexes.size() == 1));
    });
}
JTokenObject* follow(const std::vector<PathStep>& steps, JTokenObject* at) {
    for (const auto& step : steps) {
        if (step.kind == PathStep::Kind::Name) {
            auto* object = at->tokenType() == TokenType::Object ? static_cast<JObjectObject*>(at) : nullptr;
            at = object ? object->get(step.names[0]) : nullptr;
        } else {
            auto* array = at->tokenType() == TokenType::Array ? static_cast<JArrayObject*>(at) : nullptr;
            const int index = step.indexes[0];
            at = array && index >= 0 && static_cast<std::size_t>(index) < array->count() ? array->child(static_cast<std::size_t>(index))
                                                                                         : nullptr;
        }
        if (!at) return nullptr;
    }
    return at;
}

}  // namespace

TokenRef selectToken(JTokenObject& root, std::string_view path, bool errorWhenNoMatch) {
    const auto steps = knownPath(path);
    if (isStraight(*steps)) {
        JTokenObject* found = follow(*steps, &root);
        if (found || !errorWhenNoMatch) return TokenRef(found);
    }
    auto found = PathRunner(root).run(*steps, &root, errorWhenNoMatch);
    if (found.size() > 1) raise("JsonException", "Path returned multiple tokens.");
    return found.empty() ? TokenRef() : std::move(found[0]);
}

std::vector<TokenRef> selectTokens(JTokenObject& root, std::string_view path, bool errorWhenNoMatch) {
    const auto steps = knownPath(path);
    return PathRunner(root).run(*steps, &root, errorWhenNoMatch);
}

}  // namespace mgc::expression
