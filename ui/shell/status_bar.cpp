#include "ui/shell/status_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace_index.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

StatusPart::StatusPart(const QString& name, QWidget* parent) : QAbstractButton(parent), m_name(name) {
    setAccessibleName(name);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void StatusPart::setContent(const QString& icon, const QString& text, ColorRole role, bool strong) {
    if (icon == m_icon && text == m_text && role == m_role && strong == m_strong) return;
    const bool resized = text.size() != m_text.size() || icon.isEmpty() != m_icon.isEmpty();
    m_icon = icon;
    m_text = text;
    m_role = role;
    m_strong = strong;
    setAccessibleName(tr("%1: %2").arg(m_name, text));
    setVisible(!text.isEmpty());
    if (resized) {
        updateGeometry();
        if (parentWidget() && parentWidget()->layout()) parentWidget()->layout()->activate();
    }
    update();
}

QSize StatusPart::sizeHint() const {
    int width = px(16);
    if (!m_icon.isEmpty()) width += m_icon == QLatin1String("dot") ? px(14) : px(22);
    width += paint::tabularWidth(m_text, Theme::instance().font(m_strong ? TextRole::Tab : TextRole::Hint));
    return {width, px(24)};
}

void StatusPart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (underMouse() || isDown()) painter.fillRect(rect().adjusted(0, 1, 0, 0), themeColor(ColorRole::Hover));
    int x = px(8);
    if (m_icon == QLatin1String("dot")) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColor(m_role));
        painter.drawEllipse(QRectF(x, (height() - px(8)) / 2.0, px(8), px(8)));
        painter.setRenderHint(QPainter::Antialiasing, false);
        x += px(14);
    } else if (!m_icon.isEmpty()) {
        icons::paint(painter, QRect(x, 0, px(16), height()), m_icon, px(16), m_role);
        x += px(22);
    }
    const ColorRole words = m_icon == QLatin1String("dot") ? ColorRole::Text : m_strong ? m_role : ColorRole::Muted;
    paint::tabular(painter, QRect(x, 0, width() - x, height()), m_text, Theme::instance().font(m_strong ? TextRole::Tab : TextRole::Hint),
                   themeColor(words), Qt::AlignLeft | Qt::AlignVCenter);
    if (hasFocus()) paint::focusRing(painter, rect().adjusted(0, 1, 0, 0), px(4));
}

StatusBar::StatusBar(PageContext& context, QWidget* parent) : QStatusBar(parent), m_context(context) {
    setObjectName(QStringLiteral("statusBar"));
    setAccessibleName(tr("Status"));
    setSizeGripEnabled(false);
    setFixedHeightMetric(this, Metric::StatusBar);
    m_row = new QWidget(this);
    auto* row = plainLayout<QHBoxLayout>(m_row);
    setMargins(row, 6, 0, 6, 0);
    m_gateway = part(tr("Gateway"), QStringLiteral("go.home"), tr("Shows the gateway on the Home page"));
    m_rate = part(tr("Traffic"), QStringLiteral("go.traffic"), tr("Shows the requests"));
    m_throttled =
        part(tr("Refused"), QStringLiteral("traffic.whyThrottled"), tr("Shows the requests that were throttled in the last minute"));
    row->addStretch();
    m_activity = part(tr("Activity"), QStringLiteral("view.activity"), tr("Shows what runs"));
    m_errors = part(tr("Errors"), QStringLiteral("view.problems"), tr("Shows the problems"));
    m_warnings = part(tr("Warnings"), QStringLiteral("view.problems"), tr("Shows the problems"));
    auto* line = new HairLine(Qt::Vertical, m_row, ColorRole::Line2);
    setFixedHeightScaled(line, 14);
    row->addWidget(line);
    m_azure = part(tr("Azure"), QStringLiteral("go.azure"), tr("What works without Azure, and what signing in will add"));
    m_branch = part(tr("Branch"), QStringLiteral("view.workspace"), tr("Shows the workspace"));
    addWidget(m_row, 1);

    connect(&context.gateway, &GatewaySession::stateChanged, this, &StatusBar::showState);
    connect(&context.gateway, &GatewaySession::statusChanged, this, [this] { showState(); });
    connect(&context.gateway, &GatewaySession::snapshotReceived, this, &StatusBar::showFigures);
    connect(&context.gateway.burst(), &BurstRunner::started, this, &StatusBar::showFigures);
    connect(&context.gateway.burst(), &BurstRunner::progressed, this, &StatusBar::showFigures);
    connect(&context.gateway.burst(), &BurstRunner::finished, this, &StatusBar::showFigures);
    connect(&context.workspace, &WorkspaceIndex::changed, this, &StatusBar::showBranch);
    showState();
    showFigures();
    showBranch();
    setProblems(0, 0);
    setAccount({}, {});
}

