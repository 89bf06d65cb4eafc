#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "resources/workspace.h"
#include "support/suite.h"
#include "tests/ui/fake_management_server.h"
#include "ui/client/management_client.h"
#include "ui/documents/workspace_edits.h"
#include "ui/pages/backends/backend_templates.h"
#include "ui/pages/backends/breaker_form.h"
#include "ui/pages/backends/connection_check.h"
#include "ui/pages/backends/pool_board.h"
#include "ui/pages/backends/pool_drop.h"
#include "ui/pages/backends/pool_edits.h"
#include "ui/pages/backends/pool_member_row.h"
#include "ui/session/samples.h"

namespace mgc::test {

using namespace ui;

/// The pool editor and its edits on a real copy of the starter workspace.
class BackendsPageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    QString m_folder;
    std::shared_ptr<const resources::Workspace> read() {
        Diagnostics diagnostics;
        auto workspace = resources::Workspace::read(m_folder.toStdString(), diagnostics);
        return workspace ? *workspace : nullptr;
    }
    nlohmann::json services(const resources::Workspace& workspace) {
        return nlohmann::json::parse(workspace.backend("aoai-pool")->document->text())["properties"]["pool"]["services"];
    }
    /// The sample's pool on its board, following each edit.
    struct OpenBoard {
        WorkspaceEdits edits;
        BackendItems items;
        PoolBoard board{items, edits, nullptr};

