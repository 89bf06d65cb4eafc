#pragma once
#include <QWidget>

#include "azure/observe/agents.h"
#include "azure/observe/queries.h"
#include "ui/pages/azure/azure_state.h"

class QLineEdit;

namespace mgc::ui {

class AnswerView;
class Button;
class Label;
class NoteList;

/// A prompt agent on a gateway connection: made, asked, and which calls reached the gateway.
class AgentPanel : public QWidget {
    Q_OBJECT
public:
    AgentPanel(AzureState& state, QWidget* parent);
    void refresh();

private:
    void ask();
    void lookForCalls();
    void showCalls(const azure::QueryTable& calls);
    void remove();

    AzureState& m_state;
    QLineEdit *m_name, *m_model, *m_instructions, *m_input;
    AnswerView* m_answer;
    NoteList* m_calls;
    Label* m_ids;
    Button *m_ask, *m_look, *m_remove;
    std::string m_since, m_agent;
};

}  // namespace mgc::ui
