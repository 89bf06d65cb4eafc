#include "ui/pages/live/live_board.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <algorithm>

#include "ui/pages/live/annotation_strip.h"
#include "ui/pages/live/burst_strip.h"
#include "ui/pages/live/live_header.h"
#include "ui/pages/live/panel_grid.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/charts/breaker_lanes.h"
#include "ui/widgets/charts/chart_panel.h"
#include "ui/widgets/charts/chart_plot.h"

namespace mgc::ui {

namespace {

QString clock(double ms) { return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)).toString(QStringLiteral("HH:mm:ss")); }

}  // namespace

LiveBoard::LiveBoard(PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_header(new LiveHeader),
      m_burst(new BurstStrip),
      m_strip(new AnnotationStrip),
      m_grid(new PanelGrid),
      m_nothing(new EmptyState(QStringLiteral("pulse"), {}, {})) {
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 16, 12);
    top->setSpacing(12);
    top->addWidget(m_burst);
    top->addWidget(m_strip);
    column->addLayout(top);
    auto* nothingPage = new QWidget;
    auto* nothingColumn = new QVBoxLayout(nothingPage);
    nothingColumn->setContentsMargins(0, 0, 0, 0);
    m_nothing->setMaximumWidth(px(680));
    nothingColumn->addWidget(m_nothing);
    nothingColumn->addStretch(1);
    m_nothingPage = nothingPage;
    column->addWidget(nothingPage, 1);
    column->addWidget(m_grid, 1);
    m_strip->setHint(tr("Drag over a chart to open its rows in Traffic"));
    m_burst->hide();
    buildPanels();
    buildEmptyStates();

    GatewaySession& gateway = m_context.gateway;
    connect(&gateway, &GatewaySession::snapshotReceived, this, &LiveBoard::takeSnapshot);
    connect(&gateway, &GatewaySession::stateChanged, this, [this] {
        updateHeader();
        updateNothing();
        buildEmptyStates();
    });
    connect(&gateway, &GatewaySession::statusChanged, this, [this] {
        updateHeader();
        buildEmptyStates();
    });
    connect(&gateway.client(), &ManagementClient::requestsFinished, this, [this](const auto& rows) {
        if (m_rows.isActive()) m_rows.add(rows);
    });
    for (auto signal : {&BurstRunner::started, &BurstRunner::progressed, &BurstRunner::finished}) {
        connect(&gateway.burst(), signal, this, [this, signal] {
            if (signal == &BurstRunner::started) m_burstDismissed = false;
            updateBurst();
        });
    }
    connect(m_burst, &BurstStrip::stopRequested, &gateway.burst(), &BurstRunner::stop);
    connect(m_burst, &BurstStrip::whyRequested, this, &LiveBoard::showThrottled);
    connect(m_burst, &BurstStrip::dismissed, this, [this] {
        m_burstDismissed = true;
        updateBurst();
    });
    connect(m_header, &LiveHeader::windowChosen, this, [this](int index) {
        setWindow(index);
        saveState();
    });
    connect(m_header, &LiveHeader::pauseToggled, this, [this] { setPaused(!isPaused()); });
    connect(m_header, &LiveHeader::filterChanged, this, &LiveBoard::filterChanged);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    restoreState();
    updateHeader();
    updateBurst();
}

ChartPlot* LiveBoard::addPlot(const QString& title, const QString& unit, std::function<ChartFrame(const LiveView&)> frame) {
    auto* plot = new ChartPlot(m_cursor, title);
    auto* card = new ChartPanel(title, unit, plot);
    m_panels << card;
    m_plots << plot;
    m_updates.push_back({card, [plot, frame = std::move(frame)](const LiveView& view) { plot->setFrame(frame(view)); }});
    m_grid->add(card);
    return plot;
}

void LiveBoard::buildPanels() {
    addPlot(tr("Requests"), tr("per second"), requestsFrame);
    addPlot(tr("Latency"), tr("ms, whole answer"), latencyFrame);
    addPlot(tr("Time to first token"), tr("ms"), firstTokenFrame);
    addPlot(tr("Tokens"), tr("per minute, all keys"), tokensFrame);
    addPlot(tr("Throttled"), tr("per second, by reason"), throttledFrame);
    ChartPanel* throttled = m_panels.back();
    connect(throttled, &ChartPanel::linkActivated, this, &LiveBoard::showThrottled);
    addPlot(tr("Remaining tokens"), tr("by key"), remainingFrame);
    addPlot(tr("Backend share"), tr("% of calls"), backendShareFrame);
    auto* lanes = new BreakerLanes(m_cursor);
    auto* breakers = new ChartPanel(tr("Circuit breakers"), tr("state by backend"), lanes);
    m_panels << breakers;
    m_updates.push_back({breakers, [lanes](const LiveView& view) { lanes->setFrame(breakerFrame(view)); }});
    m_grid->add(breakers);
    addPlot(tr("Policy time"), tr("ms per request"),
            [this](const LiveView& view) { return policyTimeFrame(view, m_context.gateway.status().reloadMs); });
    addPlot(tr("Cost"), tr("per hour at this pace, by model"), costFrame);
    addPlot(tr("Cache hits"), tr("% of reads"), cacheFrame);
    addPlot(tr("Under way"), tr("requests and streams"), activeFrame);

    for (int i = 0; i < m_panels.size(); ++i) {
        connect(m_panels[i]->content(), &PanelContent::rangeSelected, this, &LiveBoard::showRows);
        connect(m_panels[i], &ChartPanel::emptyActionActivated, this,
                [this, i] { m_context.actions.trigger(m_panels[i]->property("emptyCommand").toString()); });
        QAction* shown = m_header->panelsMenu()->addAction(tr("Show %1").arg(m_panels[i]->title()));
        shown->setCheckable(true);
        shown->setChecked(true);
        shown->setData(i);
        connect(shown, &QAction::toggled, this, [this, i](bool on) {
            m_grid->setShown(i, on);
            if (on) refresh();
            saveState();
        });
    }
}

