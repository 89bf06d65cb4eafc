#include "ui/shell/top_bar.h"

#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/session/workspace_index.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

/// In a narrower window, as at 200 % zoom, the choice of a saved request gives way to the menus.
constexpr int widthForRequests = 1100;

/// The mark of the program: a square with a gate drawn from three lines.
class Logo : public QWidget {
public:
    explicit Logo(QWidget* parent) : QWidget(parent) { setFixedWidthMetric(this, Metric::RailWidth); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal side = px(24);
        const QRectF box((width() - side) / 2, (height() - side) / 2, side, side);
        paint::box(painter, box, themeColor(ColorRole::Accent), QColor(), px(5));
        painter.setPen(QPen(themeColor(ColorRole::OnAccent), px(2), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&](qreal x, qreal y) { return QPointF(box.x() + side * x, box.y() + side * y); };
        painter.drawLine(at(0.27, 0.27), at(0.27, 0.73));
        painter.drawLine(at(0.73, 0.27), at(0.73, 0.73));
        painter.drawPolyline(QPolygonF{at(0.27, 0.52), at(0.42, 0.52), at(0.54, 0.40), at(0.73, 0.40)});
    }
};

/// The prompt text of a saved request file: the last user message of its body.
QString promptOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QJsonValue body = QJsonDocument::fromJson(file.read(1024 * 1024)).object().value(QLatin1String("body"));
    if (body.isString()) body = QJsonDocument::fromJson(body.toString().toUtf8()).object();
    const QJsonArray messages = body[QLatin1String("messages")].toArray();
    for (qsizetype i = messages.size() - 1; i >= 0; --i)
        if (messages[i][QLatin1String("role")].toString() == QLatin1String("user")) return messages[i][QLatin1String("content")].toString();
    return {};
}

}  // namespace

class LocatorButton : public QPushButton {
public:
    LocatorButton(QString keys, GatewaySession& gateway, QWidget* parent)
        : QPushButton(parent), m_keys(std::move(keys)), m_gateway(gateway) {
        setObjectName(QStringLiteral("locator"));
        setAccessibleName(TopBar::tr("Go to a file, policy or command"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paint::box(painter, rect(), themeColor(ColorRole::Field), themeColor(underMouse() ? ColorRole::Ctl : ColorRole::Line2), px(4));
        if (hasFocus()) paint::focusRing(painter, rect(), px(4));
        icons::paint(painter, QRect(px(10), 0, px(16), height()), QStringLiteral("search"), px(16), ColorRole::Muted);
        const QSize cap = paint::keyCapSize(m_keys);
        paint::keyCap(painter, QRect(width() - cap.width() - px(8), 0, cap.width(), height()), m_keys, themeColor(ColorRole::Muted),
                      themeColor(ColorRole::Line2));
        const QFont body = Theme::instance().font(TextRole::Body);
        const QString name = m_gateway.workspaceName();
        paint::runs(painter, QRect(px(34), 0, width() - px(50) - cap.width(), height()),
                    {{name.isEmpty() ? QString() : name + QStringLiteral("  "), body, themeColor(ColorRole::Text)},
                     {TopBar::tr("Go to file, policy, command…"), body, themeColor(ColorRole::Muted)}});
    }

private:
    QString m_keys;
    GatewaySession& m_gateway;
};

TopBar::TopBar(PageContext& context, QWidget* parent) : Surface(ColorRole::Chrome, parent), m_context(context) {
    setObjectName(QStringLiteral("topBar"));
    setAccessibleName(tr("Top bar"));
    setEdges(Qt::BottomEdge, ColorRole::Line2);
    setFixedHeightMetric(this, Metric::TopBar);
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 0, 0, 12, 0);
    row->addWidget(new Logo(this));
    m_menuBar = new QMenuBar(this);
    m_menuBar->setAccessibleName(tr("Menus"));
    m_menuBar->setNativeMenuBar(false);
    m_menuBar->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    row->addWidget(m_menuBar, 0, Qt::AlignVCenter);
    row->addStretch(1);
    // Placed by resizeEvent: it stays in the middle of the window where there is room.
    m_locator = new LocatorButton(context.actions.keyText(QStringLiteral("go.locator")), context.gateway, this);
    connect(static_cast<QPushButton*>(m_locator), &QPushButton::clicked, this,
            [this] { m_context.actions.trigger(QStringLiteral("go.locator")); });

    m_right = new QWidget(this);
    auto* right = plainLayout<QHBoxLayout>(m_right);
    setSpacing(right, 4);
    m_request = new QComboBox(m_right);
    m_request->setObjectName(QStringLiteral("savedRequest"));
    m_request->setProperty("prefix", tr("Request"));
    m_request->setAccessibleName(tr("Saved request"));
    setFixedWidthScaled(m_request, 196);
    right->addWidget(m_request);
    m_send = new Button(tr("Send"), QStringLiteral("send"), ButtonKind::Normal, m_right);
    m_send->setAccessibleName(tr("Send request"));
    m_debug = new Button(tr("Debug"), QStringLiteral("bug"), ButtonKind::Normal, m_right);
    m_debug->setAccessibleName(tr("Open the debug page"));
    m_debug->setToolTip(tr("Stepping through policies comes with the debugger; the page says what works today"));
    m_burst = new Button(tr("Burst"), QStringLiteral("flash"), ButtonKind::Normal, m_right);
    m_burst->setObjectName(QStringLiteral("burst"));
    m_burst->setAccessibleDescription(tr("Fires 50 prompts at once"));
    m_burstMenu = new IconButton(QStringLiteral("chevron_down"), tr("More ways to send"), m_right);
    right->addWidget(m_send);
    right->addWidget(m_debug);
    right->addWidget(m_burst);
    right->addWidget(m_burstMenu);
    row->addWidget(m_right, 0, Qt::AlignVCenter);

    connect(m_send, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("prompt.send")); });
    connect(m_debug, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("go.debug")); });
    connect(m_burst, &QPushButton::clicked, this, [this] {
        m_context.actions.trigger(m_context.gateway.burst().isRunning() ? QStringLiteral("burst.stop") : QStringLiteral("burst.start"));
    });
    connect(m_burstMenu, &QToolButton::clicked, this, [this] {
        QMenu menu(this);
        menu.setAccessibleName(tr("More ways to send"));
        addRequests(menu);
        for (const char* id : {"burst.start", "burst.stop", "", "burst.dialog", "burst.settings"})
            if (*id == '\0')
                menu.addSeparator();
            else if (QAction* action = m_context.actions.action(QLatin1String(id)))
                menu.addAction(action);
        menu.exec(m_burstMenu->mapToGlobal(QPoint(0, m_burstMenu->height() + 2)));
    });
    connect(m_request, &QComboBox::activated, this, &TopBar::takeRequest);
    connect(&context.prompt, &PromptSession::changed, this, &TopBar::showSession);
    connect(&context.prompt, &PromptSession::started, this, &TopBar::showSession);
    connect(&context.prompt, &PromptSession::finished, this, &TopBar::showSession);
    connect(&context.gateway.burst(), &BurstRunner::started, this, &TopBar::showBurst);
    connect(&context.gateway.burst(), &BurstRunner::finished, this, &TopBar::showBurst);
    connect(&context.gateway, &GatewaySession::workspaceChanged, m_locator, qOverload<>(&QWidget::update));
    connect(&context.gateway, &GatewaySession::statusChanged, m_locator, qOverload<>(&QWidget::update));
    connect(&context.workspace, &WorkspaceIndex::changed, this, &TopBar::fillRequests);
    fillRequests();
    showSession();
}

