#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "expression/expression.h"
#include "expression/value.h"

namespace mgc::policy {

class RequestContext;

/// The text of an attribute or element: constant, one policy expression, or text with expressions in it. Immutable.
class Template {
public:
    Template() = default;
    static Template constant(std::string text);
    /// Compiles `text`, whose first character stands at `origin`. Findings go to `diagnostics`; nullopt if there was an error.
    static std::optional<Template> compile(std::string_view text, const SourceRange& origin, Diagnostics& diagnostics);

    /// False for a default-constructed one: the attribute is absent and has no default.
    [[nodiscard]] bool present() const { return m_present; }
    [[nodiscard]] bool isConstant() const { return m_parts.empty(); }
    [[nodiscard]] const std::string& constantText() const { return m_constant; }
    [[nodiscard]] bool isSingleExpression() const { return m_parts.size() == 1; }
    [[nodiscard]] expression::Reads reads() const;
    /// As written.
    [[nodiscard]] const std::string& source() const { return m_source; }

    /// As APIM writes it out (null is ""). The view points into this object or into `storage`; a constant costs nothing.
    [[nodiscard]] Result<std::string_view> text(RequestContext& context, std::string& storage) const;
    [[nodiscard]] Result<std::string> text(RequestContext& context) const;
    /// An expression keeps its type; everything else is a string.
    [[nodiscard]] Result<expression::Value> value(RequestContext& context) const;
    /// Error ExpressionValueEvaluationFailure-like codes where the value is no bool / whole number / number (texts are converted).
    [[nodiscard]] Result<bool> boolean(RequestContext& context) const;
    [[nodiscard]] Result<std::int64_t> integer(RequestContext& context) const;
    [[nodiscard]] Result<double> number(RequestContext& context) const;

private:
    struct Part {
        std::string literal;
        std::shared_ptr<const expression::Expression> expression;
    };
    bool m_present = false;
    std::string m_constant;
    std::string m_source;
    std::vector<Part> m_parts;
};

/// "true"/"false" in any case, and 0/1 (xs:boolean).
[[nodiscard]] std::optional<bool> toBoolean(std::string_view text);
[[nodiscard]] std::optional<double> toNumber(std::string_view text);

/// A typed setting: its constant is converted once, when the policy is compiled.
template <class T>
class Setting {
public:
    Setting() = default;
    explicit Setting(T constant) : m_constant(std::move(constant)), m_present(true) {}
    explicit Setting(Template text) : m_text(std::move(text)), m_present(true) {}
    [[nodiscard]] bool present() const { return m_present; }
    [[nodiscard]] bool isConstant() const { return !m_text.present(); }
    [[nodiscard]] const T& constant() const { return m_constant; }
    [[nodiscard]] Result<T> get(RequestContext& context) const {
        if (!m_text.present()) return m_constant;
        if constexpr (std::is_same_v<T, bool>)
            return m_text.boolean(context);
        else if constexpr (std::is_same_v<T, std::int64_t>)
            return m_text.integer(context);
        else
            return m_text.number(context);
    }
    [[nodiscard]] const Template& expression() const { return m_text; }

private:
    T m_constant{};
    Template m_text;
    bool m_present = false;
};
using BooleanSetting = Setting<bool>;
using IntegerSetting = Setting<std::int64_t>;
using NumberSetting = Setting<double>;

}  // namespace mgc::policy
