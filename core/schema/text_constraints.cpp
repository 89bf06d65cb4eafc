#define PCRE2_CODE_UNIT_WIDTH 8
#include "schema/text_constraints.h"

#include <pcre2.h>

#include <map>

namespace mgc::schema {

namespace {

constexpr std::uint32_t matchLimit = 1'000'000;

pcre2_code* code(void* pointer) { return static_cast<pcre2_code*>(pointer); }

const char* patternOf(std::string_view format) {
    static const std::map<std::string_view, const char*> patterns{
        {"date", R"(^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$)"},
        {"time", R"(^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)?$)"},
        {"date-time",
         R"(^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)?$)"},
        {"uuid", R"(^[{(]?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}[)}]?$)"},
        {"email", R"(^[^@\s]+@[^@\s]+$)"},
        {"uri", R"(^[A-Za-z][A-Za-z0-9+.-]*:\S*$)"},
        {"ipv4", R"(^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$)"},
        {"ipv6", R"(^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$)"},
        {"hostname", R"(^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$)"},
        {"byte", R"(^[A-Za-z0-9+/\s]*={0,2}\s*$)"},
    };
    const auto found = patterns.find(format);
    return found == patterns.end() ? nullptr : found->second;
}

}  // namespace

std::shared_ptr<const Pattern> Pattern::compile(const std::string& pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto* compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                   PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY, &error, &offset, nullptr);
    if (!compiled) return nullptr;
    std::shared_ptr<Pattern> result(new Pattern);
    result->m_code = compiled;
    return result;
}

Pattern::~Pattern() { pcre2_code_free(code(m_code)); }

bool Pattern::isFoundIn(std::string_view text) const {
    auto* data = pcre2_match_data_create(1, nullptr);
    auto* context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(context, matchLimit);
    const int found = pcre2_match(code(m_code), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, data, context);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    return found >= 0;
}

bool hasFormat(std::string_view text, std::string_view format) {
    const char* pattern = patternOf(format);
    if (!pattern) return true;
    static const auto compiled = [] {
        std::map<std::string_view, std::shared_ptr<const Pattern>> all;
        for (const char* name : {"date", "time", "date-time", "uuid", "email", "uri", "ipv4", "ipv6", "hostname", "byte"})
            all[name] = Pattern::compile(patternOf(name));
        return all;
    }();
    return compiled.at(format)->isFoundIn(text);
}

}  // namespace mgc::schema
