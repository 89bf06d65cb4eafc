#pragma once
#include <QWidget>
#include <functional>

#include "policy/model/descriptor.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;
class QVBoxLayout;

namespace mgc::ui {

class ExpressionAssist;
class ExpressionRunner;
class Label;
class LiveContext;

/// What a field needs to know of the value it edits.
struct FieldSpec {
    QString name;   ///< as it is written in XML
    QString label;  ///< shown above; the name where empty
    QString help, unit, defaultValue;
    bool required = false;
    bool expressions = false;                     ///< @( ) is allowed; the fx button starts one
    bool multiline = false;                       ///< bodies
    QStringList choices;                          ///< offered, not enforced: the checker says what is wrong
    std::function<QStringList()> variables = {};  ///< what context.Variables may hold here
    LiveContext* live = nullptr;                  ///< expressions show their value for this request
};

[[nodiscard]] FieldSpec specOf(const policy::AttributeDescriptor& attribute);

/// One value with its label, hint and error. Emits edited() with every change the user makes. It never rewrites what it was given.
class ValueField : public QWidget {
    Q_OBJECT
public:
    ValueField(const FieldSpec& spec, QWidget* parent);

    [[nodiscard]] QString text() const;
    /// Shows a value from outside; the caret stays where the text is the same.
    void setText(const QString& text, bool present);
    /// What is wrong with it; empty: nothing.
    void setProblem(const QString& problem, bool error = true);
    [[nodiscard]] QString problem() const { return m_problem; }
    void focusField();
    /// Whether it has to have a value; what is around it may decide.
    void setRequired(bool required);
    [[nodiscard]] const FieldSpec& spec() const { return m_spec; }
    [[nodiscard]] QWidget* editor() const;
    /// `filter` sees the events of whichever editor is shown.
    void watch(QObject* filter);

signals:
    void edited(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void useCode(bool code);
    void showHint();
    void evaluate();
    void fitHeight();
    [[nodiscard]] static bool isExpression(const QString& text) { return text.trimmed().startsWith(QLatin1Char('@')); }

    FieldSpec m_spec;
    QVBoxLayout* m_column;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_code = nullptr;
    QToolButton* m_fx = nullptr;
    ExpressionAssist* m_assist = nullptr;
    ExpressionRunner* m_runner = nullptr;
    Label* m_star = nullptr;
    Label *m_hint, *m_error, *m_live;
    QString m_problem;
    bool m_usesCode = false, m_setting = false, m_isError = true;
};

}  // namespace mgc::ui
