#include "ui/forms/expression_highlighter.h"

#include <QRegularExpression>

#include "ui/theme/theme.h"

namespace mgc::ui {

void ExpressionHighlighter::highlightBlock(const QString& text) {
    const QString whole = document()->toPlainText();
    if (!whole.trimmed().startsWith(QLatin1Char('@'))) return;
    QTextCharFormat plain;
    plain.setForeground(themeColor(ColorRole::CodeExpression));
    setFormat(0, static_cast<int>(text.size()), plain);
    static const QRegularExpression tokens(QStringLiteral(
        "(\"(?:[^\"\\\\]|\\\\.)*\"?)|(//"
        ".*)|\\b(as|bool|else|false|for|foreach|if|in|int|is|new|null|return|string|true|try|catch|var|while|long|double)\\b"));
    for (auto match = tokens.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        QTextCharFormat format = plain;
        if (found.capturedLength(1) > 0) format.setForeground(themeColor(ColorRole::CodeString));
        if (found.capturedLength(2) > 0) format.setForeground(themeColor(ColorRole::CodeComment));
        if (found.capturedLength(3) > 0) format.setFontWeight(QFont::Bold);
        setFormat(static_cast<int>(found.capturedStart()), static_cast<int>(found.capturedLength()), format);
    }
}

}  // namespace mgc::ui
