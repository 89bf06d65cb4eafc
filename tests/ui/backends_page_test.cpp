#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
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

#include "catalog.h"
#include "resources/resource_type.h"
#include "resources/workspace.h"
#include "support/suite.h"
#include "tests/ui/fake_management_server.h"
#include "ui/client/management_client.h"
#include "ui/documents/workspace_edits.h"
#include "ui/forms/resource_form.h"
#include "ui/forms/value_field.h"
#include "ui/models/metrics_history.h"
#include "ui/models/traffic_model.h"
#include "ui/pages/backends/backend_calls.h"
#include "ui/pages/backends/backend_templates.h"
#include "ui/pages/backends/backend_timeline.h"
#include "ui/pages/backends/backend_users.h"
#include "ui/pages/backends/breaker_form.h"
#include "ui/pages/backends/breaker_now.h"
#include "ui/pages/backends/connection_check.h"
#include "ui/pages/backends/pool_board.h"
#include "ui/pages/backends/pool_drop.h"
#include "ui/pages/backends/pool_edits.h"
#include "ui/pages/backends/pool_member_row.h"
#include "ui/pages/backends/simulator_tab.h"
#include "ui/pages/backends/status_ranges.h"
#include "ui/pages/backends/trip_story.h"
#include "ui/session/samples.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/charts/breaker_lanes.h"

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

    /// Marks and failures come from the engine's records: a retried request's calls from its record, a plain one's from its row.
    void knowsEveryCall() {
        FakeManagementServer server;
        ManagementClient client;
        client.connectTo(server.url(), server.token());
        const auto row = [](quint64 id, const char* backend, int status, std::vector<std::string> flags = {}) {
            management::TrafficRow made;
            made.id = id;
            made.time = "2026-11-28T10:00:0" + std::to_string(id) + ".0000000Z";
            made.backendId = backend;
            made.status = status;
            made.flags = std::move(flags);
            return made;
        };
        management::RequestDetail retried;
        retried.row = row(2, "aoai-westus", 200, {"retry 1"});
        retried.backendCalls.resize(3);
        retried.backendCalls[0].backendId = "aoai-eastus";
        retried.backendCalls[0].response.status = 503;
        retried.backendCalls[0].startMs = 12;
        retried.backendCalls[1].backendId = "";  // of send-request
        retried.backendCalls[2].backendId = "aoai-westus";
        retried.backendCalls[2].response.status = 200;
        server.details[2] = retried;
        management::RequestDetail refused;
        refused.row = row(3, "aoai-eastus", 502);
        refused.backendCalls.resize(1);
        refused.backendCalls[0].backendId = "AOAI-eastus";
        refused.backendCalls[0].error = "connection refused";
        server.details[3] = refused;
        TrafficModel traffic;
        traffic.append({row(1, "aoai-eastus", 200)});
        BackendCalls calls(traffic, client);
        const auto known = [&](const char* backend) { return calls.between(QString::fromLatin1(backend), 0, 4e12).size(); };
        QCOMPARE(known("aoai-eastus"), 1);  // what was there before the page
        // Row 4 was answered by the gateway itself, of row 5 there is no record any more.
        traffic.append({row(2, "aoai-westus", 200, {"retry 1"}), row(3, "aoai-eastus", 502), row(4, "", 429), row(5, "aoai-eastus", 500)});
        QTRY_COMPARE(known("aoai-eastus"), 4);
        QCOMPARE(known("aoai-westus"), 1);
        const qint64 second = millisecondsOf(retried.row.time);
        QCOMPARE(calls.between(QStringLiteral("aoai-eastus"), second, second + 500).first().timeMs, second + 12);

        const auto workspace = read();
        resources::Backend backend = *workspace->backend("aoai-eastus");
        const auto ids = [&](int count) {
            QVector<quint64> found;
            for (const BackendCall& call : calls.lastFailures(backend, count)) found << call.request;
            return found;
        };
        backend.circuitBreaker.clear();
        QCOMPARE(ids(5), (QVector<quint64>{5, 3, 2}));
        QCOMPARE(ids(1), (QVector<quint64>{5}));
        QCOMPARE(BackendCalls::outcomeText(calls.lastFailures(backend, 2).last()), QStringLiteral("no answer"));
        resources::CircuitBreakerRule rule;
        rule.statusRanges = {{429, 429}, {503, 503}};
        backend.circuitBreaker = {rule};
        QCOMPARE(ids(5), (QVector<quint64>{3, 2}));  // 500 does not count by this rule
        traffic.clear();
        QCOMPARE(known("aoai-eastus"), 0);
    }

    void keepsAsManyCallsAsItSays() {
        ManagementClient client;
        TrafficModel traffic;
        BackendCalls calls(traffic, client);
        QVector<management::TrafficRow> rows(static_cast<qsizetype>(BackendCalls::capacity) + 500);
        quint64 id = 0;
        for (auto& row : rows) {
            row.id = ++id;
            row.time = "2026-11-28T10:00:00.0000000Z";
            row.backendId = "aoai-eastus";
            row.status = 200;
        }
        traffic.append(rows);
        QCOMPARE(calls.between(QStringLiteral("aoai-eastus"), 0, 4e12).size(), static_cast<qsizetype>(BackendCalls::capacity));
    }

    void timelineShowsCallsTripsAndNow() {
        ManagementClient client;
        TrafficModel traffic;
        MetricsHistory history;
        BackendCalls calls(traffic, client);
        BackendItems items;
        items.setWorkspace(read());
        BackendTimeline timeline(items, history, calls, nullptr);
        timeline.show(QStringLiteral("aoai-pool"));
        QVERIFY(timeline.lanes().hasData());  // closed and idle before the first reading
        management::MetricsSnapshot snapshot;
        management::BackendState east;
        east.id = "aoai-eastus";
        const auto at = [&](const char* time, const char* state, double closes) {
            snapshot.time = time;
            east.state = state;
            east.closesInSeconds = closes;
            snapshot.backends = {east};
            history.add(snapshot);
        };
        at("2026-11-28T10:00:00.0000000Z", "closed", 0);
        at("2026-11-28T10:00:20.0000000Z", "open", 10);
        at("2026-11-28T10:00:30.0000000Z", "closed", 0);
        at("2026-11-28T10:00:40.0000000Z", "open", 10);
        at("2026-11-28T10:00:44.0000000Z", "open", 6);
        management::TrafficRow row;
        row.id = 1;
        row.time = "2026-11-28T10:00:35.0000000Z";
        row.backendId = "aoai-eastus";
        row.status = 200;
        traffic.append({row});
        items.setLive(snapshot, history);
        timeline.show(QStringLiteral("aoai-pool"));
        const QString summary = timeline.lanes().summary();
        QVERIFY2(summary.contains(QStringLiteral("aoai-eastus open, closes in 6 s, open 10 s, twice, 1 call(s), 0 failed")),
                 qPrintable(summary));
        QVERIFY2(summary.contains(QStringLiteral("aoai-westus closed, idle, 0 call(s)")), qPrintable(summary));
        // Still open is still open, though the axis goes on.
        QCOMPARE(timeline.lanes().table().rows[1][3], QStringLiteral("still open"));
        QVERIFY(timeline.lanes().height() >= timeline.lanes().fullHeight());
        timeline.resize(700, timeline.sizeHint().height());
        QVERIFY(!timeline.grab().isNull());
    }

    void tellsTheStoryOfATrip() {
        FakeManagementServer server;
        ManagementClient client;
        client.connectTo(server.url(), server.token());
        TrafficModel traffic;
        MetricsHistory history;
        BackendCalls calls(traffic, client);
        QVector<management::TrafficRow> rows(3);
        for (int i = 0; i < rows.size(); ++i) {
            rows[i].id = static_cast<quint64>(i + 1);
            rows[i].time = "2026-11-28T10:00:10." + std::to_string(i) + "000000Z";
            rows[i].backendId = "aoai-westus";
            rows[i].status = 200;
            rows[i].flags = {"retry 1"};
            management::RequestDetail detail;
            detail.row = rows[i];
            detail.backendCalls.resize(2);
            detail.backendCalls[0].backendId = "aoai-eastus";
            detail.backendCalls[0].response.status = 503;
            detail.backendCalls[1].backendId = "aoai-westus";
            detail.backendCalls[1].response.status = 200;
            server.details[rows[i].id] = detail;
        }
        management::MetricsSnapshot snapshot;
        snapshot.backends.resize(1);
        snapshot.backends[0].id = "aoai-eastus";
        snapshot.requestsByStatus = {{"200", 0}, {"503", 0}};
        for (const auto& [time, state, errors] :
             {std::tuple{"10:00:00", "closed", 0U}, {"10:00:11", "open", 0U}, {"10:00:15", "open", 0U}, {"10:00:16", "open", 2U}}) {
            snapshot.time = std::string("2026-11-28T") + time + ".0000000Z";
            snapshot.backends[0].state = state;
            snapshot.requestsByStatus["503"] = errors;
            if (errors == 0) history.add(snapshot);
        }
        const auto workspace = read();
        const resources::Backend& backend = *workspace->backend("aoai-eastus");
        const qint64 tripped = millisecondsOf("2026-11-28T10:00:11.0000000Z");
        QVERIFY(!tripStory(backend, tripped, history, calls).headline.contains(QStringLiteral("after")));
        traffic.append(rows);
        QTRY_COMPARE(calls.all().size(), std::size_t(6));
        TripStory story = tripStory(backend, tripped, history, calls);
        QVERIFY2(story.headline.endsWith(QStringLiteral("after 3 × 503.")), qPrintable(story.headline));
        QVERIFY2(story.rest.startsWith(QStringLiteral("No client saw a server error")) && story.rest.contains(QStringLiteral("moved 3 ")),
                 qPrintable(story.rest));
        history.add(snapshot);
        story = tripStory(backend, tripped, history, calls);
        QVERIFY2(story.rest.startsWith(QStringLiteral("Clients saw 2 server error")), qPrintable(story.rest));
    }

    void failuresLeadToTheirRequests() {
        ManagementClient client;
        TrafficModel traffic;
        BackendCalls calls(traffic, client);
        BackendItems items;
        items.setWorkspace(read());
        BreakerNow now(items, calls, client, nullptr);
        now.setBackend(QStringLiteral("aoai-eastus"));
        const auto links = [&] {
            QVector<QPushButton*> shown;
            for (auto* link : now.findChildren<LinkButton*>())
                if (link->isVisibleTo(&now)) shown << link;
            return shown;
        };
        QVERIFY(links().isEmpty());
        QVector<management::TrafficRow> rows(8);
        for (int i = 0; i < rows.size(); ++i) {
            rows[i].id = static_cast<quint64>(i + 1);
            rows[i].time = "2026-11-28T10:00:0" + std::to_string(i) + ".0000000Z";
            rows[i].backendId = "aoai-eastus";
            rows[i].status = 503;
        }
        traffic.append(rows);  // nobody answers for the records: the rows tell
        QTRY_COMPARE(links().size(), BreakerNow::shownFailures);
        QTRY_COMPARE(links().first()->text(), QStringLiteral("#8"));
        QSignalSpy chosen(&now, &BreakerNow::requestChosen);
        links().first()->click();
        QCOMPARE(chosen.value(0).value(0).toULongLong(), quint64(8));
    }

    void configuredShares() {
        BackendItems items;
        items.setWorkspace(read());
        const BackendItem* pool = items.find(QStringLiteral("aoai-pool"));
        QVERIFY(pool && pool->isPool);
        QCOMPARE(BackendItems::configuredShare(*pool, QStringLiteral("aoai-eastus")), 70);
        QCOMPARE(items.observedShare(*pool, QStringLiteral("aoai-eastus")), -1);
    }

    void poolsHaveNoBreaker() {
        ManagementClient client;
        TrafficModel traffic;
        BackendCalls calls(traffic, client);
        OpenBoard open(*this);
        BreakerForm form(open.items, open.edits, calls, client, nullptr);
        const auto offers = [&] {
            for (const auto* box : form.findChildren<QCheckBox*>())
                if (box->isVisibleTo(&form)) return true;
            return false;
        };
        form.setBackend(QStringLiteral("aoai-eastus"));
        QVERIFY(offers() && form.findChild<BreakerNow*>()->isVisibleTo(&form));
        form.setBackend(QStringLiteral("aoai-pool"));
        QVERIFY(!offers() && !form.findChild<BreakerNow*>()->isVisibleTo(&form));
    }

    void readsStatusRanges() {
        QCOMPARE(QString::fromStdString(StatusRanges::jsonOf(*StatusRanges::rangesFrom(QStringLiteral("429, 500-599")))),
                 QStringLiteral(R"([{"min":429,"max":429},{"min":500,"max":599}])"));
        QVERIFY(!StatusRanges::rangesFrom(QStringLiteral("599-500")));
        QVERIFY(!StatusRanges::rangesFrom(QStringLiteral("42, x")));
        QVERIFY(!StatusRanges::rangesFrom(QStringLiteral("700")));
        QCOMPARE(StatusRanges::rangesFrom(StatusRanges::textOf({500, 599}))->front(), (std::pair{500, 599}));
    }

    /// Each range is a chip; the field behind them adds and takes back.
    void editsStatusRangesAsChips() {
        StatusRanges field(nullptr);
        QSignalSpy edited(&field, &StatusRanges::edited), problem(&field, &StatusRanges::problemChanged);
        field.setRanges({{429, 429}, {500, 599}});
        field.resize(300, field.heightForWidth(300));
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        const auto chips = [&] {
            QStringList names;
            for (const auto* chip : field.findChildren<QAbstractButton*>())
                if (chip->isVisibleTo(&field)) names << chip->text();
            return names.join(QStringLiteral(", "));
        };
        QCOMPARE(chips(), QStringLiteral("429, 500 to 599"));
        auto* line = field.findChild<QLineEdit*>();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("408,"));
        QCOMPARE(chips(), QStringLiteral("429, 500 to 599, 408"));
        QTest::keyClicks(line, QStringLiteral("4x"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(!problem.last().first().toString().isEmpty());
        QCOMPARE(line->text(), QStringLiteral("4x"));
        line->clear();
        QTest::keyClick(line, Qt::Key_Backspace);
        QCOMPARE(line->text(), QStringLiteral("408"));
        line->clear();
        field.findChildren<QAbstractButton*>().first()->click();
        QTRY_COMPARE(chips(), QStringLiteral("500 to 599"));
        QCOMPARE(field.ranges(), (StatusRanges::Ranges{{500, 599}}));
        QCOMPARE(edited.size(), 3);
        // Where it is narrow there are more lines.
        field.setRanges({{400, 404}, {408, 408}, {429, 429}, {500, 599}});
        QVERIFY(field.heightForWidth(160) > field.heightForWidth(600));
    }

    void holdsABreakerOpen() {
        FakeManagementServer server;
        ManagementClient client;
        client.connectTo(server.url(), server.token());
        TrafficModel traffic;
        BackendCalls calls(traffic, client);
        MetricsHistory history;
        OpenBoard open(*this);
        QVERIFY(open.edits.setMember(open.items.find(QStringLiteral("aoai-eastus"))->file, "/properties/circuitBreaker",
                                     R"({"rules":[{"name":"r","failureCondition":{"count":3},"tripDuration":"PT10S"}]})", {}));
        BreakerNow now(open.items, calls, client, nullptr);
        auto* button = now.findChild<QPushButton*>(QStringLiteral("holdOpen"));
        QTRY_VERIFY(client.isConnected());
        now.setBackend(QStringLiteral("aoai-westus"));
        QVERIFY(!button->isEnabled());  // it has no rule
        now.setBackend(QStringLiteral("aoai-eastus"));
        QVERIFY(button->isEnabled());
        QStringList asked;
        for (const char* verb : {"PUT", "DELETE"})
            server.on(verb, QStringLiteral("/v1/backends/*"), [&asked, verb](const FakeManagementServer::Request& request) {
                asked << QString::fromLatin1(verb) + request.path;
                FakeManagementServer::Reply reply;
                reply.body = "{}";
                return reply;
            });
        button->click();
        QTRY_COMPARE(asked.value(0), QStringLiteral("PUT/v1/backends/aoai-eastus/hold"));
        management::MetricsSnapshot snapshot;
        snapshot.time = "2026-11-28T10:00:00.0000000Z";
        snapshot.backends.resize(1);
        snapshot.backends[0].id = "aoai-eastus";
        snapshot.backends[0].state = "open";
        snapshot.backends[0].held = true;
        history.add(snapshot);
        open.items.setLive(snapshot, history);
        QCOMPARE(open.items.find(QStringLiteral("aoai-eastus"))->stateText(), QStringLiteral("held open"));
        QCOMPARE(button->text(), QStringLiteral("Release"));
        // It stands in the timeline, but is no trip.
        const auto changes = history.breaker(QStringLiteral("aoai-eastus"));
        QVERIFY(changes.size() == 1 && changes[0].open && changes[0].held && !changes[0].trip);
        button->click();
        QTRY_COMPARE(asked.value(1), QStringLiteral("DELETE/v1/backends/aoai-eastus/hold"));
    }

    void setsWhatIsSimulated() {
        FakeManagementServer server;
        QByteArray put;
        server.on("GET", QStringLiteral("/v1/simulator"), [](const FakeManagementServer::Request&) {
            FakeManagementServer::Reply reply;
            reply.body =
                R"({"regions":[{"id":"aoai-eastus","displayName":"East US","enabled":true},{"id":"other","hosts":["Aoai.Example"],"enabled":false}],)"
                R"("deployments":[{"name":"gpt-4o","tokensPerMinute":100000,"requestsPerMinute":600},)"
                R"({"name":"gpt-4o","tokensPerMinute":5,"requestsPerMinute":5,"regions":["other"]}]})";
            return reply;
        });
        server.on("PUT", QStringLiteral("/v1/simulator"), [&put](const FakeManagementServer::Request& request) {
            put = request.body;
            FakeManagementServer::Reply reply;
            reply.body = "{}";
            return reply;
        });
        ManagementClient client;
        client.connectTo(server.url(), server.token());
        QTRY_VERIFY(client.isConnected());
        OpenBoard open(*this);
        SimulatorTab tab(open.items, client, nullptr);
        tab.setBackend(QStringLiteral("aoai-eastus"));
        tab.show();
        auto* answers = tab.findChild<QCheckBox*>();
        QTRY_VERIFY(answers->isVisible());
        QCOMPARE(tab.findChildren<QSpinBox*>().size(), 2);
        auto* tokens = tab.findChildren<QSpinBox*>().first();
        QTRY_COMPARE(tokens->value(), 100000);
        tokens->setValue(2000);
        QTRY_VERIFY(!put.isEmpty());
        const auto deployments = nlohmann::json::parse(put.toStdString())["deployments"];
        QCOMPARE(deployments[0]["tokensPerMinute"].get<int>(), 2000);
        QCOMPARE(deployments[1]["tokensPerMinute"].get<int>(), 5);  // of another region
        put.clear();
        answers->click();
        QTRY_VERIFY(!put.isEmpty());
        QVERIFY(!nlohmann::json::parse(put.toStdString())["regions"][0]["enabled"].get<bool>());
        tab.setBackend(QStringLiteral("aoai-westus"));
        QTRY_VERIFY(!answers->isVisible());  // no region of these answers for it
        const QJsonArray regions{QJsonObject{{QStringLiteral("id"), QStringLiteral("x")},
                                             {QStringLiteral("hosts"), QJsonArray{QStringLiteral("models.example")}}}};
        QCOMPARE(SimulatorTab::regionOf(QStringLiteral("https://Models.example/v1"), regions), QStringLiteral("x"));
        QCOMPARE(SimulatorTab::regionOf(QStringLiteral("https://y.example/v1"), regions), QString());
    }

    void knowsWhoUsesABackend() {
        const QVector<WorkspaceText> texts{{QStringLiteral("/w/a.xml"), QStringLiteral("a.xml"),
                                            "<policies><inbound>\n<!-- east -->\n<set-backend-service backend-id=\"East\" />\n"
                                            "<set-variable name=\"east\" value=\"east\" /></inbound></policies>"},
                                           {QStringLiteral("/w/b.xml"), QStringLiteral("b.xml"),
                                            "<policies><inbound><set-backend-service backend-id=\"@(context.Api.Id == &quot;x&quot; ? "
                                            "&quot;east&quot; : &quot;east-2&quot;)\" />"
                                            "</inbound></policies>"},
                                           {QStringLiteral("/w/c.xml"), QStringLiteral("c.xml"),
                                            "<policies><inbound><set-backend-service backend-id=\"east-2\" /></inbound></policies>"}};
        const auto users = backendUsers(texts, QStringLiteral("east"), policy::Catalog(policies::catalog()));
        QCOMPARE(users.size(), 2);
        QCOMPARE(users[0].where, QStringLiteral("a.xml:3"));
        QCOMPARE(users[1].where, QStringLiteral("b.xml:1"));
    }

    /// One descriptor tells which fields a pool has, and which a single backend.
    void offersTheFieldsOfItsKind() {
        OpenBoard open(*this);
        const auto offered = [&](const char* name) {
            ResourceForm form(*resources::findResourceType("backend"), open.items.find(QString::fromLatin1(name))->file, open.edits,
                              nullptr);
            QStringList fields;
            for (const auto* field : form.findChildren<ValueField*>())
                if (field->isVisibleTo(&form)) fields << field->spec().name;
            return fields;
        };
        QVERIFY(offered("aoai-eastus").contains(QStringLiteral("url")));
        QVERIFY(!offered("aoai-eastus").contains(QStringLiteral("pool.failureResponse.statusCode")));
        QCOMPARE(offered("aoai-pool"),
                 (QStringList{QStringLiteral("type"), QStringLiteral("title"), QStringLiteral("description"),
                              QStringLiteral("pool.sessionAffinity.sessionId.source"),
                              QStringLiteral("pool.sessionAffinity.sessionId.name"), QStringLiteral("pool.failureResponse.statusCode")}));
        // What is written all the same can be taken out.
        QVERIFY(open.edits.setMember(open.items.find(QStringLiteral("aoai-pool"))->file, "/properties/url", "\"https://a\"", {}));
        QVERIFY(offered("aoai-pool").contains(QStringLiteral("url")));
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
