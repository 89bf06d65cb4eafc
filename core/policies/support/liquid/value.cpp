#include "policies/support/liquid/value.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "expression/value.h"

namespace mgc::policies::liquid {

namespace {

constexpr int deepestText = 64;

std::string realText(double value) { return expression::Value::float64(value).toText(); }

std::string textOf(const Value& value, int depth) {
    if (depth > deepestText) return {};
    if (const auto* text = value.string()) return *text;
    if (const auto* flag = value.boolean()) return *flag ? "true" : "false";
    if (const auto* number = value.integer()) return std::to_string(*number);
    if (const auto* number = value.real()) return realText(*number);
    if (const auto* date = value.date()) return expression::formatDateTime(*date, "");
    std::string result;
    if (const auto* list = value.list())
        for (const Value& item : *list) result += textOf(item, depth + 1);
    if (const auto* hash = value.hash()) {
        if (!hash->text.empty()) return hash->text;
        for (const auto& [name, member] : hash->members) result += "[" + name + ", " + textOf(member, depth + 1) + "]";
    }
    return result;
}

}  // namespace

const Value* Hash::find(std::string_view name) const {
    for (const auto& member : members)
        if (member.first == name) return &member.second;
    if (ignoreCase)
        for (const auto& member : members)
            if (equalsIgnoreCase(member.first, name)) return &member.second;
    return nullptr;
}

void Hash::set(std::string name, Value value) {
    for (auto& member : members)
        if (member.first == name) {
            member.second = std::move(value);
            return;
        }
    members.emplace_back(std::move(name), std::move(value));
}

const List* Value::list() const {
    const auto* pointer = std::get_if<std::shared_ptr<const List>>(&m_data);
    return pointer ? pointer->get() : nullptr;
}

const Hash* Value::hash() const {
    const auto* pointer = std::get_if<std::shared_ptr<const Hash>>(&m_data);
    return pointer ? pointer->get() : nullptr;
}

bool Value::isEmpty() const {
    if (const auto* text = string()) return text->empty();
    if (const auto* items = list()) return items->empty();
    if (const auto* object = hash()) return object->members.empty();
    return isNil();
}

std::string Value::text() const { return textOf(*this, 0); }

std::optional<std::int64_t> Value::wholeNumber() const {
    if (const auto* number = integer()) return *number;
    if (const auto* number = real(); number && std::floor(*number) == *number && std::fabs(*number) < 9e15)
        return static_cast<std::int64_t>(*number);
    if (const auto* given = string()) return toInteger(trimmed(*given));
    return std::nullopt;
}

std::optional<double> Value::number() const {
    if (const auto* number = integer()) return static_cast<double>(*number);
    if (const auto* number = real()) return *number;
    const auto* given = string();
    if (!given || given->empty() || given->size() > 40) return std::nullopt;
    const std::string digits(trimmed(*given));
    if (digits.find_first_not_of("0123456789+-.eE") != std::string::npos) return std::nullopt;
    char* end = nullptr;
    const double parsed = std::strtod(digits.c_str(), &end);
    return end && *end == 0 && end != digits.c_str() ? std::optional(parsed) : std::nullopt;
}

std::optional<int> compare(const Value& left, const Value& right) {
    const auto order = [](const auto& a, const auto& b) { return a < b ? -1 : (b < a ? 1 : 0); };
    if (left.isNil() || right.isNil()) return std::nullopt;
    if (const auto* date = left.date()) {
        if (const auto* other = right.date()) return order(date->ticks(), other->ticks());
        const auto parsed = expression::parseDateTime(right.text(), 0);
        return parsed ? std::optional(order(date->ticks(), expression::resolveDate(*parsed, false).ticks())) : std::nullopt;
    }
    if (left.integer() && right.integer()) return order(*left.integer(), *right.integer());
    if (left.integer() || left.real()) {
        const auto other = right.number();
        return other ? std::optional(order(*left.number(), *other)) : std::nullopt;
    }
    if (left.string()) return order(*left.string(), right.text());
    return std::nullopt;
}

bool equal(const Value& left, const Value& right) {
    if (left.isNil() || right.isNil()) return left.isNil() && right.isNil();
    if (left.boolean() && right.boolean()) return *left.boolean() == *right.boolean();
    if (left.boolean() || right.boolean()) return equalsIgnoreCase(left.text(), right.text());
    if (left.list() && right.list())
        return std::ranges::equal(*left.list(), *right.list(), [](const Value& a, const Value& b) { return equal(a, b); });
    const auto order = compare(left, right);
    return order && *order == 0;
}

}  // namespace mgc::policies::liquid
