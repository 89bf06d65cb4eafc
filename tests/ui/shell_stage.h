#pragma once
#include <QTemporaryDir>
#include <memory>

#include "ui/fake_management_server.h"
#include "ui/settings/settings_store.h"
#include "ui/shell/main_window.h"

namespace mgc::test {

/// The whole window on a scripted engine that also answers chat prompts. Home, configuration and data folders are temporary.
class ShellStage {
public:
    ShellStage();
    ~ShellStage();

    /// Shows the window and waits until the session is connected and the status is known.
    void open(QSize size = {1600, 1000});
    /// A few minutes of traffic so that figures and charts have content.
    void fill();
    /// Saves a picture of the window where the environment variable MGC_SHOTS names a folder.
    void shoot(const QString& name);
    static void dress(ui::Theme::Choice choice, int zoom = 100);

    FakeManagementServer server;
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::SettingsStore& settings() { return *m_settings; }
    /// The named widget below the window.
    template <class T>
    T* find(const char* objectName) {
        return m_window->findChild<T*>(QLatin1String(objectName));
    }
    /// How the scripted gateway answers the next prompts.
    int chatStatus = 200;
    int chatPauseMs = 0;

private:
    FakeManagementServer::Reply answerChat();

    QTemporaryDir m_home;
    std::unique_ptr<ui::SettingsStore> m_settings;
    std::unique_ptr<ui::MainWindow> m_window;
    quint64 m_nextRow = 1000;
};

}  // namespace mgc::test
