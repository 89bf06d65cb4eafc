#pragma once
#include "ui/pages/azure/azure_step.h"

class QStackedWidget;

namespace mgc::ui {

class AgentPanel;
class LogsPanel;
class MetricsPanel;
class SegmentedSwitch;
class TracePanel;

/// 7: does it work? Traces side by side, logs, metrics, an agent.
class VerifyStep : public AzureStep {
    Q_OBJECT
public:
    VerifyStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    SegmentedSwitch* m_what;
    QStackedWidget* m_panels;
    TracePanel* m_trace;
    LogsPanel* m_logs;
    MetricsPanel* m_metrics;
    AgentPanel* m_agent;
};

}  // namespace mgc::ui
