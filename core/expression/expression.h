#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"

namespace mgc::expression {

class Value;
struct EvaluationContext;

/// Bodies an expression may read; the engine has them whole in memory before it evaluates.
struct Reads {
    bool requestBody = false;
    bool responseBody = false;
};

/// A compiled policy expression: immutable, shared by all requests, safe to evaluate from several threads at once.
class Expression {
public:
    virtual ~Expression() = default;
    /// Error code = .NET exception type name ("NullReferenceException"), message = its message, range = place in the document.
    [[nodiscard]] virtual Result<Value> evaluate(EvaluationContext& context) const = 0;
    /// Evaluate for a condition; an error if the value is not a bool.
    [[nodiscard]] virtual Result<bool> evaluateBool(EvaluationContext& context) const = 0;
    /// Evaluate and convert as APIM does when it writes a value into an attribute or text (null is "").
    [[nodiscard]] virtual Result<std::string> evaluateText(EvaluationContext& context) const = 0;
    /// C# name of the static type ("string", "int", "JObject").
    [[nodiscard]] virtual std::string_view typeName() const = 0;
    [[nodiscard]] virtual Reads reads() const = 0;
    /// "@(...)" or "@{...}" as written.
    [[nodiscard]] virtual const std::string& source() const = 0;
};

/// Compiles "@(expr)" or "@{statements}". `origin` is the place of the first character of `source` in its document, so that
/// diagnostics carry file, line and column of the document. All findings go to `diagnostics`; null if any is an error.
/// Codes MGC3xxx.
[[nodiscard]] std::shared_ptr<const Expression> compile(std::string_view source, const SourceRange& origin, Diagnostics& diagnostics);

}  // namespace mgc::expression
