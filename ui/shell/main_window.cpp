#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QScreen>
#include <QToolBar>
#include <algorithm>

#include "page_catalog.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_palette.h"
#include "ui/session/samples.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/shell/announcer.h"
#include "ui/shell/appearance.h"
#include "ui/shell/bottom_panel.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/commands.h"
#include "ui/shell/docks.h"
#include "ui/shell/editing_commands.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/menus.h"
#include "ui/shell/mode_rail.h"
#include "ui/shell/palette_source.h"
#include "ui/shell/policies_wiring.h"
#include "ui/shell/problems_tab.h"
#include "ui/shell/session_notices.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace_dock.h"
#include "ui/shell/workspace_tree.h"

namespace mgc::ui {

namespace {

QList<const PageDescriptor*> sortedPages() {
    QList<const PageDescriptor*> all;
    for (const PageDescriptor* page : page_catalog()) all << page;
    std::stable_sort(all.begin(), all.end(), [](const PageDescriptor* a, const PageDescriptor* b) {
        return (a->order == 0 ? 99 : a->order) < (b->order == 0 ? 99 : b->order);
    });
    return all;
}

}  // namespace

MainWindow::MainWindow(std::unique_ptr<EngineHost> engine, SettingsStore& settings, const policy::Catalog& catalog)
    : m_settings(settings),
      m_gateway(std::move(engine), settings),
      m_prompt(m_gateway, settings),
      m_recents(settings),
      m_documents(catalog),
      m_actions(this, &settings),
      m_context{m_gateway, m_prompt, m_workspace, m_actions, settings, m_recents, m_documents, m_edits},
      m_pages(sortedPages()) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Model Gateway Console"));
    setAccessibleName(tr("Model Gateway Console"));
    setMinimumSize(960, 600);
    setDockNestingEnabled(false);
    setAnimated(false);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    applyAppearance(settings);
    registerCommands(*this);
    registerEditing(*this);

    m_topBar = new TopBar(m_context, this);
    setMenuWidget(m_topBar);
    buildRail();
    m_stack = new QStackedWidget(this);
    m_stack->setAccessibleName(tr("Page"));
    setCentralWidget(m_stack);
    m_status = new StatusBar(m_context, this);
    setStatusBar(m_status);
    m_toasts = new ToastLayer(this);
    m_announcer = new Announcer(this);
    fillMenus(*m_topBar->menuBar(), m_actions, m_pages);
    m_docks = std::make_unique<Docks>(*this, m_context);
    m_policies = new PoliciesWiring(*this, *m_docks);
    new SessionNotices(*this);
    connectSession();
    if (!restoreGeometry(QByteArray::fromBase64(settings.state(QStringLiteral("geometry")).toString().toLatin1()))) {
        // Room for the frame that the window manager adds.
        const QSize room = screen()->availableSize() - QSize(0, 40);
        resize(QSize(1600, 1000).boundedTo(room));
    }
    const QString last = settings.state(QStringLiteral("page")).toString();
    showPage(settings.get(settings::startPage) == QLatin1String("last") && descriptor(last) ? last : QStringLiteral("home"));
}

void MainWindow::buildRail() {
    m_rail = new ModeRail(this);
    for (const PageDescriptor* page : m_pages) {
        const QString title = QCoreApplication::translate("Pages", page->title);
        const QString keys = m_actions.keyText(QStringLiteral("go.") + QLatin1String(page->id));
        if (page->order > 0)
            m_rail->addMode(QLatin1String(page->id), QLatin1String(page->icon), title, keys);
        else
            m_rail->addFootMode(QLatin1String(page->id), QLatin1String(page->icon), title, keys);
    }
    connect(m_rail, &ModeRail::chosen, this, [this](const QString& id) { showPage(id); });
    auto* railBar = new QToolBar(tr("Modes"), this);
    railBar->setObjectName(QStringLiteral("modes"));
    railBar->setMovable(false);
    railBar->setFloatable(false);
    railBar->addWidget(m_rail);
    m_rail->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    addToolBar(Qt::LeftToolBarArea, railBar);
}