void StatusBar::setAccount(const QString& account, const QString& service) {
    const bool known = !account.isEmpty();
    const QString text = !known ? tr("Not signed in") : service.isEmpty() ? account : tr("%1, %2").arg(account, service);
    m_azure->setContent(QStringLiteral("cloud"), text, known ? ColorRole::Text : ColorRole::Muted);
}

StatusPart* StatusBar::part(const QString& name, const QString& command, const QString& hint) {
    auto* made = new StatusPart(name, m_row);
    made->setToolTip(hint);
    made->setObjectName(QStringLiteral("status.") + command);
    connect(made, &QAbstractButton::clicked, this, [this, command] { m_context.actions.trigger(command); });
    m_row->layout()->addWidget(made);
    return made;
}

void StatusBar::showState() {
    using State = GatewaySession::State;
    const State state = m_context.gateway.state();
    ColorRole role = ColorRole::Muted;
    if (state == State::Running)
        role = ColorRole::Ok;
    else if (state == State::Starting || state == State::Stopping)
        role = ColorRole::Info;
    else if (state == State::Failed || state == State::Lost)
        role = ColorRole::Err;
    const QString text = m_context.gateway.isRunning() ? m_context.gateway.stateText() + QLatin1Char(' ') + m_context.gateway.authority()
                                                       : m_context.gateway.stateText();
    m_gateway->setContent(QStringLiteral("dot"), text, role, true);
}

void StatusBar::showFigures() {
    const QLocale locale;
    m_rate->setContent(QStringLiteral("arrow_swap"), tr("%1 req/s").arg(locale.toString(m_context.gateway.requestsPerSecond(), 'f', 1)),
                       ColorRole::Muted);
    const int throttled = m_context.gateway.throttledLastMinute();
    m_throttled->setContent(QStringLiteral("gauge"), tr("%1 throttled/min").arg(locale.toString(throttled)),
                            throttled > 0 ? ColorRole::Err : ColorRole::Muted, throttled > 0);
    const BurstProgress& burst = m_context.gateway.burst().progress();
    if (burst.running)
        m_activity->setContent(
            QStringLiteral("arrow_sync"),
            tr("%1, %2 %").arg(burst.name).arg(burst.total > 0 ? (burst.answered + burst.throttled + burst.failed) * 100 / burst.total : 0),
            ColorRole::Info);
    else
        m_activity->setContent(
            QStringLiteral("arrow_sync"),
            m_context.gateway.client().hasStatus() ? tr("Live, revision %1").arg(m_context.gateway.status().revision) : QString(),
            ColorRole::Muted);
}

void StatusBar::setProblems(int errors, int warnings) {
    m_errors->setContent(QStringLiteral("error_circle"), QString::number(errors), errors > 0 ? ColorRole::Err : ColorRole::Muted,
                         errors > 0);
    m_warnings->setContent(QStringLiteral("warning"), QString::number(warnings), warnings > 0 ? ColorRole::Warn : ColorRole::Muted,
                           warnings > 0);
}

void StatusBar::showBranch() {
    const QString branch = m_context.workspace.branch();
    m_branch->setContent(branch.isEmpty() ? QStringLiteral("folder") : QStringLiteral("branch"),
                         branch.isEmpty() ? m_context.gateway.workspaceName() : branch, ColorRole::Muted);
}

void StatusBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Chrome));
    paint::horizontalLine(painter, 0, width(), 0, themeColor(ColorRole::Line2));
}

}  // namespace mgc::ui
