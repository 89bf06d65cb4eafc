#pragma once
#include <QWidget>

#include "azure/observe/cloud_trace.h"
#include "ui/pages/azure/azure_state.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QTreeWidget;

namespace mgc::ui {

class Button;
class Label;

/// "Send through Azure": a request with tracing, its trace laid beside that of the local gateway, aligned by step, differences marked.
class TracePanel : public QWidget {
    Q_OBJECT
public:
    TracePanel(AzureState& state, QWidget* parent);
    void refresh();
    /// Fills in what the service and the local gateway suggest, once.
    void prefill();

signals:
    void compared(int differences);

private:
    void send();
    void askLocally(const azure::TracedRequest& request);
    void show(const azure::Json& local);
    [[nodiscard]] Result<azure::TracedRequest> request() const;

    AzureState& m_state;
    QComboBox* m_api;
    QLineEdit *m_path, *m_subscription;
    QPlainTextEdit* m_body;
    Button* m_send;
    Label *m_cloudState, *m_localState, *m_summary;
    QTreeWidget* m_table;
    azure::CloudTrace m_cloud;
    bool m_prefilled = false;
};

}  // namespace mgc::ui
