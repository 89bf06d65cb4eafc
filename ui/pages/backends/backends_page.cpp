#include "ui/pages/backends/backends_page.h"

#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/pages/backends/backend_inspector.h"
#include "ui/pages/backends/backend_list.h"
#include "ui/pages/backends/backend_timeline.h"
#include "ui/pages/backends/backend_users.h"
#include "ui/pages/backends/fault_card.h"
#include "ui/pages/backends/new_backend_dialog.h"
#include "ui/pages/backends/pool_board.h"
#include "ui/pages/backends/pool_edits.h"
#include "ui/pages/backends/single_board.h"
#include "ui/pages/backends/trip_story.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr qint64 tripShownMs = 300'000;

}  // namespace

BackendsPage::BackendsPage(PageContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_calls(context.gateway.traffic(), context.gateway.client()) {
    setObjectName(QStringLiteral("backendsPage"));
    setAccessibleName(tr("Backends"));
    auto* row = plainLayout<QHBoxLayout>(this);
    auto* splitter = m_splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildMiddle());
    m_inspector = new BackendInspector(m_items, context.edits, context.actions, m_calls, context.gateway.client(), splitter);
    connect(m_inspector, &BackendInspector::requestChosen, this, [this](quint64 id) {
        m_context.gateway.traffic().ask({}, id);
        m_context.actions.trigger(QStringLiteral("go.traffic"));
    });
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(1, 1);
    row->addWidget(splitter);
    connect(m_list, &BackendList::selectionMade, this, &BackendsPage::select);
    connect(m_pool, &PoolBoard::memberChosen, this, [this](const QString& name) {
        if (m_inspector->backend() == name) return;
        m_pool->setSelectedMember(name);
        m_inspector->setBackend(name);
        m_inspector->showBreaker();
        m_faults->setBackend(name);
    });
    connect(m_single, &SingleBoard::poolChosen, m_list, &BackendList::selectBackend);
    auto& snapshot = context.documents.workspace();
    connect(&snapshot, &WorkspaceSnapshot::changed, this, [this, &snapshot] { m_items.setWorkspace(snapshot.current()); });
    connect(&context.edits, &WorkspaceEdits::changed, &snapshot, &WorkspaceSnapshot::refresh);
    connect(&m_items, &BackendItems::definitionsChanged, this, [this] {
        showSnapshot();
        m_whole->setCurrentIndex(m_items.all().isEmpty() ? 1 : 0);
        if (!m_items.find(m_list->selected()) && !m_items.all().isEmpty()) m_list->selectBackend(m_items.all().front().name);
        select(m_list->selected());
    });
    connect(&context.gateway, &GatewaySession::snapshotReceived, this, &BackendsPage::showSnapshot);
    connect(&context.gateway, &GatewaySession::stateChanged, this, &BackendsPage::showSnapshot);
    m_items.setWorkspace(snapshot.current());
}

void BackendsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_shared || !isVisible()) return;
    m_shared = true;
    // The boards in the middle need the room; at 200 % zoom the sides give theirs first.
    const int list = std::clamp(width() * 18 / 100, px(220), px(272));
    const int inspector = std::clamp(width() * 24 / 100, px(300), px(360));
    m_splitter->setSizes({list, width() - list - inspector, inspector});
}

