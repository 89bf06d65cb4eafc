#pragma once
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>
#include <QVector>

#include "policy/xml/document.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

/// Colours of a policy document, from its syntax tree: tags, attributes, strings, C# expressions, comments.
class PolicyHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit PolicyHighlighter(QTextDocument* document);
    void setDocument(const policy::xml::Document& document);

protected:
    void highlightBlock(const QString& text) override;

private:
    struct Range {
        int start, length;
        ColorRole role;
        bool italic;
    };
    QVector<Range> m_ranges;  ///< by start
};

/// A policy document with line numbers, read-only.
class PolicyText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PolicyText(QWidget* parent);
    void setPolicy(const policy::xml::Document& document);
    void goToLine(int line);
    void paintNumbers(QPaintEvent* event, QWidget& area);
    [[nodiscard]] int numbersWidth() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyFont();

    QWidget* m_numbers;
    PolicyHighlighter* m_highlighter;
};

}  // namespace mgc::ui
