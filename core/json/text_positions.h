#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/source_range.h"

namespace mgc::json {

/// Line and column of a byte offset in UTF-8 text. Lines end with LF, CR LF or CR; columns count code points, a leading BOM counts nothing.
[[nodiscard]] SourcePosition positionAt(std::string_view text, std::size_t offset);
/// The half-open range [begin, end) of byte offsets.
[[nodiscard]] SourceRange rangeAt(std::string file, std::string_view text, std::size_t begin, std::size_t end);

}  // namespace mgc::json
