#include <QtTest/qtest.h>

#include "gateway/net/chunk_decoder.h"
#include "gateway/net/timer_wheel.h"
#include "support/suite.h"

using namespace mgc::gateway::net;
using namespace std::chrono_literals;

namespace {

struct Recorder : TimerWheel::Timer {
    void onDeadline() override { ++fired; }
    int fired = 0;
};

}  // namespace

/// The parts that know no sockets: chunked coding, deadlines.
class SansIoTest : public QObject {
    Q_OBJECT
private slots:
    void decodesChunksCutAnywhere() {
        const std::string text = "5\r\nhello\r\nb;ext=\"1\"\r\n 0123456789\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\nnext";
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            ChunkDecoder decoder;
            std::string out;
            std::size_t total = 0;
            auto status = ChunkDecoder::Status::NeedMore;
            for (const auto part : {std::string_view(text).substr(0, cut), std::string_view(text).substr(cut)}) {
                if (status == ChunkDecoder::Status::End) break;
                std::size_t used = 0;
                status = decoder.decode(part, used, out, 1000);
                total += used;
            }
            QVERIFY(status == ChunkDecoder::Status::End);
            QCOMPARE(out, std::string("hello 0123456789"));
            QCOMPARE(total, text.size() - 4);
        }
    }
    void givesNoMoreThanTheLimit() {
        ChunkDecoder decoder;
        std::string out;
        std::size_t used = 0;
        QVERIFY(decoder.decode("a\r\n0123456789\r\n", used, out, 4) == ChunkDecoder::Status::NeedMore);
        QCOMPARE(out, std::string("0123"));
        QCOMPARE(used, std::size_t(7));
    }
    void refusesBrokenChunks_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"\r\n", "g\r\n", "-1\r\n", "0x5\r\n", "5\n", "5\r\r", "5\r\nhellox", "5\r\nhello\n",
                                 "1234567890123456\r\n", "0\r\n\x01", "0\r\n\r\r", "5;\x01\r\n", "0\r\nA: b\n\r\n"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("long extension") << "5;" + QByteArray(2000, 'x') + "\r\n";
        QTest::newRow("long trailers") << "0\r\n" + QByteArray("A: b\r\n").repeated(2000);
    }
    void refusesBrokenChunks() {
        QFETCH(QByteArray, text);
        ChunkDecoder decoder;
        std::string out;
        std::size_t used = 0;
        QVERIFY(decoder.decode(text.toStdString(), used, out, 1000) == ChunkDecoder::Status::Bad);
    }
    void firesOnceNotBeforeItsTime() {
        const TimerWheel::Time start{};
        TimerWheel wheel(start);
        Recorder soon, later, far, never;
        wheel.arm(soon, start + 30ms);
        wheel.arm(later, start + 500ms);
        wheel.arm(far, start + 60s);
        wheel.arm(never, start + 100ms);
        wheel.disarm(never);
        auto now = start;
        const auto passTo = [&](TimerWheel::Span at) {
            for (; now <= start + at + 10ms; now += 10ms) wheel.advance(now);
        };
        passTo(10ms);
        QCOMPARE(soon.fired, 0);
        passTo(30ms + TimerWheel::tick);
        QCOMPARE(soon.fired, 1);
        passTo(480ms);
        QCOMPARE(later.fired, 0);
        passTo(500ms + TimerWheel::tick);
        QCOMPARE(later.fired, 1);
        passTo(59s);
        QCOMPARE(far.fired, 0);
        passTo(60s + 2 * TimerWheel::tick);
        QCOMPARE(far.fired, 1);
        QCOMPARE(soon.fired + later.fired + never.fired, 2);
        QVERIFY(!wheel.needsTicks());
    }
    void followsADeadlineThatMoves() {
        const TimerWheel::Time start{};
        TimerWheel wheel(start);
        Recorder timer;
        auto now = start;
        for (int i = 0; i < 200; ++i) {
            wheel.arm(timer, now + 1s);
            wheel.advance(now += 50ms);
        }
        QCOMPARE(timer.fired, 0);
        wheel.arm(timer, now + 100ms);  // nearer than before
        wheel.advance(now += 50ms);
        QCOMPARE(timer.fired, 0);
        wheel.advance(now += 100ms);
        QCOMPARE(timer.fired, 1);
        // After a long pause all that is due fires.
        Recorder others[3];
        for (int i = 0; i < 3; ++i) wheel.arm(others[i], now + std::chrono::seconds(i * 20));
        wheel.advance(now += 1h);
        for (auto& other : others) QCOMPARE(other.fired, 1);
    }
    void survivesTimersThatEndInHandlers() {
        const TimerWheel::Time start{};
        TimerWheel wheel(start);
        struct Killer : TimerWheel::Timer {
            std::unique_ptr<Recorder> victim = std::make_unique<Recorder>();
            int fired = 0;
            void onDeadline() override {
                ++fired;
                victim.reset();
            }
        };
        Killer first, second;
        for (Killer* killer : {&first, &second}) {
            wheel.arm(*killer->victim, start + 10ms);
            wheel.arm(*killer, start + 10ms);
        }
        wheel.advance(start + 1s);
        QCOMPARE(first.fired + second.fired, 2);
    }
};

MGC_TEST_CLASS(SansIoTest);
#include "sans_io_test.moc"
