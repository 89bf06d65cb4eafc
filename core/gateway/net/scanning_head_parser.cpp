#include "gateway/net/scanning_head_parser.h"

#include <array>
#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

namespace mgc::gateway::net {

namespace {

constexpr unsigned char tokenBit = 1;
constexpr unsigned char methodBit = 2;
constexpr unsigned char targetBit = 4;
constexpr unsigned char valueBit = 8;

constexpr std::array<unsigned char, 256> makeClasses() {
    std::array<unsigned char, 256> classes{};
    for (int c = 0; c < 256; ++c) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool alphanumeric = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        unsigned char bits = 0;
        bool token = alphanumeric;
        for (const char extra : std::string_view("!#$%&'*+-.^_`|~")) token = token || c == extra;
        if (token) bits |= tokenBit;
        if (upper || c == '-' || c == '_') bits |= methodBit;
        if (c > 0x20 && c != 0x7f) bits |= targetBit;
        if ((c >= 0x20 && c != 0x7f) || c == '\t') bits |= valueBit;
        classes[static_cast<std::size_t>(c)] = bits;
    }
    return classes;
}

constexpr auto classes = makeClasses();

bool is(char c, unsigned char bit) { return (classes[static_cast<unsigned char>(c)] & bit) != 0; }

/// The first byte from `at` that may not stand in a field value (so CR, LF or a fault), or `end`.
const char* endOfValue(const char* at, const char* end) {
#ifdef __SSE2__
    const __m128i space = _mm_set1_epi8(0x20);
    const __m128i tab = _mm_set1_epi8('\t');
    const __m128i del = _mm_set1_epi8(0x7f);
    const __m128i flip = _mm_set1_epi8(static_cast<char>(0x80));
    const __m128i spaceFlipped = _mm_xor_si128(space, flip);
    while (end - at >= 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        // Unsigned "less than" through signed comparison of values with the top bit flipped.
        const __m128i control = _mm_cmplt_epi8(_mm_xor_si128(bytes, flip), spaceFlipped);
        const __m128i notTab = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, tab), control);
        const __m128i stop = _mm_or_si128(notTab, _mm_cmpeq_epi8(bytes, del));
        const auto mask = static_cast<unsigned>(_mm_movemask_epi8(stop));
        if (mask != 0) return at + std::countr_zero(mask);
        at += 16;
    }
#endif
    while (at != end && is(*at, valueBit)) ++at;
    return at;
}

/// Reads "\r\n" or "\n" at `at`. Sets `at` behind it. False: not a line end; `incomplete` if it may become one.
bool takeLineEnd(const char*& at, const char* end, bool& incomplete) {
    incomplete = false;
    if (at == end) {
        incomplete = true;
        return false;
    }
    if (*at == '\n') {
        ++at;
        return true;
    }
    if (*at != '\r') return false;
    if (at + 1 == end) {
        incomplete = true;
        return false;
    }
    if (at[1] != '\n') return false;
    at += 2;
    return true;
}

HeadStatus unfinished(const char* begin, const char* end, const HeadLimits& limits) {
    return static_cast<std::size_t>(end - begin) >= limits.maximumBytes ? HeadStatus::HeadTooLarge : HeadStatus::Incomplete;
}

/// The field lines up to and with the empty line.
HeadStatus parseFields(const char* begin, const char* at, const char* end, const HeadLimits& limits, std::vector<FieldView>& fields,
                       std::size_t& size) {
    while (true) {
        bool incomplete = false;
        if (takeLineEnd(at, end, incomplete)) {
            size = static_cast<std::size_t>(at - begin);
            return size > limits.maximumBytes ? HeadStatus::HeadTooLarge : HeadStatus::Complete;
        }
        if (incomplete) return unfinished(begin, end, limits);
        const char* name = at;
        while (at != end && is(*at, tokenBit)) ++at;
        if (at == end) return unfinished(begin, end, limits);
        if (*at != ':' || at == name) return HeadStatus::BadField;
        const auto nameLength = static_cast<std::size_t>(at - name);
        ++at;
        while (at != end && (*at == ' ' || *at == '\t')) ++at;
        const char* value = at;
        at = endOfValue(at, end);
        const char* valueEnd = at;
        if (!takeLineEnd(at, end, incomplete)) return incomplete ? unfinished(begin, end, limits) : HeadStatus::BadField;
        while (valueEnd != value && (valueEnd[-1] == ' ' || valueEnd[-1] == '\t')) --valueEnd;
        if (fields.size() == limits.maximumFields) return HeadStatus::HeadTooLarge;
        fields.push_back({{name, nameLength}, {value, static_cast<std::size_t>(valueEnd - value)}});
    }
}

