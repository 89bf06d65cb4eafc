#include "ui/pages/home/next_steps_card.h"

#include <QJsonArray>
#include <QLocale>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/row_button.h"

namespace mgc::ui {

namespace {

const QString stateName = QStringLiteral("nextSteps");

}  // namespace

NextStepsCard::NextStepsCard(PageContext& context, QWidget* parent) : Card(tr("Next steps"), parent), m_context(context) {
    setObjectName(QStringLiteral("nextSteps"));
    header()->addStretch();
    m_count = new Label({}, TextRole::Body, ColorRole::Muted, this);
    header()->addWidget(m_count);
    addStep(QStringLiteral("prompt"), tr("Send a prompt"), tr("Through the gateway to the simulator"), QStringLiteral("prompt.send"));
    addStep(QStringLiteral("burst"), tr("Send a burst of %1").arg(context.settings.get(settings::burstTotal)),
            tr("Runs into the token limit"), QStringLiteral("burst.start"));
    addStep(QStringLiteral("trace"), tr("See what each policy did"), tr("Trace of the last request"), QStringLiteral("prompt.openTrace"));
    addStep(QStringLiteral("live"), tr("Watch the limit live"), tr("Tokens per minute against the limit"), QStringLiteral("go.live"));
    addStep(QStringLiteral("edit"), tr("Change the policy"), tr("Raise the token limit and watch it reload"),
            QStringLiteral("go.policies"));
    body()->addStretch();
    connect(&context.prompt, &PromptSession::finished, this, [this](const PromptResult& result) {
        if (result.answered()) finish(QStringLiteral("prompt"));
    });
    connect(&context.gateway.burst(), &BurstRunner::finished, this, [this](const BurstProgress& burst) {
        finish(QStringLiteral("burst"), tr("%1 of %2 throttled").arg(burst.throttled).arg(burst.sent));
    });
    connect(&context.actions, &ActionRegistry::triggered, this, [this](const QString& id) {
        if (id == QLatin1String("go.live")) finish(QStringLiteral("live"));
        if (id == QLatin1String("prompt.openTrace") || id == QLatin1String("traffic.whyThrottled")) finish(QStringLiteral("trace"));
    });
    connect(&context.gateway, &GatewaySession::statusChanged, this, &NextStepsCard::look);
    for (const QJsonValue& id : context.settings.state(stateName).toArray()) finish(id.toString());
    count();
}

void NextStepsCard::addStep(const QString& id, const QString& title, const QString& detail, const QString& command) {
    auto* row = new RowButton(this);
    row->setObjectName(QStringLiteral("step.") + id);
    row->setTexts(title, detail);
    row->setNumberMark(static_cast<int>(m_steps.size()) + 1);
    row->setKeyCap(m_context.actions.keyText(command));
    row->setArrow(true);
    connect(row, &QAbstractButton::clicked, this, [this, command] { m_context.actions.trigger(command); });
    body()->addWidget(row);
    m_steps.push_back({id, command, row});
}

void NextStepsCard::finish(const QString& id, const QString& detail) {
    for (const Step& step : m_steps) {
        if (step.id != id) continue;
        if (!detail.isEmpty()) step.row->setTexts(step.row->accessibleName().section(QStringLiteral(": "), 0, 0), detail);
        if (step.row->isDone()) return;
        step.row->setDone(true);
        step.row->setKeyCap({});
    }
    QJsonArray done;
    for (const Step& step : m_steps)
        if (step.row->isDone()) done.append(step.id);
    m_context.settings.setState(stateName, done);
    count();
}

void NextStepsCard::look() {
    const quint64 revision = m_context.gateway.status().revision;
    if (m_firstRevision == 0)
        m_firstRevision = revision;
    else if (revision > m_firstRevision)
        finish(QStringLiteral("edit"), tr("Revision %1 is live").arg(revision));
}

void NextStepsCard::count() {
    int done = 0;
    for (const Step& step : m_steps) done += step.row->isDone() ? 1 : 0;
    m_count->setText(tr("%1 of %2").arg(done).arg(m_steps.size()));
}

}  // namespace mgc::ui
