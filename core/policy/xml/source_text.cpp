#include "policy/xml/source_text.h"

#include <algorithm>
#include <cstring>

namespace mgc::policy::xml {

namespace {

bool startsCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

SourceText::SourceText(std::string text, std::string file) {
    auto data = std::make_shared<Data>();
    data->text = std::move(text);
    data->file = std::move(file);
    const std::string& bytes = data->text;
    data->lineStarts.push_back(bytes.starts_with(byteOrderMark) ? static_cast<std::uint32_t>(byteOrderMark.size()) : 0);
    for (std::size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 1)) {
        data->lineStarts.push_back(static_cast<std::uint32_t>(at + 1));
    }
    m_data = std::move(data);
}

SourcePosition SourceText::position(std::size_t offset) const {
    const auto& starts = m_data->lineStarts;
    offset = std::min(offset, text().size());
    const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
    const std::size_t line = next == starts.begin() ? 0 : static_cast<std::size_t>(next - starts.begin()) - 1;
    SourcePosition position;
    position.offset = offset;
    position.line = static_cast<std::uint32_t>(line + 1);
    position.column = 1;
    const std::string_view bytes = text();
    for (std::size_t at = starts[line]; at < offset; ++at) position.column += startsCodePoint(bytes[at]) ? 1 : 0;
    return position;
}

SourceRange SourceText::range(Span span) const { return {file(), position(span.begin), position(span.end)}; }

std::size_t SourceText::offset(std::uint32_t line, std::uint32_t column) const {
    const auto& starts = m_data->lineStarts;
    if (line == 0) return 0;
    if (line > starts.size()) return text().size();
    const std::string_view bytes = text();
    const std::size_t end = line < starts.size() ? starts[line] - 1 : bytes.size();
    std::size_t at = starts[line - 1];
    for (std::uint32_t current = 1; current < column && at < end; ++current) {
        ++at;
        while (at < end && !startsCodePoint(bytes[at])) ++at;
    }
    return std::min(at, end);
}

}  // namespace mgc::policy::xml
