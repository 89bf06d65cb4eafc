#include "gateway/run/traffic_codec.h"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>
#include <vector>

#include "base/text.h"
#include "gateway/run/conversions.h"

namespace mgc::gateway {

namespace {

/// Header fields of one record that later messages may point to; of a few hundred different ones the rest is written again.
constexpr std::size_t mostKnownFields = 64;

enum class Way : std::uint8_t { Request, Response };

/// What all steps have; hardly any has more. Times in 48 bits: up to 39 hours.
struct PackedStep {
    const policy::StepEntry* entry = nullptr;
    std::uint32_t startLow = 0, lengthLow = 0;
    std::int16_t startHigh = 0, lengthHigh = 0;
    policy::Section section{};
    policy::StepOutcome outcome{};
    bool hasDetail = false;
    bool hasLongTimes = false;  ///< they follow; virtual clocks may be moved by years

    static std::int16_t high(Duration time) { return static_cast<std::int16_t>(time.count() >> 32); }
    static std::uint32_t low(Duration time) { return static_cast<std::uint32_t>(time.count()); }
    static Duration time(std::int16_t high, std::uint32_t low) { return Duration((std::int64_t{high} << 32) + low); }
};

/// Writes behind one another into a buffer that is used again and again.
class Writer {
public:
    explicit Writer(PackBuffer& out) : m_out(out), m_at(out.memory.get()) { reserve(firstSize); }

