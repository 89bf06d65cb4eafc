#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace mgc::ui {

class ActionRegistry;
class BackendCalls;
class BreakerForm;
class Chip;
class Label;
class ManagementClient;
class ResourceForm;
class SegmentedSwitch;
class SimulatorTab;
class WorkspaceEdits;

/// The right column: what the file of one backend or pool holds, as a form, its breaker rule, the simulated
/// resource that answers for it, and the JSON as it stands on disk.
class BackendInspector : public QWidget {
    Q_OBJECT
public:
    BackendInspector(BackendItems& items, WorkspaceEdits& edits, ActionRegistry& actions, const BackendCalls& calls,
                     ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);
    [[nodiscard]] QString backend() const { return m_name; }
    void showBreaker();

signals:
    void deleted();
    /// A failed call of the breaker tab: its request is to be shown.
    void requestChosen(quint64 id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void showLive();
    void remove();

    BackendItems& m_items;
    WorkspaceEdits& m_edits;
    QString m_name, m_file;
    Label *m_title, *m_path;
    Chip* m_state;
    SegmentedSwitch* m_tabs;
    QStackedWidget* m_stack;
    QScrollArea* m_formArea;
    BreakerForm* m_breaker;
    SimulatorTab* m_simulator;
    QPlainTextEdit* m_json;
    ResourceForm* m_form = nullptr;
};

}  // namespace mgc::ui
