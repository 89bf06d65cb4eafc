#include "http/content_coding.h"

#include <zlib.h>

#include <QTest>

#include "tests/support/suite.h"

using namespace mgc;

namespace {

/// zlib's own encoder: window 31 for gzip, 15 for zlib's format, -15 for raw data.
std::string deflated(std::string_view text, int window) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}
std::string gzipped(std::string_view text) { return deflated(text, 31); }
/// brotli's own encoding of "hello hello hello".
const std::string brotliHello("\x1b\x10\x00\xf8\x8d\x94\x6e\xde\x44\x55\x86\x96\x6c\x20\x6f\x01\x4f\x1c\x60\x1c", 20);

Result<std::string> decode(std::string_view coding, std::string_view data, std::size_t limit = 1u << 20) {
    http::ContentDecoder decoder(coding, limit);
    MGC_TRY_ASSIGN(std::string text, decoder.feed(data));
    MGC_TRY(decoder.finish());
    return text;
}

}  // namespace

class ContentCodingTest : public QObject {
    Q_OBJECT

private slots:
    void knowsCodings() {
        QVERIFY(http::isDecodable("gzip"));
        QVERIFY(http::isDecodable("GZip, br"));
        QVERIFY(http::isDecodable("x-gzip"));
        QVERIFY(!http::isDecodable(""));
        QVERIFY(!http::isDecodable("identity"));
        QVERIFY(!http::isDecodable("zstd"));
        QVERIFY(!http::isDecodable("gzip, zstd"));
        QVERIFY(!http::isDecodable("gzip, gzip, gzip, gzip, gzip"));
    }
    void decodes() {
        const std::string text = "some text, some text";
        QCOMPARE(decode("gzip", gzipped(text)).value_or("failed"), text);
        QCOMPARE(decode("deflate", deflated(text, 15)).value_or("failed"), text);
        QCOMPARE(decode("deflate", deflated(text, -15)).value_or("failed"), text);
        QCOMPARE(decode("br", brotliHello).value_or("failed"), std::string("hello hello hello"));
        QCOMPARE(decode("deflate, gzip", gzipped(deflated(text, 15))).value_or("failed"), text);
        QCOMPARE(decode("gzip", gzipped("one ") + gzipped("two")).value_or("failed"), std::string("one two"));
    }
    void decodesPieceByPiece() {
        const std::string text(10'000, 'x');
        const std::string data = gzipped(text);
        http::ContentDecoder decoder("gzip", 1u << 20);
        std::string out;
        for (const char byte : data) out += decoder.feed({&byte, 1}).value_or("failed");
        QVERIFY(decoder.finish());
        QVERIFY(out == text);
    }
    void boundsWhatComesOut() {
        const std::string bomb = gzipped(std::string(50u << 20, '\0'));
        QVERIFY(bomb.size() < (100u << 10));
        QCOMPARE(decode("gzip", bomb).error().code, std::string("BodyTooLarge"));
        QCOMPARE(decode("gzip, gzip", gzipped(bomb)).error().code, std::string("BodyTooLarge"));
        QVERIFY(decode("gzip", gzipped(std::string(1u << 20, 'a'))));
    }
    void refusesWhatIsBroken() {
        const std::string data = gzipped("some text");
        QCOMPARE(decode("gzip", "no gzip at all").error().code, std::string("InvalidDataException"));
        QCOMPARE(decode("gzip", data.substr(0, data.size() - 12)).error().code, std::string("InvalidDataException"));
        QCOMPARE(decode("br", "\xff\xff\xff\xff").error().code, std::string("InvalidDataException"));
        QCOMPARE(decode("deflate", "").error().code, std::string("InvalidDataException"));
    }
    void decodesBodiesInPlace() {
        http::Headers headers;
        headers.add("Content-Encoding", "gzip");
        headers.add("Content-Length", "99");
        auto body = http::Body::text(gzipped("some text"));
        QVERIFY(http::decodeBody(headers, body, 100));
        QCOMPARE(std::string(body.view()), std::string("some text"));
        QVERIFY(!headers.contains("Content-Encoding"));
        QCOMPARE(std::string(*headers.get("Content-Length")), std::string("9"));

        headers.add("Content-Encoding", "zstd");
        auto other = http::Body::text("as it is");
        QVERIFY(http::decodeBody(headers, other, 100));
        QCOMPARE(std::string(other.view()), std::string("as it is"));
        QVERIFY(headers.contains("Content-Encoding"));
    }
};

MGC_TEST_CLASS(ContentCodingTest);
#include "content_coding_test.moc"
