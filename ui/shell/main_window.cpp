#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>
#include <QLocale>
#include <QMenu>
#include <QScreen>
#include <QSplitter>
#include <QToolBar>
#include <algorithm>

#include "page_catalog.h"
#include "ui/forms/policy_form.h"
#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_editor.h"
#include "ui/pages/policies/policy_palette.h"
#include "ui/session/samples.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/shell/announcer.h"
#include "ui/shell/bottom_panel.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/commands.h"
#include "ui/shell/dock.h"
#include "ui/shell/editing_commands.h"
#include "ui/shell/inspector.h"
#include "ui/shell/mode_rail.h"
#include "ui/shell/palette_source.h"
#include "ui/shell/problems_tab.h"
#include "ui/shell/prompt_dock.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/toast_layer.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace_tree.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int maxNotes = 200;

Theme::Choice choiceOf(const QString& name) {
    if (name == QLatin1String("light")) return Theme::Choice::Light;
    if (name == QLatin1String("dark")) return Theme::Choice::Dark;
    return name == QLatin1String("highContrast") ? Theme::Choice::HighContrast : Theme::Choice::System;
}

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
    applySettings();
    registerCommands(*this);
    registerEditing(*this);

    m_topBar = new TopBar(m_context, this);
    setMenuWidget(m_topBar);
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
    m_stack = new QStackedWidget(this);
    m_stack->setAccessibleName(tr("Page"));
    setCentralWidget(m_stack);
    m_status = new StatusBar(m_context, this);
    setStatusBar(m_status);
    m_toasts = new ToastLayer(this);
    m_announcer = new Announcer(this);
    buildMenus();
    buildDocks();
    connectSession();
    if (!restoreGeometry(QByteArray::fromBase64(settings.state(QStringLiteral("geometry")).toString().toLatin1()))) {
        // Room for the frame that the window manager adds.
        const QSize room = screen()->availableSize() - QSize(0, 40);
        resize(QSize(1600, 1000).boundedTo(room));
    }
    const QString last = settings.state(QStringLiteral("page")).toString();
    showPage(settings.get(settings::startPage) == QLatin1String("last") && descriptor(last) ? last : QStringLiteral("home"));
}