void LiveBoard::buildEmptyStates() {
    const GatewaySession& gateway = m_context.gateway;
    const bool running = gateway.client().isConnected();
    const auto set = [&](int index, const QString& title, const QString& reason, const QString& action, const char* command) {
        m_panels[index]->setProperty("emptyCommand", QLatin1String(command));
        if (running) {
            m_panels[index]->setEmptyState({title, reason, m_context.actions.action(QLatin1String(command)) ? action : QString()});
        } else {
            const QString why = gateway.client().lastError();
            m_panels[index]->setEmptyState(
                {tr("No metrics: the gateway is not connected."), why.isEmpty() ? tr("They appear by themselves once it runs.") : why, {}});
        }
    };
    const QString burst = tr("Send 50 prompts");
    set(0, tr("No request yet."), tr("Requests appear here by status, one bar per few seconds."), burst, "burst.start");
    set(1, tr("No answer in this window."), tr("Latency is drawn while requests finish."), burst, "burst.start");
    set(2, tr("No streamed answer in this window."), tr("Send a prompt with Stream on to see the time to its first token."), burst,
        "burst.start");
    set(3, tr("No tokens yet."), tr("They are counted from the answers' usage and the policies' estimates."), burst, "burst.start");
    set(4, tr("Nothing was throttled yet."), tr("429 answers appear here by what caused them."), burst, "burst.start");
    const auto& limits = gateway.status().limits;
    const bool limited =
        std::any_of(limits.begin(), limits.end(), [](const auto& limit) { return limit.unit.find("token") != std::string::npos; });
    if (limited) {
        set(5, tr("No caller yet."), tr("The first prompt starts the counter of its key."), burst, "burst.start");
    } else {
        set(5, tr("No token limit in any active policy."), tr("llm-token-limit counts tokens per key and answers 429 above its limit."),
            tr("Open policies"), "go.policies");
    }
    set(6, tr("No backend was called in this window."), tr("Shares of the pool's members appear with the first forwarded call."), burst,
        "burst.start");
    set(7, tr("No backend is known yet."), tr("Each backend gets a lane with the state of its circuit breaker."), burst, "burst.start");
    set(8, tr("No request in this window."), tr("Time spent in policies, without backend and client."), burst, "burst.start");
    set(9, tr("Nothing with a price in this window."), tr("Prices per model stand in .model-gateway/prices.json of the workspace."), burst,
        "burst.start");
    set(10, tr("No cache was read in this window."), tr("cache-lookup and llm-semantic-cache-lookup are counted here."), tr("Open policies"),
        "go.policies");
    set(11, tr("No request was under way."), tr("Requests and streamed answers that have not ended yet."), burst, "burst.start");
}

void LiveBoard::updateNothing() {
    // Boxes that all say the same are no help; one that says what to do is.
    const bool nothing = m_context.gateway.history().isEmpty();
    m_nothingPage->setVisible(nothing);
    m_grid->setVisible(!nothing);
    m_strip->setVisible(!nothing);
    if (!nothing) return;
    const QString why = m_context.gateway.client().lastError();
    m_nothing->setText(tr("No metrics yet"), why.isEmpty() ? tr("The charts begin by themselves once the gateway runs.") : why);
}

const MetricsHistory& LiveBoard::shownHistory() const { return m_rows.isActive() ? m_rows.history() : m_context.gateway.history(); }

void LiveBoard::takeSnapshot() {
    if (m_rows.isActive()) m_rows.tick(m_context.gateway.snapshot(), m_context.gateway.history());
    if (!isVisible()) return;
    if (!m_headerAge.isValid() || m_headerAge.elapsed() >= 1000) updateHeader();
    if (!isPaused()) refresh();
}

