#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace mgc {

/// A place in a text. Lines and columns are 1-based; a column counts Unicode code points; `offset` counts bytes.
/// line 0 means "no place known".
struct SourcePosition {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::size_t offset = 0;

    friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

/// Half-open range [begin, end) in a file. `file` is the path as the user named it; empty where there is no file.
struct SourceRange {
    std::string file;
    SourcePosition begin;
    SourcePosition end;

    [[nodiscard]] bool known() const { return begin.line != 0; }
    friend bool operator==(const SourceRange&, const SourceRange&) = default;
};

}  // namespace mgc
