#pragma once
#include <QSyntaxHighlighter>

#include "ui/forms/expression_queries.h"

namespace mgc::ui {

/// C# in a field: the text as a whole in the expression colour, keywords bold, strings and comments in theirs. In other texts Liquid
/// ({{ }}, {% %}) has that colour.
class ExpressionHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit ExpressionHighlighter(QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;

private:
    void readAgain();

    QByteArray m_bytes;
    QVector<ExpressionRange> m_parts;
    QString m_text;
    bool m_isExpression = false;
};

}  // namespace mgc::ui
