// System.Text.RegularExpressions.
#include "expression/runtime/regex.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

using Code = std::shared_ptr<const RegexCode>;

class RegexObject final : public Object {
public:
    explicit RegexObject(Code compiled) : code(std::move(compiled)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Regex"); }
    [[nodiscard]] std::string toText() const override { return code->pattern; }
    const Code code;
};

/// A Match, or one of its groups (a Group and Capture of itself).
class MatchObject final : public Object {
public:
    MatchObject(Code compiled, Value text, std::vector<GroupSpan> found, int groupNumber) : code(std::move(compiled)), subject(std::move(text)), groups(std::move(found)), group(groupNumber) {}
    [[nodiscard]] const Type* type() const override { return types().named(group < 0 ? "Match" : "Group"); }
    [[nodiscard]] const GroupSpan& span() const {
        static const GroupSpan none;
        const auto index = static_cast<std::size_t>(group < 0 ? 0 : group);
        return index < groups.size() ? groups[index] : none;
    }
    [[nodiscard]] std::string_view view() const { return span().begin < 0 ? std::string_view() : subject.asText().substr(static_cast<std::size_t>(span().begin), static_cast<std::size_t>(span().end - span().begin)); }
    [[nodiscard]] std::string toText() const override { return std::string(view()); }
    const Code code;
    const Value subject;
    const std::vector<GroupSpan> groups;
    const int group;
};

/// MatchCollection, GroupCollection, CaptureCollection.
class MatchList final : public Enumerable {
public:
    MatchList(const char* typeName, std::vector<Value> found) : items(std::move(found)), m_type(types().named(typeName)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(items.size()); }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, at = std::size_t{0}](Value& out) mutable {
            if (at >= items.size()) return false;
            out = items[at++];
            return true;
        });
    }
    const std::vector<Value> items;

private:
    const Type* m_type;
};

Value makeMatch(const Code& code, const Value& subject, std::size_t start) {
    if (code->options & RegexRightToLeft) raise("NotSupportedException", "RegexOptions.RightToLeft is only supported for IsMatch.");
    std::vector<GroupSpan> groups;
    if (!code->match(subject.asText(), start, groups)) groups.clear();
    return Value::object(new MatchObject(code, subject, std::move(groups), -1));
}
bool success(const Value& match) { return as<MatchObject>(match).span().begin >= 0; }
std::size_t after(const Value& match) {
    const auto& found = as<MatchObject>(match);
    auto next = static_cast<std::size_t>(found.span().end);
    if (found.span().begin == found.span().end) {
        ++next;
        const std::string_view text = found.subject.asText();
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    }
    return next;
}
std::vector<Value> allMatches(const Code& code, const Value& subject, std::int64_t most = INT64_MAX) {
    std::vector<Value> found;
    std::size_t start = 0;
    while (static_cast<std::int64_t>(found.size()) < most && start <= subject.asText().size()) {
        Value match = makeMatch(code, subject, start);
        if (!success(match)) break;
        start = after(match);
        found.push_back(std::move(match));
        checkCollectionSize(found.size());
    }
    return found;
}

/// "$1 ${name} $$ $& $` $' $+ $_".
void expand(std::string& out, std::string_view replacement, const MatchObject& match) {
    const std::string_view subject = match.subject.asText();
    const auto group = [&](int number) {
        const auto& span = match.groups[static_cast<std::size_t>(number)];
        if (span.begin >= 0) out += subject.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin));
    };
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != '$' || i + 1 >= replacement.size()) {
            out += replacement[i];
            continue;
        }
        const char next = replacement[i + 1];
        if (next == '$') out += '$', ++i;
        else if (next == '&') group(0), ++i;
        else if (next == '`') out += subject.substr(0, static_cast<std::size_t>(match.span().begin)), ++i;
        else if (next == '\'') out += subject.substr(static_cast<std::size_t>(match.span().end)), ++i;
        else if (next == '_') out += subject, ++i;
        else if (next == '+') {
            group(static_cast<int>(match.groups.size()) - 1);
            ++i;
        } else if (next >= '0' && next <= '9') {
            // All digits are one number; without such a group the text stands for itself.
            std::size_t end = i + 1;
            int number = 0;
            while (end < replacement.size() && replacement[end] >= '0' && replacement[end] <= '9' && end - i < 9) number = number * 10 + (replacement[end++] - '0');
            if (number >= match.code->groupCount()) out += '$';
            else group(number), i = end - 1;
        } else if (next == '{') {
            const std::size_t end = replacement.find('}', i);
            const int number = end == std::string_view::npos ? -1 : match.code->groupNumber(replacement.substr(i + 2, end - i - 2));
            if (number < 0) out += '$';
            else group(number), i = end;
        } else {
            out += '$';
        }
    }
}

