#pragma once
#include <QElapsedTimer>
#include <QHash>
#include <QMainWindow>
#include <QStackedWidget>
#include <memory>

#include "policy/model/catalog.h"
#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/session/recents.h"
#include "ui/session/workspace_index.h"
#include "ui/shell/panel_tabs.h"

namespace mgc::ui {

class Announcer;
class BottomPanel;
class CommandPalette;
class Dock;
class Inspector;
class ModeRail;
class PolicyForm;
class PolicyPalette;
class ProblemsTab;
class ToastLayer;
class WorkspaceTree;

/// The one window: top bar, mode rail, page, docks, status bar. It owns the session that all of them share.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `catalog`: the policies that documents are checked against and edited by.
    MainWindow(std::unique_ptr<EngineHost> engine, SettingsStore& settings, const policy::Catalog& catalog);
    ~MainWindow() override;

    /// Opens `workspace` (empty: the one opened last, else a copy of the starter) and starts the gateway unless the settings say no.
    void begin(const QString& workspace);

    [[nodiscard]] PageContext& context() { return m_context; }
    [[nodiscard]] const QList<const PageDescriptor*>& pages() const { return m_pages; }
    [[nodiscard]] QString currentPage() const { return m_current; }
    /// Makes the page if it has not been shown yet; null for an unknown id.
    QWidget* showPage(const QString& id);
    /// Shows the bottom dock with that tab: prompt, problems, trace, log, activity.
    void showPanel(const QString& tab);
    void toggleDock(const QString& id);
    void resetLayout();
    void openPalette(const QString& text);
    void toast(paint::Tone tone, const QString& text, const QVector<struct ToastLink>& links);
    void announce(const QString& words);
    void focusWorkspace();
    void focusInspector();
    /// Shows the palette of policies with its search field ready.
    void focusPalette();
    /// The workspace tree has the focus: its history is the one to undo.
    [[nodiscard]] bool treeHasFocus() const;
    /// F6: the next region (or the one before) gets the focus.
    void cycleRegion(int step);

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildDocks();
    void buildMenus();
    void connectSession();
    void connectPolicies(QWidget* page);
    void showInspector(bool policy);
    void applySettings();
    void saveDocks();
    void restoreDocks(const PageDescriptor& page);
    void burstEnded(const BurstProgress& burst);
    [[nodiscard]] QList<QWidget*> regions() const;
    [[nodiscard]] const PageDescriptor* descriptor(const QString& id) const;

    SettingsStore& m_settings;
    GatewaySession m_gateway;
    PromptSession m_prompt;
    WorkspaceIndex m_workspace;
    Recents m_recents;
    DocumentStore m_documents;
    WorkspaceEdits m_edits;
    ActionRegistry m_actions;
    PageContext m_context;
    QList<const PageDescriptor*> m_pages;
    QHash<QString, QWidget*> m_made;
    QString m_current;
    QStackedWidget* m_stack;
    class TopBar* m_topBar;
    ModeRail* m_rail;
    class StatusBar* m_status;
    Dock *m_workspaceDock = nullptr, *m_inspectorDock = nullptr;
    BottomPanel* m_bottom = nullptr;
    WorkspaceTree* m_tree = nullptr;
    Inspector* m_inspector = nullptr;
    QStackedWidget* m_inspectorStack = nullptr;
    PolicyForm* m_policyForm = nullptr;
    PolicyPalette* m_policyPalette = nullptr;
    ProblemsTab* m_problems = nullptr;
    CommandPalette* m_palette = nullptr;
    ToastLayer* m_toasts;
    Announcer* m_announcer;
    QVector<ActivityTab::Note> m_notes;  ///< at most 200
    ActivityTab* m_activity = nullptr;
    quint64 m_seenRevision = 0;
    bool m_restoring = false;
};

}  // namespace mgc::ui
