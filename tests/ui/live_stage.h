#pragma once
#include <QWidget>
#include <memory>

#include "policy/model/catalog.h"
#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/fake_management_server.h"
#include "ui/live_scenario.h"
#include "ui/pages/page.h"

namespace mgc::ui {
class ActionRegistry;
class GatewaySession;
class PromptSession;
class Recents;
class SettingsStore;
class WorkspaceIndex;
}  // namespace mgc::ui

namespace mgc::test {

/// A scripted engine with a session and a page context on it: what pages need to live without the shell.
class LiveStage {
public:
    LiveStage();
    ~LiveStage();

    /// Attaches and waits for both streams.
    void connect();
    /// Sends all snapshots of a scenario through the metrics stream and waits until they have arrived.
    void play(const LiveScenario& scenario);
    /// The same without the wire but for the last snapshot: for tests that are not about the stream.
    void load(const LiveScenario& scenario);
    /// Puts rows and their details on the server and waits until the traffic model has them.
    void addTraffic(const QVector<management::TrafficRow>& rows);
    /// Saves a picture of `widget` where the environment variable MGC_SHOTS names a folder.
    static void shoot(QWidget& widget, const QString& name);
    /// Sets up style, palette, font and theme as the program does.
    static void dress(bool dark);

    FakeManagementServer server;
    [[nodiscard]] ui::GatewaySession& gateway() { return *m_gateway; }
    [[nodiscard]] ui::PageContext& context() { return *m_context; }
    [[nodiscard]] ui::ActionRegistry& actions() { return *m_actions; }

private:
    QWidget m_window;
    std::unique_ptr<ui::SettingsStore> m_settings;
    std::unique_ptr<ui::GatewaySession> m_gateway;
    std::unique_ptr<ui::PromptSession> m_prompt;
    std::unique_ptr<ui::WorkspaceIndex> m_workspace;
    std::unique_ptr<ui::ActionRegistry> m_actions;
    std::unique_ptr<ui::Recents> m_recents;
    const policy::Catalog m_catalog{{}};
    ui::DocumentStore m_documents{m_catalog};
    ui::WorkspaceEdits m_edits;
    std::unique_ptr<ui::PageContext> m_context;
};

}  // namespace mgc::test
