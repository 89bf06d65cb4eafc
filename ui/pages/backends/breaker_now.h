#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

namespace mgc::ui {

class BackendCalls;
class CountdownRing;
class Label;
class LinkButton;

/// How one backend's breaker is now: closed or open with the time that is left, and the last calls that failed, each with its request.
class BreakerNow : public QWidget {
    Q_OBJECT
public:
    static constexpr int shownFailures = 5;

    BreakerNow(const BackendItems& items, const BackendCalls& calls, QWidget* parent);
    void setBackend(const QString& name);

signals:
    void requestChosen(quint64 id);

private:
    void showState();
    void showFailures();

    struct Row {
        QWidget* whole;
        Label *time, *what;
        LinkButton* link;
    };

    const BackendItems& m_items;
    const BackendCalls& m_calls;
    QString m_name;
    CountdownRing* m_ring;
    Label *m_state, *m_detail, *m_none;
    QVector<Row> m_rows;
    QVector<quint64> m_ids;
    double m_longest = 0;  ///< seconds left when this opening was first seen
};

}  // namespace mgc::ui
