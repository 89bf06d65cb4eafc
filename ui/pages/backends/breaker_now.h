#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

namespace mgc::ui {

class BackendCalls;
class Button;
class CountdownRing;
class Label;
class LinkButton;
class ManagementClient;

/// How one backend's breaker is now: closed or open with the time that is left, a button that holds it open, and the last calls that
/// failed, each with its request.
class BreakerNow : public QWidget {
    Q_OBJECT
public:
    static constexpr int shownFailures = 5;

    BreakerNow(const BackendItems& items, const BackendCalls& calls, ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);

signals:
    void requestChosen(quint64 id);

private:
    void showState();
    void showFailures();
    void switchHold();

    struct Row {
        QWidget* whole;
        Label *time, *what;
        LinkButton* link;
    };

    const BackendItems& m_items;
    const BackendCalls& m_calls;
    ManagementClient& m_client;
    QString m_name;
    CountdownRing* m_ring;
    Label *m_state, *m_detail, *m_none, *m_refused;
    Button* m_hold;
    QVector<Row> m_rows;
    QVector<quint64> m_ids;
    double m_longest = 0;  ///< seconds left when this opening was first seen
};

}  // namespace mgc::ui
