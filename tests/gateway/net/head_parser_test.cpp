#include <QtTest/qtest.h>

#include <random>

#include "gateway/net/beast_head_parser.h"
#include "gateway/net/head_comparison.h"
#include "gateway/net/request_rules.h"
#include "gateway/net/scanning_head_parser.h"
#include "support/suite.h"

using namespace mgc::gateway::net;

namespace {

/// Heads as browsers, SDKs and gateways send them; the seeds of the comparison.
const std::vector<std::string>& requests() {
    static const std::vector<std::string> all{
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21 HTTP/1.1\r\nHost: gateway.test:8080\r\n"
        "Accept: application/json\r\nContent-Type: application/json\r\nUser-Agent: AzureOpenAI/JS 6.49.0\r\napi-key: 0123456789abcdef\r\n"
        "Content-Length: 120\r\nConnection: keep-alive\r\n\r\n",
        "PUT /x HTTP/1.0\r\nHost: b\r\nTransfer-Encoding: chunked\r\nX-Empty:\r\nX-Tab:\ta\tb\t\r\n\r\n",
        "OPTIONS http://a.test/p?q=%41 HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nTE: trailers\r\n\r\n",
    };
    return all;
}

const std::vector<std::string>& responses() {
    static const std::vector<std::string> all{
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\n",
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nx-ratelimit-remaining-tokens: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.0 500 \r\nConnection: close\r\n\r\n",
    };
    return all;
}

std::string mutated(std::string text, std::mt19937& random) {
    static const std::string interesting(
        "\r\n\t :,;=%/?#\x00\x01\x7f\x80\xff"
        "09azAZ_-.",
        27);
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t at = random() % text.size();
        switch (random() % 4) {
            case 0:
                text[at] = interesting[random() % interesting.size()];
                break;
            case 1:
                text.insert(at, 1, interesting[random() % interesting.size()]);
                break;
            case 2:
                text.erase(at, 1 + random() % 4);
                break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % 12));
                break;
        }
    }
    return text;
}

}  // namespace

class HeadParserTest : public QObject {
    Q_OBJECT
private slots:
    void splitsARequest() {
        const ScanningHeadParser parser;
        RequestHead head;
        const std::string text = requests()[1] + "body";
        QCOMPARE(parser.parseRequest(text, {}, head), HeadStatus::Complete);
        QCOMPARE(head.size, requests()[1].size());
        QCOMPARE(head.method, std::string_view("POST"));
        QCOMPARE(head.target, std::string_view("/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21"));
        QCOMPARE(head.fields.size(), std::size_t(7));
        QCOMPARE(head.fields[4].name, std::string_view("api-key"));
        QCOMPARE(head.fields[4].value, std::string_view("0123456789abcdef"));
    }
    void isIncompleteAtEveryCut() {
        const ScanningHeadParser parser;
        RequestHead request;
        ResponseHead response;
        for (const auto& text : requests())
            for (std::size_t i = 0; i < text.size(); ++i)
                QCOMPARE(parser.parseRequest(text.substr(0, i), {}, request), HeadStatus::Incomplete);
        for (const auto& text : responses())
            for (std::size_t i = 0; i < text.size(); ++i)
                QCOMPARE(parser.parseResponse(text.substr(0, i), {}, response), HeadStatus::Incomplete);
    }
    void findsAFaultWherever16BytesEnd() {
        // The vector loop and the byte loop must agree.
        for (std::size_t length = 0; length < 40; ++length)
            for (std::size_t at = 0; at < length; ++at)
                for (int c = 0; c < 256; ++c) {
                    std::string text(length, 'x');
                    text[at] = static_cast<char>(c);
                    const bool expected = c == '\t' || (c >= 0x20 && c != 0x7f);
                    QCOMPARE(isFieldValue(text), expected);
                }
    }
    void agreesWithBeast() {
        const ScanningHeadParser own;
        const BeastHeadParser kept;
        std::mt19937 random(20260115);
        for (const auto& seed : requests()) {
            QCOMPARE(compareRequest(own, kept, seed), std::string());
            for (int i = 0; i < 20'000; ++i) {
                const std::string text = mutated(seed, random);
                const std::string difference = compareRequest(own, kept, text);
                QVERIFY2(difference.empty(),
                         (difference + ": " + QByteArray::fromStdString(text).toPercentEncoding().toStdString()).c_str());
            }
        }
        for (const auto& seed : responses()) {
            QCOMPARE(compareResponse(own, kept, seed), std::string());
            for (int i = 0; i < 20'000; ++i) {
                const std::string text = mutated(seed, random);
                const std::string difference = compareResponse(own, kept, text);
                QVERIFY2(difference.empty(),
                         (difference + ": " + QByteArray::fromStdString(text).toPercentEncoding().toStdString()).c_str());
            }
        }
    }
};

MGC_TEST_CLASS(HeadParserTest);
#include "head_parser_test.moc"
