#pragma once
#include <QDialog>

class QComboBox;
class QPlainTextEdit;

namespace mgc::ui {

class Chip;
class ExpressionAssist;
class ExpressionRunner;
class Label;
struct ExpressionValue;
class RecordedContext;
struct PageContext;

/// Any expression against any recorded request: what it gives is shown while it is typed. Choosing a request here makes it the one that
/// expression fields show their value for.
class Playground : public QDialog {
    Q_OBJECT
public:
    Playground(PageContext& context, QWidget* parent);
    void setExpression(const QString& text);

private:
    void fillRequests();
    void choose();
    void run();
    void showValue(const ExpressionValue& value);

    PageContext& m_context;
    QComboBox* m_requests;
    QPlainTextEdit *m_code, *m_result;
    ExpressionAssist* m_assist;
    ExpressionRunner* m_runner;
    RecordedContext* m_recorded;
    Chip* m_type;
    Label* m_note;
};

}  // namespace mgc::ui
