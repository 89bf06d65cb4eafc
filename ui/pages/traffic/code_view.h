#pragma once
#include <QPlainTextEdit>

namespace mgc::ui {

class MessageHighlighter;

/// Read-only text in the code font, coloured as an HTTP message or JSON.
class CodeView : public QPlainTextEdit {
    Q_OBJECT
public:
    CodeView(const QString& accessibleName, bool startsWithHead, QWidget* parent = nullptr);
    /// Replaces the text unless it is the same (the scroll position stays then).
    void showText(const QString& text);
    [[nodiscard]] MessageHighlighter& highlighter() { return *m_highlighter; }

private:
    MessageHighlighter* m_highlighter;
};

}  // namespace mgc::ui
