#include "policy/model/suggestion.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace mgc::policy {

namespace {

constexpr std::size_t longestWord = 64;

/// Levenshtein distance without case.
std::size_t distance(std::string_view left, std::string_view right) {
    const std::string a = toLowerAscii(left);
    const std::string b = toLowerAscii(right);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t column = 0; column <= b.size(); ++column) row[column] = column;
    for (std::size_t line = 1; line <= a.size(); ++line) {
        std::size_t diagonal = row[0];
        row[0] = line;
        for (std::size_t column = 1; column <= b.size(); ++column) {
            const std::size_t change = diagonal + (a[line - 1] == b[column - 1] ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({change, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > longestWord) return {};
    std::string_view best;
    std::size_t bestDistance = (word.size() < 4 ? 1 : std::max<std::size_t>(2, word.size() / 3)) + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t apart = distance(word, candidate);
        if (apart < bestDistance) {
            best = candidate;
            bestDistance = apart;
        }
    }
    return best;
}

}  // namespace mgc::policy
