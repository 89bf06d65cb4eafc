#pragma once
#include <QWidget>

#include "azure/observe/metrics.h"
#include "azure/observe/queries.h"
#include "ui/pages/azure/azure_state.h"
#include "ui/widgets/charts/chart_frame.h"

class QComboBox;
class QPlainTextEdit;
class QTableWidget;

namespace mgc::ui {

class Button;
class ChartPanel;
class ChartPlot;
class CursorHub;
class Label;

/// The time and number columns of a query's answer as a chart; no series where there is no time column.
[[nodiscard]] ChartFrame chartOf(const azure::QueryTable& table);

/// The log workspace of the service's group, else the only one of the subscription. Errors WorkspaceAmbiguous, WorkspaceNotFound.
[[nodiscard]] Result<std::string> logWorkspaceOf(azure::ArmClient& arm, const std::string& subscription, const std::string& group);

/// KQL on the service's logs: saved queries, table and chart.
class LogsPanel : public QWidget {
    Q_OBJECT
public:
    LogsPanel(AzureState& state, QWidget* parent);
    void refresh();

private:
    void run();
    void show(const azure::QueryTable& table);

    AzureState& m_state;
    QComboBox *m_saved, *m_span;
    QPlainTextEdit* m_query;
    QTableWidget* m_table;
    Label* m_count;
    Button *m_run, *m_copy;
    CursorHub* m_hub;
    ChartPlot* m_plot;
    ChartPanel* m_chart;
    azure::QueryTable m_shown;
};

/// Azure Monitor's requests and durations of the service.
class MetricsPanel : public QWidget {
    Q_OBJECT
public:
    MetricsPanel(AzureState& state, QWidget* parent);
    void refresh();

private:
    void read();
    void show(const std::vector<azure::MetricSeries>& series);

    AzureState& m_state;
    QComboBox* m_span;
    Button* m_read;
    CursorHub* m_hub;
    ChartPlot *m_requestsPlot, *m_durationPlot;
    ChartPanel *m_requests, *m_durations;
};

}  // namespace mgc::ui
