#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mgc::azure {

struct DiffLine {
    char mark = ' ';            ///< ' ' on both sides, '-' only before, '+' only after
    int before = 0, after = 0;  ///< line numbers from 1; 0 where the side has no such line
    std::string text;
};
/// Line by line, shortest edit (Myers) up to 4,000 differing lines; beyond that everything between common head and tail counts as replaced.
[[nodiscard]] std::vector<DiffLine> diffLines(std::string_view before, std::string_view after);
/// With `context` equal lines around each change, in unified format without file names. "" where the texts are equal.
[[nodiscard]] std::string unifiedDiff(const std::vector<DiffLine>& lines, std::size_t context = 3);

}  // namespace mgc::azure
