#include "http/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace mgc::http {

namespace {

constexpr std::size_t outputPiece = 64u << 10;
constexpr std::size_t mostCodings = 4;  // nobody codes a body more often; each one multiplies what a bomb can do

Error broken(std::string_view coding) { return {"InvalidDataException", "The body is no valid " + std::string(coding) + " data."}; }
Error tooLarge(std::size_t limit) {
    return {"BodyTooLarge", "The decompressed body is larger than the limit of " + std::to_string(limit) + " bytes."};
}

enum class Coding { Gzip, Deflate, Brotli };

std::optional<Coding> codingNamed(std::string_view name) {
    if (equalsIgnoreCase(name, "gzip") || equalsIgnoreCase(name, "x-gzip")) return Coding::Gzip;
    if (equalsIgnoreCase(name, "deflate")) return Coding::Deflate;
    if (equalsIgnoreCase(name, "br")) return Coding::Brotli;
    return std::nullopt;
}

/// The codings in the order they were applied; nullopt if one is not known.
std::optional<std::vector<Coding>> codingsOf(std::string_view header) {
    std::vector<Coding> codings;
    for (const auto part : split(header, ',')) {
        const auto name = trimmed(part);
        if (name.empty() || equalsIgnoreCase(name, "identity")) continue;
        const auto coding = codingNamed(name);
        if (!coding || codings.size() == mostCodings) return std::nullopt;
        codings.push_back(*coding);
    }
    return codings;
}

}  // namespace

/// One coding being undone.
class CodingStage {
public:
    virtual ~CodingStage() = default;
    /// Appends to `out`, at most `room` bytes.
    [[nodiscard]] virtual Result<void> feed(std::string_view piece, std::string& out, std::size_t room) = 0;
    [[nodiscard]] virtual bool complete() const = 0;
};

namespace {

class ZlibStage : public CodingStage {
public:
    explicit ZlibStage(Coding coding) : m_coding(coding) {}
    ~ZlibStage() override {
        if (m_open) inflateEnd(&m_stream);
    }
    ZlibStage(const ZlibStage&) = delete;
    ZlibStage& operator=(const ZlibStage&) = delete;

    Result<void> feed(std::string_view piece, std::string& out, std::size_t room) override {
        if (piece.empty() || m_done) return {};  // what follows the end is padding
        if (!m_open) open(static_cast<unsigned char>(piece.front()));
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
        m_stream.avail_in = static_cast<uInt>(piece.size());
        std::array<char, outputPiece> buffer;
        do {
            m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
            m_stream.avail_out = static_cast<uInt>(buffer.size());
            const int state = inflate(&m_stream, Z_NO_FLUSH);
            const std::size_t made = buffer.size() - m_stream.avail_out;
            if (out.size() + made > room) return fail(tooLarge(room));
            out.append(buffer.data(), made);
            if (state == Z_STREAM_END && !nextMember()) return {};
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return fail(broken(m_coding == Coding::Gzip ? "gzip" : "deflate"));
            if (state == Z_BUF_ERROR && made == 0) return {};
        } while (m_stream.avail_in > 0 || m_stream.avail_out == 0);
        return {};
    }
    bool complete() const override { return m_done; }

private:
    void open(unsigned char first) {
        // Raw deflate has no header: a zlib stream's first byte says method 8 and a window of at most 32 KiB.
        const bool zlibHeader = (first & 0x0F) == 8 && (first >> 4) <= 7;
        const int window = m_coding == Coding::Gzip ? 15 + 16 : zlibHeader ? 15 : -15;
        m_open = inflateInit2(&m_stream, window) == Z_OK;
    }
    /// gzip data may hold several members in a row.
    bool nextMember() {
        if (m_coding == Coding::Gzip && m_stream.avail_in > 0 && *m_stream.next_in == 0x1F) return inflateReset(&m_stream) == Z_OK;
        m_done = true;
        return false;
    }

    Coding m_coding;
    z_stream m_stream{};
    bool m_open = false, m_done = false;
};

class BrotliStage : public CodingStage {
public:
    Result<void> feed(std::string_view piece, std::string& out, std::size_t room) override {
        const auto* next = reinterpret_cast<const std::uint8_t*>(piece.data());
        std::size_t left = piece.size();
        std::array<std::uint8_t, outputPiece> buffer;
        while (!complete()) {
            std::uint8_t* to = buffer.data();
            std::size_t space = buffer.size();
            const auto state = BrotliDecoderDecompressStream(m_decoder.get(), &left, &next, &space, &to, nullptr);
            const std::size_t made = buffer.size() - space;
            if (out.size() + made > room) return fail(tooLarge(room));
            out.append(reinterpret_cast<const char*>(buffer.data()), made);
            if (state == BROTLI_DECODER_RESULT_ERROR) return fail(broken("br"));
            if (state == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) break;
        }
        return {};
    }
    bool complete() const override { return BrotliDecoderIsFinished(m_decoder.get()) == BROTLI_TRUE; }

private:
    struct Free {
        void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
    };
    std::unique_ptr<BrotliDecoderState, Free> m_decoder{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
};

}  // namespace

ContentDecoder::ContentDecoder(std::string_view contentEncoding, std::size_t limit) : m_left(limit) {
    const auto codings = codingsOf(contentEncoding);
    if (!codings) return;
    for (auto coding = codings->rbegin(); coding != codings->rend(); ++coding) {
        if (*coding == Coding::Brotli)
            m_stages.push_back(std::make_unique<BrotliStage>());
        else
            m_stages.push_back(std::make_unique<ZlibStage>(*coding));
    }
}
ContentDecoder::~ContentDecoder() = default;
ContentDecoder::ContentDecoder(ContentDecoder&&) noexcept = default;
ContentDecoder& ContentDecoder::operator=(ContentDecoder&&) noexcept = default;

Result<std::string> ContentDecoder::feed(std::string_view piece) {
    std::string current(piece);
    for (const auto& stage : m_stages) {
        std::string decoded;
        MGC_TRY(stage->feed(current, decoded, m_left));
        current = std::move(decoded);
    }
    if (current.size() > m_left) return fail(tooLarge(m_left));
    m_left -= current.size();
    return current;
}

Result<void> ContentDecoder::finish() const {
    const bool complete = std::ranges::all_of(m_stages, [](const auto& stage) { return stage->complete(); });
    if (complete) return {};
    return fail("InvalidDataException", "The compressed body broke off.");
}

bool isDecodable(std::string_view contentEncoding) {
    const auto codings = codingsOf(contentEncoding);
    return codings && !codings->empty();
}

bool isEncoded(const Headers& headers) {
    const auto first = headers.get("Content-Encoding");
    return first && isDecodable(*headers.joined("Content-Encoding"));
}

Result<std::shared_ptr<const std::string>> decodedText(const Headers& headers, const Body& body, std::size_t limit) {
    if (body.isEmpty() || !isEncoded(headers)) return body.sharedText();
    ContentDecoder decoder(*headers.joined("Content-Encoding"), limit);
    MGC_TRY_ASSIGN(std::string text, decoder.feed(body.view()));
    MGC_TRY(decoder.finish());
    return std::make_shared<const std::string>(std::move(text));
}

Result<void> decodeBody(Headers& headers, Body& body, std::size_t limit) {
    if (body.isEmpty() || !isEncoded(headers)) return {};
    MGC_TRY_ASSIGN(auto text, decodedText(headers, body, limit));
    headers.remove("Content-Encoding");
    if (headers.contains("Content-Length")) headers.set("Content-Length", std::to_string(text->size()));
    body.replaceWhole(std::move(text));
    return {};
}

}  // namespace mgc::http
