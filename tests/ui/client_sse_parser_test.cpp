#include <QtTest/qtest.h>

#include "support/suite.h"
#include "ui/client/sse_parser.h"

using mgc::ui::SseEvent;
using mgc::ui::SseParser;

class SseParserTest : public QObject {
    Q_OBJECT
private slots:
    void readsEvents_data();
    void readsEvents();
    void dropsOversizeEventsAndGoesOn();
    void knowsThatItWasCut();
};

void SseParserTest::readsEvents_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QList<QByteArray>>("data");
    QTest::newRow("one") << QByteArray("data: a\n\n") << QList<QByteArray>{"a"};
    QTest::newRow("no space") << QByteArray("data:a\n\n") << QList<QByteArray>{"a"};
    QTest::newRow("crlf") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QList<QByteArray>{"a", "b"};
    QTest::newRow("cr") << QByteArray("data: a\r\rdata: b\r\r") << QList<QByteArray>{"a", "b"};
    QTest::newRow("joined lines") << QByteArray("data: a\ndata: b\n\n") << QList<QByteArray>{"a\nb"};
    QTest::newRow("comment") << QByteArray(": ping\n\ndata: a\n\n") << QList<QByteArray>{"a"};
    QTest::newRow("byte order mark") << QByteArray(
                                            "\xEF\xBB\xBF"
                                            "data: a\n\n")
                                     << QList<QByteArray>{"a"};
    QTest::newRow("field without colon") << QByteArray("data\n\n") << QList<QByteArray>{""};
    QTest::newRow("unknown fields") << QByteArray("retry: 3\nfoo: x\ndata: a\n\n") << QList<QByteArray>{"a"};
    QTest::newRow("unfinished") << QByteArray("data: a\n") << QList<QByteArray>{};
}

void SseParserTest::readsEvents() {
    QFETCH(QByteArray, input);
    QFETCH(QList<QByteArray>, data);
    for (qsizetype cut = 1; cut <= input.size(); ++cut) {  // every way to split the bytes into equal reads
        SseParser parser;
        QList<QByteArray> seen;
        for (qsizetype at = 0; at < input.size(); at += cut)
            for (const SseEvent& event : parser.feed(QByteArrayView(input).sliced(at, std::min(cut, input.size() - at))))
                seen << event.data;
        QCOMPARE(seen, data);
    }
}

void SseParserTest::dropsOversizeEventsAndGoesOn() {
    SseParser parser(64);
    const auto events = parser.feed("data: " + QByteArray(1000, 'x') + "\ndata: y\n\ndata: ok\n\n");
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].data, QByteArray("ok"));
    QCOMPARE(parser.oversizeCount(), 1);
    QVERIFY(parser.feed("data: " + QByteArray(40, 'a')).isEmpty());
    QVERIFY(parser.feed(QByteArray(40, 'a')).isEmpty());
    QVERIFY(parser.feed("\n\n").isEmpty());
    QCOMPARE(parser.oversizeCount(), 2);
}

void SseParserTest::knowsThatItWasCut() {
    SseParser parser;
    QVERIFY(!parser.midEvent());
    QVERIFY(parser.feed("data: a").isEmpty());
    QVERIFY(parser.midEvent());
    QCOMPARE(parser.feed("\n\n").size(), 1);
    QVERIFY(!parser.midEvent());
}

MGC_TEST_CLASS(SseParserTest);
#include "client_sse_parser_test.moc"
