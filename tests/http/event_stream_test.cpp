#include "http/event_stream.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::http;

class EventStreamTest : public QObject {
    Q_OBJECT
private slots:
    void reads_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("events");  // type|data|id
        const auto row = [](const char* name, const QByteArray& bytes, const QStringList& events) {
            QTest::newRow(name) << bytes << events;
        };
        row("model stream", "data: {\"a\":1}\n\ndata: [DONE]\n\n", {"|{\"a\":1}|", "|[DONE]|"});
        row("CRLF", "event: x\r\ndata: 1\r\n\r\n", {"x|1|"});
        row("CR", "data: 1\r\rdata: 2\r\r", {"|1|", "|2|"});
        row("lines of data", "data: 1\ndata\ndata:  2\n\n", {"|1\n\n 2|"});
        row("no blank", "data:1\n\n", {"|1|"});
        row("comments", ": hello\n\ndata: 1\n:x\n\n", {"|1|"});
        row("no data, no event", "event: x\nid: 1\n\ndata: 1\n\n", {"|1|1"});
        row("id stays", "id: 7\ndata: 1\n\ndata: 2\n\n", {"|1|7", "|2|7"});
        row("mark",
            "\xEF\xBB\xBF"
            "data: 1\n\n",
            {"|1|"});
        row("unknown field", "foo: bar\ndata: 1\n\n", {"|1|"});
        row("unfinished", "data: 1\n\ndata: 2\n", {"|1|"});
        row("empty data", "data\n\n", {"||"});
        row("too large", "data: " + QByteArray(200, 'x') + "\n\ndata: 1\n\n", {"|1|"});
        row("too many lines", QByteArray("data: 12345678\n").repeated(20) + "\ndata: 1\n\n", {"|1|"});
    }
    void reads() {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, events);
        const std::string text = bytes.toStdString();
        // The same whole, byte by byte, and in two parts cut anywhere.
        for (std::size_t step = 0; step <= text.size(); ++step) {
            EventStreamParser parser(128);
            std::vector<ServerEvent> got;
            if (step == 0) {
                for (const char c : text) parser.feed(std::string_view(&c, 1), got);
            } else {
                parser.feed(std::string_view(text).substr(0, step), got);
                parser.feed(std::string_view(text).substr(step), got);
            }
            QStringList seen;
            for (const auto& event : got) seen << QString::fromStdString(event.type + '|' + event.data + '|' + event.id);
            QCOMPARE(seen, events);
        }
    }
    void tellsWhatItDropped() {
        EventStreamParser parser(16);
        std::vector<ServerEvent> got;
        parser.feed("retry: 250\ndata: 0123456789abcdef\n\n", got);
        QVERIFY(got.empty());
        QCOMPARE(parser.dropped(), std::uint64_t(1));
        QCOMPARE(parser.retry().value_or(0), std::uint64_t(250));
    }
    void writesWhatItReads() {
        const std::vector<ServerEvent> events{{"", "one", ""}, {"error", "two\nlines\n", "9"}, {"", "", "9"}};
        std::string text;
        for (const auto& event : events) appendEvent(text, event);
        EventStreamParser parser;
        std::vector<ServerEvent> got;
        parser.feed(text, got);
        QVERIFY(got == events);
        std::string evil;
        appendEvent(evil, {"a\ndata: b", "c\r\nevent: d", "e\rf"});
        got.clear();
        parser.feed(evil, got);
        QCOMPARE(got.size(), std::size_t(1));
        QCOMPARE(got[0].type, std::string("adata: b"));
        QCOMPARE(got[0].data, std::string("c\nevent: d"));
    }
};

MGC_TEST_CLASS(EventStreamTest);
#include "event_stream_test.moc"
