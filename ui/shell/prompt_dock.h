#pragma once
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QPlainTextEdit;
class QSpinBox;
class QVBoxLayout;

namespace mgc::ui {

class AnswerView;
class Button;
class Chip;
class Label;
struct PageContext;
struct PromptResult;

/// The prompt with all its parameters: model, system text, length, temperature, streaming, history. A view of PromptSession, as is
/// Home's card.
class PromptDock : public QWidget {
    Q_OBJECT
public:
    PromptDock(PageContext& context, QWidget* parent);

private:
    QWidget* parameters();
    QWidget* texts();
    QWidget* answer();
    void showSession();
    void showResult(const PromptResult& result);
    void showHistory();

    PageContext& m_context;
    QComboBox* m_model = nullptr;
    QSpinBox* m_maxTokens = nullptr;
    QDoubleSpinBox* m_temperature = nullptr;
    QCheckBox* m_stream = nullptr;
    QPlainTextEdit *m_system = nullptr, *m_text = nullptr;
    Button *m_send = nullptr, *m_history = nullptr;
    AnswerView* m_answer = nullptr;
    Chip* m_status = nullptr;
    Label* m_facts = nullptr;
};

}  // namespace mgc::ui
