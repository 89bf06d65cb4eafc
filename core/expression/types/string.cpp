#include <algorithm>

#include "expression/runtime/equality.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

using Units = std::u16string;

const StringObject& me(Call& c) { return c.selfText(); }
Value make(Units units) { return textValue(units); }

/// StringComparison: 0 CurrentCulture, 1 +IgnoreCase, 2 Invariant, 3 +IgnoreCase, 4 Ordinal, 5 +IgnoreCase.
bool ignoresCase(std::int64_t comparison) { return (comparison & 1) != 0; }

int compareAs(std::string_view a, std::string_view b, std::int64_t comparison) {
    if (comparison == 4) return compareOrdinal(a, b);
    if (comparison == 5) return compareOrdinalIgnoreCase(a, b);
    return compareCulture(a, b, ignoresCase(comparison));
}
Value compareNullable(const Value& a, const Value& b, std::int64_t comparison) {
    if (a.isNull() || b.isNull()) return number(a.isNull() ? (b.isNull() ? 0 : -1) : 1);
    return number(compareAs(a.asText(), b.asText(), comparison));
}
bool equalAs(std::string_view a, std::string_view b, std::int64_t comparison) {
    if (comparison == 4) return a == b;
    if (comparison == 5) return equalsOrdinalIgnoreCase(a, b);
    return compareAs(a, b, comparison) == 0;
}

char16_t fold(char16_t unit) { return toUtf16(toUpperInvariant(toUtf8(Units(1, unit))))[0]; }
Units folded(Units units) {
    for (auto& unit : units) unit = unit < 128 ? (unit >= 'a' && unit <= 'z' ? static_cast<char16_t>(unit - 32) : unit) : fold(unit);
    return units;
}

std::int64_t find(const Value& self, const Value& what, std::int64_t start, std::int64_t count, std::int64_t comparison) {
    if (what.isNull()) raiseArgumentNull("value");
    const StringObject& text = stringOf(self);
    const auto length = static_cast<std::int64_t>(text.length());
    if (start < 0 || start > length) raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (count < 0 || start + count > length) raiseOutOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.");
    if (text.ascii() && !ignoresCase(comparison)) {
        const auto found = text.view().substr(0, static_cast<std::size_t>(start + count)).find(what.asText(), static_cast<std::size_t>(start));
        return found == std::string_view::npos ? -1 : static_cast<std::int64_t>(found);
    }
    Units hay = text.wide();
    Units needle = toUtf16(what.asText());
    hay.resize(static_cast<std::size_t>(start + count));
    if (ignoresCase(comparison)) {
        hay = folded(std::move(hay));
        needle = folded(std::move(needle));
    }
    const auto found = hay.find(needle, static_cast<std::size_t>(start));
    return found == Units::npos ? -1 : static_cast<std::int64_t>(found);
}

std::int64_t findLast(const Value& self, const Value& what, std::int64_t start, std::int64_t count, std::int64_t comparison) {
    if (what.isNull()) raiseArgumentNull("value");
    const StringObject& text = stringOf(self);
    const auto length = static_cast<std::int64_t>(text.length());
    Units hay = text.wide();
    Units needle = toUtf16(what.asText());
    if (length == 0) return needle.empty() && (start == -1 || start == 0) ? 0 : -1;
    if (start < 0 || start > length) raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (start >= length) start = length - 1;
    if (count < 0) count = start + 1;
    if (start - count + 1 < 0) raiseOutOfRange("count");
    if (needle.empty()) return start;
    if (ignoresCase(comparison)) {
        hay = folded(std::move(hay));
        needle = folded(std::move(needle));
    }
    const std::int64_t lowest = start - count + 1;
    for (std::int64_t at = start - static_cast<std::int64_t>(needle.size()) + 1; at >= lowest; --at)
        if (hay.compare(static_cast<std::size_t>(at), needle.size(), needle) == 0) return at;
    return -1;
}