Value replaceWith(const Code& code, const Value& subject, const Value& replacement, const Value& evaluator, std::int64_t most, std::size_t from = 0) {
    if (most < -1) raiseOutOfRange("count", "Count cannot be less than -1.");
    std::string out;
    const std::string_view text = subject.asText();
    std::size_t copied = 0;
    std::size_t start = from;
    std::int64_t count = 0;
    while (start <= text.size() && (most < 0 || count < most)) {
        const Value match = makeMatch(code, subject, start);
        if (!success(match)) break;
        const auto& found = as<MatchObject>(match);
        out += text.substr(copied, static_cast<std::size_t>(found.span().begin) - copied);
        if (evaluator.isNull()) expand(out, replacement.asText(), found);
        else out += toText(invoke(evaluator, match));
        copied = static_cast<std::size_t>(found.span().end);
        start = after(match);
        ++count;
        checkStringSize(out.size());
    }
    if (count == 0) return subject;
    out += text.substr(copied);
    return textOf(out);
}
Value splitWith(const Code& code, const Value& subject, std::int64_t most) {
    if (most < 0) raiseOutOfRange("count", "Count cannot be less than -1.");
    std::vector<Value> parts;
    const std::string_view text = subject.asText();
    std::size_t copied = 0;
    for (const auto& match : allMatches(code, subject, most > 0 ? most - 1 : INT64_MAX)) {
        const auto& found = as<MatchObject>(match);
        parts.push_back(textOf(text.substr(copied, static_cast<std::size_t>(found.span().begin) - copied)));
        copied = static_cast<std::size_t>(found.span().end);
        for (std::size_t i = 1; i < found.groups.size(); ++i)
            if (found.groups[i].begin >= 0) parts.push_back(textOf(text.substr(static_cast<std::size_t>(found.groups[i].begin), static_cast<std::size_t>(found.groups[i].end - found.groups[i].begin))));
    }
    parts.push_back(textOf(text.substr(copied)));
    return ArrayObject::make(types().stringArray, std::move(parts));
}

