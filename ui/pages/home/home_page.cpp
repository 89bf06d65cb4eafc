#include "ui/pages/home/home_page.h"

#include <QGridLayout>
#include <QKeyEvent>

#include "ui/pages/home/gateway_card.h"
#include "ui/pages/home/metric_row.h"
#include "ui/pages/home/next_steps_card.h"
#include "ui/pages/home/recents_card.h"
#include "ui/pages/home/samples_gallery.h"
#include "ui/pages/home/try_it_card.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

HomePage::HomePage(PageContext& context, QWidget* parent) : QScrollArea(parent), m_context(context) {
    setObjectName(QStringLiteral("homePage"));
    setAccessibleName(tr("Home"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);
    auto* canvas = new Surface(ColorRole::Canvas, this);
    auto* column = plainLayout<QVBoxLayout>(canvas);
    setMargins(column, 24, 16, 24, 16);
    setSpacing(column, 12);
    column->addWidget(titleRow(canvas));
    m_banner = new Banner(canvas);
    m_banner->setDismissible(true);
    column->addWidget(m_banner);

    auto* grid = plainLayout<QGridLayout>();
    setSpacing(grid, 12);
    auto* gateway = new GatewayCard(context, canvas);
    auto* tryIt = new TryItCard(context, canvas);
    auto* metrics = new MetricRow(context, canvas);
    auto* steps = new NextStepsCard(context, canvas);
    auto* samples = new SamplesGallery(context, canvas);
    auto* recents = new RecentsCard(context, canvas);
    setMinimumWidthScaled(gateway, 296);
    setMinimumWidthScaled(recents, 200);
    grid->addWidget(gateway, 0, 0);
    grid->addWidget(tryIt, 0, 1, 1, 2);
    grid->addWidget(metrics, 1, 0, 1, 3);
    grid->addWidget(steps, 2, 0);
    grid->addWidget(samples, 2, 1);
    grid->addWidget(recents, 2, 2);
    grid->setColumnStretch(0, 39);
    grid->setColumnStretch(1, 62);
    grid->setColumnStretch(2, 37);
    grid->setRowStretch(0, 7);
    grid->setRowStretch(2, 10);
    column->addLayout(grid, 1);
    setWidget(canvas);

    connect(&context.gateway, &GatewaySession::statusChanged, this, &HomePage::showWorkspace);
    connect(&context.gateway, &GatewaySession::workspaceChanged, this, &HomePage::showWorkspace);
    connect(&context.gateway, &GatewaySession::noticeChanged, this, &HomePage::showNotice);
    connect(&context.gateway, &GatewaySession::statusChanged, this, &HomePage::showNotice);
    connect(&context.prompt, &PromptSession::started, this, [this] { m_welcome->hide(); });
    showWorkspace();
    showNotice();
}

QWidget* HomePage::titleRow(QWidget* parent) {
    auto* row = new QWidget(parent);
    auto* layout = plainLayout<QHBoxLayout>(row);
    setSpacing(layout, 12);
    m_title = new Label({}, TextRole::PageTitle, ColorRole::Text, row);
    layout->addWidget(m_title);
    m_welcome = new QWidget(row);
    auto* welcome = plainLayout<QHBoxLayout>(m_welcome);
    setSpacing(welcome, 4);
    welcome->addWidget(new Label(tr("No Azure needed. Press"), TextRole::Body, ColorRole::Muted, m_welcome));
    welcome->addWidget(new KeyCap(m_context.actions.keyText(QStringLiteral("prompt.send")), m_welcome));
    welcome->addWidget(new Label(tr("to send the first prompt."), TextRole::Body, ColorRole::Muted, m_welcome));
    layout->addWidget(m_welcome);
    layout->addStretch();
    setSpacing(layout, 12);
    auto* open = new Button(tr("Open workspace"), QStringLiteral("folder_open"), ButtonKind::Normal, row);
    open->setKeyCap(m_context.actions.keyText(QStringLiteral("workspace.open")));
    connect(open, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("workspace.open")); });
    auto* create = new Button(tr("New"), QStringLiteral("add"), ButtonKind::Normal, row);
    create->setAccessibleName(tr("New workspace from the starter"));
    create->setToolTip(tr("Makes a fresh copy of the starter workspace and opens it"));
    connect(create, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("workspace.new")); });
    layout->addWidget(open);
    layout->addWidget(create);
    return row;
}

void HomePage::showWorkspace() {
    const QString name = m_context.gateway.workspaceName();
    QString shown = name.isEmpty() ? tr("No workspace") : name.left(1).toUpper() + name.mid(1);
    if (!name.isEmpty() && !shown.contains(tr("workspace"), Qt::CaseInsensitive)) shown = tr("%1 workspace").arg(shown);
    m_title->setText(shown);
}

void HomePage::showNotice() {
    const QString notice = m_context.gateway.notice();
    const auto& problems = m_context.gateway.status().problems;
    if (!problems.empty()) {
        const auto& first = problems.front();
        m_banner->show(first.severity == "error" ? paint::Tone::Err : paint::Tone::Warn,
                       tr("%n problem(s) in the workspace.", nullptr, static_cast<int>(problems.size())),
                       tr("%1:%2: %3").arg(QString::fromStdString(first.file)).arg(first.line).arg(QString::fromStdString(first.message)));
        m_banner->setAction(tr("Show problems"), [this] { m_context.actions.trigger(QStringLiteral("view.problems")); });
    } else if (!notice.isEmpty()) {
        m_banner->setAction({}, {});
        m_banner->show(paint::Tone::Info, notice + QLatin1Char('.'), tr("Clients must use the new address; Settings changes the port."));
        m_banner->setDismissible(true);
    } else {
        m_banner->hide();
    }
}

void HomePage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    // The welcome words give way to the buttons where it gets narrow.
    if (m_context.prompt.history().isEmpty() && !m_context.prompt.hasResult())
        m_welcome->setVisible(width() > px(900));
    else
        m_welcome->setVisible(false);
}

namespace {
QWidget* createHome(PageContext& context, QWidget* parent) { return new HomePage(context, parent); }
}  // namespace

const PageDescriptor& home_page_descriptor();
const PageDescriptor& home_page_descriptor() {
    static const PageDescriptor descriptor{"home", QT_TRANSLATE_NOOP("Pages", "Home"), "home", 1, "Ctrl+1", DockPreset::None, &createHome};
    return descriptor;
}

}  // namespace mgc::ui
