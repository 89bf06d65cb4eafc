#pragma once
#include <QSyntaxHighlighter>

namespace mgc::ui {

/// Colours an HTTP message or a JSON text: header names and JSON keys as attributes, strings, numbers. `startsWithHead` says that the
/// text begins with a start line and headers up to the first empty line.
class MessageHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    MessageHighlighter(QTextDocument* document, bool startsWithHead);
    /// Header values that explain the answer get a tint (Retry-After, remaining tokens of a 429).
    void setMarked(const QStringList& headerNames);

protected:
    void highlightBlock(const QString& text) override;

private:
    void highlightJson(const QString& text);
    bool m_startsWithHead;
    QStringList m_marked;
};

}  // namespace mgc::ui
