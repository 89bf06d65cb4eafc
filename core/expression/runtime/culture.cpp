#include <unicode/ucol.h>

#include <vector>

#include "expression/runtime/text.h"

// The word sort of .NET Framework's invariant culture, which is Windows' and not that of the Unicode collation tables.
namespace mgc::expression {
namespace {

/// Windows orders punctuation and symbols by these; ICU by others. The ligatures equal their letters.
constexpr const char16_t* tailoring =
    u"&' "
    u"'<'\t'<'\n'<'\v'<'\f'<'\r'<'!'<'\"'<'#'<'$'<'%'<'&'<'('<')'<'*'<','<'.'<'/'<':'<';'<'?'<'@'<'['<'\\'<']'<'^'<'_'<'`'<'{'<'|'<'}'<'~'"
    u"<\u00a1<\u00b4<\u00bf<\u2018<\u2019<\u201c<\u201d<'+'<'<'<'='<'>'<\u00b1<\u00ab<\u00bb<\u00d7<\u00f7"
    u"&ss=\u00df&ae=\u00e6&AE=\u00c6";

const UCollator* open(UCollationStrength strength) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator* made = ucol_openRules(tailoring, -1, UCOL_DEFAULT, strength, nullptr, &status);
    return U_SUCCESS(status) ? made : nullptr;
}
const UCollator* collator(bool ignoreCase) {
    static const UCollator* const exact = open(UCOL_TERTIARY);
    static const UCollator* const loose = open(UCOL_SECONDARY);
    return ignoreCase ? loose : exact;
}

/// Hyphens and apostrophes count only between texts that are otherwise equal. Their rank among each other; 0 for any other character.
int markRank(char16_t unit) {
    if (unit == u'\'') return 1;
    if (unit == u'-') return 2;
    return unit >= 0x2010 && unit <= 0x2015 ? unit : 0;
}

struct Mark {
    std::size_t place;
    int rank;
};
/// Takes the marks out of a text.
std::vector<Mark> takeMarks(std::u16string& text) {
    std::vector<Mark> marks;
    std::size_t kept = 0;
    for (const char16_t unit : text) {
        if (const int rank = markRank(unit))
            marks.push_back({kept, rank});
        else
            text[kept++] = unit;
    }
    text.resize(kept);
    for (auto& mark : marks)
        if (mark.place == kept)
            mark.place = 0;
        else
            ++mark.place;
    return marks;
}
/// A mark further to the front weighs more, one at the end most of all.
int compareMarks(const std::vector<Mark>& left, const std::vector<Mark>& right) {
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
        if (left[i].place != right[i].place) return left[i].place < right[i].place ? 1 : -1;
        if (left[i].rank != right[i].rank) return left[i].rank < right[i].rank ? -1 : 1;
    }
    return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

}  // namespace

int compareCulture(std::string_view left, std::string_view right, bool ignoreCase) {
    if (left == right) return 0;
    const UCollator* rules = collator(ignoreCase);
    if (!rules) return compareOrdinal(left, right);
    auto a = toUtf16(left);
    auto b = toUtf16(right);
    const auto marksLeft = takeMarks(a);
    const auto marksRight = takeMarks(b);
    const int order = ucol_strcoll(rules, a.data(), static_cast<int32_t>(a.size()), b.data(), static_cast<int32_t>(b.size()));
    return order != 0 ? order : compareMarks(marksLeft, marksRight);
}

}  // namespace mgc::expression