MainWindow::~MainWindow() {
    m_gateway.disconnect(this);
    m_prompt.disconnect(this);
    // What looks at open documents goes before them.
    delete m_made.take(QStringLiteral("policies"));
    delete m_policies;
    m_docks.reset();
}

void MainWindow::begin(const QString& workspace) {
    QString folder = workspace;
    if (folder.isEmpty() && m_gateway.ownsEngine()) {
        const auto recents = m_recents.all();
        if (!recents.isEmpty() && QDir(recents.first().folder).exists()) folder = recents.first().folder;
    }
    if (folder.isEmpty() && m_gateway.ownsEngine()) {
        if (const auto copied = copySample(QStringLiteral("starter")))
            folder = *copied;
        else
            toast(paint::Tone::Err, QString::fromStdString(copied.error().message), {});
    }
    if (!folder.isEmpty()) {
        m_recents.add(QDir(folder).absolutePath());
        m_gateway.setWorkspace(QDir(folder).absolutePath());
    }
    if (m_settings.get(settings::startOnLaunch) || !m_gateway.ownsEngine()) m_gateway.start();
    if (!m_settings.lastError().isEmpty()) toast(paint::Tone::Warn, m_settings.lastError(), {});
}

const PageDescriptor* MainWindow::descriptor(const QString& id) const {
    for (const PageDescriptor* page : m_pages)
        if (id == QLatin1String(page->id)) return page;
    return nullptr;
}

QWidget* MainWindow::make(const PageDescriptor& page) {
    QWidget* made = page.create(m_context, m_stack);
    if (made->accessibleName().isEmpty()) made->setAccessibleName(QCoreApplication::translate("Pages", page.title));
    m_stack->addWidget(made);
    m_policies->take(made);
    // The shell knows pages by their descriptors only: one that signs people in has this signal.
    if (made->metaObject()->indexOfSignal("accountChanged(QString,QString)") >= 0)
        connect(made, SIGNAL(accountChanged(QString, QString)), m_status, SLOT(setAccount(QString, QString)));
    return made;
}

QWidget* MainWindow::showPage(const QString& id) {
    const PageDescriptor* page = descriptor(id);
    if (!page) return nullptr;
    if (id == m_current) return m_made.value(id);
    m_docks->save(m_current);
    QWidget*& made = m_made[id];
    if (!made) made = make(*page);
    m_current = id;
    m_stack->setCurrentWidget(made);
    m_rail->setCurrent(id);
    m_docks->restore(*page);
    const bool policies = made == m_policies->page();
    m_docks->workspace().palette().setVisible(policies);
    m_docks->inspector().setEditing(policies);
    const QString title = QCoreApplication::translate("Pages", page->title);
    setWindowTitle(tr("%1 - Model Gateway Console").arg(title));
    m_settings.setState(QStringLiteral("page"), id);
    if (isVisible()) announce(title);
    if (auto* prompt = made->findChild<QWidget*>(QStringLiteral("prompt")))
        prompt->setFocus();
    else if (policies)
        m_policies->page()->run(QStringLiteral("focus"));
    else
        made->setFocus();
    m_toasts->place();  // other controls stand there now
    return made;
}