    template <class T>
    void plain(const T& value) {
        reserve(sizeof value);
        putPlain(value);
    }
    /// Seven bits a byte, the lowest first.
    void count(std::uint64_t value) {
        reserve(longestCount);
        putCount(value);
    }
    /// Not inlined: a record has three dozen of them, each once.
    [[gnu::noinline]] void text(std::string_view value) {
        reserve(longestCount + value.size());
        putCount(value.size());
        put(value);
    }
    void step(const RecordedStep& value) {
        PackedStep packed{value.entry, PackedStep::low(value.start), PackedStep::low(value.length), PackedStep::high(value.start),
                          PackedStep::high(value.length), value.section, value.outcome, !value.detail.empty(), false};
        const bool longTimes = packed.hasLongTimes = PackedStep::time(packed.startHigh, packed.startLow) != value.start ||
                                                     PackedStep::time(packed.lengthHigh, packed.lengthLow) != value.length;
        plain(packed);
        if (longTimes) [[unlikely]] {
            plain(value.start);
            plain(value.length);
        }
        if (!value.detail.empty()) [[unlikely]]
            text(value.detail);
    }
    /// A field that an earlier message of the record had too is told by its place there: most travel from message to message.
    /// A head that is still the one written before (the backend's answer passed on) is told in one number.
    void headers(const http::Headers& values, Way way) {
        if (m_lastHead && values.sharesWith(*m_lastHead)) return count(0);
        m_lastHead = &values;
        begin(values, way);
        for (const auto field : values) add(field, placeOf(field));
    }
    /// Of a call to a backend: the token in Authorization is the gateway's own and often longer than all other fields. It is never shown
    /// whole and nothing sends it again, so only what is shown is kept.
    void callHeaders(const http::Headers& values) {
        begin(values, Way::Request);
        for (const auto field : values) {
            const std::size_t known = placeOf(field);
            if (known != 0 || !equalsIgnoreCase(field.name, "Authorization")) {
                add(field, known);
                continue;
            }
            count(0);
            text(field.name);
            text(maskedHeader(field.name, field.value));
            remember({size(), 0, 0});
        }
    }
    /// The text itself only where it has not been written yet, else the number of the earlier one.
    void body(const RecordedBody& value) {
        plain(value.bytes);
        const std::string* const text = value.text.get();
        plain(value.truncated || (text && text->size() > RecordedBody::maximumBytes));
        if (!text) return count(0);
        for (std::size_t i = 0; i < m_bodies.size(); ++i)
            if (m_bodies[i] == text) return count(i + 1);
        m_bodies.push_back(text);
        count(m_bodies.size());
        this->text(std::string_view(*text).substr(0, RecordedBody::maximumBytes));
    }
    [[nodiscard]] std::string_view written() const { return {m_out.memory.get(), size()}; }

private:
    struct Field {
        std::size_t begin = 0, name = 0, value = 0;
    };
    /// A head is compared with the first one that went the same way.
    void begin(const http::Headers& values, Way way) {
        count(values.size() + 1);
        auto& first = m_firstOf[static_cast<std::size_t>(way)];
        if (!first) first = m_fieldCount;
        m_next = *first;
    }
    /// `known`: what placeOf() has found.
    void add(http::Headers::Field field, std::size_t known) {
        reserve(3 * longestCount + field.name.size() + field.value.size());
        putCount(known);
        if (known != 0) return;
        const std::size_t begin = size();
        putCount(field.name.size());
        put(field.name);
        putCount(field.value.size());
        put(field.value);
        remember({begin, field.name.size(), field.value.size()});
    }
    /// The reader counts the fields too: one of length 0 keeps a place that no field is found at.
    void remember(Field field) {
        if (m_fieldCount < m_fields.size()) m_fields[m_fieldCount++] = field;
    }
    /// 1 for the first field that was written; 0 where this one was not. Messages repeat fields in one order and leave few out, so the
    /// search goes on where the last one was found and does not go far.
    [[nodiscard]] std::size_t placeOf(http::Headers::Field field) {
        const std::size_t end = std::min(m_fieldCount, m_next + mostTried);
        for (std::size_t at = m_next; at < end; ++at) {
            const Field& known = m_fields[at];
            if (known.name != field.name.size() || known.value != field.value.size()) continue;
            const char* const name = m_out.memory.get() + known.begin + sizeOfCount(known.name);
            const char* const value = name + known.name + sizeOfCount(known.value);
            if (std::string_view(name, known.name) == field.name && std::string_view(value, known.value) == field.value)
                return m_next = at + 1;
        }
        return 0;
    }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_at - m_out.memory.get()); }
    void reserve(std::size_t bytes) {
        if (m_out.capacity - size() < bytes) [[unlikely]]
            grow(bytes);
    }
    void grow(std::size_t bytes) {
        const std::size_t kept = size();
        const std::size_t capacity = std::max(kept + bytes, m_out.capacity * 2);
        auto memory = std::make_unique_for_overwrite<char[]>(capacity);
        if (kept != 0) std::memcpy(memory.get(), m_out.memory.get(), kept);
        m_out = {std::move(memory), capacity};
        m_at = m_out.memory.get() + kept;
    }
    template <class T>
    void putPlain(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        std::memcpy(m_at, &value, sizeof value);
        m_at += sizeof value;
    }
    void put(std::string_view value) {
        if (!value.empty()) std::memcpy(m_at, value.data(), value.size());
        m_at += value.size();
    }
    void putCount(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) *m_at++ = static_cast<char>(value | 0x80);
        *m_at++ = static_cast<char>(value);
    }
    static std::size_t sizeOfCount(std::size_t value) {
        std::size_t bytes = 1;
        for (; value >= 0x80; value >>= 7) ++bytes;
        return bytes;
    }

    static constexpr std::size_t firstSize = 4096;
    static constexpr std::size_t longestCount = 10;
    static constexpr std::size_t mostTried = 4;

    PackBuffer& m_out;
    char* m_at;
    boost::container::small_vector<const std::string*, 8> m_bodies;
    std::array<Field, mostKnownFields> m_fields;
    std::size_t m_fieldCount = 0;
    std::size_t m_next = 0;  ///< where the next field is looked for
    std::array<std::optional<std::size_t>, 2> m_firstOf;
    const http::Headers* m_lastHead = nullptr;
};

class Reader {
public:
    explicit Reader(std::string_view packed) : m_rest(packed) {}

    template <class T>
    void plain(T& value) {
        std::memcpy(static_cast<void*>(&value), m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
    }
    std::uint64_t count() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
    }
    std::string_view text() {
        const std::size_t length = count();
        const auto value = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return value;
    }
    void text(std::string& value) { value = text(); }
    void headers(http::Headers& values, Way) {
        if (!readHead(values)) values = m_lastHead;
        m_lastHead = values;
    }
    void callHeaders(http::Headers& values) { static_cast<void>(readHead(values)); }
    void step(RecordedStep& value) {
        PackedStep packed;
        plain(packed);
        value.entry = packed.entry;
        value.start = PackedStep::time(packed.startHigh, packed.startLow);
        value.length = PackedStep::time(packed.lengthHigh, packed.lengthLow);
        value.section = packed.section;
        value.outcome = packed.outcome;
        if (packed.hasLongTimes) {
            plain(value.start);
            plain(value.length);
        }
        if (packed.hasDetail) text(value.detail);
    }
    void body(RecordedBody& value) {
        plain(value.bytes);
        plain(value.truncated);
        const std::size_t number = count();
        if (number == 0) return;
        if (number > m_bodies.size()) m_bodies.push_back(std::make_shared<const std::string>(text()));
        value.text = m_bodies[number - 1];
    }

private:
    /// False: the same as the one before.
    bool readHead(http::Headers& values) {
        const std::size_t told = count();
        if (told == 0) return false;
        const std::size_t fields = told - 1;
        values.reserve(fields, fields * 32);
        for (std::size_t i = 0; i < fields; ++i) {
            if (const std::size_t known = count(); known != 0) {
                values.add(m_fields[known - 1].name, m_fields[known - 1].value);
                continue;
            }
            const auto name = text();
            const auto value = text();
            values.add(name, value);
            m_fields.push_back({name, value});
        }
        return true;
    }

