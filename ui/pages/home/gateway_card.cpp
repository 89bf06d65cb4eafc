#include "ui/pages/home/gateway_card.h"

#include <QClipboard>
#include <QDateTime>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int leastForWords = 352;

QString duration(double seconds) {
    const auto whole = static_cast<qint64>(seconds);
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600, 2, 10, QLatin1Char('0'))
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

GatewayCard::GatewayCard(PageContext& context, QWidget* parent) : Card(tr("Gateway"), parent), m_context(context) {
    setObjectName(QStringLiteral("gatewayCard"));
    header()->addStretch();
    m_chip = new Chip({}, this);
    header()->addWidget(m_chip);
    auto* more = new IconButton(QStringLiteral("more_horizontal"), tr("More gateway actions"), this);
    header()->addWidget(more);
    connect(more, &QToolButton::clicked, this, [this, more] {
        QMenu menu(this);
        for (const char* id : {"gateway.copyUrl", "gateway.copyKey", "gateway.copyCurl", "", "gateway.reload", "gateway.resetCounters", "",
                               "workspace.reveal", "gateway.settings"})
            if (*id == '\0')
                menu.addSeparator();
            else if (QAction* action = m_context.actions.action(QLatin1String(id)))
                menu.addAction(action);
        menu.exec(more->mapToGlobal(QPoint(0, more->height() + 2)));
    });
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(facts());
    m_stack->addWidget(failure());
    body()->addWidget(m_stack, 1);
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    auto* footer = plainLayout<QHBoxLayout>();
    setMargins(footer, 16, 11, 16, 12);
    setSpacing(footer, 8);
    m_curl = new Button(tr("Copy as curl"), QStringLiteral("code"), ButtonKind::Normal, this);
    m_curl->setAccessibleName(tr("Copy as curl"));
    m_curl->setToolTip(tr("Copy as curl"));
    m_restart = new Button(tr("Restart"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, this);
    m_restart->setAccessibleName(tr("Restart gateway"));
    m_stop = new Button(tr("Stop"), QStringLiteral("stop"), ButtonKind::Normal, this);
    for (Button* button : {m_curl, m_restart, m_stop}) footer->addWidget(button);
    footer->addStretch();
    body()->addLayout(footer);
    connect(m_curl, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.copyCurl")); });
    connect(m_restart, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.restart")); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        const auto state = m_context.gateway.state();
        const bool up =
            state == GatewaySession::State::Running || state == GatewaySession::State::Lost || state == GatewaySession::State::Starting;
        m_context.actions.trigger(up ? QStringLiteral("gateway.stop") : QStringLiteral("gateway.start"));
    });
    connect(&context.gateway, &GatewaySession::stateChanged, this, &GatewayCard::showState);
    connect(&context.gateway, &GatewaySession::statusChanged, this, &GatewayCard::showStatus);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &GatewayCard::showUptime);
    m_tick.start();
    showState();
    showStatus();
}

Label* GatewayCard::addFact(QGridLayout* grid, const QString& name, bool code, Label** note) {
    const int row = grid->rowCount();
    auto* label = new Label(name, TextRole::Body, ColorRole::Muted, this);
    grid->addWidget(label, row, 0);
    auto* value = new Label({}, code ? TextRole::CodeSmall : TextRole::Body, ColorRole::Text, this);
    value->setElide(code ? Qt::ElideMiddle : Qt::ElideRight);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = plainLayout<QHBoxLayout>();
    setSpacing(line, 8);
    line->addWidget(value, note ? 0 : 1);
    if (note) {
        // The value keeps its room, the note takes what is left.
        value->setElide(Qt::ElideMiddle);
        *note = new Label({}, TextRole::Hint, ColorRole::Muted, this);
        (*note)->setElide(Qt::ElideRight);
        (*note)->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        line->addWidget(*note, 1);
    }
    grid->addLayout(line, row, 1, 1, code ? 1 : 2);  // those in code have a button behind them
    grid->setRowMinimumHeight(row, px(36));
    return value;
}

QWidget* GatewayCard::facts() {
    auto* page = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(page);
    auto* grid = plainLayout<QGridLayout>();
    setMargins(grid, 16, 0, 12, 8);
    grid->setColumnMinimumWidth(0, px(88));
    grid->setColumnStretch(1, 1);
    m_endpoint = addFact(grid, tr("Endpoint"), true, nullptr);
    m_key = addFact(grid, tr("Key"), true, nullptr);
    m_model = addFact(grid, tr("Model"), false, nullptr);
    m_policy = addFact(grid, tr("Policy"), false, &m_policyNote);
    m_limit = addFact(grid, tr("Limit"), false, nullptr);
    m_uptime = addFact(grid, tr("Uptime"), false, &m_uptimeNote);
    m_copyEndpoint = new IconButton(QStringLiteral("copy"), tr("Copy the endpoint"), page);
    m_copyKey = new IconButton(QStringLiteral("copy"), tr("Copy the key"), page);
    grid->addWidget(m_copyEndpoint, 1, 2);
    grid->addWidget(m_copyKey, 2, 2);
    connect(m_copyEndpoint, &QToolButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.copyUrl")); });
    connect(m_copyKey, &QToolButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.copyKey")); });
    column->addLayout(grid);
    column->addStretch();
    return page;
}

QWidget* GatewayCard::failure() {
    auto* page = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(page);
    setMargins(column, 16, 4, 16, 12);
    setSpacing(column, 8);
    m_failureText = new Label({}, TextRole::Body, ColorRole::Text, page);
    m_failureText->setWordWrap(true);
    m_failureDetail = new Label({}, TextRole::CodeCaption, ColorRole::Muted, page);
    m_failureDetail->setWordWrap(true);
    m_failureDetail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_failureText);
    column->addWidget(m_failureDetail, 1, Qt::AlignTop);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    auto* log = new Button(tr("Show the log"), QStringLiteral("document_text"), ButtonKind::Normal, page);
    connect(log, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("view.log")); });
    auto* copy = new Button(tr("Copy details"), QStringLiteral("copy"), ButtonKind::Normal, page);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.gateway.failure().message + QLatin1Char('\n') + m_context.gateway.failure().detail);
    });
    row->addWidget(log);
    row->addWidget(copy);
    row->addStretch();
    column->addLayout(row);
    return page;
}

void GatewayCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    fitButtons();
}

void GatewayCard::fitButtons() {
    // All three words stay whole; the longest has a shorter one.
    m_curl->setText(width() < px(leastForWords) && !m_restart->isHidden() ? tr("curl") : tr("Copy as curl"));
}

void GatewayCard::showState() {
    using State = GatewaySession::State;
    const State state = m_context.gateway.state();
    const QString text = m_context.gateway.stateText();
    switch (state) {
        case State::Running:
            m_chip->setSpec({QStringLiteral("dot"), text, paint::Tone::Ok});
            break;
        case State::Starting:
        case State::Stopping:
            m_chip->setSpec({QStringLiteral("arrow_sync"), text, paint::Tone::Info});
            break;
        case State::Stopped:
            m_chip->setSpec({QStringLiteral("square"), text, paint::Tone::Neutral});
            break;
        case State::Failed:
        case State::Lost:
            m_chip->setSpec({QStringLiteral("error_circle"), text, paint::Tone::Err});
            break;
    }
    const bool failed = state == State::Failed;
    m_stack->setCurrentIndex(failed ? 1 : 0);
    if (failed) {
        m_failureText->setText(m_context.gateway.failure().message);
        m_failureDetail->setText(m_context.gateway.failure().detail.right(600));
    }
    const bool up = state == State::Running || state == State::Lost || state == State::Starting;
    const bool owns = m_context.gateway.ownsEngine();
    m_stop->setText(up ? tr("Stop") : failed ? tr("Retry") : tr("Start"));
    m_stop->setAccessibleName(up ? tr("Stop gateway") : failed ? tr("Retry to start the gateway") : tr("Start gateway"));
    m_stop->setIconName(up ? QStringLiteral("stop") : QStringLiteral("play"), ColorRole::Text);
    m_stop->setVisible(owns);
    m_stop->setEnabled(state != State::Stopping);
    m_restart->setVisible(owns && up);
    fitButtons();
    m_curl->setEnabled(state == State::Running);
    showStatus();
}

void GatewayCard::showStatus() {
    const GatewaySession& gateway = m_context.gateway;
    const bool known = gateway.client().hasStatus() && gateway.isRunning();
    const QLocale locale;
    m_endpoint->setText(gateway.isRunning() ? gateway.gatewayUrl().toString() : gateway.stateText());
    m_copyEndpoint->setEnabled(gateway.isRunning());
    const QString key = gateway.key();
    m_key->setText(key.isEmpty() ? tr("none") : GatewaySession::masked(key));
    m_key->setToolTip(key.isEmpty() ? tr("No active subscription has a key") : tr("Primary key of %1").arg(gateway.keyName()));
    m_copyKey->setEnabled(!key.isEmpty());
    if (!known) {
        for (Label* label : {m_model, m_policy, m_limit, m_uptime}) label->setText(gateway.isRunning() ? tr("reading…") : QString());
        m_policyNote->clear();
        m_uptimeNote->clear();
        return;
    }
    const auto& status = gateway.status();
    const int deployments = static_cast<int>(status.simulatedDeployments.size());
    m_model->setText(deployments > 0 ? tr("Built-in simulator, %n deployment(s)", nullptr, deployments)
                                     : tr("The workspace's own backends"));
    const auto* api = gateway.chatApi();
    m_policy->setText(tr("%1, revision %2").arg(api ? QString::fromStdString(api->id) : tr("no chat API")).arg(status.revision));
    const QDateTime since = QDateTime::fromString(QString::fromStdString(status.liveSince), Qt::ISODateWithMs).toLocalTime();
    m_policyNote->setText(since.isValid() ? tr("live since %1").arg(since.toString(QStringLiteral("HH:mm:ss"))) : QString());
    const qint64 limit = gateway.tokenLimit();
    m_limit->setText(limit > 0 ? tr("%1 tokens/min per subscription").arg(locale.toString(limit))
                               : tr("no token limit in an active policy"));
    showUptime();
}

void GatewayCard::showUptime() {
    const GatewaySession& gateway = m_context.gateway;
    if (!gateway.isRunning() || !gateway.client().hasStatus()) return;
    const auto& status = gateway.status();
    // The status is polled every few seconds; the clock between polls is ours.
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (status.uptimeSeconds != m_lastUptime) {
        m_lastUptime = status.uptimeSeconds;
        m_uptimeSeenAt = now;
    }
    m_uptime->setText(duration(status.uptimeSeconds + static_cast<double>(now - m_uptimeSeenAt) / 1000.0));
    int open = 0;
    for (const auto& backend : gateway.snapshot().backends) open += backend.state == "open" ? 1 : 0;
    const auto regions = static_cast<int>(gateway.snapshot().backends.size());
    QString note = tr("%n request(s)", nullptr, static_cast<int>(gateway.snapshot().requests));
    if (regions > 0) note += open == 0 ? tr(", %n healthy", nullptr, regions) : tr(", %1 of %2 backends open").arg(open).arg(regions);
    m_uptimeNote->setText(note);
}

}  // namespace mgc::ui