Code own(Call& c) { return c.selfAs<RegexObject>().code; }
/// A match timeout as parameter `index`: more than nothing, at most 2^31 ms, or infinite (-1 ms).
void checkTimeout(Call& c, int index) {
    if (c.count <= index || c[index].kind() != Kind::TimeSpan) return;
    const std::int64_t milliseconds = c.integer(index) / 10000;
    if (c.integer(index) != -10000 && (c.integer(index) <= 0 || milliseconds >= INT32_MAX)) raiseOutOfRange("matchTimeout");
}
/// Static forms: (input, pattern[, ...][, options]).
Code fixed(Call& c, int optionsIndex) {
    // As .NET: the expression is made first, then the input looked at.
    (void)c.needText(1);
    checkTimeout(c, optionsIndex + 1);
    Code code = RegexCode::compile(c.text(1), c.count > optionsIndex ? c.int32(optionsIndex) : 0);
    (void)c.needText(0);
    return code;
}
const MatchObject& match(Call& c) { return c.selfAs<MatchObject>(); }
std::int64_t units(const MatchObject& self, std::ptrdiff_t byte) { return byte < 0 ? 0 : static_cast<std::int64_t>(utf16Length(self.subject.asText().substr(0, static_cast<std::size_t>(byte)))); }
Value groupOf(const MatchObject& self, int number) { return Value::object(new MatchObject(self.code, self.subject, number < 0 ? std::vector<GroupSpan>() : self.groups, number < 0 ? 0 : number)); }
Value groups(Call& c) {
    std::vector<Value> items;
    if (match(c).span().begin < 0) items.push_back(groupOf(match(c), 0));
    else for (int i = 0; i < match(c).code->groupCount(); ++i) items.push_back(i == 0 ? c.self() : groupOf(match(c), i));
    return Value::object(new MatchList("GroupCollection", std::move(items)));
}
std::size_t byteOf(const Value& subject, std::int64_t unit) {
    const auto& text = stringOf(subject);
    if (unit < 0 || unit > static_cast<std::int64_t>(text.length())) raiseOutOfRange("startat");
    return text.slice(0, static_cast<std::size_t>(unit)).size();
}

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i >= text.size()) raise("ArgumentException", "Illegal \\ at end of pattern.");
        switch (text[i]) {
            case 'n': out += '\n'; break;
            case 't': out += '\t'; break;
            case 'r': out += '\r'; break;
            case 'f': out += '\f'; break;
            case 'v': out += '\v'; break;
            case 'a': out += '\a'; break;
            case 'e': out += '\x1B'; break;
            case 'x':
            case 'u': {
                const std::size_t width = text[i] == 'x' ? 2 : 4;
                const auto value = std::strtoul(std::string(text.substr(i + 1, width)).c_str(), nullptr, 16);
                const auto unit = static_cast<char16_t>(value);
                appendUtf8(out, std::u16string_view(&unit, 1));
                i += width;
                break;
            }
            default: out += text[i];
        }
    }
    return out;
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Text.RegularExpressions";
    registry.enumeration(space, "RegexOptions").values({{"None", 0}, {"IgnoreCase", 1}, {"Multiline", 2}, {"ExplicitCapture", 4}, {"Compiled", 8}, {"Singleline", 16}, {"IgnorePatternWhitespace", 32}, {"RightToLeft", 64}, {"ECMAScript", 256}, {"CultureInvariant", 512}}, true);
    registry.define(space, "MatchEvaluator", TypeKind::Delegate).method("string Invoke(Match match)", [](Call& c) { return invokeAll(c.self(), c.arguments + 1, c.count); });
    const auto create = [](Call& c) {
        const int options = c.count > 1 ? c.int32(1) : 0;
        checkTimeout(c, 2);
        return Value::object(new RegexObject(RegexCode::compile(c.needText(0), options)));
    };
    registry.define(space, "Regex", TypeKind::Class)
        .help("Regular expressions of .NET's dialect.")
        .constructor("new(string pattern)", create)
        .constructor("new(string pattern, RegexOptions options)", create)
        .constructor("new(string pattern, RegexOptions options, TimeSpan matchTimeout)", create)
        .method("bool IsMatch(string input)", [](Call& c) {
            std::vector<GroupSpan> found;
            return boxed(own(c)->match(c.needText(0), 0, found));
        })
        .method("bool IsMatch(string input, int startat)", [](Call& c) {
            std::vector<GroupSpan> found;
            return boxed(own(c)->match(c.needText(0), byteOf(c[0], c.integer(1)), found));
        })
        .method("Match Match(string input)", [](Call& c) { return makeMatch(own(c), c.need(0), 0); })
        .method("Match Match(string input, int startat)", [](Call& c) { return makeMatch(own(c), c.need(0), byteOf(c[0], c.integer(1))); })
        .method("MatchCollection Matches(string input)", [](Call& c) { return Value::object(new MatchList("MatchCollection", allMatches(own(c), c.need(0)))); })
        .method("string Replace(string input, string replacement)", [](Call& c) {
            (void)c.needText(1);
            return replaceWith(own(c), c.need(0), c[1], {}, -1);
        })
        .method("string Replace(string input, string replacement, int count)", [](Call& c) { return replaceWith(own(c), c.need(0), c.need(1), {}, c.integer(2)); })
        .method("string Replace(string input, MatchEvaluator evaluator)", [](Call& c) { return replaceWith(own(c), c.need(0), {}, c.need(1), -1); })
        .method("string Replace(string input, MatchEvaluator evaluator, int count)", [](Call& c) { return replaceWith(own(c), c.need(0), {}, c.need(1), c.integer(2)); })
        .method("string[] Split(string input)", [](Call& c) { return splitWith(own(c), c.need(0), 0); })
        .method("string[] Split(string input, int count)", [](Call& c) { return splitWith(own(c), c.need(0), c.integer(1)); })
        .method("string ToString()", [](Call& c) { return textOf(own(c)->pattern); })
        .method("static bool IsMatch(string input, string pattern)", [](Call& c) {
            std::vector<GroupSpan> found;
            return boxed(fixed(c, 2)->match(c.text(0), 0, found));
        })
        .method("static bool IsMatch(string input, string pattern, RegexOptions options)", [](Call& c) {
            std::vector<GroupSpan> found;
            return boxed(fixed(c, 2)->match(c.text(0), 0, found));
        })
        .method("static Match Match(string input, string pattern)", [](Call& c) { return makeMatch(fixed(c, 2), c[0], 0); })
        .method("static Match Match(string input, string pattern, RegexOptions options)", [](Call& c) { return makeMatch(fixed(c, 2), c[0], 0); })
        .method("static MatchCollection Matches(string input, string pattern)", [](Call& c) { return Value::object(new MatchList("MatchCollection", allMatches(fixed(c, 2), c[0]))); })
        .method("static MatchCollection Matches(string input, string pattern, RegexOptions options)", [](Call& c) { return Value::object(new MatchList("MatchCollection", allMatches(fixed(c, 2), c[0]))); })
        .method("static string Replace(string input, string pattern, string replacement)", [](Call& c) {
            (void)c.needText(2);
            return replaceWith(fixed(c, 3), c[0], c[2], {}, -1);
        })
        .method("static string Replace(string input, string pattern, string replacement, RegexOptions options)", [](Call& c) { return replaceWith(fixed(c, 3), c[0], c.need(2), {}, -1); })
        .method("static string Replace(string input, string pattern, MatchEvaluator evaluator)", [](Call& c) { return replaceWith(fixed(c, 3), c[0], {}, c.need(2), -1); })
        .method("static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options)", [](Call& c) { return replaceWith(fixed(c, 3), c[0], {}, c.need(2), -1); })
        .method("static string[] Split(string input, string pattern)", [](Call& c) { return splitWith(fixed(c, 2), c[0], 0); })
        .method("static string[] Split(string input, string pattern, RegexOptions options)", [](Call& c) { return splitWith(fixed(c, 2), c[0], 0); })
        .method("MatchCollection Matches(string input, int startat)", [](Call& c) {
            auto found = allMatches(own(c), c.need(0));
            const std::size_t from = byteOf(c[0], c.integer(1));
            std::erase_if(found, [&](const Value& each) { return as<MatchObject>(each).span().begin < static_cast<std::ptrdiff_t>(from); });
            return Value::object(new MatchList("MatchCollection", std::move(found)));
        })
        .method("string Replace(string input, string replacement, int count, int startat)", [](Call& c) { return replaceWith(own(c), c.need(0), c.need(1), {}, c.integer(2), byteOf(c[0], c.integer(3))); })
        .method("string Replace(string input, MatchEvaluator evaluator, int count, int startat)", [](Call& c) { return replaceWith(own(c), c.need(0), {}, c.need(1), c.integer(2), byteOf(c[0], c.integer(3))); })
        // The time of the evaluation's own limit is the shorter one.
        .method("static bool IsMatch(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)", [](Call& c) {
            std::vector<GroupSpan> found;
            return boxed(fixed(c, 2)->match(c.text(0), 0, found));
        })
        .method("static Match Match(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)", [](Call& c) { return makeMatch(fixed(c, 2), c[0], 0); })
        .method("static MatchCollection Matches(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)", [](Call& c) { return Value::object(new MatchList("MatchCollection", allMatches(fixed(c, 2), c[0]))); })
        .method("static string Replace(string input, string pattern, string replacement, RegexOptions options, TimeSpan matchTimeout)", [](Call& c) { return replaceWith(fixed(c, 3), c[0], c.need(2), {}, -1); })
        .method("static string[] Split(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)", [](Call& c) { return splitWith(fixed(c, 2), c[0], 0); })
        .method("static string Unescape(string str)", [](Call& c) { return textOf(unescape(c.needText(0))); })
        .refuses({"static string Escape(string str)"});
    registry.define(space, "Capture", TypeKind::Class)
        .property("int Index", [](Call& c) { return number(units(match(c), match(c).span().begin)); })
        .property("int Length", [](Call& c) { return number(static_cast<std::int64_t>(utf16Length(match(c).view()))); })
        .property("string Value", [](Call& c) { return textOf(match(c).view()); }, "\"\" when the group did not take part.")
        .method("string ToString()", [](Call& c) { return textOf(match(c).view()); });
    registry.define(space, "Group", TypeKind::Class)
        .base("Capture")
        .property("bool Success", [](Call& c) { return boxed(match(c).span().begin >= 0); })
        .property("CaptureCollection Captures", [](Call& c) {
            const MatchObject& self = match(c);
            std::vector<Value> items;
            if (self.span().begin >= 0 && self.group > 0)
                for (const auto& span : self.code->captures(self.subject.asText(), static_cast<std::size_t>(self.groups[0].begin), self.group))
                    items.push_back(Value::object(new MatchObject(self.code, self.subject, {span}, 0)));
            else if (self.span().begin >= 0)
                items.push_back(c.self());
            return Value::object(new MatchList("CaptureCollection", std::move(items)));
        });
    registry.define(space, "Match", TypeKind::Class)
        .base("Group")
        .property("static Match Empty", [](Call&) { return Value::object(new MatchObject(RegexCode::compile("", 0), textOf(""), {}, -1)); })
        .property("GroupCollection Groups", groups)
        .method("Match NextMatch()", [](Call& c) {
            if (match(c).span().begin < 0) return c.self();
            const std::size_t next = after(c.self());
            if (next > match(c).subject.asText().size()) return Value::object(new MatchObject(match(c).code, match(c).subject, {}, -1));
            return makeMatch(match(c).code, match(c).subject, next);
        })
        .method("string Result(string replacement)", [](Call& c) {
            if (match(c).span().begin < 0) raise("NotSupportedException", "Result cannot be called on a failed Match.");
            std::string out;
            expand(out, c.needText(0), match(c));
            return textOf(out);
        });
    const auto count = [](Call& c) { return number(c.selfAs<MatchList>().knownCount()); };
    const auto at = [](Call& c) {
        const auto& self = c.selfAs<MatchList>();
        if (c.integer(0) < 0 || c.integer(0) >= self.knownCount()) raiseOutOfRange("i");
        return self.items[static_cast<std::size_t>(c.integer(0))];
    };
    registry.define(space, "MatchCollection", TypeKind::Class).implements({"IEnumerable"}).property("int Count", count).indexer("Match this[int i]", at);
    registry.define(space, "CaptureCollection", TypeKind::Class).implements({"IEnumerable"}).property("int Count", count).indexer("Capture this[int i]", at);
    registry.define(space, "GroupCollection", TypeKind::Class)
        .implements({"IEnumerable"})
        .property("int Count", count)
        .indexer("Group this[int groupnum]", [](Call& c) {
            const auto& self = c.selfAs<MatchList>();
            if (c.integer(0) < 0 || c.integer(0) >= self.knownCount()) return groupOf(as<MatchObject>(self.items[0]), -1);
            return self.items[static_cast<std::size_t>(c.integer(0))];
        })
        .indexer("Group this[string groupname]", [](Call& c) {
            const auto& self = c.selfAs<MatchList>();
            const auto& whole = as<MatchObject>(self.items[0]);
            const int number = whole.code->groupNumber(c.needText(0));
            if (number < 0 || number >= self.knownCount()) return groupOf(whole, -1);
            return self.items[static_cast<std::size_t>(number)];
        });
}

}  // namespace

MGC_TYPE(regex_types, describe)

}  // namespace mgc::expression
