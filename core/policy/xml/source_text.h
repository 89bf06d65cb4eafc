#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_range.h"

namespace mgc::policy::xml {

/// Half-open range of byte offsets into a SourceText.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] bool contains(std::size_t offset) const { return offset >= begin && offset < end; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// An immutable text with its file name; copying shares it. Line starts are found once. Below 4 GiB.
class SourceText {
public:
    SourceText() : SourceText({}, {}) {}
    explicit SourceText(std::string text, std::string file = {});

    [[nodiscard]] std::string_view text() const { return m_data->text; }
    [[nodiscard]] std::string_view slice(Span span) const { return text().substr(span.begin, span.size()); }
    [[nodiscard]] const std::string& file() const { return m_data->file; }
    [[nodiscard]] std::size_t lineCount() const { return m_data->lineStarts.size(); }
    /// A byte order mark at the start belongs to no column; offsets past the end give the position of the end.
    [[nodiscard]] SourcePosition position(std::size_t offset) const;
    [[nodiscard]] SourceRange range(Span span) const;
    /// Byte offset of a line and column (1-based, code points); clamped to the line and the text.
    [[nodiscard]] std::size_t offset(std::uint32_t line, std::uint32_t column) const;

private:
    struct Data {
        std::string text;
        std::string file;
        std::vector<std::uint32_t> lineStarts;
    };
    std::shared_ptr<const Data> m_data;
};

inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

}  // namespace mgc::policy::xml
