#include "azure/apim/text_diff.h"

#include <algorithm>

namespace mgc::azure {

namespace {

constexpr int mostEdits = 4000;

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// The moves of Myers' shortest edit from a to b: true = line of b added, false = line of a removed; equal lines are implied.
std::vector<std::vector<int>> trace(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b, bool& found) {
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size()), most = std::min(n + m, mostEdits);
    std::vector<std::vector<int>> rounds;
    std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](int k) -> int& { return furthest[static_cast<std::size_t>(k + most + 1)]; };
    found = false;
    for (int d = 0; d <= most && !found; ++d) {
        rounds.push_back({furthest.begin() + (most + 1 - d - 1), furthest.begin() + (most + 1 + d + 2)});
        for (int k = -d; k <= d; k += 2) {
            int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            int y = x - k;
            while (x < n && y < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) ++x, ++y;
            at(k) = x;
            if (x >= n && y >= m) found = true;
        }
    }
    return rounds;
}

void walk(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b, int offset, std::vector<DiffLine>& out) {
    bool found = false;
    const auto rounds = trace(a, b, found);
    std::vector<DiffLine> reversed;
    int x = static_cast<int>(a.size()), y = static_cast<int>(b.size());
    const auto emit = [&](char mark, int before, int after) {
        const std::string_view text = mark == '+' ? b[static_cast<std::size_t>(after)] : a[static_cast<std::size_t>(before)];
        reversed.push_back({mark, mark == '+' ? 0 : before + offset + 1, mark == '-' ? 0 : after + offset + 1, std::string(text)});
    };
    if (!found) {
        while (y > 0) emit('+', 0, --y);
        while (x > 0) emit('-', --x, 0);
    }
    for (int d = static_cast<int>(rounds.size()) - 1; found && d >= 0; --d) {
        const auto& furthest = rounds[static_cast<std::size_t>(d)];  // of round d - 1, diagonals -d-1 .. d+1
        const auto at = [&](int k) { return furthest[static_cast<std::size_t>(k + d + 1)]; };
        const int k = x - y;
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        const int previousK = down ? k + 1 : k - 1;
        const int previousX = d == 0 ? 0 : at(previousK), previousY = previousX - previousK;
        const int startX = d == 0 ? 0 : (down ? previousX : previousX + 1), startY = d == 0 ? 0 : (down ? previousY + 1 : previousY);
        while (x > startX && y > startY) --x, --y, emit(' ', x, y);
        if (d == 0) break;
        if (down)
            emit('+', 0, --y);
        else
            emit('-', --x, 0);
    }
    out.insert(out.end(), reversed.rbegin(), reversed.rend());
}

}  // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after) {
    std::vector<std::string_view> a = linesOf(before), b = linesOf(after);
    std::vector<DiffLine> out;
    std::size_t head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head]) {
        out.push_back({' ', static_cast<int>(head) + 1, static_cast<int>(head) + 1, std::string(a[head])});
        ++head;
    }
    std::size_t tail = 0;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    const std::size_t endA = a.size() - tail, endB = b.size() - tail;
    walk({a.begin() + static_cast<std::ptrdiff_t>(head), a.begin() + static_cast<std::ptrdiff_t>(endA)},
         {b.begin() + static_cast<std::ptrdiff_t>(head), b.begin() + static_cast<std::ptrdiff_t>(endB)}, static_cast<int>(head), out);
    for (std::size_t i = 0; i < tail; ++i)
        out.push_back({' ', static_cast<int>(endA + i) + 1, static_cast<int>(endB + i) + 1, std::string(a[endA + i])});
    return out;
}

std::string unifiedDiff(const std::vector<DiffLine>& lines, std::size_t context) {
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].mark != ' ')
            for (std::size_t j = i - std::min(i, context); j <= std::min(lines.size() - 1, i + context); ++j) shown[j] = true;
    std::string text;
    for (std::size_t i = 0; i < lines.size();) {
        if (!shown[i]) {
            ++i;
            continue;
        }
        std::size_t end = i;
        int firstBefore = 0, firstAfter = 0, before = 0, after = 0;
        std::string hunk;
        for (; end < lines.size() && shown[end]; ++end) {
            const DiffLine& line = lines[end];
            if (line.mark != '+') before++, firstBefore = firstBefore ? firstBefore : line.before;
            if (line.mark != '-') after++, firstAfter = firstAfter ? firstAfter : line.after;
            hunk += line.mark + line.text + '\n';
        }
        text += "@@ -" + std::to_string(firstBefore) + ',' + std::to_string(before) + " +" + std::to_string(firstAfter) + ',' +
                std::to_string(after) + " @@\n" + hunk;
        i = end;
    }
    return text;
}

}  // namespace mgc::azure
