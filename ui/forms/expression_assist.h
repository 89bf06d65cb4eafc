#pragma once
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>

class QKeyEvent;
class QPlainTextEdit;

namespace mgc::ui {

class CompletionList;
class SignatureTip;

/// Helps someone who writes an expression in a text field: completion at the caret, the parameters of the call around it, types and
/// documentation below the pointer, and errors as they are typed. Texts that are no expression are left alone.
class ExpressionAssist : public QObject {
    Q_OBJECT
public:
    /// `variables` gives what context.Variables may hold here; may be empty.
    ExpressionAssist(QPlainTextEdit& edit, std::function<QStringList()> variables);
    ~ExpressionAssist() override;

    void complete();
    [[nodiscard]] CompletionList* list() const { return m_list; }
    /// The first error of the text as it stands; empty for none.
    [[nodiscard]] QString error() const { return m_error; }
    static constexpr int delayMs = 60;

signals:
    void checked(const QString& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isExpression() const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::size_t caret() const;
    [[nodiscard]] QRect caretRect() const;
    bool keyPressed(QKeyEvent* event);
    void afterKey(const QString& typed);
    void offer(bool asked);
    void insert(const QString& chosen);
    void showSignature();
    void check();
    void hover(const QPoint& at, const QPoint& global) const;
    void needPopups();

    QPlainTextEdit& m_edit;
    std::function<QStringList()> m_variables;
    CompletionList* m_list = nullptr;
    SignatureTip* m_tip = nullptr;
    std::size_t m_begin = 0;
    QTimer m_soon;
    QString m_error;
};

}  // namespace mgc::ui
