#pragma once
#include <QStringList>
#include <QVector>
#include <string>

#include "base/diagnostic.h"
#include "ui/forms/completion_list.h"

// What the compiler's editor queries say about an expression, in the words and shapes of the console. Offsets are bytes of the UTF-8
// text "@(...)" or "@{...}".
namespace mgc::ui {

struct ExpressionCompletions {
    QVector<Completion> items;
    std::size_t begin = 0;  ///< of the name that is being typed
};
/// Names that may stand at `offset`; inside of Variables["..."] and GetValueOrDefault("...") the variables that the document sets.
[[nodiscard]] ExpressionCompletions expressionCompletions(const std::string& text, std::size_t offset, const QStringList& variables);

/// The overloads of the call around `offset` as rich text, the active parameter bold; empty outside of a call.
[[nodiscard]] QString signatureText(const std::string& text, std::size_t offset);
/// Type, declaration and documentation of what stands at `offset` as rich text; empty where nothing does.
[[nodiscard]] QString hoverText(const std::string& text, std::size_t offset);

struct ExpressionFinding {
    std::size_t begin = 0, end = 0;
    QString message;
    bool error = true;
};
[[nodiscard]] QVector<ExpressionFinding> expressionFindings(const std::string& text);

/// How a part of an expression is drawn.
enum class ExpressionPart { Plain, Keyword, Text, Comment, Bad };
struct ExpressionRange {
    std::size_t begin = 0, end = 0;
    ExpressionPart part = ExpressionPart::Plain;
};
/// Parts that are not Plain, in order. As the lexer sees them, so that colours cost nothing while one types.
[[nodiscard]] QVector<ExpressionRange> expressionParts(std::string_view text);

}  // namespace mgc::ui