bool startsWith(const Value& self, const Value& what, std::int64_t comparison) {
    if (what.isNull()) raiseArgumentNull("value");
    const std::string_view text = self.asText();
    const std::string_view prefix = what.asText();
    if (!ignoresCase(comparison)) return text.substr(0, prefix.size()) == prefix;
    const Units a = folded(toUtf16(text));
    const Units b = folded(toUtf16(prefix));
    return a.compare(0, b.size(), b) == 0;
}
bool endsWith(const Value& self, const Value& what, std::int64_t comparison) {
    if (what.isNull()) raiseArgumentNull("value");
    const std::string_view text = self.asText();
    const std::string_view suffix = what.asText();
    if (!ignoresCase(comparison)) return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
    const Units a = folded(toUtf16(text));
    const Units b = folded(toUtf16(suffix));
    return a.size() >= b.size() && a.compare(a.size() - b.size(), b.size(), b) == 0;
}

Value substring(Call& c, std::int64_t start, std::int64_t count) {
    const auto length = static_cast<std::int64_t>(me(c).length());
    if (start < 0) raiseOutOfRange("startIndex", "StartIndex cannot be less than zero.");
    if (start > length) raiseOutOfRange("startIndex", "startIndex cannot be larger than length of string.");
    if (count < 0) raiseOutOfRange("length", "Length cannot be less than zero.");
    if (start + count > length) raiseOutOfRange("length", "Index and length must refer to a location within the string.");
    if (start == 0 && count == length) return c.self();
    return textOf(me(c).slice(static_cast<std::size_t>(start), static_cast<std::size_t>(count)));
}

std::vector<char16_t> charsOf(const Value& array) {
    std::vector<char16_t> result;
    if (array.isNull()) return result;
    const auto& items = as<ArrayObject>(array);
    for (std::size_t i = 0; i < items.size(); ++i) result.push_back(static_cast<char16_t>(items.get(i).bits()));
    return result;
}

Value trim(Call& c, const std::vector<char16_t>& chars, bool start, bool end) {
    if (chars.empty()) {
        const std::string_view trimmedText = trimWhiteSpace(c.self().asText(), start, end);
        return trimmedText.size() == c.self().asText().size() ? c.self() : textOf(trimmedText);
    }
    const Units text = toUtf16(c.self().asText());
    std::size_t from = 0;
    std::size_t to = text.size();
    const auto drop = [&](char16_t unit) { return std::find(chars.begin(), chars.end(), unit) != chars.end(); };
    while (start && from < to && drop(text[from])) ++from;
    while (end && to > from && drop(text[to - 1])) --to;
    return make(text.substr(from, to - from));
}

Value strings(std::vector<std::string> parts) { return makeStrings(parts); }

Value splitParts(std::string_view text, const std::vector<std::string>& separators, bool whiteSpace, std::int64_t most, std::int64_t options) {
    if (most < 0) raiseOutOfRange("count", "Count cannot be less than zero.");
    const bool removeEmpty = (options & 1) != 0;
    std::vector<std::string> parts;
    if (most == 0 || (removeEmpty && text.empty())) return strings({});
    if (most == 1) return strings({std::string(text)});
    std::size_t from = 0;
    std::size_t at = 0;
    const auto push = [&](std::string_view part) {
        if (!removeEmpty || !part.empty()) parts.emplace_back(part);
    };
    while (at < text.size()) {
        std::size_t width = 0;
        if (whiteSpace) {
            const std::size_t rest = trimWhiteSpace(text.substr(at), true, false).size();
            if (rest < text.size() - at) {
                // One white-space character at a time.
                width = 1;
                while (at + width < text.size() && (static_cast<unsigned char>(text[at + width]) & 0xC0) == 0x80) ++width;
            }
        } else {
            for (const auto& separator : separators)
                if (!separator.empty() && text.compare(at, separator.size(), separator) == 0) {
                    width = separator.size();
                    break;
                }
        }
        if (width == 0) {
            ++at;
            continue;
        }
        if (static_cast<std::int64_t>(parts.size()) + 1 >= most) break;
        push(text.substr(from, at - from));
        at += width;
        from = at;
        if (removeEmpty && static_cast<std::int64_t>(parts.size()) + 1 >= most) {
            // Leading separators of the last part go too.
            continue;
        }
    }
    push(text.substr(from));
    return strings(std::move(parts));
}

