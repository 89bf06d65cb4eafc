#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "expression/runtime/date_time.h"

// Liquid as DotLiquid speaks it, which API Management uses in "C# mode" (docs "set-body", 03/2024).
namespace mgc::policies::liquid {

class Value;
using List = std::vector<Value>;

/// An object. Members keep their order.
struct Hash {
    std::vector<std::pair<std::string, Value>> members;
    bool ignoreCase = false;  ///< members of XML bodies are found without case: SOAP imports write body.envelope.body
    std::string text;         ///< what it prints as; "": its pairs

    [[nodiscard]] const Value* find(std::string_view name) const;
    void set(std::string name, Value value);
};

/// Anything a template can hold; cheap to copy.
class Value {
public:
    using Date = expression::DateParts;

    Value() = default;
    Value(bool value) : m_data(value) {}                                           // NOLINT: values convert freely
    Value(std::int64_t value) : m_data(value) {}                                   // NOLINT
    Value(double value) : m_data(value) {}                                         // NOLINT
    Value(std::string value) : m_data(std::move(value)) {}                         // NOLINT
    Value(std::string_view value) : m_data(std::string(value)) {}                  // NOLINT
    Value(const char* value) : m_data(std::string(value)) {}                       // NOLINT
    Value(Date value) : m_data(value) {}                                           // NOLINT
    Value(List value) : m_data(std::make_shared<const List>(std::move(value))) {}  // NOLINT
    Value(Hash value) : m_data(std::make_shared<const Hash>(std::move(value))) {}  // NOLINT

    [[nodiscard]] bool isNil() const { return std::holds_alternative<std::monostate>(m_data); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&m_data); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_data); }
    [[nodiscard]] const double* real() const { return std::get_if<double>(&m_data); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&m_data); }
    [[nodiscard]] const Date* date() const { return std::get_if<Date>(&m_data); }
    [[nodiscard]] const List* list() const;
    [[nodiscard]] const Hash* hash() const;

    /// Nil and false are not, all else is.
    [[nodiscard]] bool isTrue() const { return !isNil() && !(boolean() && !*boolean()); }
    /// "", an empty list or object, nil.
    [[nodiscard]] bool isEmpty() const;
    /// As it is printed: invariant culture, lists without separator.
    [[nodiscard]] std::string text() const;
    /// A number, or a text that is one.
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] std::optional<std::int64_t> wholeNumber() const;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, std::shared_ptr<const List>, std::shared_ptr<const Hash>>
        m_data;
};

/// Nullopt where the two cannot be compared. A text meets a number as text, as DotLiquid converts the right side to the left one's type.
[[nodiscard]] std::optional<int> compare(const Value& left, const Value& right);
[[nodiscard]] bool equal(const Value& left, const Value& right);

}  // namespace mgc::policies::liquid
