#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mgc::gateway::net {

/// One header field as it stands in the buffer, blanks around the value removed.
struct FieldView {
    std::string_view name;
    std::string_view value;
};

/// The syntax of a request head; all views point into the parsed buffer. Kept by a connection and reused.
struct RequestHead {
    std::string_view method;
    std::string_view target;
    int majorVersion = 1;
    int minorVersion = 1;
    std::vector<FieldView> fields;
    std::size_t size = 0;  ///< bytes of the buffer the head takes, with the empty line
};

struct ResponseHead {
    int minorVersion = 1;
    int status = 0;
    std::string_view reason;
    std::vector<FieldView> fields;
    std::size_t size = 0;
};

struct HeadLimits {
    std::size_t maximumBytes = 32 * 1024;  ///< of the whole head
    std::size_t maximumTarget = 8 * 1024;  ///< of the request line, as nginx's buffer
    std::size_t maximumFields = 256;
};

/// How far a head has been read.
enum class HeadStatus {
    Complete,
    Incomplete,        ///< right so far
    BadStartLine,      ///< not HTTP: 400
    BadVersion,        ///< HTTP, but not version 1: 505
    BadField,          ///< a malformed field line, a folded line, a control byte: 400
    StartLineTooLong,  ///< 414
    HeadTooLarge,      ///< 431
};

/// Splits heads into their parts; what the parts mean together (framing, Host) is judged by request_rules.h. Stateless, any thread.
class HeadParser {
public:
    virtual ~HeadParser() = default;
    /// `buffer` begins where the head begins and may hold more than the head.
    [[nodiscard]] virtual HeadStatus parseRequest(std::string_view buffer, const HeadLimits& limits, RequestHead& head) const = 0;
    [[nodiscard]] virtual HeadStatus parseResponse(std::string_view buffer, const HeadLimits& limits, ResponseHead& head) const = 0;
};

}  // namespace mgc::gateway::net
