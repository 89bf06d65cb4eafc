#include "base/byte_search.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstring>

namespace mgc {

bool holdsText(std::string_view text, std::string_view what) {
    if (what.empty()) return true;
    if (text.size() < what.size()) return false;
#ifdef __SSE2__
    constexpr std::size_t lanes = 16;
    const __m128i first = _mm_set1_epi8(what.front());
    const __m128i last = _mm_set1_epi8(what.back());
    const std::size_t distance = what.size() - 1;
    while (text.size() >= distance + lanes) {
        const __m128i begins = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data()));
        const __m128i ends = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + distance));
        const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(begins, first), _mm_cmpeq_epi8(ends, last));
        for (auto places = static_cast<unsigned>(_mm_movemask_epi8(both)); places != 0; places &= places - 1) {
            const char* const at = text.data() + std::countr_zero(places);
            if (std::memcmp(at, what.data(), what.size()) == 0) return true;
        }
        text.remove_prefix(lanes);
    }
#endif
    return text.find(what) != std::string_view::npos;
}

}  // namespace mgc
