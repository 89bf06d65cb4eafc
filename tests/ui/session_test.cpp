#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "support/suite.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/recents.h"
#include "ui/session/samples.h"
#include "ui/session/workspace_index.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"

using namespace mgc;
using namespace mgc::ui;

namespace {

void write(const QString& path, const QByteArray& text) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Refuses the first `busy` starts because the address is taken.
class BusyEngine : public EngineHost {
public:
    explicit BusyEngine(int busy) : m_busy(busy) {}
    void start(const EngineOptions& options) override {
        ports << options.port;
        collector = options.collector;
        if (static_cast<int>(ports.size()) <= m_busy) {
            emit failed({QStringLiteral("taken"), {}, true});
            return;
        }
        EngineAddress address;
        address.gateway = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(options.port));
        address.management = QUrl(QStringLiteral("http://127.0.0.1:1"));
        emit started(address);
    }
    void stop() override { emit stopped(); }
    [[nodiscard]] QString where() const override { return {}; }
    QList<int> ports;
    QString collector;

private:
    int m_busy;
};

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT
private slots:
    void conflictsAreReported() {
        QWidget owner;
        ActionRegistry actions(&owner);
        actions.add({QStringLiteral("a"), QStringLiteral("A"), QStringLiteral("G"), {}, {QKeySequence(QStringLiteral("Ctrl+K"))}, {}, {}});
        actions.add({QStringLiteral("b"), QStringLiteral("B"), QStringLiteral("G"), {}, {QKeySequence(QStringLiteral("Ctrl+L"))}, {}, {}});
        QVERIFY(actions.conflicts().isEmpty());
        actions.setKeys(QStringLiteral("b"), {QKeySequence(QStringLiteral("Ctrl+K"))});
        QCOMPARE(actions.conflicts().size(), 1);
        QCOMPARE(actions.conflicts().first().ids, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(actions.usersOf(QKeySequence(QStringLiteral("Ctrl+K")), QStringLiteral("b")), QStringList{QStringLiteral("a")});
        actions.resetKeys(QStringLiteral("b"));
        QVERIFY(actions.conflicts().isEmpty());
    }

    void keysAreRemembered() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("console.json"));
        QWidget owner;
        {
            SettingsStore settings(path);
            ActionRegistry actions(&owner, &settings);
            actions.add({QStringLiteral("go.home"), QStringLiteral("Home"), {}, {}, {QKeySequence(QStringLiteral("Ctrl+1"))}, {}, {}});
            actions.setKeys(QStringLiteral("go.home"), {QKeySequence(QStringLiteral("F7"))});
        }
        SettingsStore settings(path);
        ActionRegistry actions(&owner, &settings);
        actions.add({QStringLiteral("go.home"), QStringLiteral("Home"), {}, {}, {QKeySequence(QStringLiteral("Ctrl+1"))}, {}, {}});
        QCOMPARE(actions.keyText(QStringLiteral("go.home")), QStringLiteral("F7"));
    }

    void blockedCommandsSayWhy() {
        QWidget owner;
        ActionRegistry actions(&owner);
        int runs = 0;
        actions.add({QStringLiteral("a"), QStringLiteral("Push"), {}, {}, {}, {}, [&] { ++runs; }});
        actions.setBlocked(QStringLiteral("a"), QStringLiteral("needs a sign-in"));
        QVERIFY(!actions.trigger(QStringLiteral("a")));
        QCOMPARE(actions.action(QStringLiteral("a"))->text(), QStringLiteral("Push (needs a sign-in)"));
        actions.setBlocked(QStringLiteral("a"), {});
        QVERIFY(actions.trigger(QStringLiteral("a")));
        QCOMPARE(runs, 1);
    }

    void settingsSurvive() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sub/console.json"));
        {
            SettingsStore settings(path);
            QCOMPARE(settings.get(settings::zoom), 100);
            settings.set(settings::zoom, 150);
            settings.setState(QStringLiteral("page"), QStringLiteral("live"));
        }
        SettingsStore settings(path);
        QCOMPARE(settings.get(settings::zoom), 150);
        QCOMPARE(settings.state(QStringLiteral("page")).toString(), QStringLiteral("live"));
        settings.reset(QLatin1String(settings::zoom.key));
        QCOMPARE(settings.get(settings::zoom), 100);
    }

    void unreadableSettingsAreKept() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("console.json"));
        write(path, "{ this is not JSON");
        SettingsStore settings(path);
        QVERIFY(settings.lastError().contains(QStringLiteral("not valid JSON")));
        QVERIFY(QFile::exists(path + QStringLiteral(".unreadable")));
        QCOMPARE(settings.get(settings::theme), QStringLiteral("system"));
    }

    void unknownMembersSurvive() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("console.json"));
        write(path, R"({"later":{"thing":[1,2]},"appearance":{"sparkle":true}})");
        {
            SettingsStore settings(path);
            settings.set(settings::theme, QStringLiteral("dark"));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("\"thing\"") && text.contains("\"sparkle\"") && text.contains("dark"));
    }

    void everySettingIsInTheCatalogOnce() {
        QStringList keys;
        for (const SettingDescriptor& setting : settings::catalog()) {
            QVERIFY(!keys.contains(setting.key));
            QVERIFY(!setting.title.isEmpty() && !setting.hint.isEmpty());
            keys << setting.key;
        }
    }

    void nextFreePortIsTaken() {
        QTemporaryDir folder;
        SettingsStore settings({});
        settings.set(settings::gatewayPort, 20000);
        settings.set(settings::gatewayCollector, QStringLiteral(" http://127.0.0.1:4318 "));
        auto engine = std::make_unique<BusyEngine>(2);
        BusyEngine* raw = engine.get();
        GatewaySession session(std::move(engine), settings);
        session.start();
        QVERIFY(session.isRunning());
        QCOMPARE(raw->ports.size(), 3);
        QCOMPARE(raw->collector, QStringLiteral("http://127.0.0.1:4318"));
        QVERIFY(raw->ports[0] < raw->ports[1] && raw->ports[1] < raw->ports[2]);
        QVERIFY2(session.notice().contains(QStringLiteral("20000 in use, using ")), qPrintable(session.notice()));
    }

    void keysAreMasked() {
        QCOMPARE(GatewaySession::masked(QStringLiteral("c3f2aa55bb66cc77dd88ee9900f19ab1")),
                 QStringLiteral("c3f2") + QString(12, QChar(0x2022)) + QStringLiteral("9ab1"));
        QVERIFY(!GatewaySession::masked(QStringLiteral("short")).contains(QStringLiteral("short")));
    }

    void starterIsCopiedOnce() {
        QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.path().toUtf8());
        const auto first = copySample(QStringLiteral("starter"));
        QVERIFY(first.has_value());
        QVERIFY(QDir(*first).exists(QStringLiteral("apis")));
        write(*first + QStringLiteral("/mine.txt"), "kept");
        const auto again = copySample(QStringLiteral("starter"));
        QCOMPARE(*again, *first);
        QVERIFY(QFile::exists(*again + QStringLiteral("/mine.txt")));
        const auto fresh = copySample(QStringLiteral("starter"), true);
        QVERIFY(fresh->endsWith(QStringLiteral("starter-2")));
        QVERIFY(!copySample(QStringLiteral("no-such-sample")).has_value());
    }

    void samplesDescribeThemselves() {
        QStringList names;
        for (const Sample& sample : samples()) {
            names << sample.name;
            QVERIFY(!sample.title.isEmpty() && !sample.summary.isEmpty() && sample.policies.size() <= 3);
        }
        QVERIFY(names.contains(QStringLiteral("starter")));
    }

    void workspaceIsIndexed() {
        QTemporaryDir folder;
        const QString root = folder.path();
        write(root + QStringLiteral("/policy.xml"), "<policies/>");
        write(root + QStringLiteral("/apis/one/apiInformation.json"), "{}");
        write(root + QStringLiteral("/apis/one/policy.xml"), "<policies/>");
        write(root + QStringLiteral("/apis/one/operations/chat/policy.xml"), "<policies/>");
        write(root + QStringLiteral("/backends/east/backendInformation.json"), "{}");
        write(root + QStringLiteral("/.git/HEAD"), "ref: refs/heads/topic\n");
        WorkspaceIndex index;
        QSignalSpy changed(&index, &WorkspaceIndex::changed);
        index.setFolder(root);
        QVERIFY(changed.wait());
        QCOMPARE(index.policies().size(), 3);
        QCOMPARE(index.branch(), QStringLiteral("topic"));
        QCOMPARE(index.nodes().first().kind, WorkspaceKind::GlobalPolicy);
        QVERIFY(!index.isTruncated());
    }

    void recentsAreOrdered() {
        SettingsStore settings({});
        Recents recents(settings);
        for (const char* name : {"/a", "/b", "/a"}) recents.add(QLatin1String(name));
        QCOMPARE(recents.all().size(), 2);
        QCOMPARE(recents.all().first().folder, QStringLiteral("/a"));
        RecentWorkspace entry{QStringLiteral("/x/y"), QDateTime(QDate(2026, 4, 9), QTime(10, 0))};
        QCOMPARE(entry.when(QDate(2026, 4, 9)), QStringLiteral("today"));
        QCOMPARE(entry.when(QDate(2026, 4, 10)), QStringLiteral("yesterday"));
        QCOMPARE(entry.when(QDate(2026, 5, 10)), QStringLiteral("9 Apr"));
    }
};

MGC_TEST_CLASS(SessionTest);
#include "session_test.moc"
