#include "base/task.h"

#include <QtTest/qtest.h>

#include "base/cancellation.h"
#include "support/fake_clock.h"
#include "support/suite.h"

using namespace mgc;
using namespace std::chrono_literals;

namespace {

Task<int> addLater(Clock& clock, int left, int right) {
    co_await clock.sleep(5s);
    co_return left + right;
}

Task<int> twice(Clock& clock) {
    const int first = co_await addLater(clock, 1, 2);
    const int second = co_await addLater(clock, first, 10);
    co_return second;
}

}  // namespace

class TaskTest : public QObject {
    Q_OBJECT
private slots:
    void runsAcrossWaits() {
        test::FakeClock clock(Instant{});
        int result = 0;
        startTask(twice(clock), [&](int value) { result = value; });
        clock.advance(5s);
        QCOMPARE(result, 0);
        clock.advance(5s);
        QCOMPARE(result, 13);
    }
    void givesTheResultOfATaskThatNeverWaits() {
        auto immediate = []() -> Task<int> { co_return 7; };
        QCOMPARE(runNow(immediate()).value_or(0), 7);
    }
    void cancellationRunsLiveHandlersOnce() {
        Cancellation cancellation;
        int live = 0;
        int dropped = 0;
        const auto kept = cancellation.onCancel([&] { ++live; });
        { const auto gone = cancellation.onCancel([&] { ++dropped; }); }
        cancellation.cancel();
        cancellation.cancel();
        QCOMPARE(live, 1);
        QCOMPARE(dropped, 0);
    }
};

MGC_TEST_CLASS(TaskTest);
#include "task_test.moc"