bool matchesPrefix(const char* at, const char* end, std::string_view expected, bool& incomplete) {
    const auto available = static_cast<std::size_t>(end - at);
    incomplete = available < expected.size();
    const auto compared = incomplete ? available : expected.size();
    return std::string_view(at, compared) == expected.substr(0, compared);
}

}  // namespace

bool isFieldValue(std::string_view text) { return endOfValue(text.data(), text.data() + text.size()) == text.data() + text.size(); }

bool isToken(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text)
        if (!is(c, tokenBit)) return false;
    return true;
}

HeadStatus ScanningHeadParser::parseRequest(std::string_view buffer, const HeadLimits& limits, RequestHead& head) const {
    head.fields.clear();
    const char* const begin = buffer.data();
    const char* const end = begin + buffer.size();
    const char* at = begin;
    // Empty lines before a request are skipped (RFC 9112 2.2).
    while (at != end && (*at == '\r' || *at == '\n')) {
        bool incomplete = false;
        if (!takeLineEnd(at, end, incomplete)) return incomplete ? unfinished(begin, end, limits) : HeadStatus::BadStartLine;
    }
    const char* const line = at;
    const auto unfinishedLine = [&] {
        return static_cast<std::size_t>(end - line) > limits.maximumTarget ? HeadStatus::StartLineTooLong : unfinished(begin, end, limits);
    };
    while (at != end && is(*at, methodBit)) ++at;
    if (at == end) return unfinishedLine();
    if (*at != ' ' || at == line) return HeadStatus::BadStartLine;
    head.method = {line, static_cast<std::size_t>(at - line)};
    const char* const target = ++at;
    while (at != end && is(*at, targetBit)) ++at;
    if (at == end) return unfinishedLine();
    if (*at != ' ' || at == target) return HeadStatus::BadStartLine;
    head.target = {target, static_cast<std::size_t>(at - target)};
    ++at;
    bool incomplete = false;
    if (!matchesPrefix(at, end, "HTTP/", incomplete)) return HeadStatus::BadStartLine;
    if (incomplete || end - at < 8) return unfinishedLine();
    if (at[5] < '0' || at[5] > '9') return HeadStatus::BadStartLine;
    if (at[5] != '1') return at[6] == '.' ? HeadStatus::BadVersion : HeadStatus::BadStartLine;
    if (at[6] != '.' || at[7] < '0' || at[7] > '9') return HeadStatus::BadStartLine;
    head.majorVersion = 1;
    head.minorVersion = at[7] - '0';
    at += 8;
    if (!takeLineEnd(at, end, incomplete)) return incomplete ? unfinishedLine() : HeadStatus::BadStartLine;
    if (static_cast<std::size_t>(at - line) > limits.maximumTarget) return HeadStatus::StartLineTooLong;
    return parseFields(begin, at, end, limits, head.fields, head.size);
}

HeadStatus ScanningHeadParser::parseResponse(std::string_view buffer, const HeadLimits& limits, ResponseHead& head) const {
    head.fields.clear();
    const char* const begin = buffer.data();
    const char* const end = begin + buffer.size();
    const char* at = begin;
    bool incomplete = false;
    if (!matchesPrefix(at, end, "HTTP/1.", incomplete)) return HeadStatus::BadStartLine;
    if (incomplete || end - at < 13) return unfinished(begin, end, limits);
    if (at[7] < '0' || at[7] > '9' || at[8] != ' ') return HeadStatus::BadStartLine;
    head.minorVersion = at[7] - '0';
    head.status = 0;
    for (int i = 9; i < 12; ++i) {
        if (at[i] < '0' || at[i] > '9') return HeadStatus::BadStartLine;
        head.status = head.status * 10 + (at[i] - '0');
    }
    if (head.status < 100) return HeadStatus::BadStartLine;
    at += 12;
    // The blank after the status may be missing together with the reason (common, and nginx reads it).
    if (*at == ' ')
        ++at;
    else if (*at != '\r' && *at != '\n')
        return HeadStatus::BadStartLine;
    const char* const reason = at;
    at = endOfValue(at, end);
    head.reason = {reason, static_cast<std::size_t>(at - reason)};
    if (!takeLineEnd(at, end, incomplete)) return incomplete ? unfinished(begin, end, limits) : HeadStatus::BadStartLine;
    return parseFields(begin, at, end, limits, head.fields, head.size);
}

}  // namespace mgc::gateway::net
