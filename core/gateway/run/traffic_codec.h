#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/run/traffic_record.h"

// A finished record as one block of bytes: a third of the memory of the objects, and nothing to free piece by piece. Only for this
// process (it holds pointers into the program and the machine's byte order).
namespace mgc::gateway {

enum class RecordPart {
    Row,  ///< what a list shows: no headers, texts, chunks, steps, calls or trace
    Whole
};

/// Memory that packing uses again and again; it grows and is never filled with zeroes.
struct PackBuffer {
    std::unique_ptr<char[]> memory;
    std::size_t capacity = 0;
};

/// The bytes lie in `buffer` until it is used again. Texts beyond RecordedBody::maximumBytes are cut; a text that several messages share is kept once.
/// The id and the program stay outside.
[[nodiscard]] std::string_view packRecord(const TrafficRecord& record, PackBuffer& buffer);
[[nodiscard]] std::shared_ptr<TrafficRecord> unpackRecord(std::string_view packed, RecordPart part);
/// Without unpacking.
[[nodiscard]] std::string_view packedRequestId(std::string_view packed);

}  // namespace mgc::gateway
