#pragma once
#include <Qsci/qsciscintilla.h>

#include <QTimer>

#include "base/diagnostic.h"
#include "ui/documents/policy_file.h"

namespace mgc::ui {

class CompletionPopup;
class SignatureTip;
class DocumentStore;
class PolicyLexer;

/// The XML of one document. Scintilla keeps UTF-8, so its positions are the document's byte offsets; what is typed becomes a patch at
/// once, what other views change is patched in. Undo is the document's, not Scintilla's.
class XmlEditor : public QsciScintilla {
    Q_OBJECT
public:
    XmlEditor(PolicyFile& file, DocumentStore& store, QWidget* parent);

    void setProblems(const Diagnostics& problems);
    void goTo(std::size_t offset);
    [[nodiscard]] std::size_t caret() const;
    /// Replaces bytes as if typed.
    void replaceRange(std::size_t begin, std::size_t end, const QByteArray& text);
    void showCompletion();
    /// The parameters of the call around the caret, where it stands in an expression.
    void showSignature();
    /// The expression the caret stands in, entities resolved; empty outside of one.
    [[nodiscard]] QString expressionAtCaret() const;
    [[nodiscard]] PolicyFile& file() const { return m_file; }
    /// Opens what the caret names: fragment, backend, named value.
    void goToDefinition();
    /// Lays out the selected lines' indentation by their nesting; never on its own.
    void formatSelection();
    [[nodiscard]] QPoint pointAt(std::size_t offset) const;

signals:
    void caretMoved(int line, int column);
    void openFile(const QString& path);
    void refused(const QString& reason);
    void fixesWanted();
    void renameWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    void applyTheme();
    void setUpMargins();
    void freeKeys();
    void textModified(int position, int type, const char* text, int length);
    void takePatches(const std::vector<policy::xml::Patch>& patches, DocumentView from);
    void takeSelection(DocumentView from);
    void tellSelection();
    void markElement();
    void refold();
    void matchAtCaret();
    /// Back to the line's start where the caret can be seen from there.
    void scrollLeft();
    [[nodiscard]] QString hoverAt(std::size_t offset) const;

    PolicyFile& m_file;
    DocumentStore& m_store;
    PolicyLexer* m_lexer;
    CompletionPopup* m_completion;
    SignatureTip* m_signature;
    Diagnostics m_problems;
    QTimer m_idle;  ///< selection and folding follow the caret
    bool m_applying = false;
};

}  // namespace mgc::ui