QWidget* BackendsPage::buildList() {
    auto* side = new Surface(ColorRole::Dock, this);
    side->setEdges(Qt::RightEdge);
    setMinimumWidthScaled(side, 220);
    auto* column = plainLayout<QVBoxLayout>(side);
    auto* head = plainLayout<QHBoxLayout>();
    setMargins(head, 12, 10, 12, 6);
    head->addWidget(new Label(tr("Backends"), TextRole::DockTitle, ColorRole::Text, side));
    head->addStretch();
    column->addLayout(head);
    m_list = new BackendList(m_items, side);
    column->addWidget(m_list, 1);
    column->addWidget(new HairLine(Qt::Horizontal, side));
    auto* foot = plainLayout<QHBoxLayout>();
    setMargins(foot, 12, 8, 12, 8);
    setSpacing(foot, 8);
    auto* backend = new Button(tr("Backend"), QStringLiteral("add"), ButtonKind::Normal, side);
    backend->setAccessibleName(tr("New backend"));
    auto* pool = new Button(tr("Pool"), QStringLiteral("add"), ButtonKind::Normal, side);
    pool->setAccessibleName(tr("New pool"));
    connect(backend, &QPushButton::clicked, this, [this] { addNew(false); });
    connect(pool, &QPushButton::clicked, this, [this] { addNew(true); });
    foot->addWidget(backend);
    foot->addWidget(pool);
    foot->addStretch();
    column->addLayout(foot);
    return side;
}

QWidget* BackendsPage::buildMiddle() {
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Chosen pool or backend"));
    auto* canvas = new Surface(ColorRole::Canvas, scroll);
    auto* outer = plainLayout<QVBoxLayout>(canvas);
    m_whole = new QStackedWidget(canvas);
    outer->addWidget(m_whole);
    auto* page = new QWidget(m_whole);
    auto* column = plainLayout<QVBoxLayout>(page);
    setMargins(column, 16, 12, 16, 16);
    setSpacing(column, 12);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 10);
    m_title = new Label({}, TextRole::PageTitle, ColorRole::Text, page);
    m_chip = new Chip({}, page);
    m_addMember = new Button(tr("Add member"), QStringLiteral("add"), ButtonKind::Normal, page);
    connect(m_addMember, &QPushButton::clicked, this, &BackendsPage::chooseMember);
    head->addWidget(m_title);
    head->addWidget(m_chip);
    head->addStretch();
    m_users = new BackendUsers(m_context.documents, page);
    connect(m_users, &BackendUsers::openFileAt, this, &BackendsPage::openFileAt);
    head->addWidget(m_users);
    head->addWidget(m_addMember);
    column->addLayout(head);
    m_board = new QStackedWidget(page);
    m_board->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_pool = new PoolBoard(m_items, m_context.edits, m_board);
    m_single = new SingleBoard(m_items, m_context.gateway.client(), m_board);
    m_board->addWidget(m_pool);
    m_board->addWidget(m_single);
    column->addWidget(m_board);
    m_timeline = new BackendTimeline(m_items, m_context.gateway.history(), m_calls, page);
    column->addWidget(m_timeline);
    m_trip = new Banner(page);
    m_trip->setDismissible(true);
    m_trip->hide();
    column->addWidget(m_trip);
    m_faults = new FaultCard(m_context.gateway, m_context.actions, page);
    column->addWidget(m_faults);
    column->addStretch(1);
    m_whole->addWidget(page);
    auto* empty = new EmptyState(
        QStringLiteral("server_multiple"), tr("No backend in this workspace"),
        tr("A backend is where requests go: one address with its credentials and circuit breaker, or a pool of such."), m_whole);
    empty->setAction(tr("New backend"), QStringLiteral("add"), [this] { addNew(false); });
    m_whole->addWidget(empty);
    scroll->setWidget(canvas);
    return scroll;
}

void BackendsPage::select(const QString& name) {
    const BackendItem* item = m_items.find(name);
    if (!item) return;
    m_title->setText(item->name);
    m_users->setBackend(item->name);
    m_addMember->setVisible(item->isPool);
    if (item->isPool) {
        m_pool->setPool(item->name);
        m_board->setCurrentWidget(m_pool);
        // The inspector stays on a member of this pool that was chosen before.
        const BackendItem* shown = m_items.find(m_inspector->backend());
        if (!shown || (!shown->pools.contains(item->name) && shown->name != item->name)) {
            m_inspector->setBackend(item->name);
            m_pool->setSelectedMember({});
        }
    } else {
        m_single->setBackend(item->name);
        m_board->setCurrentWidget(m_single);
        m_inspector->setBackend(item->name);
        m_faults->setBackend(item->name);
    }
    showSnapshot();
}