void TopBar::fillRequests() {
    m_request->clear();
    m_request->addItem(tr("prompt box"), QString());
    for (const WorkspaceNode& node : m_context.workspace.nodes())
        if (node.kind == WorkspaceKind::Request) m_request->addItem(node.name, node.path);
    m_request->setToolTip(m_request->count() > 1 ? tr("Takes the prompt of a saved request")
                                                 : tr("Saved requests of the workspace are listed here"));
}

void TopBar::takeRequest(int index) {
    const QString text = promptOf(m_request->itemData(index).toString());
    if (!text.isEmpty()) m_context.prompt.setText(text);
}

void TopBar::addRequests(QMenu& menu) {
    // In a narrow window the box has given way to the menus.
    if (!m_request->isHidden() || m_request->count() < 2) return;
    QMenu* saved = menu.addMenu(tr("Saved request"));
    for (int i = 1; i < m_request->count(); ++i) {
        QAction* action = saved->addAction(m_request->itemText(i), this, [this, i] {
            m_request->setCurrentIndex(i);
            takeRequest(i);
        });
        action->setCheckable(true);
        action->setChecked(i == m_request->currentIndex());
    }
    menu.addSeparator();
}

void TopBar::showSession() {
    const QString blocked = m_context.prompt.blockedReason();
    const bool busy = m_context.prompt.isBusy();
    m_send->setEnabled(busy || blocked.isEmpty());
    m_send->setToolTip(blocked.isEmpty() ? tr("Sends the prompt (%1)").arg(m_context.actions.keyText(QStringLiteral("prompt.send")))
                                         : blocked);
    m_burst->setEnabled(m_context.gateway.isRunning());
}

void TopBar::showBurst() {
    const bool running = m_context.gateway.burst().isRunning();
    m_burst->setText(running ? tr("Stop") : tr("Burst"));
    m_burst->setIconName(running ? QStringLiteral("stop") : QStringLiteral("flash"), running ? ColorRole::Err : ColorRole::Text,
                         running ? icons::Style::Filled : icons::Style::Regular);
    m_burst->setAccessibleName(running ? tr("Stop burst") : tr("Burst"));
}

void TopBar::resizeEvent(QResizeEvent* event) {
    Surface::resizeEvent(event);
    place();
}

bool TopBar::event(QEvent* event) {
    const bool done = Surface::event(event);
    // Menus and fonts that come later change what the sides need.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) place();
    return done;
}

void TopBar::place() {
    m_request->setVisible(width() >= px(widthForRequests));  // the menus come first
    const int menuEnd = m_menuBar->x() + m_menuBar->sizeHint().width();
    const int rightStart = width() - m_right->sizeHint().width() - px(12);
    const int room = rightStart - menuEnd - px(24);
    const int wide = std::min(px(480), room);
    m_locator->setVisible(wide >= px(120));
    int x = (width() - wide) / 2;
    x = std::max(menuEnd + px(12), std::min(x, rightStart - px(12) - wide));
    m_locator->setGeometry(x, (height() - px(28)) / 2, wide, px(28));
}

}  // namespace mgc::ui
