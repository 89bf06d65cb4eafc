#define PCRE2_CODE_UNIT_WIDTH 8
#include "expression/runtime/regex.h"

#include <pcre2.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <unordered_map>

#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"

namespace mgc::expression {
namespace {

pcre2_code* compilePattern(std::string_view pattern, int options, std::uint32_t extra) {
    std::uint32_t flags = PCRE2_UTF | PCRE2_DUPNAMES | extra;
    if (!(options & RegexEcma)) flags |= PCRE2_UCP;
    if (options & RegexIgnoreCase) flags |= PCRE2_CASELESS;
    if (options & RegexMultiline) flags |= PCRE2_MULTILINE;
    if (options & RegexSingleline) flags |= PCRE2_DOTALL;
    if (options & RegexIgnoreWhitespace) flags |= PCRE2_EXTENDED;
    if (options & RegexExplicitCapture) flags |= PCRE2_NO_AUTO_CAPTURE;
    const std::string translated = regexPattern(pattern);
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(context, 200);
    pcre2_code* compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(), flags, &code, &offset, context);
    pcre2_compile_context_free(context);
    if (!compiled) {
        PCRE2_UCHAR message[256];
        pcre2_get_error_message(code, message, sizeof message);
        raise("ArgumentException", "parsing \"" + std::string(pattern) + "\" - " + reinterpret_cast<const char*>(message) + ".");
    }
    return compiled;
}

/// Where a sequence of bytes is none of UTF-8 (lone surrogates pass: .NET's strings have them), npos if nowhere.
std::size_t findMalformed(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t index) { return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U; };
    while (at < text.size()) {
        const unsigned lead = byte(at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        if (length == 0) return at;
        for (std::size_t i = 1; i < length; ++i)
            if ((byte(at + i) & 0xC0U) != 0x80U) return at;
        const unsigned second = byte(at + 1);
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return at;
        at += length;
    }
    return std::string_view::npos;
}

/// What PCRE2 may read without checking: it would leave the text's end where a sequence is cut short. Bytes that belong to no
/// character (of hostile headers and bodies) become U+001A, so that all offsets stay.
std::string_view wellFormed(std::string_view subject, std::string& copy) {
    std::size_t at = findMalformed(subject, 0);
    if (at == std::string_view::npos) return subject;
    copy = subject;
    for (; at != std::string_view::npos; at = findMalformed(copy, at + 1)) copy[at] = '\x1a';
    return copy;
}

struct Cache {
    std::mutex mutex;
    std::list<std::pair<std::string, std::shared_ptr<const RegexCode>>> order;
    std::unordered_map<std::string, decltype(order)::iterator> index;
};
Cache& cache() {
    static Cache instance;
    return instance;
}

}  // namespace

RegexCode::RegexCode(std::string source, int flags, void* code) : pattern(std::move(source)), options(flags), m_code(code) {
    auto* compiled = static_cast<pcre2_code*>(m_code);
    std::uint32_t count = 0;
    std::uint32_t names = 0;
    std::uint32_t entrySize = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &count);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMEENTRYSIZE, &entrySize);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMETABLE, &table);
    std::vector<std::pair<int, std::string>> named;
    for (std::uint32_t i = 0; i < names; ++i) {
        const auto* entry = table + i * entrySize;
        named.emplace_back(entry[0] << 8 | entry[1], reinterpret_cast<const char*>(entry + 2));
    }
    std::sort(named.begin(), named.end());
    m_order.push_back(0);
    for (int i = 1; i <= static_cast<int>(count); ++i)
        if (std::none_of(named.begin(), named.end(), [i](const auto& each) { return each.first == i; })) m_order.push_back(i);
    for (const auto& [number, name] : named) {
        m_names.emplace_back(name, static_cast<int>(m_order.size()));
        m_order.push_back(number);
    }
}

RegexCode::~RegexCode() { pcre2_code_free(static_cast<pcre2_code*>(m_code)); }