void BackendsPage::showSnapshot() {
    m_items.setLive(m_context.gateway.snapshot(), m_context.gateway.history());
    const BackendItem* item = m_items.find(m_list->selected());
    if (!item) return;
    const auto members = static_cast<int>(item->definition->members.size());
    if (item->isPool && item->openMembers > 0)
        m_chip->setSpec({QStringLiteral("warning"), tr("%1 of %2 open").arg(item->openMembers).arg(members),
                         item->isOpen ? paint::Tone::Err : paint::Tone::Warn});
    else
        m_chip->setSpec({QString(), item->stateText(), item->isOpen ? paint::Tone::Err : paint::Tone::Neutral});
    const bool full = members >= static_cast<int>(pool_edits::maximumMembers);
    m_addMember->setEnabled(!full && !m_pool->candidates().isEmpty());
    m_addMember->setToolTip(full                       ? tr("A pool holds at most 30 members.")
                            : m_addMember->isEnabled() ? QString()
                                                       : tr("Every backend is a member already."));
    m_timeline->show(item->name);
    showTrip();
}

void BackendsPage::showTrip() {
    const MetricsHistory& history = m_context.gateway.history();
    const BackendItem* tripped = nullptr;
    qint64 when = history.latestMs() - tripShownMs;
    for (const BackendItem& item : m_items.all()) {
        const auto changes = item.isPool ? QVector<BreakerTransition>() : history.breaker(item.name);
        for (const BreakerTransition& change : changes)
            if (change.trip && change.timeMs > when) {
                when = change.timeMs;
                tripped = &item;
            }
    }
    // One that was dismissed stays away; one that is shown learns of the calls whose records come in later.
    const bool fresh = when > m_tripShown;
    if (!tripped || (!fresh && m_trip->isHidden())) return;
    m_tripShown = when;
    const TripStory story = tripStory(*tripped->definition, when, history, m_calls);
    if (!fresh && m_trip->property("story").toString() == story.headline + story.rest) return;
    m_trip->setProperty("story", story.headline + story.rest);
    m_trip->show(paint::Tone::Info, story.headline, story.rest);
    m_trip->setAction(tr("Open rows"), [this, name = tripped->name] {
        m_context.gateway.traffic().ask(QStringLiteral("backend:%1").arg(name));
        m_context.actions.trigger(QStringLiteral("go.traffic"));
    });
    m_trip->QWidget::show();
}

void BackendsPage::chooseMember() {
    QMenu menu(this);
    for (const QString& name : m_pool->candidates()) menu.addAction(name, this, [this, name] { m_pool->addMember(name); });
    menu.exec(m_addMember->mapToGlobal(QPoint(0, m_addMember->height())));
}

void BackendsPage::addNew(bool pool) {
    QStringList secrets;
    if (const auto workspace = m_context.documents.workspace().current())
        for (const auto& value : workspace->namedValues) secrets << QString::fromStdString(value.displayName);
    auto* dialog = new NewBackendDialog(pool ? NewBackendDialog::Kind::Pool : NewBackendDialog::Kind::Backend, m_items, m_context.edits,
                                        secrets, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        // The list knows it after the next reading of the folder.
        const QString name = dialog->created();
        connect(
            &m_items, &BackendItems::definitionsChanged, this, [this, name] { m_list->selectBackend(name); }, Qt::SingleShotConnection);
    });
    dialog->open();
}

namespace {
QWidget* createBackends(PageContext& context, QWidget* parent) { return new BackendsPage(context, parent); }
}  // namespace

const PageDescriptor& backends_page_descriptor();
const PageDescriptor& backends_page_descriptor() {
    static const PageDescriptor descriptor{
        "backends", QT_TRANSLATE_NOOP("Pages", "Backends"), "server_multiple", 4, "Ctrl+4", DockPreset::None, &createBackends};
    return descriptor;
}

}  // namespace mgc::ui
