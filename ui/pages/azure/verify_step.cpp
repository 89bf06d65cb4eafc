#include "ui/pages/azure/verify_step.h"

#include <QHBoxLayout>
#include <QStackedWidget>

#include "ui/pages/azure/agent_panel.h"
#include "ui/pages/azure/observe_panels.h"
#include "ui/pages/azure/trace_panel.h"
#include "ui/widgets/basic/buttons.h"

namespace mgc::ui {

VerifyStep::VerifyStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("verify"), tr("Verify"), parent) {
    m_what = new SegmentedSwitch(tr("What is verified"), this);
    const QStringList ids{QStringLiteral("trace"), QStringLiteral("logs"), QStringLiteral("metrics"), QStringLiteral("agent")};
    const QStringList titles{tr("Trace"), tr("Logs"), tr("Metrics"), tr("Agent")};
    for (int i = 0; i < ids.size(); ++i) m_what->addOption(ids[i], titles[i]);
    m_what->setCurrent(ids.first());
    addAction(m_what);
    m_panels = new QStackedWidget(this);
    m_trace = new TracePanel(state, m_panels);
    m_logs = new LogsPanel(state, m_panels);
    m_metrics = new MetricsPanel(state, m_panels);
    m_agent = new AgentPanel(state, m_panels);
    for (QWidget* panel :
         {static_cast<QWidget*>(m_trace), static_cast<QWidget*>(m_logs), static_cast<QWidget*>(m_metrics), static_cast<QWidget*>(m_agent)})
        m_panels->addWidget(panel);
    cards()->addWidget(m_panels, 1);
    connect(m_what, &SegmentedSwitch::currentChanged, this, [this, ids](const QString& id) {
        m_panels->setCurrentIndex(static_cast<int>(ids.indexOf(id)));
        refresh();
    });
    connect(m_trace, &TracePanel::compared, this, [this](int differences) {
        emit progressed(differences == 0 ? tr("same as here") : tr("%n difference(s)", nullptr, differences), differences == 0);
    });
}

void VerifyStep::shown() { m_trace->prefill(); }

void VerifyStep::refresh() {
    setHeading(state().service ? tr("Verify %1").arg(text(state().service->name)) : tr("Verify"),
               state().service ? text(state().service->gatewayUrl()) : tr("choose a service first"));
    m_trace->refresh();
    m_logs->refresh();
    m_metrics->refresh();
    m_agent->refresh();
}

}  // namespace mgc::ui
