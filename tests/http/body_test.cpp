#include "http/body.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::http;

namespace {

class Pieces : public BodySource {
public:
    explicit Pieces(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_at == m_pieces.size()) co_return std::optional<std::string>{};
        co_return std::optional<std::string>{m_pieces[m_at++]};
    }

private:
    std::vector<std::string> m_pieces;
    std::size_t m_at = 0;
};

struct Recorder : BodyTap {
    std::string seen;
    int ends = 0;
    bool complete = false;
    void onChunk(std::string_view chunk) override { seen += chunk; }
    void onEnd(bool whole) override {
        ++ends;
        complete = whole;
    }
};

}  // namespace

class BodyTest : public QObject {
    Q_OBJECT
private slots:
    void buffersAStreamOnceAndTellsTaps() {
        auto body = Body::stream(std::make_unique<Pieces>(std::vector<std::string>{"ab", "cd"}));
        auto tap = std::make_shared<Recorder>();
        body.addTap(tap);
        QVERIFY(runNow(body.buffer(10))->has_value());
        QCOMPARE(std::string(body.view()), std::string("abcd"));
        QCOMPARE(tap->seen, std::string("abcd"));
        QCOMPARE(tap->ends, 1);
        QVERIFY(tap->complete);
    }
    void refusesMoreThanTheLimit() {
        auto body = Body::stream(std::make_unique<Pieces>(std::vector<std::string>{"abc", "def"}));
        const auto result = runNow(body.buffer(5));
        QVERIFY(!result->has_value());
        QCOMPARE(result->error().code, std::string("BodyTooLarge"));
    }
    void wholeBodyIsOnePiece() {
        auto body = Body::text("hello");
        QCOMPARE(runNow(body.next())->value().value_or(""), std::string("hello"));
        QVERIFY(!runNow(body.next())->value().has_value());
    }
    void tapLearnsThatTheBodyWasDropped() {
        auto tap = std::make_shared<Recorder>();
        {
            auto body = Body::stream(std::make_unique<Pieces>(std::vector<std::string>{"ab"}));
            body.addTap(tap);
        }
        QCOMPARE(tap->ends, 1);
        QVERIFY(!tap->complete);
    }
};

MGC_TEST_CLASS(BodyTest);
#include "body_test.moc"
