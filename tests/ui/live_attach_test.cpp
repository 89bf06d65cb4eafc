#include <QtTest/qtest.h>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

#include "support/suite.h"
#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/live_stage.h"
#include "ui/pages/live/live_board.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/session/recents.h"
#include "ui/session/workspace_index.h"
#include "ui/settings/settings_store.h"

using namespace mgc;

/// Against a real engine: set MGC_ATTACH to the ready file of a `model-gateway run` with the starter workspace.
class LiveAttachTest : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheGatewayToTheUnit();
};

void LiveAttachTest::agreesWithTheGatewayToTheUnit() {
    const QString path = qEnvironmentVariable("MGC_ATTACH");
    if (path.isEmpty()) QSKIP("set MGC_ATTACH to the ready file of a running model-gateway");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject ready = QJsonDocument::fromJson(file.readAll()).object();
    ui::EngineAddress address;
    address.gateway = QUrl(ready.value(QLatin1String("gateway")).toString());
    address.management = QUrl(ready.value(QLatin1String("management")).toString());
    address.token = ready.value(QLatin1String("token")).toString();
    const QJsonObject keys = ready.value(QLatin1String("subscriptionKeys")).toObject();
    for (auto key = keys.begin(); key != keys.end(); ++key) address.subscriptionKeys.insert(key.key(), key.value().toString());

    test::LiveStage::dress(false);
    QWidget window;
    ui::SettingsStore settings{QString()};
    ui::GatewaySession gateway(std::make_unique<ui::AttachedEngine>(address), settings);
    ui::PromptSession prompt(gateway, settings);
    ui::WorkspaceIndex workspace;
    ui::ActionRegistry actions(&window, &settings);
    ui::Recents recents(settings);
    const policy::Catalog catalog{{}};
    ui::DocumentStore documents(catalog);
    ui::WorkspaceEdits edits;
    ui::PageContext context{gateway, prompt, workspace, actions, settings, recents, documents, edits};
    ui::LiveBoard page(context, nullptr);
    page.resize(1536, 928);
    page.show();
    gateway.start();
    QTRY_VERIFY_WITH_TIMEOUT(gateway.client().hasStatus() && gateway.history().size() > 2, 20000);
    const auto before = gateway.snapshot();

    ui::BurstPlan plan;
    plan.request = gateway.request(prompt.deployment());
    plan.request.text = QStringLiteral("Say hello in three languages and tell me which region answered.");
    plan.total = 120;
    plan.concurrency = 8;
    QSignalSpy done(&gateway.burst(), &ui::BurstRunner::finished);
    QVERIFY(gateway.burst().start(plan));
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 90000);
    const auto& progress = gateway.burst().progress();
    qInfo("answered %d, throttled %d, failed %d %s", progress.answered, progress.throttled, progress.failed,
          qPrintable(progress.firstError));
    QCOMPARE(progress.answered + progress.throttled + progress.failed, 120);
    QTRY_COMPARE_WITH_TIMEOUT(gateway.snapshot().requests - before.requests, std::uint64_t{120}, 10000);
    const auto count = [](const management::MetricsSnapshot& snapshot, const char* status) {
        const auto found = snapshot.requestsByStatus.find(status);
        return found == snapshot.requestsByStatus.end() ? std::uint64_t{0} : found->second;
    };
    QCOMPARE(count(gateway.snapshot(), "200") - count(before, "200"), static_cast<std::uint64_t>(progress.answered));
    QCOMPARE(gateway.snapshot().throttled - before.throttled, static_cast<std::uint64_t>(progress.throttled));
    QTRY_VERIFY_WITH_TIMEOUT(gateway.traffic().rowCount() >= 120, 10000);
    page.setWindow(0);
    test::LiveStage::shoot(page, QStringLiteral("live-attached"));
    bool detailed = false;
    gateway.client().fetchDetail(gateway.traffic().rowAt(0).id, this,
                                 [&](Result<management::RequestDetail> answer) { detailed = answer && !answer->steps.empty(); });
    QTRY_VERIFY(detailed);
}

MGC_TEST_CLASS(LiveAttachTest);
#include "live_attach_test.moc"
