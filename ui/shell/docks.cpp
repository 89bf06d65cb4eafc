#include "ui/shell/docks.h"

#include <QJsonObject>
#include <QMainWindow>

#include "ui/pages/page.h"
#include "ui/settings/settings_store.h"
#include "ui/shell/bottom_panel.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/problems_tab.h"
#include "ui/shell/prompt_dock.h"
#include "ui/shell/workspace_dock.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int mostNotes = 200;

QString stateKey(const QString& page) { return QStringLiteral("docks.") + page; }

}  // namespace

Docks::Docks(QMainWindow& window, PageContext& context)
    : m_window(window),
      m_context(context),
      m_workspace(new WorkspaceDock(context, &window)),
      m_inspector(new InspectorDock(context, &window)),
      m_bottom(new BottomPanel(&window)),
      m_problems(new ProblemsTab(context, &window)) {
    m_problems->hide();
    dock();
    addTabs();
    for (QDockWidget* each :
         {static_cast<QDockWidget*>(m_workspace), static_cast<QDockWidget*>(m_inspector), static_cast<QDockWidget*>(m_bottom)})
        each->hide();
    m_window.resizeDocks({m_workspace, m_inspector}, {px(264), px(336)}, Qt::Horizontal);
    m_window.resizeDocks({m_bottom}, {px(280)}, Qt::Vertical);
}

Docks::~Docks() {
    m_inspector->release();
    m_workspace->release();
    delete m_problems;
}

void Docks::dock() {
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_workspace);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_inspector);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_bottom);
}

void Docks::addTabs() {
    m_bottom->addTab(QStringLiteral("prompt"), tr("Prompt"), [this](QWidget* parent) { return new PromptDock(m_context, parent); });
    m_bottom->addTab(QStringLiteral("problems"), tr("Problems"), [this](QWidget* parent) {
        m_problems->setParent(parent);
        return m_problems;
    });
    m_bottom->addTab(QStringLiteral("trace"), tr("Trace"), [this](QWidget* parent) { return new TraceTab(m_context, parent); });
    m_bottom->addTab(QStringLiteral("log"), tr("Log"), [this](QWidget* parent) { return new LogTab(m_context, parent); });
    m_bottom->addTab(QStringLiteral("activity"), tr("Activity"),
                     [this](QWidget* parent) { return m_activity = new ActivityTab(m_context, m_notes, parent); });
}

void Docks::showPanel(const QString& tab) {
    m_bottom->showTab(tab);
    m_bottom->show();
    m_bottom->raise();
    if (QWidget* inner = m_bottom->widget()) inner->setFocus();
}

void Docks::toggle(const QString& id) {
    for (QDockWidget* each : m_window.findChildren<QDockWidget*>(id)) {
        each->setVisible(each->isHidden());
        if (each == m_bottom && m_bottom->current().isEmpty()) m_bottom->showTab(QStringLiteral("prompt"));
    }
}

void Docks::note(paint::Tone tone, const QString& text) {
    const ActivityTab::Note note{QDateTime::currentDateTime(), tone, text};
    m_notes.push_back(note);
    if (m_notes.size() > mostNotes) m_notes.removeFirst();
    if (m_activity) m_activity->add(note);
}

void Docks::save(const QString& page) {
    if (page.isEmpty() || m_restoring) return;
    const QJsonObject docks{{QStringLiteral("layout"), QString::fromLatin1(m_window.saveState().toBase64())},
                            {QStringLiteral("tab"), m_bottom->current()}};
    m_context.settings.setState(stateKey(page), docks);
}

void Docks::restore(const PageDescriptor& page) {
    m_restoring = true;
    const QJsonObject stored = m_context.settings.state(stateKey(QLatin1String(page.id))).toObject();
    const QString tab = stored.value(QLatin1String("tab")).toString();
    const QByteArray layout = QByteArray::fromBase64(stored.value(QLatin1String("layout")).toString().toLatin1());
    if (stored.isEmpty() || !m_window.restoreState(layout)) {
        m_workspace->setVisible(page.docks == DockPreset::All);
        // At 1280 wide the page needs the room more than the inspector does; Ctrl+I shows it.
        m_inspector->setVisible(page.docks == DockPreset::All && m_window.width() >= px(1360));
        m_bottom->setVisible(page.docks != DockPreset::None);
        m_window.resizeDocks({m_workspace, m_inspector}, {px(264), px(336)}, Qt::Horizontal);
        m_window.resizeDocks({m_bottom}, {px(260)}, Qt::Vertical);
    }
    if (!m_bottom->isHidden()) m_bottom->showTab(tab.isEmpty() ? QStringLiteral("prompt") : tab);
    m_restoring = false;
}

void Docks::reset(const QList<const PageDescriptor*>& pages, const PageDescriptor* current) {
    for (const PageDescriptor* page : pages)
        m_context.settings.setState(stateKey(QLatin1String(page->id)), QJsonValue(QJsonValue::Undefined));
    if (!current) return;
    dock();
    restore(*current);
}

}  // namespace mgc::ui
