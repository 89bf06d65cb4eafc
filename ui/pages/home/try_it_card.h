#pragma once
#include "ui/widgets/basic/surfaces.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace mgc::ui {

class AnswerView;
class Button;
class StepStrip;
struct PageContext;
struct PromptResult;

/// Prompt, answer, what happened on the way. A view of PromptSession.
class TryItCard : public Card {
    Q_OBJECT
public:
    TryItCard(PageContext& context, QWidget* parent);

private:
    void buildHeader();
    void buildPrompt();
    void buildOutcome();
    void showSession();
    void showStarted();
    void showResult(const PromptResult& result);
    void showDetail();
    void fact(QHBoxLayout* row, const QString& name, Label** value);

    PageContext& m_context;
    Label* m_path = nullptr;
    QComboBox* m_model = nullptr;
    QCheckBox* m_stream = nullptr;
    QLineEdit* m_prompt = nullptr;
    Button* m_send = nullptr;
    AnswerView* m_answer = nullptr;
    Label *m_happened = nullptr, *m_summary = nullptr;
    StepStrip* m_strip = nullptr;
    Chip* m_status = nullptr;
    QWidget* m_facts = nullptr;
    Label *m_ttft = nullptr, *m_total = nullptr, *m_tokens = nullptr, *m_backend = nullptr, *m_policies = nullptr;
    Button* m_trace = nullptr;
};

}  // namespace mgc::ui
