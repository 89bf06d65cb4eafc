// String: comparison and copying of parts, Unicode normalisation.
#include <unicode/unorm2.h>

#include <algorithm>

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

/// The part of `text` that Compare(text, index, ..., length) looks at.
std::string part(const Value& text, std::int64_t index, std::int64_t length, const char* parameter) {
    if (text.isNull()) {
        if (index != 0) raiseOutOfRange(parameter);
        return {};
    }
    const auto& whole = stringOf(text);
    const auto size = static_cast<std::int64_t>(whole.length());
    if (index < 0 || index > size)
        raiseOutOfRange(parameter, "Index was out of range. Must be non-negative and less than the size of the collection.");
    return whole.slice(static_cast<std::size_t>(index), static_cast<std::size_t>(std::min(length, size - index)));
}

enum class Rule { Culture, CultureIgnoreCase, Ordinal, OrdinalIgnoreCase };

Value compareParts(Call& c, Rule rule) {
    const std::int64_t length = c.integer(4);
    if (length < 0) raiseOutOfRange("length", "Length cannot be less than zero.");
    if (c.isNull(0) || c.isNull(2)) return number(c.isNull(0) ? (c.isNull(2) ? 0 : -1) : 1);
    const std::string a = part(c[0], c.integer(1), length, "indexA");
    const std::string b = part(c[2], c.integer(3), length, "indexB");
    if (length == 0) return number(0);
    switch (rule) {
        case Rule::Ordinal:
            return number(compareOrdinal(a, b));
        case Rule::OrdinalIgnoreCase:
            return number(compareOrdinalIgnoreCase(a, b));
        default:
            return number(compareCulture(a, b, rule == Rule::CultureIgnoreCase));
    }
}

const UNormalizer2* composer() {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFCInstance(&status);
}

Value normalized(Call& c) {
    const std::string_view text = c.self().asText();
    if (isAscii(text)) return c.self();
    const std::u16string units = toUtf16(text);
    std::u16string out(units.size() * 3 + 1, u'\0');
    UErrorCode status = U_ZERO_ERROR;
    const int length =
        unorm2_normalize(composer(), units.data(), static_cast<int>(units.size()), out.data(), static_cast<int>(out.size()), &status);
    if (U_FAILURE(status)) raiseArgument("ArgumentException", "Invalid Unicode code point found.", "strInput");
    out.resize(static_cast<std::size_t>(length));
    return textValue(out);
}

Value isNormalized(Call& c) {
    const std::u16string units = toUtf16(c.self().asText());
    UErrorCode status = U_ZERO_ERROR;
    return boxed(unorm2_isNormalized(composer(), units.data(), static_cast<int>(units.size()), &status) != 0);
}

Value copyTo(Call& c) {
    auto& target = as<ArrayObject>(c.need(1));
    const auto& text = c.selfText();
    const std::int64_t from = c.integer(0), to = c.integer(2), count = c.integer(3);
    if (count < 0) raiseOutOfRange("count");
    if (from < 0 || from + count > static_cast<std::int64_t>(text.length())) raiseOutOfRange("sourceIndex");
    if (to < 0 || to + count > static_cast<std::int64_t>(target.size())) raiseOutOfRange("destinationIndex");
    for (std::int64_t i = 0; i < count; ++i)
        target.set(static_cast<std::size_t>(to + i), Value::character(text.at(static_cast<std::size_t>(from + i))));
    return {};
}

void describe(TypeRegistry& registry) {
    registry.extend("System", "String", TypeKind::Class)
        .method("static int Compare(string strA, int indexA, string strB, int indexB, int length)",
                [](Call& c) { return compareParts(c, Rule::Culture); })
        .method("static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)",
                [](Call& c) { return compareParts(c, c.flag(5) ? Rule::CultureIgnoreCase : Rule::Culture); })
        .method("static int Compare(string strA, int indexA, string strB, int indexB, int length, StringComparison comparisonType)",
                [](Call& c) {
                    const bool ignoresCase = (c.integer(5) & 1) != 0;
                    if (c.integer(5) >= 4) return compareParts(c, ignoresCase ? Rule::OrdinalIgnoreCase : Rule::Ordinal);
                    return compareParts(c, ignoresCase ? Rule::CultureIgnoreCase : Rule::Culture);
                })
        .method("static int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)",
                [](Call& c) { return compareParts(c, Rule::Ordinal); })
        .method("string Normalize()", normalized, "Unicode normalisation form C.")
        .method("bool IsNormalized()", isNormalized)
        .method("void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)", copyTo);
}

}  // namespace

MGC_TYPE(string_ranges, describe)

}  // namespace mgc::expression