        explicit OpenBoard(BackendsPageTest& test) {
            edits.setFolder(test.m_folder);
            items.setWorkspace(test.read());
            connect(&edits, &WorkspaceEdits::changed, &items, [this, &test] { items.setWorkspace(test.read()); });
            board.setPool(QStringLiteral("aoai-pool"));
        }
    };

private slots:
    void init() {
        qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toUtf8());
        const auto folder = copySample(QStringLiteral("starter"));
        QVERIFY(folder.has_value());
        m_folder = *folder;
    }

    void movesBetweenPriorities() {
        const auto workspace = read();
        const auto& pool = *workspace->backend("aoai-pool");
        // Both stand in priority 1: moving one later opens group 2, moving it earlier opens group 0.
        const auto later = pool_edits::withPriorityMoved(pool, 1, 1);
        QVERIFY(later.has_value());
        const auto list = nlohmann::json::parse(*later);
        QCOMPARE(list[0]["priority"].get<int>(), 1);
        QCOMPARE(list[1]["priority"].get<int>(), 2);
        QCOMPARE(list[1]["weight"].get<int>(), 30);
        QCOMPARE(nlohmann::json::parse(*pool_edits::withPriorityMoved(pool, 0, -1))[0]["priority"].get<int>(), 0);
        QVERIFY(!pool_edits::withPriorityMoved(pool, 7, 1).has_value());
    }

    void addsAndRemovesMembers() {
        const auto workspace = read();
        const auto& pool = *workspace->backend("aoai-pool");
        const auto added = nlohmann::json::parse(pool_edits::withMember(pool, QStringLiteral("third")));
        QCOMPARE(added.size(), std::size_t(3));
        QCOMPARE(added[2]["id"].get<std::string>(), std::string("/backends/third"));
        QCOMPARE(nlohmann::json::parse(pool_edits::without(pool, 0)).size(), std::size_t(1));
    }

    void writesWeightsThatStandStill() {
        OpenBoard open(*this);
        auto& [edits, items, board] = open;
        const auto rows = board.findChildren<PoolMemberRow*>();
        QCOMPARE(rows.size(), 2);
        auto* number = rows.first()->findChild<QSpinBox*>();
        QSignalSpy changed(&edits, &WorkspaceEdits::changed);
        number->setValue(50);
        number->setValue(40);
        QCOMPARE(rows.first()->findChild<QSlider*>()->value(), 40);
        QVERIFY(changed.wait(2000));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(services(*read())[0]["weight"].get<int>(), 40);
        edits.history().undo();
        QCOMPARE(services(*read())[0]["weight"].get<int>(), 70);
        QCOMPARE(number->value(), 70);
    }

    void movesByKeyboard() {
        OpenBoard open(*this);
        auto& [edits, items, board] = open;
        QTest::keyClick(board.findChildren<PoolMemberRow*>().at(1), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 2);
        edits.history().undo();
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 1);
    }

    void movesByDragging() {
        OpenBoard open(*this);
        auto& [edits, items, board] = open;
        board.resize(800, board.sizeHint().height());
        board.show();
        QVERIFY(QTest::qWaitForWindowExposed(&board));
        const auto drop = [&](std::size_t member, const QString& pool, QPoint at) {
            const std::unique_ptr<QMimeData> data(PoolDrop::dataOf(pool, member));
            QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&board, &enter);
            if (!enter.isAccepted()) return false;
            QDragMoveEvent move(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&board, &move);
            QDropEvent event(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&board, &event);
            return event.isAccepted();
        };
        // Below the last row a new group begins.
        QVERIFY(drop(1, QStringLiteral("aoai-pool"), {100, board.height() - 4}));
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 2);
        QCOMPARE(services(*read())[1]["weight"].get<int>(), 30);
        QTRY_COMPARE(board.findChildren<PoolMemberRow*>().size(), 2);
        // Back onto the first group's row; alone in the last group it has no newer one to go to.
        board.resize(800, board.sizeHint().height());
        QCoreApplication::processEvents();
        QVERIFY(drop(1, QStringLiteral("aoai-pool"), {100, board.height() - 4}));
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 2);
        QVERIFY(drop(1, QStringLiteral("aoai-pool"), {100, 60}));
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 1);
        // A drag from another pool, or of something else, is no business of this one.
        QVERIFY(!drop(0, QStringLiteral("aoai-pool-v1"), {100, 60}));
        edits.history().undo();
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 2);
        edits.history().undo();
        QCOMPARE(services(*read())[1]["priority"].get<int>(), 1);
    }

    void testsConnections() {
        FakeManagementServer server;
        ManagementClient client;
        client.connectTo(server.url(), server.token());
        ConnectionCheck check(client, nullptr);
        check.setBackend(QStringLiteral("aoai east/us"));
        auto* button = check.findChild<QPushButton*>(QStringLiteral("testConnection"));
        const auto shows = [&](const QString& words) {
            for (const QLabel* label : check.findChildren<QLabel*>())
                if (label->isVisibleTo(&check) && label->text().contains(words)) return true;
            return false;
        };
        QByteArray body =
            R"({"backendId":"e","url":"http://e/models","status":200,"latencyMs":182.4,"models":["gpt-4o","o4-mini"],"problem":"","simulated":false})";
        bool hang = true;
        server.on("POST", QStringLiteral("/v1/backends/*"), [&](const FakeManagementServer::Request&) {
            FakeManagementServer::Reply reply;
            reply.body = body;
            reply.hang = hang;
            return reply;
        });
        // It says that it waits, and a cancel ends that without an answer.
        button->click();
        QVERIFY(check.isRunning() && shows(QStringLiteral("Asking for the models")));
        QTRY_VERIFY(std::ranges::any_of(server.requests(),
                                        [](const auto& request) { return request.path.startsWith(QLatin1String("/v1/backends/")); }));
        button->click();
        QVERIFY(!check.isRunning() && shows(QStringLiteral("cancelled")));
        hang = false;
        QSignalSpy finished(&check, &ConnectionCheck::finished);
        button->click();
        QVERIFY(finished.wait(5000));
        QVERIFY(shows(QStringLiteral("182 ms, 2 model")) && shows(QStringLiteral("gpt-4o, o4-mini")));
        body = R"({"status":401,"latencyMs":5,"problem":"The backend does not know these credentials (401).","url":"http://e/models"})";
        button->click();
        QVERIFY(finished.wait(5000));
        QVERIFY(shows(QStringLiteral("does not know these credentials")) && shows(QStringLiteral("http://e/models")));
        QCOMPARE(button->text(), ConnectionCheck::tr("Test connection"));
    }

    void configuredShares() {
        BackendItems items;
        items.setWorkspace(read());
        const BackendItem* pool = items.find(QStringLiteral("aoai-pool"));
        QVERIFY(pool && pool->isPool);
        QCOMPARE(BackendItems::configuredShare(*pool, QStringLiteral("aoai-eastus")), 70);
        QCOMPARE(items.observedShare(*pool, QStringLiteral("aoai-eastus")), -1);
    }

    void readsStatusRanges() {
        QCOMPARE(QString::fromStdString(*BreakerForm::rangesFrom(QStringLiteral("429, 500-599"))),
                 QStringLiteral(R"([{"min":429,"max":429},{"min":500,"max":599}])"));
        QVERIFY(!BreakerForm::rangesFrom(QStringLiteral("599-500")));
        QVERIFY(!BreakerForm::rangesFrom(QStringLiteral("42, x")));
        QVERIFY(!BreakerForm::rangesFrom(QStringLiteral("700")));
        QCOMPARE(BreakerForm::textOf({{429, 429}, {500, 599}}), QStringLiteral("429, 500-599"));
    }

    void templatesNeverHoldKeys() {
        for (const BackendTemplate& each : backendTemplates()) {
            const auto json = nlohmann::json::parse(backendJson(each, each.url, QStringLiteral("model-key")));
            QVERIFY(json["properties"].contains("url"));
            const auto credentials = json["properties"].value("credentials", nlohmann::json::object());
            const bool keyed =
                each.credential == BackendTemplate::Credential::ApiKeyHeader || each.credential == BackendTemplate::Credential::BearerKey;
            QCOMPARE(credentials.dump().find("{{model-key}}") != std::string::npos, keyed);
        }
    }
};

}  // namespace mgc::test

using BackendsPageTest = mgc::test::BackendsPageTest;
MGC_TEST_CLASS(BackendsPageTest);
#include "backends_page_test.moc"
