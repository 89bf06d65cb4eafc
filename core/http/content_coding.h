#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

// Content codings of RFC 9110 8.4.1: gzip, deflate (zlib's format, or raw as some senders write it) and br; "identity" is none.
namespace mgc::http {

class CodingStage;

/// Undoes the codings of one body piece by piece, the last one first.
class ContentDecoder {
public:
    /// `contentEncoding` is the header's value, all fields joined. More than `limit` bytes out: error BodyTooLarge.
    ContentDecoder(std::string_view contentEncoding, std::size_t limit);
    ~ContentDecoder();
    ContentDecoder(ContentDecoder&&) noexcept;
    ContentDecoder& operator=(ContentDecoder&&) noexcept;

    /// What the pieces so far give beyond what was given before. Error InvalidDataException: no such data.
    [[nodiscard]] Result<std::string> feed(std::string_view piece);
    /// Error InvalidDataException where the data broke off.
    [[nodiscard]] Result<void> finish() const;

private:
    std::vector<std::unique_ptr<CodingStage>> m_stages;
    std::size_t m_left;
};

/// True if there is a coding and all of them are known here. A body with another one (zstd) is left as it is.
[[nodiscard]] bool isDecodable(std::string_view contentEncoding);
/// True if the message has such a header.
[[nodiscard]] bool isEncoded(const Headers& headers);

/// The whole body without its codings; the body's own text where there are none. Errors as ContentDecoder.
[[nodiscard]] Result<std::shared_ptr<const std::string>> decodedText(const Headers& headers, const Body& body, std::size_t limit);
/// Replaces a whole body by what it holds without its codings; Content-Encoding goes, Content-Length follows. Taps stay.
[[nodiscard]] Result<void> decodeBody(Headers& headers, Body& body, std::size_t limit);

}  // namespace mgc::http
