#include "tokens/byte_pair_merge.h"

#include <algorithm>
#include <array>

namespace mgc::tokens {

using vocabulary::Vocabulary;

namespace {

constexpr std::size_t scanLimit = 128;

/// One token in the making in the heap variant; a doubly linked list by index.
struct Node {
    std::uint32_t previous;
    std::uint32_t next;
    std::uint32_t end;  ///< 0 once merged into the node before
};

/// A possible merge of the node at `position` with the one after it. Stale once either has changed; `end` tells.
struct Candidate {
    std::uint32_t rank;
    std::uint32_t position;
    std::uint32_t end;
    /// Heap order: lowest rank first, leftmost first among equals.
    friend bool operator<(const Candidate& left, const Candidate& right) {
        return left.rank != right.rank ? left.rank > right.rank : left.position > right.position;
    }
};

}  // namespace

void BytePairMerge::run(std::string_view piece, std::vector<std::uint32_t>& ends) {
    if (piece.size() <= scanLimit)
        runByScan(piece, ends);
    else
        runByHeap(piece, ends);
}

void BytePairMerge::runByScan(std::string_view piece, std::vector<std::uint32_t>& ends) {
    struct Part {
        std::uint32_t start;
        std::uint32_t rank;  ///< of this part joined with the next
    };
    std::array<Part, scanLimit + 1> parts;
    std::size_t count = piece.size();
    const auto joined = [&](std::size_t index) {
        if (index + 1 >= count) return Vocabulary::noRank;
        const auto start = parts[index].start;
        return m_vocabulary.rank(piece.substr(start, parts[index + 2].start - start));
    };
    for (std::size_t i = 0; i <= count; ++i) parts[i] = {static_cast<std::uint32_t>(i), Vocabulary::noRank};
    for (std::size_t i = 0; i < count; ++i) parts[i].rank = joined(i);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < count; ++i)
            if (parts[i].rank < parts[best].rank) best = i;
        if (parts[best].rank == Vocabulary::noRank) break;
        std::copy(parts.begin() + static_cast<std::ptrdiff_t>(best) + 2, parts.begin() + static_cast<std::ptrdiff_t>(count) + 1,
                  parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        --count;
        parts[best].rank = joined(best);
        if (best > 0) parts[best - 1].rank = joined(best - 1);
    }
    for (std::size_t i = 1; i <= count; ++i) ends.push_back(parts[i].start);
}

void BytePairMerge::runByHeap(std::string_view piece, std::vector<std::uint32_t>& ends) {
    constexpr std::uint32_t none = 0xFFFFFFFFu;
    const auto size = static_cast<std::uint32_t>(piece.size());
    std::vector<Node> nodes(size);
    std::vector<Candidate> heap;
    heap.reserve(size);
    for (std::uint32_t i = 0; i < size; ++i) nodes[i] = {i == 0 ? none : i - 1, i + 1 == size ? none : i + 1, i + 1};
    const auto candidate = [&](std::uint32_t at) {
        const auto next = nodes[at].next;
        if (next == none) return Candidate{Vocabulary::noRank, at, 0};
        const auto end = nodes[next].end;
        return Candidate{m_vocabulary.rank(piece.substr(at, end - at)), at, end};
    };
    for (std::uint32_t i = 0; i + 1 < size; ++i)
        if (const auto found = candidate(i); found.rank != Vocabulary::noRank) heap.push_back(found);
    std::make_heap(heap.begin(), heap.end());
    const auto offer = [&](std::uint32_t at) {
        if (const auto found = candidate(at); found.rank != Vocabulary::noRank) {
            heap.push_back(found);
            std::push_heap(heap.begin(), heap.end());
        }
    };
    while (!heap.empty()) {
        const auto best = heap.front();
        std::pop_heap(heap.begin(), heap.end());
        heap.pop_back();
        Node& node = nodes[best.position];
        if (node.end == 0 || node.next == none || nodes[node.next].end != best.end) continue;  // stale
        Node& gone = nodes[node.next];
        node.end = gone.end;
        node.next = gone.next;
        gone.end = 0;
        if (node.next != none) nodes[node.next].previous = best.position;
        offer(best.position);
        if (node.previous != none) offer(node.previous);
    }
    for (std::uint32_t at = 0; at != none; at = nodes[at].next) ends.push_back(nodes[at].end);
}

}  // namespace mgc::tokens
