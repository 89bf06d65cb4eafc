#pragma once
#include <QSyntaxHighlighter>

namespace mgc::ui {

/// C# in a field: the text as a whole in the expression colour, keywords bold, strings and comments in theirs.
class ExpressionHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit ExpressionHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

protected:
    void highlightBlock(const QString& text) override;
};

}  // namespace mgc::ui
