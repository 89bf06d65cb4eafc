#pragma once
#include <QWidget>
#include <optional>
#include <string>

#include "ui/pages/backends/backend_items.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace mgc::ui {

class BackendCalls;
class BreakerNow;
class Label;
class ManagementClient;
class StatusRanges;
class WorkspaceEdits;

/// The circuit breaker rule of one backend: on or off, what counts as failing, how long it stays open. Azure accepts one rule.
class BreakerForm : public QWidget {
    Q_OBJECT
public:
    BreakerForm(BackendItems& items, WorkspaceEdits& edits, const BackendCalls& calls, ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);

signals:
    void requestChosen(quint64 id);

private:
    void show();
    void switchRule(bool on);
    void write(const std::string& member, const std::optional<std::string>& json, const QString& what);
    void setProblem(const QString& problem);
    [[nodiscard]] const resources::CircuitBreakerRule* rule() const;
    /// A duration of the rule as the file has it; Azure's default of an hour where it has none.
    [[nodiscard]] QString written(const std::string& member) const;

    BackendItems& m_items;
    WorkspaceEdits& m_edits;
    QString m_name;
    QCheckBox *m_on, *m_retryAfter;
    QWidget* m_fields;
    QSpinBox* m_count;
    QComboBox *m_unit, *m_interval, *m_trip;
    StatusRanges* m_ranges;
    QLineEdit* m_reasons;
    Label *m_problem, *m_pool;
    QWidget* m_line;
    BreakerNow* m_now;
    bool m_showing = false;
};

}  // namespace mgc::ui