Value split(Call& c, const Value& chars, std::int64_t most, std::int64_t options) {
    std::vector<std::string> separators;
    for (const char16_t unit : charsOf(chars)) separators.push_back(toUtf8(Units(1, unit)));
    return splitParts(c.self().asText(), separators, separators.empty(), most, options);
}
Value splitStrings(Call& c, const Value& array, std::int64_t most, std::int64_t options) {
    std::vector<std::string> separators;
    if (!array.isNull()) {
        const auto& items = as<ArrayObject>(array);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!items.get(i).asText().empty()) separators.emplace_back(items.get(i).asText());
    }
    return splitParts(c.self().asText(), separators, array.isNull() || as<ArrayObject>(array).size() == 0, most, options);
}

Value pad(Call& c, bool left) {
    const std::int64_t width = c.integer(0);
    if (width < 0) raiseOutOfRange("totalWidth", "Non-negative number required.");
    const std::size_t length = me(c).length();
    if (static_cast<std::size_t>(width) <= length) return c.self();
    checkStringSize(static_cast<std::size_t>(width));
    const std::string unit = toUtf8(Units(1, c.count > 1 ? static_cast<char16_t>(c.integer(1)) : u' '));
    std::string fill;
    for (std::size_t i = length; i < static_cast<std::size_t>(width); ++i) fill += unit;
    return textOf(left ? fill + std::string(c.self().asText()) : std::string(c.self().asText()) + fill);
}

Value replaceText(Call& c) {
    const std::string_view from = c.needText(0);
    if (from.empty()) raiseArgument("ArgumentException", "String cannot be of zero length.", "oldValue");
    const std::string_view text = c.self().asText();
    const std::string_view with = c.text(1);
    std::string out;
    std::size_t at = 0;
    while (true) {
        const std::size_t found = text.find(from, at);
        if (found == std::string_view::npos) break;
        out.append(text.substr(at, found - at));
        out.append(with);
        if (out.size() > (1U << 20)) checkStringSize(out.size());
        at = found + from.size();
    }
    if (at == 0) return c.self();
    out.append(text.substr(at));
    return textOf(out);
}

Value joinValues(Call& c, const Value& sequence) {
    std::string out;
    const std::string_view separator = c.text(0);
    const auto walk = iterate(sequence, "values");
    bool first = true;
    for (Value item; walk->next(item);) {
        if (!first) appendUtf8(out, separator);
        first = false;
        appendUtf8(out, std::string_view(toText(item)));
        if (out.size() > (1U << 20)) checkStringSize(out.size());
        countStep();
    }
    return textOf(out);
}

Value concatArray(const Value& array) {
    std::string out;
    const auto walk = iterate(array, "values");
    for (Value item; walk->next(item);) {
        appendUtf8(out, std::string_view(toText(item)));
        if (out.size() > (1U << 20)) checkStringSize(out.size());
        countStep();
    }
    return textOf(out);
}

Value format(const Value& pattern, std::vector<Value> arguments) {
    if (pattern.isNull()) raiseArgumentNull("format");
    return textOf(formatComposite(pattern.asText(), arguments.data(), arguments.size()));
}
Value formatArray(const Value& pattern, const Value& array) {
    if (pattern.isNull()) raiseArgumentNull("format");
    if (array.isNull()) raiseArgumentNull("args");
    return format(pattern, toVector(array));
}

std::int64_t needCount(Call& c, int index) {
    if (c.integer(index) < 0) raiseOutOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.");
    return c.integer(index);
}

/// `count` units from `start` on (backwards with `last`); -1: all.
Value indexOfAny(Call& c, std::int64_t start, bool last, std::int64_t count = -1) {
    const auto chars = charsOf(c.need(0));
    const auto length = static_cast<std::int64_t>(me(c).length());
    if (last) {
        if (length == 0) return number(-1);
        if (start < 0 || start >= length) raiseOutOfRange("startIndex");
        if (count > start + 1) raiseOutOfRange("count");
        for (std::int64_t i = start; i >= (count < 0 ? 0 : start - count + 1); --i)
            if (std::find(chars.begin(), chars.end(), me(c).at(static_cast<std::size_t>(i))) != chars.end()) return number(i);
        return number(-1);
    }
    if (start < 0 || start > length) raiseOutOfRange("startIndex");
    if (count >= 0 && start + count > length) raiseOutOfRange("count");
    for (std::int64_t i = start; i < (count < 0 ? length : start + count); ++i)
        if (std::find(chars.begin(), chars.end(), me(c).at(static_cast<std::size_t>(i))) != chars.end()) return number(i);
    return number(-1);
}

