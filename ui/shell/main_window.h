#pragma once
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
#include "ui/shell/toast_layer.h"

namespace mgc::ui {

class Announcer;
class CommandPalette;
class Docks;
class ModeRail;
class PoliciesWiring;
class StatusBar;
class TopBar;

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
    void toast(paint::Tone tone, const QString& text, const QVector<ToastLink>& links);
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
    void buildRail();
    void connectSession();
    QWidget* make(const PageDescriptor& page);
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
    TopBar* m_topBar;
    ModeRail* m_rail;
    StatusBar* m_status;
    ToastLayer* m_toasts;
    Announcer* m_announcer;
    std::unique_ptr<Docks> m_docks;
    PoliciesWiring* m_policies = nullptr;
    CommandPalette* m_palette = nullptr;
};

}  // namespace mgc::ui