std::shared_ptr<const RegexCode> RegexCode::compile(std::string_view pattern, int options) {
    const std::string key = std::to_string(options) + ":" + std::string(pattern);
    Cache& all = cache();
    {
        const std::lock_guard lock(all.mutex);
        const auto found = all.index.find(key);
        if (found != all.index.end()) {
            all.order.splice(all.order.begin(), all.order, found->second);
            return found->second->second;
        }
    }
    if (pattern.size() > 100'000) raise("ArgumentException", "The pattern is too long.");
    pcre2_code* compiled = compilePattern(pattern, options, 0);
    std::shared_ptr<const RegexCode> made(new RegexCode(std::string(pattern), options, compiled));
    const std::lock_guard lock(all.mutex);
    if (all.index.find(key) == all.index.end()) {
        all.order.emplace_front(key, made);
        all.index[key] = all.order.begin();
        if (all.order.size() > 256) {
            all.index.erase(all.order.back().first);
            all.order.pop_back();
        }
    }
    return made;
}

namespace {

/// Follows the captures of one group while a match runs: PCRE2 itself keeps the last one only.
struct CaptureTrail {
    std::size_t group;
    std::vector<GroupSpan> spans;
    std::size_t steps = 0;

    /// What the group holds now. Captures that the matcher has gone back over are dropped.
    void see(PCRE2_SIZE begin, PCRE2_SIZE end) {
        if (begin == PCRE2_UNSET) {
            spans.clear();
            return;
        }
        const GroupSpan now{static_cast<std::ptrdiff_t>(begin), static_cast<std::ptrdiff_t>(end)};
        if (!spans.empty() && spans.back().begin == now.begin && spans.back().end == now.end) return;
        while (!spans.empty() && (spans.back().end > now.begin || spans.back().begin >= now.begin)) spans.pop_back();
        spans.push_back(now);
    }
};

}  // namespace

std::vector<GroupSpan> RegexCode::captures(std::string_view subject, std::size_t begin, int group) const {
    const int number = m_order[static_cast<std::size_t>(group)];
    pcre2_code* code = compilePattern(pattern, options, PCRE2_AUTO_CALLOUT);
    pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(context, 10'000'000);
    pcre2_set_heap_limit(context, 128 * 1024);
    std::string copy;
    subject = wellFormed(subject, copy);
    CaptureTrail trail{static_cast<std::size_t>(number), {}};
    pcre2_set_callout(
        context,
        [](pcre2_callout_block* block, void* user) {
            auto& seen = *static_cast<CaptureTrail*>(user);
            if (++seen.steps > 1'000'000) return PCRE2_ERROR_CALLOUT;
            const bool isSet = seen.group < block->capture_top;
            seen.see(isSet ? block->offset_vector[2 * seen.group] : PCRE2_UNSET, isSet ? block->offset_vector[2 * seen.group + 1] : PCRE2_UNSET);
            return 0;
        },
        &trail);
    const int result =
        pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), begin, PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED, data, context);
    if (result > number) {
        const PCRE2_SIZE* vector = pcre2_get_ovector_pointer(data);
        trail.see(vector[2 * number], vector[2 * number + 1]);
    }
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    pcre2_code_free(code);
    if (result == PCRE2_ERROR_CALLOUT || result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_HEAPLIMIT)
        throw LimitHit{"RegexTimeLimitExceeded", "A regular expression needed too many steps: " + pattern};
    return trail.spans;
}

bool RegexCode::match(std::string_view subject, std::size_t start, std::vector<GroupSpan>& groups) const {
    auto* code = static_cast<pcre2_code*>(m_code);
    std::string copy;
    subject = wellFormed(subject, copy);
    pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
    Runtime* runtime = Runtime::current();
    // PCRE2 counts backtracking steps, not time: about ten million a second.
    const auto budget = runtime ? runtime->context.limits.regexTime : Duration(std::chrono::seconds(2));
    const auto steps = static_cast<std::uint32_t>(std::clamp<std::int64_t>(budget.count() / 100, 1000, 2'000'000'000));
    pcre2_set_match_limit(context, steps);
    pcre2_set_depth_limit(context, 2'000'000);
    pcre2_set_heap_limit(context, 128 * 1024);
    const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), start, PCRE2_NO_UTF_CHECK, data, context);
    groups.clear();
    if (result >= 0) {
        const PCRE2_SIZE* vector = pcre2_get_ovector_pointer(data);
        const std::uint32_t count = pcre2_get_ovector_count(data);
        for (const int number : m_order) {
            GroupSpan span;
            if (static_cast<std::uint32_t>(number) < count && vector[2 * number] != PCRE2_UNSET) {
                span.begin = static_cast<std::ptrdiff_t>(vector[2 * number]);
                span.end = static_cast<std::ptrdiff_t>(vector[2 * number + 1]);
            }
            groups.push_back(span);
        }
    }
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    if (runtime) runtime->step();
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT) throw LimitHit{"RegexTimeLimitExceeded", "A regular expression needed too many steps: " + pattern};
    return result >= 0;
}

int RegexCode::groupNumber(std::string_view name) const {
    for (const auto& [known, number] : m_names)
        if (known == name) return number;
    if (!name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos && name.size() < 9) {
        const int number = std::stoi(std::string(name));
        if (number < groupCount()) return number;
    }
    return -1;
}

std::string RegexCode::groupName(int number) const {
    for (const auto& [name, known] : m_names)
        if (known == number) return name;
    return std::to_string(number);
}

bool regexIsMatch(std::string_view pattern, std::string_view subject) {
    std::vector<GroupSpan> groups;
    return RegexCode::compile(pattern, 0)->match(subject, 0, groups);
}

}  // namespace mgc::expression