Value charText(Call& c, int index) { return textOf(toUtf8(Units(1, static_cast<char16_t>(c.integer(index))))); }
std::int64_t lengthOf(Call& c) { return static_cast<std::int64_t>(me(c).length()); }

void describe(TypeRegistry& registry) {
    auto text = registry.define("System", "String", TypeKind::Class);
    text.definition().isSealed = true;
    text
        .storedAs(Kind::String)
        .implements({"IEnumerable<char>", "IComparable"})
        .help("Text. Comparison with == is by value and exact; StartsWith, EndsWith, IndexOf(string) and CompareTo follow the invariant culture.")
        .constant("const string Empty", Value::text(""))
        .constructor("new(char c, int count)", [](Call& c) {
            if (c.integer(1) < 0) raiseOutOfRange("count", "'count' must be non-negative.");
            checkStringSize(static_cast<std::size_t>(c.integer(1)));
            return make(Units(static_cast<std::size_t>(c.integer(1)), static_cast<char16_t>(c.integer(0))));
        })
        .constructor("new(char[] value)", [](Call& c) {
            const auto units = charsOf(c[0]);
            return make(Units(units.begin(), units.end()));
        })
        .constructor("new(char[] value, int startIndex, int length)", [](Call& c) {
            const auto units = charsOf(c.need(0));
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(units.size())) raiseOutOfRange("startIndex");
            return make(Units(units.begin() + c.integer(1), units.begin() + c.integer(1) + c.integer(2)));
        })
        .property("int Length", [](Call& c) { return number(lengthOf(c)); }, "Number of UTF-16 units.")
        .indexer("char this[int index]", [](Call& c) {
            if (c.integer(0) < 0 || c.integer(0) >= lengthOf(c)) raiseIndexOutOfRange();
            return Value::character(me(c).at(static_cast<std::size_t>(c.integer(0))));
        })
        .method("string Substring(int startIndex)", [](Call& c) { return substring(c, c.integer(0), std::max<std::int64_t>(0, lengthOf(c) - c.integer(0))); }, "The rest from startIndex; ArgumentOutOfRangeException beyond the end.")
        .method("string Substring(int startIndex, int length)", [](Call& c) { return substring(c, c.integer(0), c.integer(1)); })
        .method("bool Contains(string value)", [](Call& c) { return boxed(c.self().asText().find(c.needText(0)) != std::string_view::npos); }, "Exact search.")
        .method("bool StartsWith(string value)", [](Call& c) { return boxed(startsWith(c.self(), c[0], 0)); })
        .method("bool StartsWith(string value, StringComparison comparisonType)", [](Call& c) { return boxed(startsWith(c.self(), c[0], c.integer(1))); })
        .method("bool EndsWith(string value)", [](Call& c) { return boxed(endsWith(c.self(), c[0], 0)); })
        .method("bool EndsWith(string value, StringComparison comparisonType)", [](Call& c) { return boxed(endsWith(c.self(), c[0], c.integer(1))); })
        .method("int IndexOf(char value)", [](Call& c) { return number(find(c.self(), charText(c, 0), 0, lengthOf(c), 4)); })
        .method("int IndexOf(char value, int startIndex)", [](Call& c) { return number(find(c.self(), charText(c, 0), c.integer(1), lengthOf(c) - c.integer(1), 4)); })
        .method("int IndexOf(char value, int startIndex, int count)", [](Call& c) { return number(find(c.self(), charText(c, 0), c.integer(1), c.integer(2), 4)); })
        .method("int IndexOf(string value)", [](Call& c) { return number(find(c.self(), c[0], 0, lengthOf(c), 0)); })
        .method("int IndexOf(string value, int startIndex)", [](Call& c) { return number(find(c.self(), c[0], c.integer(1), std::max<std::int64_t>(0, lengthOf(c) - c.integer(1)), 0)); })
        .method("int IndexOf(string value, int startIndex, int count)", [](Call& c) {
            if (c.integer(1) < 0 || c.integer(1) > lengthOf(c)) raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
            if (c.integer(2) < 0 || c.integer(2) > lengthOf(c) - c.integer(1)) raiseOutOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.");
            return number(find(c.self(), c[0], c.integer(1), c.integer(2), 0)); })
        .method("int IndexOf(string value, StringComparison comparisonType)", [](Call& c) { return number(find(c.self(), c[0], 0, lengthOf(c), c.integer(1))); })
        .method("int IndexOf(string value, int startIndex, StringComparison comparisonType)", [](Call& c) { return number(find(c.self(), c[0], c.integer(1), std::max<std::int64_t>(0, lengthOf(c) - c.integer(1)), c.integer(2))); })
        .method("int LastIndexOf(char value)", [](Call& c) { return number(findLast(c.self(), charText(c, 0), lengthOf(c) - 1, -1, 4)); })
        .method("int LastIndexOf(char value, int startIndex)", [](Call& c) { return number(findLast(c.self(), charText(c, 0), c.integer(1), -1, 4)); })
        .method("int LastIndexOf(string value)", [](Call& c) { return number(findLast(c.self(), c[0], lengthOf(c) - 1, -1, 0)); })
        .method("int LastIndexOf(string value, int startIndex)", [](Call& c) { return number(findLast(c.self(), c[0], c.integer(1), -1, 0)); })
        .method("int LastIndexOf(string value, StringComparison comparisonType)", [](Call& c) { return number(findLast(c.self(), c[0], lengthOf(c) - 1, -1, c.integer(1))); })
        .method("int IndexOf(string value, int startIndex, int count, StringComparison comparisonType)", [](Call& c) { return number(find(c.self(), c[0], c.integer(1), c.integer(2), c.integer(3))); })
        .method("int LastIndexOf(char value, int startIndex, int count)", [](Call& c) { return number(findLast(c.self(), charText(c, 0), c.integer(1), needCount(c, 2), 4)); })
        .method("int LastIndexOf(string value, int startIndex, int count)", [](Call& c) { return number(findLast(c.self(), c[0], c.integer(1), needCount(c, 2), 0)); })
        .method("int LastIndexOf(string value, int startIndex, StringComparison comparisonType)", [](Call& c) { return number(findLast(c.self(), c[0], c.integer(1), -1, c.integer(2))); })
        .method("int LastIndexOf(string value, int startIndex, int count, StringComparison comparisonType)", [](Call& c) { return number(findLast(c.self(), c[0], c.integer(1), needCount(c, 2), c.integer(3))); })
        .method("int IndexOfAny(char[] anyOf, int startIndex, int count)", [](Call& c) { return indexOfAny(c, c.integer(1), false, needCount(c, 2)); })
        .method("int LastIndexOfAny(char[] anyOf, int startIndex)", [](Call& c) { return indexOfAny(c, c.integer(1), true); })
        .method("int LastIndexOfAny(char[] anyOf, int startIndex, int count)", [](Call& c) { return indexOfAny(c, c.integer(1), true, needCount(c, 2)); })
        .method("int IndexOfAny(char[] anyOf)", [](Call& c) { return indexOfAny(c, 0, false); })
        .method("int IndexOfAny(char[] anyOf, int startIndex)", [](Call& c) { return indexOfAny(c, c.integer(1), false); })
        .method("int LastIndexOfAny(char[] anyOf)", [](Call& c) { return indexOfAny(c, lengthOf(c) - 1, true); })
        .method("string Replace(string oldValue, string newValue)", replaceText, "Replaces every exact occurrence.")
        .method("string Replace(char oldChar, char newChar)", [](Call& c) {
            Units text = toUtf16(c.self().asText());
            std::replace(text.begin(), text.end(), static_cast<char16_t>(c.integer(0)), static_cast<char16_t>(c.integer(1)));
            return make(std::move(text));
        })
        .method("string ToLower()", [](Call& c) { return textOf(toLowerInvariant(c.self().asText())); })
        .method("string ToUpper()", [](Call& c) { return textOf(toUpperInvariant(c.self().asText())); })
        .method("string ToLowerInvariant()", [](Call& c) { return textOf(toLowerInvariant(c.self().asText())); })
        .method("string ToUpperInvariant()", [](Call& c) { return textOf(toUpperInvariant(c.self().asText())); })
        .method("string Trim()", [](Call& c) { return trim(c, {}, true, true); })
        .method("string Trim(params char[] trimChars)", [](Call& c) { return trim(c, charsOf(c[0]), true, true); })
        .method("string TrimStart(params char[] trimChars)", [](Call& c) { return trim(c, charsOf(c[0]), true, false); })
        .method("string TrimEnd(params char[] trimChars)", [](Call& c) { return trim(c, charsOf(c[0]), false, true); })
        .method("string[] Split(params char[] separator)", [](Call& c) { return split(c, c[0], INT32_MAX, 0); }, "Parts between the separators; white space without any.")
        .method("string[] Split(char[] separator, int count)", [](Call& c) { return split(c, c[0], c.integer(1), 0); })
        .method("string[] Split(char[] separator, StringSplitOptions options)", [](Call& c) { return split(c, c[0], INT32_MAX, c.integer(1)); })
        .method("string[] Split(char[] separator, int count, StringSplitOptions options)", [](Call& c) { return split(c, c[0], c.integer(1), c.integer(2)); })
        .method("string[] Split(string[] separator, StringSplitOptions options)", [](Call& c) { return splitStrings(c, c[0], INT32_MAX, c.integer(1)); })
        .method("string[] Split(string[] separator, int count, StringSplitOptions options)", [](Call& c) { return splitStrings(c, c[0], c.integer(1), c.integer(2)); })
        .method("string PadLeft(int totalWidth)", [](Call& c) { return pad(c, true); })
        .method("string PadLeft(int totalWidth, char paddingChar)", [](Call& c) { return pad(c, true); })
        .method("string PadRight(int totalWidth)", [](Call& c) { return pad(c, false); })
        .method("string PadRight(int totalWidth, char paddingChar)", [](Call& c) { return pad(c, false); })
        .method("string Insert(int startIndex, string value)", [](Call& c) {
            const std::string_view added = c.needText(1);
            if (c.integer(0) < 0 || c.integer(0) > lengthOf(c)) raiseOutOfRange("startIndex");
            const Units text = toUtf16(c.self().asText());
            return make(text.substr(0, static_cast<std::size_t>(c.integer(0))) + toUtf16(added) + text.substr(static_cast<std::size_t>(c.integer(0))));
        })
        .method("string Remove(int startIndex)", [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("startIndex", "StartIndex cannot be less than zero.");
            if (c.integer(0) >= lengthOf(c)) raiseOutOfRange("startIndex", "startIndex must be less than length of string.");
            return textOf(me(c).slice(0, static_cast<std::size_t>(c.integer(0))));
        })
        .method("string Remove(int startIndex, int count)", [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("startIndex", "StartIndex cannot be less than zero.");
            if (c.integer(1) < 0) raiseOutOfRange("count", "Count cannot be less than zero.");
            if (c.integer(0) + c.integer(1) > lengthOf(c)) raiseOutOfRange("count", "Index and count must refer to a location within the string.");
            Units text = toUtf16(c.self().asText());
            return make(text.erase(static_cast<std::size_t>(c.integer(0)), static_cast<std::size_t>(c.integer(1))));
        })
        .method("char[] ToCharArray()", [](Call& c) { return ArrayObject::make(types().arrayOf(types().character), toVector(c.self())); })
        .method("char[] ToCharArray(int startIndex, int length)", [](Call& c) {
            if (c.integer(0) < 0 || c.integer(1) < 0 || c.integer(0) + c.integer(1) > lengthOf(c)) raiseOutOfRange("startIndex");
            auto all = toVector(c.self());
            return ArrayObject::make(types().arrayOf(types().character), std::vector<Value>(all.begin() + c.integer(0), all.begin() + c.integer(0) + c.integer(1)));
        })
        .method("bool Equals(string value)", [](Call& c) { return boxed(!c.isNull(0) && c.self().asText() == c.text(0)); })
        .method("bool Equals(string value, StringComparison comparisonType)", [](Call& c) { return boxed(!c.isNull(0) && equalAs(c.self().asText(), c.text(0), c.integer(1))); })
        .method("int CompareTo(string strB)", [](Call& c) { return compareNullable(c.self(), c[0], 0); })
        .method("int CompareTo(object value)", [](Call& c) {
            if (!c.isNull(0) && !c[0].isText()) raise("ArgumentException", "Object must be of type String.");
            return compareNullable(c.self(), c[0], 0);
        })
        .method("string ToString()", [](Call& c) { return c.self(); })
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return c.self(); })
        .method("object Clone()", [](Call& c) { return c.self(); })
        .method("static bool IsNullOrEmpty(string value)", [](Call& c) { return boxed(c.text(0).empty()); })
        .method("static bool IsNullOrWhiteSpace(string value)", [](Call& c) { return boxed(trimWhiteSpace(c.text(0)).empty()); })
        .method("static bool Equals(string a, string b)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool Equals(string a, string b, StringComparison comparisonType)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : equalAs(c.text(0), c.text(1), c.integer(2))); })
        .method("static int Compare(string strA, string strB)", [](Call& c) { return compareNullable(c[0], c[1], 0); })
        .method("static int Compare(string strA, string strB, bool ignoreCase)", [](Call& c) { return compareNullable(c[0], c[1], c.flag(2) ? 1 : 0); })
        .method("static int Compare(string strA, string strB, StringComparison comparisonType)", [](Call& c) { return compareNullable(c[0], c[1], c.integer(2)); })
        .method("static int CompareOrdinal(string strA, string strB)", [](Call& c) { return compareNullable(c[0], c[1], 4); })
        .method("static string Copy(string str)", [](Call& c) { return textOf(c.needText(0)); })
        .method("static string Intern(string str)", [](Call& c) { return c.need(0); })
        .method("static string Join(string separator, params string[] value)", [](Call& c) { return joinValues(c, c.need(1)); })
        .method("static string Join(string separator, params object[] values)", [](Call& c) { return joinValues(c, c.need(1)); })
        .method("static string Join(string separator, IEnumerable<string> values)", [](Call& c) { return joinValues(c, c.need(1)); })
        .method("static string Join<T>(string separator, IEnumerable<T> values)", [](Call& c) { return joinValues(c, c.need(1)); })
        .method("static string Join(string separator, string[] value, int startIndex, int count)", [](Call& c) {
            auto all = toVector(c.need(1));
            if (c.integer(2) < 0 || c.integer(3) < 0 || c.integer(2) + c.integer(3) > static_cast<std::int64_t>(all.size())) raiseOutOfRange("startIndex");
            return joinValues(c, ArrayObject::make(types().stringArray, std::vector<Value>(all.begin() + c.integer(2), all.begin() + c.integer(2) + c.integer(3))));
        })
        .method("static string Concat(object arg0)", [](Call& c) { return textOf(toText(c[0])); })
        .method("static string Concat(object arg0, object arg1)", [](Call& c) { return textOf(toText(c[0]) + toText(c[1])); })
        .method("static string Concat(object arg0, object arg1, object arg2)", [](Call& c) { return textOf(toText(c[0]) + toText(c[1]) + toText(c[2])); })
        .method("static string Concat(string str0, string str1)", [](Call& c) { return textOf(toText(c[0]) + toText(c[1])); })
        .method("static string Concat(string str0, string str1, string str2)", [](Call& c) { return textOf(toText(c[0]) + toText(c[1]) + toText(c[2])); })
        .method("static string Concat(string str0, string str1, string str2, string str3)", [](Call& c) { return textOf(toText(c[0]) + toText(c[1]) + toText(c[2]) + toText(c[3])); })
        .method("static string Concat(params object[] args)", [](Call& c) { return concatArray(c.need(0)); })
        .method("static string Concat(params string[] values)", [](Call& c) { return concatArray(c.need(0)); })
        .method("static string Concat(IEnumerable<string> values)", [](Call& c) { return concatArray(c.need(0)); })
        .method("static string Concat<T>(IEnumerable<T> values)", [](Call& c) { return concatArray(c.need(0)); })
        .method("static string Format(string format, object arg0)", [](Call& c) { return format(c[0], {c[1]}); }, "\"{0}\", \"{0,-8}\", \"{0:D4}\".")
        .method("static string Format(string format, object arg0, object arg1)", [](Call& c) { return format(c[0], {c[1], c[2]}); })
        .method("static string Format(string format, object arg0, object arg1, object arg2)", [](Call& c) { return format(c[0], {c[1], c[2], c[3]}); })
        .method("static string Format(string format, params object[] args)", [](Call& c) { return formatArray(c[0], c[1]); })
        .method("static string Format(IFormatProvider provider, string format, params object[] args)", [](Call& c) { return formatArray(c[1], c[2]); });
}

}  // namespace

MGC_TYPE(string, describe)

}  // namespace mgc::expression
