#include "policies/support/liquid/expression.h"

#include "base/text.h"
#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

namespace {

constexpr int deepestMarkup = 50;
constexpr std::int64_t longestRange = 100'000;

Value memberOf(const Value& value, const std::string& name) {
    if (const auto* hash = value.hash())
        if (const Value* found = hash->find(name)) return *found;
    const auto* list = value.list();
    const bool size = equalsIgnoreCase(name, "size");
    if (size && list) return static_cast<std::int64_t>(list->size());
    if (size && value.string()) return static_cast<std::int64_t>(utf16Length(*value.string()));
    if (size && value.hash()) return static_cast<std::int64_t>(value.hash()->members.size());
    if (list && !list->empty() && equalsIgnoreCase(name, "first")) return list->front();
    if (list && !list->empty() && equalsIgnoreCase(name, "last")) return list->back();
    return {};
}

Value indexed(const Value& value, const Value& index) {
    if (const auto* list = value.list()) {
        const auto at = index.wholeNumber();
        if (!at) return {};
        const auto size = static_cast<std::int64_t>(list->size());
        const std::int64_t place = *at < 0 ? *at + size : *at;
        return place >= 0 && place < size ? (*list)[static_cast<std::size_t>(place)] : Value{};
    }
    return memberOf(value, index.text());
}

/// Comparison words start with either case: C# naming spells them "StartsWith".
std::string canonicalWord(std::string word) {
    if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] + 32);
    return word;
}

bool isComparison(const std::string& text) {
    for (const char* known : {"==", "!=", "<>", "<", ">", "<=", ">=", "contains", "startsWith", "endsWith", "hasKey", "hasValue"})
        if (text == known) return true;
    return false;
}

bool contains(const Value& where, const Value& what) {
    if (const auto* list = where.list()) {
        for (const Value& item : *list)
            if (equal(item, what)) return true;
        return false;
    }
    if (const auto* hash = where.hash()) return hash->find(what.text()) != nullptr;
    return where.string() && where.string()->find(what.text()) != std::string::npos;
}

bool compared(const Value& left, const std::string& how, const Value& right) {
    if (how == "contains") return contains(left, right);
    if (how == "startsWith") return left.text().starts_with(right.text());
    if (how == "endsWith") return left.text().ends_with(right.text());
    if (how == "hasKey") return left.hash() && left.hash()->find(right.text());
    if (how == "hasValue") {
        if (left.hash())
            for (const auto& member : left.hash()->members)
                if (equal(member.second, right)) return true;
        return false;
    }
    if (how == "==") return equal(left, right);
    if (how == "!=" || how == "<>") return !equal(left, right);
    const auto order = compare(left, right);
    if (!order) return false;
    if (how == "<") return *order < 0;
    if (how == ">") return *order > 0;
    return how == "<=" ? *order <= 0 : *order >= 0;
}

}  // namespace

Value Operand::value(Rendering& rendering) const {
    if (isLiteral) return literal;
    if (from) {
        const auto first = from->value(rendering).wholeNumber().value_or(0);
        const auto last = to->value(rendering).wholeNumber().value_or(0);
        if (last - first >= longestRange) throw RenderProblem{"A range holds more than 100,000 numbers."};
        List list;
        for (std::int64_t number = first; number <= last; ++number) list.emplace_back(number);
        return list;
    }
    Value result = rendering.lookup(name);
    for (const Part& part : parts) result = part.index ? indexed(result, part.index->value(rendering)) : memberOf(result, part.member);
    return result;
}

Value Output::value(Rendering& rendering) const {
    Value result = operand.value(rendering);
    for (const FilterCall& call : filters) {
        rendering.step();
        const Filter* filter = findFilter(call.name);
        if (!filter) continue;  // DotLiquid hands the value on when it knows no such filter
        std::vector<Value> arguments;
        for (const Operand& each : call.arguments) arguments.push_back(each.value(rendering));
        result = (*filter)(result, arguments, rendering);
    }
    return result;
}

