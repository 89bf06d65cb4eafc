#include "ui/live_stage.h"

#include <QtTest/qtest.h>
#include <QApplication>
#include <QDir>

#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/session/recents.h"
#include "ui/session/workspace_index.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/console_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/scaled.h"

// Resources of a static library are registered by whoever links it; the macro does not work inside a namespace.
static void registerIcons() { Q_INIT_RESOURCE(icons); }

namespace mgc::test {

LiveStage::LiveStage() {
    dress(false);
    m_settings = std::make_unique<ui::SettingsStore>(QString());
    ui::EngineAddress address;
    address.gateway = server.url();
    address.management = server.url();
    address.token = server.token();
    m_gateway = std::make_unique<ui::GatewaySession>(std::make_unique<ui::AttachedEngine>(address), *m_settings);
    m_prompt = std::make_unique<ui::PromptSession>(*m_gateway, *m_settings);
    m_workspace = std::make_unique<ui::WorkspaceIndex>();
    m_actions = std::make_unique<ui::ActionRegistry>(&m_window, m_settings.get());
    m_recents = std::make_unique<ui::Recents>(*m_settings);
    m_context = std::make_unique<ui::PageContext>(
        ui::PageContext{*m_gateway, *m_prompt, *m_workspace, *m_actions, *m_settings, *m_recents, m_documents, m_edits});
}

LiveStage::~LiveStage() = default;

void LiveStage::dress(bool dark) {
    static bool styled = false;
    if (!styled) {
        styled = true;
        registerIcons();
        QApplication::setStyle(new ui::ConsoleStyle);
    }
    ui::Theme::instance().setChoice(dark ? ui::Theme::Choice::Dark : ui::Theme::Choice::Light);
    ui::applyTheme();
}

void LiveStage::connect() {
    m_gateway->start();
    QTRY_COMPARE(server.openStreams(QStringLiteral("/v1/metrics/stream")), 1);
    QTRY_COMPARE(server.openStreams(QStringLiteral("/v1/requests/stream")), 1);
    QTRY_VERIFY(m_gateway->client().isConnected() && m_gateway->client().hasStatus());
}

void LiveStage::play(const LiveScenario& scenario) {
    server.status = scenario.status;
    server.status.gatewayUrl = server.status.managementUrl = server.url().toString().toStdString();
    m_gateway->client().refreshStatus();
    for (const auto& snapshot : scenario.snapshots) server.pushSnapshot(snapshot);
    QTRY_COMPARE_WITH_TIMEOUT(m_gateway->history().size(), static_cast<int>(scenario.snapshots.size()), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_gateway->status().apis.empty(), 30000);
}

void LiveStage::load(const LiveScenario& scenario) {
    for (qsizetype i = 0; i + 1 < scenario.snapshots.size(); ++i) m_gateway->history().add(scenario.snapshots[i]);
    server.status = scenario.status;
    server.status.gatewayUrl = server.status.managementUrl = server.url().toString().toStdString();
    m_gateway->client().refreshStatus();
    server.pushSnapshot(scenario.snapshots.back());
    QTRY_COMPARE_WITH_TIMEOUT(m_gateway->history().size(), static_cast<int>(scenario.snapshots.size()), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_gateway->status().apis.empty(), 30000);
}

void LiveStage::addTraffic(const QVector<management::TrafficRow>& rows) {
    for (const auto& row : rows) {
        server.details.insert(row.id, trafficDetail(row));
        server.addRow(row);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_gateway->traffic().rowCount(), static_cast<int>(rows.size()), 30000);
}

void LiveStage::shoot(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("MGC_SHOTS");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    QCoreApplication::processEvents();  // layouts and palettes that wait
    widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
}

}  // namespace mgc::test