MainWindow::~MainWindow() {
    m_gateway.disconnect(this);
    m_prompt.disconnect(this);
    // What looks at open documents goes before them.
    delete m_made.take(QStringLiteral("policies"));
    delete m_policyForm;
    delete m_policyPalette;
    delete m_problems;
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

QWidget* MainWindow::showPage(const QString& id) {
    const PageDescriptor* page = descriptor(id);
    if (!page) return nullptr;
    if (id == m_current) return m_made.value(id);
    saveDocks();
    QWidget*& made = m_made[id];
    if (!made) {
        made = page->create(m_context, m_stack);
        if (made->accessibleName().isEmpty()) made->setAccessibleName(QCoreApplication::translate("Pages", page->title));
        m_stack->addWidget(made);
        connectPolicies(made);
        // The shell knows pages by their descriptors only: one that signs people in has this signal.
        if (made->metaObject()->indexOfSignal("accountChanged(QString,QString)") >= 0)
            connect(made, SIGNAL(accountChanged(QString,QString)), m_status, SLOT(setAccount(QString,QString)));
    }
    m_current = id;
    m_stack->setCurrentWidget(made);
    m_rail->setCurrent(id);
    restoreDocks(*page);
    m_policyPalette->setVisible(id == QLatin1String("policies"));
    showInspector(m_policyForm->hasSubject());
    const QString title = QCoreApplication::translate("Pages", page->title);
    setWindowTitle(tr("%1 - Model Gateway Console").arg(title));
    m_settings.setState(QStringLiteral("page"), id);
    if (isVisible()) announce(title);
    if (auto* prompt = made->findChild<QWidget*>(QStringLiteral("prompt")))
        prompt->setFocus();
    else if (auto* policies = qobject_cast<PoliciesPage*>(made))
        policies->run(QStringLiteral("focus"));
    else
        made->setFocus();
    return made;
}

void MainWindow::buildDocks() {
    m_workspaceDock = new Dock(QStringLiteral("workspaceDock"), tr("Workspace"), this);
    auto* left = new Surface(ColorRole::Dock, m_workspaceDock);
    left->setEdges(Qt::RightEdge);
    auto* leftColumn = plainLayout<QVBoxLayout>(left);
    m_tree = new WorkspaceTree(m_context, left);
    setMargins(leftColumn, 4, 2, 1, 4);
    auto* parts = new QSplitter(Qt::Vertical, left);
    parts->setChildrenCollapsible(false);
    parts->setHandleWidth(1);
    m_policyPalette = new PolicyPalette(m_documents, left);
    parts->addWidget(m_tree);
    parts->addWidget(m_policyPalette);
    parts->setSizes({px(420), px(420)});
    leftColumn->addWidget(parts);
    auto* add = new IconButton(QStringLiteral("add"), tr("New resource"), m_workspaceDock);
    connect(add, &QToolButton::clicked, m_tree, [this, add] { m_tree->showNewMenu(add->mapToGlobal(QPoint(0, add->height()))); });
    m_workspaceDock->addHeaderWidget(add);
    setMinimumWidthScaled(left, 220);
    m_workspaceDock->setWidget(left);
    addDockWidget(Qt::LeftDockWidgetArea, m_workspaceDock);
    m_inspectorDock = new Dock(QStringLiteral("inspectorDock"), tr("Inspector"), this);
    auto* right = new Surface(ColorRole::Dock, m_inspectorDock);
    right->setEdges(Qt::LeftEdge);
    auto* rightColumn = plainLayout<QVBoxLayout>(right);
    m_inspector = new Inspector(m_context, right);
    m_inspectorStack = new QStackedWidget(right);
    m_policyForm = new PolicyForm(m_documents, right);
    m_inspectorStack->addWidget(m_inspector);
    m_inspectorStack->addWidget(m_policyForm);
    rightColumn->addWidget(m_inspectorStack);
    connect(m_policyForm, &PolicyForm::subjectChanged, this, [this] { showInspector(m_policyForm->hasSubject()); });
    connect(m_policyForm, &PolicyForm::openFileAt, this, [this](const QString& path, int line) {
        QMetaObject::invokeMethod(showPage(QStringLiteral("policies")), "openAt", Q_ARG(QString, path), Q_ARG(int, line));
    });
    setMinimumWidthScaled(right, 260);
    m_inspectorDock->setWidget(right);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    m_bottom = new BottomPanel(this);
    m_problems = new ProblemsTab(m_context, this);
    m_problems->hide();
    connect(m_problems, &ProblemsTab::countsChanged, this, [this](int errors, int warnings) {
        m_bottom->setCounts(QStringLiteral("problems"), errors, warnings);
        m_status->setProblems(errors, warnings);
        m_rail->button(QStringLiteral("policies"))->setCount(errors);
    });
    connect(m_problems, &ProblemsTab::openAt, this, [this](const QString& path, int line) {
        QMetaObject::invokeMethod(showPage(QStringLiteral("policies")), "openAt", Q_ARG(QString, path), Q_ARG(int, line));
    });
    addDockWidget(Qt::BottomDockWidgetArea, m_bottom);
    m_bottom->addTab(QStringLiteral("prompt"), tr("Prompt"), [this](QWidget* parent) { return new PromptDock(m_context, parent); });
    m_bottom->addTab(QStringLiteral("problems"), tr("Problems"), [this](QWidget* parent) {
        m_problems->setParent(parent);
        return m_problems;
    });
    m_bottom->addTab(QStringLiteral("trace"), tr("Trace"), [this](QWidget* parent) { return new TraceTab(m_context, parent); });
    m_bottom->addTab(QStringLiteral("log"), tr("Log"), [this](QWidget* parent) { return new LogTab(m_context, parent); });
    m_bottom->addTab(QStringLiteral("activity"), tr("Activity"),
                     [this](QWidget* parent) { return m_activity = new ActivityTab(m_context, m_notes, parent); });
    for (QDockWidget* dock :
         {static_cast<QDockWidget*>(m_workspaceDock), static_cast<QDockWidget*>(m_inspectorDock), static_cast<QDockWidget*>(m_bottom)})
        dock->hide();
    resizeDocks({m_workspaceDock, m_inspectorDock}, {px(264), px(336)}, Qt::Horizontal);
    resizeDocks({m_bottom}, {px(280)}, Qt::Vertical);
    connect(m_tree, &WorkspaceTree::selected, m_inspector, &Inspector::show);
    connect(m_tree, &WorkspaceTree::selected, this, [this](const WorkspaceNode& node) {
        // A policy document has its cards to inspect; anything else is inspected itself.
        if (m_tree->hasFocus()) showInspector(node.path.endsWith(QLatin1String(".xml")) && m_policyForm->hasSubject());
    });
    connect(m_tree, &WorkspaceTree::failed, this, [this](const QString& reason) { toast(paint::Tone::Err, reason, {}); });
    connect(m_tree, &WorkspaceTree::selected, this, [this](const WorkspaceNode& node) {
        m_actions.action(QStringLiteral("workspace.openFile"))->setData(node.path);
        if (node.path.endsWith(QLatin1String("policy.xml")) && m_current == QLatin1String("policies"))
            QMetaObject::invokeMethod(m_made.value(m_current), "openPolicy", Q_ARG(QString, node.path));
    });
    connect(m_tree, &WorkspaceTree::activated, this, [this](const WorkspaceNode& node) {
        if (node.path.endsWith(QLatin1String("policy.xml")))
            QMetaObject::invokeMethod(showPage(QStringLiteral("policies")), "openPolicy", Q_ARG(QString, node.path));
        else if (!node.path.isEmpty())
            m_actions.trigger(QStringLiteral("workspace.openFile"));
    });
}

void MainWindow::buildMenus() {
    QMenuBar* bar = m_topBar->menuBar();
    const auto fill = [&](const QString& title, const QStringList& ids) {
        QMenu* menu = bar->addMenu(title);
        for (const QString& id : ids)
            if (id.isEmpty())
                menu->addSeparator();
            else if (QAction* action = m_actions.action(id))
                menu->addAction(action);
        return menu;
    };
    const auto ids = [](std::initializer_list<const char*> names) {
        QStringList list;
        for (const char* name : names) list << QLatin1String(name);
        return list;
    };
    fill(tr("&File"), ids({"workspace.open", "workspace.importApi", "workspace.new", "workspace.reveal", "workspace.openFile", "", "edit.save", "edit.saveAll",
                           "edit.close", "", "go.settings", "", "app.quit"}));
    fill(tr("&Edit"), editingMenu());
    QMenu* view = fill(tr("&View"), {});
    for (const PageDescriptor* page : m_pages) view->addAction(m_actions.action(QStringLiteral("go.") + QLatin1String(page->id)));
    view->addSeparator();
    for (const char* id : {"view.workspace",
                           "view.inspector",
                           "view.prompt",
                           "view.problems",
                           "view.trace",
                           "view.log",
                           "view.activity",
                           "view.toggleBottom",
                           "",
                           "view.zoomIn",
                           "view.zoomOut",
                           "view.zoomReset",
                           "",
                           "view.themeSystem",
                           "view.themeLight",
                           "view.themeDark",
                           "view.themeHighContrast",
                           "view.compact",
                           "",
                           "view.resetLayout"})
        if (*id == '\0')
            view->addSeparator();
        else
            view->addAction(m_actions.action(QLatin1String(id)));
    fill(tr("&Gateway"), ids({"prompt.send", "prompt.stop", "prompt.openTrace", "", "burst.start", "burst.dialog", "burst.stop", "",
                              "gateway.start", "gateway.stop", "gateway.restart", "gateway.reload", "gateway.resetCounters", "",
                              "gateway.copyUrl", "gateway.copyKey", "gateway.copyCurl"}));
    fill(tr("&Debug"), ids({"go.debug", "traffic.whyThrottled"}));
    fill(tr("&Azure"), ids({"go.azure"}));
    fill(tr("&Help"), ids({"go.commands", "go.locator", "help.keys", "", "help.about"}));
}

void MainWindow::connectSession() {
    connect(&m_gateway, &GatewaySession::workspaceChanged, this, [this] {
        m_workspace.setFolder(m_gateway.workspace());
        m_documents.setWorkspace(m_gateway.workspace());
        m_edits.setFolder(m_gateway.workspace());
    });
    connect(&m_workspace, &WorkspaceIndex::changed, &m_documents.workspace(), &WorkspaceSnapshot::refresh);
    connect(&m_edits, &WorkspaceEdits::changed, &m_workspace, &WorkspaceIndex::refresh);
    connect(&m_edits, &WorkspaceEdits::failed, this, [this](const QString& reason) { toast(paint::Tone::Err, reason, {}); });
    connect(&m_edits, &WorkspaceEdits::moved, this, [this](const QString& from, const QString& to) {
        for (PolicyFile* file : m_documents.files())
            if (file->path() == from || file->path().startsWith(from + QLatin1Char('/')))
                m_documents.renamed(file->path(), to + file->path().mid(from.size()));
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this] { m_documents.writeJournal(); });
    connect(&m_workspace, &WorkspaceIndex::changed, this, [this] { m_workspaceDock->setSubtitle(m_gateway.workspaceName()); });
    connect(&m_gateway, &GatewaySession::statusChanged, this, [this] { m_workspaceDock->setSubtitle(m_gateway.workspaceName()); });
    connect(&m_gateway, &GatewaySession::stateChanged, this, [this] {
        announce(tr("Gateway: %1").arg(m_gateway.stateText()));
        if (m_gateway.state() == GatewaySession::State::Failed)
            toast(paint::Tone::Err, m_gateway.failure().message, {{tr("Show the log"), [this] { showPanel(QStringLiteral("log")); }}});
    });
    connect(&m_gateway, &GatewaySession::noticeChanged, this, [this](const QString& notice) {
        if (!notice.isEmpty()) toast(paint::Tone::Info, notice + QLatin1Char('.'), {});
    });
    connect(&m_gateway, &GatewaySession::statusChanged, this, [this] {
        const quint64 revision = m_gateway.status().revision;
        if (m_seenRevision != 0 && revision > m_seenRevision)
            toast(paint::Tone::Ok,
                  tr("Workspace live, revision %1, %2 ms.").arg(revision).arg(QLocale().toString(m_gateway.status().reloadMs, 'f', 0)), {});
        m_seenRevision = revision;
    });
    connect(&m_gateway.burst(), &BurstRunner::finished, this, &MainWindow::burstEnded);
    connect(&m_prompt, &PromptSession::finished, this, [this](const PromptResult& result) {
        announce(result.error.isEmpty() ? tr("Answer: %1").arg(result.text.left(300)) : result.error);
    });
    connect(&m_settings, &SettingsStore::changed, this, [this](const QString& key) {
        if (key.startsWith(QLatin1String("appearance."))) applySettings();
    });
    m_palette = new CommandPalette(this, [this](QChar prefix) { return paletteEntries(m_context, *this, prefix); });
}

void MainWindow::burstEnded(const BurstProgress& burst) {
    QVector<ToastLink> links{{tr("Open in Live"), [this] { m_actions.trigger(QStringLiteral("go.live")); }}};
    QString text;
    paint::Tone tone = paint::Tone::Ok;
    if (burst.throttled > 0) {
        tone = paint::Tone::Warn;
        text =
            tr("Token limit reached at request %1: %2 of %3 throttled.").arg(burst.firstThrottledAt).arg(burst.throttled).arg(burst.sent);
        links.push_back({tr("Why?"), [this] { m_actions.trigger(QStringLiteral("traffic.whyThrottled")); }});
    } else if (burst.failed > 0) {
        tone = paint::Tone::Err;
        text = tr("%1: %2 of %3 failed. %4").arg(burst.name).arg(burst.failed).arg(burst.sent).arg(burst.firstError);
    } else {
        text = tr("%1: all %2 answered.").arg(burst.name).arg(burst.answered);
    }
    toast(tone, text, links);
}

void MainWindow::applySettings() {
    Theme& theme = Theme::instance();
    theme.setSystemFont(m_settings.get(settings::interfaceFont) == QLatin1String("system"));
    theme.setDensity(m_settings.get(settings::density) == QLatin1String("compact") ? Theme::Density::Compact : Theme::Density::Standard);
    theme.setZoom(m_settings.get(settings::zoom));
    theme.setReduceMotion(m_settings.get(settings::reduceMotion));
    theme.setChoice(choiceOf(m_settings.get(settings::theme)));
}

void MainWindow::showPanel(const QString& tab) {
    m_bottom->showTab(tab);
    m_bottom->show();
    m_bottom->raise();
    if (QWidget* inner = m_bottom->widget()) inner->setFocus();
}

void MainWindow::toggleDock(const QString& id) {
    for (QDockWidget* dock : findChildren<QDockWidget*>(id)) {
        dock->setVisible(dock->isHidden());
        if (dock == m_bottom && m_bottom->current().isEmpty()) m_bottom->showTab(QStringLiteral("prompt"));
    }
}

void MainWindow::focusWorkspace() {
    m_workspaceDock->show();
    m_tree->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showInspector(bool policy) {
    m_inspectorStack->setCurrentWidget(policy && m_current == QLatin1String("policies") ? static_cast<QWidget*>(m_policyForm)
                                                                                        : m_inspector);
}

void MainWindow::focusPalette() {
    showPage(QStringLiteral("policies"));
    m_workspaceDock->show();
    m_policyPalette->show();
    m_policyPalette->focusSearch();
}

bool MainWindow::treeHasFocus() const { return m_tree->hasFocus(); }

void MainWindow::connectPolicies(QWidget* made) {
    auto* page = qobject_cast<PoliciesPage*>(made);
    if (!page) return;
    connect(page, &PoliciesPage::flowChanged, m_policyPalette, &PolicyPalette::setFlow);
    connect(page, &PoliciesPage::inspectWanted, this, [this] {
        m_inspectorDock->show();
        showInspector(true);
        m_policyForm->focusFirst();
    });
    connect(page, &PoliciesPage::addWanted, this, &MainWindow::focusPalette);
    connect(m_policyPalette, &PolicyPalette::inserted, this, [this] {
        m_inspectorDock->show();
        showInspector(true);
        m_policyForm->focusFirst();
    });
    connect(m_policyPalette, &PolicyPalette::refused, this, [this](const QString& reason) { toast(paint::Tone::Warn, reason, {}); });
    if (page->editor()) m_policyPalette->setFlow(&page->editor()->flow());
}

void MainWindow::focusInspector() {
    m_inspectorDock->show();
    if (m_inspectorStack->currentWidget() == m_policyForm) return m_policyForm->focusFirst();
    m_inspector->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::saveDocks() {
    if (m_current.isEmpty() || m_restoring) return;
    const QJsonObject docks{{QStringLiteral("layout"), QString::fromLatin1(saveState().toBase64())},
                            {QStringLiteral("tab"), m_bottom->current()}};
    m_settings.setState(QStringLiteral("docks.") + m_current, docks);
}

void MainWindow::restoreDocks(const PageDescriptor& page) {
    m_restoring = true;
    const QJsonObject stored = m_settings.state(QStringLiteral("docks.") + QLatin1String(page.id)).toObject();
    const QString tab = stored.value(QLatin1String("tab")).toString();
    if (stored.isEmpty() || !restoreState(QByteArray::fromBase64(stored.value(QLatin1String("layout")).toString().toLatin1()))) {
        m_workspaceDock->setVisible(page.docks == DockPreset::All);
        // At 1280 wide the page needs the room more than the inspector does; Ctrl+I shows it.
        m_inspectorDock->setVisible(page.docks == DockPreset::All && width() >= px(1360));
        m_bottom->setVisible(page.docks != DockPreset::None);
        resizeDocks({m_workspaceDock, m_inspectorDock}, {px(264), px(336)}, Qt::Horizontal);
        resizeDocks({m_bottom}, {px(260)}, Qt::Vertical);
    }
    if (!m_bottom->isHidden()) m_bottom->showTab(tab.isEmpty() ? QStringLiteral("prompt") : tab);
    m_restoring = false;
}

void MainWindow::resetLayout() {
    for (const PageDescriptor* page : m_pages)
        m_settings.setState(QStringLiteral("docks.") + QLatin1String(page->id), QJsonValue(QJsonValue::Undefined));
    if (const PageDescriptor* page = descriptor(m_current)) {
        addDockWidget(Qt::LeftDockWidgetArea, m_workspaceDock);
        addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
        addDockWidget(Qt::BottomDockWidgetArea, m_bottom);
        restoreDocks(*page);
    }
}

void MainWindow::openPalette(const QString& text) { m_palette->open(text); }

void MainWindow::toast(paint::Tone tone, const QString& text, const QVector<ToastLink>& links) {
    m_toasts->show(tone, text, links);
    announce(text);
    const ActivityTab::Note note{QDateTime::currentDateTime(), tone, text};
    m_notes.push_back(note);
    if (m_notes.size() > maxNotes) m_notes.removeFirst();
    if (m_activity) m_activity->add(note);
}

void MainWindow::announce(const QString& words) { m_announcer->say(words); }

QList<QWidget*> MainWindow::regions() const {
    QList<QWidget*> all{m_stack->currentWidget()};
    for (QWidget* region : {static_cast<QWidget*>(m_inspectorDock), static_cast<QWidget*>(m_bottom), static_cast<QWidget*>(m_status),
                            static_cast<QWidget*>(m_topBar), static_cast<QWidget*>(m_rail), static_cast<QWidget*>(m_workspaceDock)})
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
    if (auto* page = qobject_cast<PoliciesPage*>(m_made.value(QStringLiteral("policies"))); page && !page->mayClose()) {
        event->ignore();
        return;
    }
    saveDocks();
    m_settings.setState(QStringLiteral("geometry"), QString::fromLatin1(saveGeometry().toBase64()));
    m_settings.flush();
    m_gateway.burst().stop();
    m_gateway.stop();
    event->accept();
}

}  // namespace mgc::ui