bool Condition::holds(Rendering& rendering) const {
    bool result = false;
    const Value value = left.value(rendering);
    if (!right) {
        result = value.isTrue();
    } else if (right->isEmptyWord && (comparison == "==" || comparison == "!=" || comparison == "<>")) {
        result = value.isEmpty() == (comparison == "==");
    } else {
        result = compared(value, comparison, right->value(rendering));
    }
    if (link == "and") return result && next->holds(rendering);
    if (link == "or") return result || next->holds(rendering);
    return result;
}

void MarkupReader::unexpected(std::string_view wanted) const {
    const std::string found = atEnd() ? std::string("the end") : "'" + current().text + "'";
    throw SyntaxProblem{"Expected " + std::string(wanted) + " but found " + found + ".", current().offset};
}

bool MarkupReader::accept(std::string_view symbolOrWord) {
    if (current().kind == Token::Kind::String || atEnd() || current().text != symbolOrWord) return false;
    ++m_at;
    return true;
}

void MarkupReader::expect(std::string_view symbolOrWord) {
    if (!accept(symbolOrWord)) unexpected("'" + std::string(symbolOrWord) + "'");
}

void MarkupReader::expectEnd() {
    if (!atEnd()) unexpected("the end");
}

std::string MarkupReader::name(std::string_view what) {
    if (current().kind != Token::Kind::Name) unexpected(what);
    return m_tokens[m_at++].text;
}

Operand MarkupReader::operand() {
    if (++m_depth > deepestMarkup) throw SyntaxProblem{"The expression nests too deep.", current().offset};
    Operand result;
    const Token token = current();
    if (token.kind == Token::Kind::End) unexpected("a value");
    ++m_at;
    if (token.kind == Token::Kind::String || token.kind == Token::Kind::Integer || token.kind == Token::Kind::Real) {
        result.isLiteral = true;
        result.literal = Value(token.text);
        if (token.kind == Token::Kind::Integer && toInteger(token.text)) result.literal = Value(*toInteger(token.text));
        if (token.kind == Token::Kind::Real) result.literal = Value(std::strtod(token.text.c_str(), nullptr));
    } else if (token.text == "(") {
        result.from = std::make_shared<Operand>(operand());
        expect("..");
        result.to = std::make_shared<Operand>(operand());
        expect(")");
    } else if (token.kind != Token::Kind::Name) {
        --m_at;
        unexpected("a value");
    } else if (token.text == "true" || token.text == "false") {
        result.isLiteral = true;
        result.literal = Value(token.text == "true");
    } else if (token.text == "nil" || token.text == "null") {
        result.isLiteral = true;
    } else if (token.text == "empty" || token.text == "blank") {
        result.isLiteral = result.isEmptyWord = true;
        result.literal = Value("");
    } else {
        result.name = token.text;
        while (true) {
            if (accept(".")) {
                result.parts.push_back({name("a member"), nullptr});
            } else if (accept("[")) {
                result.parts.push_back({"", std::make_shared<Operand>(operand())});
                expect("]");
            } else {
                break;
            }
        }
    }
    --m_depth;
    return result;
}

Output MarkupReader::output() {
    Output result{operand(), {}};
    while (accept("|")) {
        FilterCall call{name("a filter"), {}};
        if (accept(":")) {
            call.arguments.push_back(operand());
            while (accept(",")) call.arguments.push_back(operand());
        }
        result.filters.push_back(std::move(call));
    }
    return result;
}

Condition MarkupReader::condition() {
    if (++m_depth > deepestMarkup) throw SyntaxProblem{"The condition is too long.", current().offset};
    Condition result;
    result.left = operand();
    const std::string word = canonicalWord(current().text);
    if (!atEnd() && current().kind != Token::Kind::String && isComparison(word)) {
        result.comparison = word;
        ++m_at;
        result.right = operand();
    }
    for (const char* link : {"and", "or"}) {
        if (!result.link.empty() || !accept(link)) continue;
        result.link = link;
        result.next = std::make_unique<Condition>(condition());
    }
    --m_depth;
    return result;
}

}  // namespace mgc::policies::liquid
