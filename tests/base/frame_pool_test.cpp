#include "base/frame_pool.h"

#include <QtTest/qtest.h>

#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "support/suite.h"

using namespace mgc;

class FramePoolTest : public QObject {
    Q_OBJECT
private slots:
    /// Every frame may be written to its last byte, and none overlaps another.
    void framesAreApart() {
        std::vector<std::pair<char*, std::size_t>> frames;
        for (std::size_t bytes = 1; bytes < 10000; bytes += 173) {
            auto* frame = static_cast<char*>(FramePool::take(bytes));
            std::memset(frame, static_cast<int>(frames.size()), bytes);
            frames.emplace_back(frame, bytes);
        }
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const auto [frame, bytes] = frames[i];
            for (std::size_t at = 0; at < bytes; ++at) QCOMPARE(static_cast<unsigned char>(frame[at]), static_cast<unsigned char>(i));
            FramePool::giveBack(frame, bytes);
        }
    }
    void keepsABoundedAmount() {
        std::vector<void*> frames;
        for (std::size_t i = 0; i < 3 * FramePool::mostKept / 1024; ++i) frames.push_back(FramePool::take(1000));
        for (void* frame : frames) FramePool::giveBack(frame, 1000);
        std::set<void*> again;
        for (std::size_t i = 0; i < frames.size(); ++i) again.insert(FramePool::take(1000));
        QCOMPARE(again.size(), frames.size());
        for (void* frame : again) FramePool::giveBack(frame, 1000);
    }
    /// A frame may end on another thread than the one it began on, and after that one has gone.
    void framesMayChangeThreads() {
        void* frame = nullptr;
        std::thread([&] {
            FramePool::giveBack(FramePool::take(700), 700);
            frame = FramePool::take(700);
        }).join();
        std::memset(frame, 1, 700);
        FramePool::giveBack(frame, 700);
    }
};

MGC_TEST_CLASS(FramePoolTest);
#include "frame_pool_test.moc"