void MainWindow::connectSession() {
    connect(&m_gateway, &GatewaySession::workspaceChanged, this, [this] {
        m_workspace.setFolder(m_gateway.workspace());
        m_documents.setWorkspace(m_gateway.workspace());
        m_edits.setFolder(m_gateway.workspace());
    });
    connect(&m_workspace, &WorkspaceIndex::changed, &m_documents.workspace(), &WorkspaceSnapshot::refresh);
    connect(&m_edits, &WorkspaceEdits::changed, &m_workspace, &WorkspaceIndex::refresh);
    connect(&m_edits, &WorkspaceEdits::moved, this, [this](const QString& from, const QString& to) {
        for (PolicyFile* file : m_documents.files())
            if (file->path() == from || file->path().startsWith(from + QLatin1Char('/')))
                m_documents.renamed(file->path(), to + file->path().mid(from.size()));
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this] { m_documents.writeJournal(); });
    connect(&m_docks->problems(), &ProblemsTab::countsChanged, this, [this](int errors, int warnings) {
        m_docks->bottom().setCounts(QStringLiteral("problems"), errors, warnings);
        m_status->setProblems(errors, warnings);
        m_rail->button(QStringLiteral("policies"))->setCount(errors);
    });
    connect(&m_settings, &SettingsStore::changed, this, [this](const QString& key) {
        if (key.startsWith(QLatin1String("appearance."))) applyAppearance(m_settings);
    });
    m_palette = new CommandPalette(this, [this](QChar prefix) { return paletteEntries(m_context, *this, prefix); });
}

void MainWindow::showPanel(const QString& tab) { m_docks->showPanel(tab); }

void MainWindow::toggleDock(const QString& id) { m_docks->toggle(id); }

void MainWindow::resetLayout() { m_docks->reset(m_pages, descriptor(m_current)); }

void MainWindow::focusWorkspace() { m_docks->workspace().focusTree(); }

void MainWindow::focusInspector() { m_docks->inspector().focusForm(); }

void MainWindow::focusPalette() {
    showPage(QStringLiteral("policies"));
    m_docks->workspace().focusPalette();
}

bool MainWindow::treeHasFocus() const { return m_docks->workspace().tree().hasFocus(); }

void MainWindow::openPalette(const QString& text) { m_palette->open(text); }

void MainWindow::toast(paint::Tone tone, const QString& text, const QVector<ToastLink>& links) {
    m_toasts->show(tone, text, links);
    announce(text);
    m_docks->note(tone, text);
}

void MainWindow::announce(const QString& words) { m_announcer->say(words); }

QList<QWidget*> MainWindow::regions() const {
    QList<QWidget*> all{m_stack->currentWidget()};
    for (QWidget* region :
         {static_cast<QWidget*>(&m_docks->inspector()), static_cast<QWidget*>(&m_docks->bottom()), static_cast<QWidget*>(m_status),
          static_cast<QWidget*>(m_topBar), static_cast<QWidget*>(m_rail), static_cast<QWidget*>(&m_docks->workspace())})
        if (region->isVisible()) all << region;
    return all;
}

void MainWindow::cycleRegion(int step) {
    const QList<QWidget*> all = regions();
    qsizetype at = 0;
    for (qsizetype i = 0; i < all.size(); ++i)
        if (all[i] == focusWidget() || all[i]->isAncestorOf(focusWidget())) at = i;
    for (qsizetype tried = 1; tried <= all.size(); ++tried) {
        QWidget* region = all[(at + step * tried + all.size() * tried) % all.size()];
        if (region->focusPolicy() != Qt::NoFocus) {
            region->setFocus(Qt::ShortcutFocusReason);
            return;
        }
        for (QWidget* child : region->findChildren<QWidget*>()) {
            if (!child->isVisible() || !child->isEnabled() || !(child->focusPolicy() & Qt::TabFocus)) continue;
            child->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // Esc leads back to the page from a dock.
    if (event->key() == Qt::Key_Escape && m_stack->currentWidget() && !m_stack->isAncestorOf(focusWidget())) {
        m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_policies->page() && !m_policies->page()->mayClose()) {
        event->ignore();
        return;
    }
    m_docks->save(m_current);
    m_settings.setState(QStringLiteral("geometry"), QString::fromLatin1(saveGeometry().toBase64()));
    m_settings.flush();
    m_gateway.burst().stop();
    m_gateway.stop();
    event->accept();
}

}  // namespace mgc::ui
