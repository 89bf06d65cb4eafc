#include "ui/forms/expression_highlighter.h"

#include <QRegularExpression>

#include "ui/forms/expression_queries.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

ExpressionHighlighter::ExpressionHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

void ExpressionHighlighter::readAgain() {
    const QString text = document()->toPlainText();
    if (text == m_text) return;
    m_text = text;
    m_bytes = text.toUtf8();
    m_isExpression = m_bytes.trimmed().startsWith('@');
    m_parts =
        m_isExpression ? expressionParts({m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())}) : QVector<ExpressionRange>();
}

void ExpressionHighlighter::highlightBlock(const QString& text) {
    readAgain();
    if (!m_isExpression) {
        // Liquid templates of set-body.
        static const QRegularExpression liquid(QStringLiteral("\\{\\{.*?\\}\\}|\\{%.*?%\\}"));
        QTextCharFormat warm;
        warm.setForeground(themeColor(ColorRole::CodeExpression));
        for (auto matches = liquid.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), warm);
        }
        return;
    }
    QTextCharFormat plain;
    plain.setForeground(themeColor(ColorRole::CodeExpression));
    setFormat(0, static_cast<int>(text.size()), plain);
    const int start = currentBlock().position();
    const int end = start + static_cast<int>(text.size());
    for (const auto& range : m_parts) {
        const auto place = [&](std::size_t offset) {
            return static_cast<int>(QString::fromUtf8(m_bytes.left(static_cast<qsizetype>(offset))).size());
        };
        const int from = std::max(place(range.begin), start);
        const int to = std::min(place(range.end), end);
        if (to <= from) continue;
        QTextCharFormat format = plain;
        if (range.part == ExpressionPart::Keyword) format.setFontWeight(QFont::Bold);
        if (range.part == ExpressionPart::Text) format.setForeground(themeColor(ColorRole::CodeString));
        if (range.part == ExpressionPart::Comment) format.setForeground(themeColor(ColorRole::CodeComment));
        if (range.part == ExpressionPart::Bad) format.setForeground(themeColor(ColorRole::Err));
        setFormat(from - start, to - from, format);
    }
}

}  // namespace mgc::ui
