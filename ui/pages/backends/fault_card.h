#pragma once
#include <QJsonArray>
#include <QTimer>

#include "ui/widgets/basic/surfaces.h"

class QComboBox;
class QHBoxLayout;
class QSpinBox;
class QTableWidget;

namespace mgc::ui {

class ActionRegistry;
class Button;
class GatewaySession;

/// "Try a failure": starts one of the simulator's faults on a simulated region for some seconds, and lists those that were started with
/// the calls they hit. Nothing outside of the built-in simulator is touched.
class FaultCard : public Card {
    Q_OBJECT
public:
    FaultCard(GatewaySession& gateway, ActionRegistry& actions, QWidget* parent);
    /// The region offered first.
    void setBackend(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void take(const QJsonObject& simulator);
    void start();
    void clear();
    void put(const QJsonArray& faults);
    void showRows(const QJsonObject& hits);

    GatewaySession& m_gateway;
    QComboBox *m_kind, *m_region;
    QSpinBox* m_seconds;
    Button *m_start, *m_clear, *m_send;
    Label *m_failure, *m_none, *m_scope;
    QHBoxLayout* m_row;
    bool m_narrow = false;  ///< too narrow for one row
    QTableWidget* m_table;
    QJsonArray m_faults, m_presets;
    QTimer m_tick;  ///< countdown and hit counts, once a second while the card is shown
};

}  // namespace mgc::ui
