#pragma once
#include <QStackedWidget>
#include <QTimer>

#include "ui/widgets/basic/surfaces.h"

class QGridLayout;

namespace mgc::ui {

class Button;
class IconButton;
struct PageContext;

/// State, address, key and what the gateway runs; start, stop, restart, copy. Failure shows the reason with the raw text behind it.
class GatewayCard : public Card {
    Q_OBJECT
public:
    GatewayCard(PageContext& context, QWidget* parent);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitButtons();
    QWidget* facts();
    QWidget* failure();
    Label* addFact(QGridLayout* grid, const QString& name, bool code, Label** note);
    void showState();
    void showStatus();
    void showUptime();

    PageContext& m_context;
    Chip* m_chip;
    QStackedWidget* m_stack;
    Label *m_endpoint = nullptr, *m_key = nullptr, *m_model = nullptr, *m_policy = nullptr, *m_limit = nullptr, *m_uptime = nullptr;
    Label *m_policyNote = nullptr, *m_uptimeNote = nullptr;
    Label *m_failureText = nullptr, *m_failureDetail = nullptr;
    IconButton *m_copyEndpoint = nullptr, *m_copyKey = nullptr;
    Button *m_curl, *m_restart, *m_stop;
    QTimer m_tick;
    double m_lastUptime = -1;
    qint64 m_uptimeSeenAt = 0;
};

}  // namespace mgc::ui
