#include "ui/pages/azure/agent_panel.h"

#include <QLineEdit>

#include "ui/pages/azure/note_list.h"
#include "ui/pages/azure/observe_panels.h"
#include "ui/widgets/basic/answer_view.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

AgentPanel::AgentPanel(AzureState& state, QWidget* parent) : QWidget(parent), m_state(state) {
    auto* row = plainLayout<QHBoxLayout>(this);
    setSpacing(row, 12);
    auto* card = new Card(tr("Prompt agent"), this);
    setFixedWidthScaled(card, 400);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 10);
    const auto line = [&](const QString& title, const QString& value) {
        auto* field = new QLineEdit(value, card);
        field->setAccessibleName(title);
        body->addWidget(new Label(title, TextRole::Tab, ColorRole::Text, card));
        body->addWidget(field);
        connect(field, &QLineEdit::textChanged, this, &AgentPanel::refresh);
        return field;
    };
    const azure::AgentRequest defaults;
    m_model = line(tr("Model: connection/deployment"), QStringLiteral("ai-gateway/gpt-4.1-mini"));
    m_name = line(tr("Name of the agent"), text(defaults.name));
    m_instructions = line(tr("Instructions"), text(defaults.instructions));
    m_input = line(tr("What it is asked"), tr("Which model are you?"));
    auto* buttons = plainLayout<QHBoxLayout>();
    setSpacing(buttons, 8);
    m_ask = new Button(tr("Ask the agent"), QStringLiteral("send"), ButtonKind::Primary, card);
    m_remove = new Button(tr("Delete the agent"), {}, ButtonKind::Danger, card);
    buttons->addWidget(m_ask);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    body->addLayout(buttons);
    body->addStretch();
    row->addWidget(card);
    auto* right = plainLayout<QVBoxLayout>();
    setSpacing(right, 12);
    auto* answer = new Card(tr("Answer"), this);
    m_ids = new Label({}, TextRole::Hint, ColorRole::Muted, answer);
    m_ids->setElide(Qt::ElideMiddle);
    answer->header()->addWidget(m_ids, 1);
    m_answer = new AnswerView(tr("Answer of the agent"), answer);
    m_answer->setHint(tr("The agent is made on the connection's model, a conversation is started, and its answer appears here."));
    setMargins(answer->body(), 16, 0, 16, 16);
    answer->body()->addWidget(m_answer, 1);
    right->addWidget(answer, 1);
    auto* calls = new Card(tr("Calls that reached the gateway"), this);
    calls->setHeaderLine(true);
    calls->header()->addStretch();
    m_look = new Button(tr("Look again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, calls);
    m_look->setAccessibleName(tr("Look for calls again"));
    calls->header()->addWidget(m_look);
    m_calls = new NoteList(tr("Calls that reached the gateway"), calls);
    m_calls->setEmptyText(tr("The gateway's log lines since the question. Logs come some minutes late."));
    calls->body()->addWidget(m_calls, 1);
    right->addWidget(calls, 2);
    row->addLayout(right, 1);
    connect(m_ask, &QPushButton::clicked, this, &AgentPanel::ask);
    connect(m_look, &QPushButton::clicked, this, &AgentPanel::lookForCalls);
    connect(m_remove, &QPushButton::clicked, this, &AgentPanel::remove);
}

void AgentPanel::refresh() {
    const bool ready = !m_state.work.isBusy() && !m_state.foundryProject.isEmpty();
    m_ask->setEnabled(ready && !m_model->text().trimmed().isEmpty() && !m_input->text().trimmed().isEmpty());
    m_ask->setToolTip(m_state.foundryProject.isEmpty() ? tr("Choose a Foundry project in the Services step") : QString());
    m_remove->setEnabled(ready && !m_agent.empty());
    m_look->setEnabled(!m_state.work.isBusy() && !m_since.empty());
}

void AgentPanel::ask() {
    azure::AgentRequest request;
    request.name = m_name->text().trimmed().toStdString();
    request.model = m_model->text().trimmed().toStdString();
    request.instructions = m_instructions->text().toStdString();
    request.input = m_input->text().toStdString();
    const azure::FoundryProject project{m_state.foundryAccount.section(QLatin1Char('/'), -1).toStdString(),
                                        m_state.foundryProject.toStdString()};
    m_answer->clearAnswer();
    m_calls->setNotes({});
    m_state.run<azure::AgentRun>(
        tr("Asking the agent"),
        [request, project](azure::Session& session, const azure::ProgressHandler& progress) -> Result<azure::AgentRun> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            std::size_t done = 0;
            return azure::runAgent(*arm, project, request, [&](const std::string& what) { progress({done++, 3, what}); });
        },
        [this](const azure::AgentRun& run) {
            m_answer->setAnswer(text(run.text));
            m_agent = run.agent;
            m_since = run.startedAt;
            m_ids->setText(tr("%1 version %2, %3").arg(text(run.agent), text(run.version), text(run.conversation)));
            QMetaObject::invokeMethod(this, &AgentPanel::lookForCalls, Qt::QueuedConnection);
        });
}

void AgentPanel::lookForCalls() {
    const std::string subscription = m_state.subscription.toStdString(),
                      group = m_state.service ? m_state.service->resourceGroup : std::string();
    m_state.run<azure::QueryTable>(
        tr("Looking for the gateway's calls"),
        [subscription, group, since = m_since](azure::Session& session, const azure::ProgressHandler&) -> Result<azure::QueryTable> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            MGC_TRY_ASSIGN(const std::string workspace, logWorkspaceOf(*arm, subscription, group));
            return azure::runQuery(*arm, workspace, azure::callsSince(since), "P1D");
        },
        [this](const azure::QueryTable& calls) { showCalls(calls); });
}

void AgentPanel::showCalls(const azure::QueryTable& calls) {
    QVector<Note> notes;
    const auto cell = [&](const std::vector<azure::Json>& row, const char* column) {
        for (std::size_t i = 0; i < calls.columns.size() && i < row.size(); ++i)
            if (calls.columns[i] == column)
                return text(row[i].is_string() ? row[i].get<std::string>() : row[i].is_null() ? std::string() : row[i].dump());
        return QString();
    };
    for (const auto& row : calls.rows) {
        const QString status = cell(row, "ResponseCode");
        const bool fine = status.startsWith(QLatin1Char('2'));
        notes << Note{fine ? paint::Tone::Ok : paint::Tone::Err, fine ? QStringLiteral("checkmark_circle") : QStringLiteral("error_circle"),
                      tr("%1 %2").arg(cell(row, "Method"), cell(row, "OperationId")), cell(row, "Url"),
                      tr("%1, %2 ms, %3").arg(status, cell(row, "TotalTime"), cell(row, "TimeGenerated"))};
    }
    m_calls->setEmptyText(tr("No call of the gateway is logged since the question. Logs come some minutes late: look again."));
    m_calls->setNotes(notes);
}

void AgentPanel::remove() {
    const azure::FoundryProject project{m_state.foundryAccount.section(QLatin1Char('/'), -1).toStdString(),
                                        m_state.foundryProject.toStdString()};
    m_state.run<bool>(
        tr("Deleting the agent"),
        [project, agent = m_agent](azure::Session& session, const azure::ProgressHandler&) -> Result<bool> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            return azure::deleteAgent(*arm, project, agent);
        },
        [this](bool) {
            m_agent.clear();
            m_state.tell(paint::Tone::Ok, tr("The agent is gone"));
            m_state.touch();
        });
}

}  // namespace mgc::ui