void LiveBoard::refresh() {
    updateNothing();
    const MetricsHistory& history = shownHistory();
    const LiveWindow& window = liveWindows[m_window];
    // The right edge moves in steps, so that the axis is not laid out anew with each snapshot.
    const qint64 now = isPaused() ? m_pausedAtMs : history.latestMs();
    const qint64 scroll = Theme::instance().reduceMotion() ? std::max<qint64>(1000, window.scrollMs) : window.scrollMs;
    const LiveView view{history, window, (now + scroll - 1) / scroll * scroll};
    for (const Panel& panel : m_updates) {
        if (panel.card->isHidden()) continue;
        panel.update(view);
        panel.card->refresh();
    }
    m_strip->setAnnotations(history.annotations(view.fromMs(), view.toMs));
    const bool throttled = history.increase(QStringLiteral("total/throttled"), view.fromMs(), view.toMs) > 0;
    m_panels[4]->setLink(throttled ? tr("Why?") : QString());
}

void LiveBoard::setWindow(int index) {
    if (index < 0 || index >= static_cast<int>(std::size(liveWindows))) return;
    m_window = index;
    m_header->setWindow(index);
    for (ChartPlot* plot : m_plots) plot->resetAxis();
    refresh();
}

void LiveBoard::restoreState() {
    const QJsonObject state = m_context.settings.state(QStringLiteral("live")).toObject();
    setWindow(state.value(QLatin1String("window")).toInt(1));
    const QJsonArray hidden = state.value(QLatin1String("hiddenPanels")).toArray();
    for (QAction* shown : m_header->panelsMenu()->actions()) shown->setChecked(!hidden.contains(shown->data().toInt()));
}

void LiveBoard::saveState() {
    QJsonArray hidden;
    for (const QAction* shown : m_header->panelsMenu()->actions())
        if (!shown->isChecked()) hidden.append(shown->data().toInt());
    m_context.settings.setState(QStringLiteral("live"),
                                QJsonObject{{QStringLiteral("window"), m_window}, {QStringLiteral("hiddenPanels"), hidden}});
}

void LiveBoard::setPaused(bool paused) {
    m_pausedAtMs = paused ? std::max<qint64>(1, shownHistory().latestMs()) : 0;
    m_header->setPaused(paused);
    updateHeader();
    refresh();
}

void LiveBoard::filterChanged() {
    m_rows.setFilter(m_header->api(), m_header->key());
    if (m_rows.isActive()) m_rows.rebuild(m_context.gateway.traffic(), m_context.gateway.history(), m_context.gateway.history().latestMs());
    for (ChartPlot* plot : m_plots) plot->resetAxis();
    refresh();
}

void LiveBoard::updateHeader() {
    m_headerAge.start();
    const ManagementClient& client = m_context.gateway.client();
    const double latest = static_cast<double>(m_context.gateway.history().latestMs());
    if (isPaused()) {
        m_header->setChip({QStringLiteral("pause"), tr("paused at %1").arg(clock(static_cast<double>(m_pausedAtMs))), paint::Tone::Warn});
    } else if (client.isConnected()) {
        const double rate = client.updatesPerSecond();
        const QString words =
            rate > 0 ? tr("%1 updates/s").arg(QLocale().toString(rate, 'f', rate < 9.5 && std::abs(rate - std::round(rate)) > 0.25 ? 1 : 0))
                     : tr("connected");
        m_header->setChip({QStringLiteral("dot"), words, paint::Tone::Ok});
    } else if (latest > 0) {
        m_header->setChip({QStringLiteral("warning"), tr("as of %1").arg(clock(latest)), paint::Tone::Neutral});
    } else {
        m_header->setChip({QStringLiteral("error_circle"), tr("not connected"), paint::Tone::Err});
    }
    QStringList apis, keys;
    for (const auto& api : m_context.gateway.status().apis) apis << QString::fromStdString(api.id);
    for (const auto& key : m_context.gateway.status().subscriptions) keys << QString::fromStdString(key.id);
    m_header->setChoices(apis, keys);
}

void LiveBoard::updateBurst() {
    const BurstProgress& progress = m_context.gateway.burst().progress();
    const bool shown = progress.total > 0 && !m_burstDismissed;
    m_burst->setVisible(shown);
    if (shown) m_burst->setProgress(progress);
}

void LiveBoard::showRows(double fromMs, double toMs) {
    m_context.gateway.traffic().ask(QStringLiteral("time:%1..%2").arg(clock(fromMs), clock(toMs)));
    m_context.actions.trigger(QStringLiteral("go.traffic"));
}

void LiveBoard::showThrottled() {
    m_context.gateway.traffic().ask(QStringLiteral("status:429"));
    m_context.actions.trigger(QStringLiteral("go.traffic"));
}

void LiveBoard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Canvas));
}

void LiveBoard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        setPaused(!isPaused());
    } else if (event->key() == Qt::Key_Escape && m_context.gateway.burst().isRunning()) {
        m_context.gateway.burst().stop();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void LiveBoard::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    updateHeader();
    updateBurst();
    refresh();
}

}  // namespace mgc::ui