    std::string_view m_rest;
    http::Headers m_lastHead;
    std::vector<http::Headers::Field> m_fields;
    std::vector<std::shared_ptr<const std::string>> m_bodies;
};

/// The members in their packed order, once for both directions: `codec` writes or reads them.
template <class Record, class Codec>
void visitRow(Record& record, Codec& codec) {
    codec.text(record.requestId);
    codec.text(record.traceId);
    codec.text(record.spanId);
    codec.text(record.parentSpanId);
    codec.plain(record.received);
    codec.text(record.method);
    codec.text(record.url);
    codec.text(record.clientIp);
    codec.plain(record.status);
    codec.text(record.reason);
    codec.plain(record.streamed);
    codec.plain(record.complete);
    codec.text(record.apiId);
    codec.text(record.operationId);
    codec.text(record.operationName);
    codec.text(record.productId);
    codec.text(record.subscriptionId);
    codec.text(record.backendId);
    codec.text(record.model);
    codec.text(record.errorReason);
    codec.plain(record.total);
    codec.plain(record.policy);
    codec.plain(record.timeToFirstToken);
    codec.plain(record.tokens);
    codec.text(record.currency);
    codec.plain(record.cost);
    codec.plain(record.throttle);
    codec.plain(record.requestBody.bytes);
    codec.plain(record.responseBody.bytes);
}

template <class Call, class Codec>
void visitCall(Call& call, Codec& codec) {
    codec.text(call.backendId);
    codec.text(call.poolId);
    codec.text(call.method);
    codec.text(call.url);
    codec.text(call.error);
    codec.callHeaders(call.requestHeaders);
    codec.headers(call.responseHeaders, Way::Response);
    codec.body(call.requestBody);
    codec.body(call.responseBody);
    codec.plain(call.status);
    codec.text(call.reason);
    codec.plain(call.start);
    codec.plain(call.length);
}

}  // namespace

std::string_view packRecord(const TrafficRecord& record, PackBuffer& out) {
    Writer writer(out);
    visitRow(record, writer);
    writer.count(record.flags.size());
    for (const auto& flag : record.flags) writer.text(flag);
    writer.headers(record.requestHeaders, Way::Request);
    writer.headers(record.responseHeaders, Way::Response);
    writer.body(record.requestBody);
    writer.body(record.responseBody);
    writer.count(record.chunks.size());
    for (const auto& chunk : record.chunks) writer.plain(chunk);
    writer.count(record.steps.size());
    for (const auto& step : record.steps) writer.step(step);
    writer.count(record.backendCalls.size());
    for (const auto& call : record.backendCalls) visitCall(call, writer);
    writer.text(record.traceJson);
    return writer.written();
}

std::shared_ptr<TrafficRecord> unpackRecord(std::string_view packed, RecordPart part) {
    auto made = std::make_shared<TrafficRecord>();
    TrafficRecord& record = *made;
    Reader reader(packed);
    visitRow(record, reader);
    record.flags.resize(reader.count());
    for (auto& flag : record.flags) reader.text(flag);
    if (part == RecordPart::Row) return made;
    reader.headers(record.requestHeaders, Way::Request);
    reader.headers(record.responseHeaders, Way::Response);
    reader.body(record.requestBody);
    reader.body(record.responseBody);
    record.chunks.resize(reader.count());
    for (auto& chunk : record.chunks) reader.plain(chunk);
    record.steps.resize(reader.count());
    for (auto& step : record.steps) reader.step(step);
    record.backendCalls.resize(reader.count());
    for (auto& call : record.backendCalls) visitCall(call, reader);
    reader.text(record.traceJson);
    return made;
}

std::string_view packedRequestId(std::string_view packed) { return Reader(packed).text(); }

}  // namespace mgc::gateway
