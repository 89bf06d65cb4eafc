#include "resources/workspace_watcher.h"

#include <QtTest/qtest.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "scratch_folder.h"
#include "support/suite.h"

using namespace mgc::resources;
using mgc::test::ScratchFolder;

class WatcherTest : public QObject {
    Q_OBJECT

    /// Counts callbacks; waiting is bounded but never longer than it takes.
    struct Calls {
        std::mutex mutex;
        std::condition_variable changed;
        int count = 0;
        void operator()() {
            const std::lock_guard lock(mutex);
            ++count;
            changed.notify_all();
        }
        bool waitFor(int wanted) {
            std::unique_lock lock(mutex);
            return changed.wait_for(lock, std::chrono::seconds(10), [&] { return count >= wanted; });
        }
        int now() {
            const std::lock_guard lock(mutex);
            return count;
        }
    };

private slots:
    void seesASaveOnceAndSoon() {
        const ScratchFolder folder{{"apis/a/policy.xml", "<policies/>"}};
        Calls calls;
        const auto watcher = WorkspaceWatcher::start(folder.root(), [&] { calls(); });
        QVERIFY(watcher.has_value());
        const auto start = std::chrono::steady_clock::now();
        for (int write = 0; write < 5; ++write) std::ofstream(folder.root() + "/apis/a/policy.xml") << "<policies><inbound/></policies>";
        QVERIFY(calls.waitFor(1));
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
        qInfo("a save was seen after %lld ms", static_cast<long long>(took));
        QVERIFY(took < 1000);       // 200 ms is the aim; a loaded machine may be late
        QVERIFY(calls.now() <= 2);  // five writes, one save
    }
    void seesRenameSaves() {
        const ScratchFolder folder{{"policy.xml", "old"}};
        Calls calls;
        const auto watcher = WorkspaceWatcher::start(folder.root(), [&] { calls(); });
        QVERIFY(watcher.has_value());
        folder.write("policy.xml", "new");  // a temporary file and a rename
        QVERIFY(calls.waitFor(1));
        folder.write("policy.xml", "newer");
        QVERIFY(calls.waitFor(2));
    }
    void seesFoldersThatAreMadeLater() {
        const ScratchFolder folder;
        Calls calls;
        const auto watcher = WorkspaceWatcher::start(folder.root(), [&] { calls(); });
        QVERIFY(watcher.has_value());
        std::filesystem::create_directories(folder.root() + "/apis/new/operations/op");
        QVERIFY(calls.waitFor(1));
        const int before = calls.now();
        std::ofstream(folder.root() + "/apis/new/operations/op/policy.xml") << "<policies/>";
        QVERIFY(calls.waitFor(before + 1));
    }
    void survivesTheFolderBeingReplaced() {
        const ScratchFolder folder{{"w/policy.xml", "one"}};
        const std::string root = folder.root() + "/w";
        Calls calls;
        const auto watcher = WorkspaceWatcher::start(root, [&] { calls(); });
        QVERIFY(watcher.has_value());
        std::filesystem::rename(root, folder.root() + "/old");
        QVERIFY(calls.waitFor(1));
        folder.write("w/policy.xml", "two");
        QVERIFY(calls.waitFor(2));
        const int before = calls.now();
        folder.write("w/policy.xml", "three");
        QVERIFY(calls.waitFor(before + 1));
    }
    void refusesAMissingFolder() {
        QVERIFY(!WorkspaceWatcher::start("/nowhere/at/all", [] {}).has_value());
    }
};

MGC_TEST_CLASS(WatcherTest);
#include "watcher_test.moc"
