#include "gateway/route/url_template.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "gateway/route/path_text.h"

namespace mgc::gateway {
namespace {

Result<TemplateSegment> parseSegment(std::string_view text, std::set<std::string>& names) {
    TemplateSegment segment;
    segment.text = text;
    if (text == "*") {
        segment.kind = TemplateSegment::Kind::Wildcard;
        segment.text.clear();
        return segment;
    }
    if (text.find_first_of("{}") == std::string_view::npos) return segment;
    segment.kind = TemplateSegment::Kind::Mixed;
    std::string_view rest = text;
    while (true) {
        const std::size_t open = rest.find('{');
        const std::string_view literal = rest.substr(0, open);
        if (literal.find('}') != std::string_view::npos) return fail("MGC2022", "a \"}\" without \"{\" in \"" + std::string(text) + "\"");
        segment.texts.emplace_back(literal);
        if (open == std::string_view::npos) break;
        const std::size_t close = rest.find('}', open);
        if (close == std::string_view::npos) return fail("MGC2022", "a \"{\" without \"}\" in \"" + std::string(text) + "\"");
        const std::string name(rest.substr(open + 1, close - open - 1));
        if (name.empty() || name.find('{') != std::string::npos)
            return fail("MGC2022", "a parameter without a name in \"" + std::string(text) + "\"");
        if (!names.insert(toLowerAscii(name)).second) return fail("MGC2022", "the parameter {" + name + "} stands in the template twice");
        segment.texts.push_back(name);
        rest.remove_prefix(close + 1);
    }
    if (segment.texts.size() == 3 && segment.texts.front().empty() && segment.texts.back().empty()) {
        segment.text = segment.texts[1];
        segment.kind = segment.text.starts_with('*') ? TemplateSegment::Kind::Wildcard : TemplateSegment::Kind::Parameter;
        if (segment.text.starts_with('*')) segment.text.erase(0, 1);
        segment.texts.clear();
    }
    return segment;
}

}  // namespace

Result<UrlTemplate> UrlTemplate::parse(std::string_view text) {
    UrlTemplate result;
    std::set<std::string> names;
    const std::size_t question = std::min(text.find('?'), text.size());
    std::string_view path = text.substr(0, question);
    while (const auto part = nextSegment(path)) {
        if (!result.segments.empty() && result.segments.back().kind == TemplateSegment::Kind::Wildcard)
            return fail("MGC2022", "a wildcard must be the last segment of \"" + std::string(text) + "\"");
        MGC_TRY_ASSIGN(TemplateSegment segment, parseSegment(*part, names));
        result.segments.push_back(std::move(segment));
    }
    if (question == text.size()) return result;
    for (const std::string_view part : split(text.substr(question + 1), '&')) {
        if (part.empty()) continue;
        const std::size_t equals = std::min(part.find('='), part.size());
        QueryCondition condition;
        condition.name = percentDecoded(part.substr(0, equals));
        const std::string_view value = part.substr(std::min(equals + 1, part.size()));
        if (value.starts_with('{') && value.ends_with('}'))
            condition.parameter = value.substr(1, value.size() - 2);
        else
            condition.literal = percentDecoded(value, true);
        if (!condition.parameter.empty() && !names.insert(toLowerAscii(condition.parameter)).second)
            return fail("MGC2022", "the parameter {" + condition.parameter + "} stands in the template twice");
        result.query.push_back(std::move(condition));
    }
    return result;
}

bool matchMixed(const TemplateSegment& segment, std::string_view text, std::vector<std::string_view>& values) {
    const std::size_t before = values.size();
    const auto refuse = [&] {
        values.resize(before);
        return false;
    };
    const std::string& first = segment.texts.front();
    if (!startsWithIgnoreCase(text, first)) return false;
    text.remove_prefix(first.size());
    for (std::size_t index = 1; index < segment.texts.size(); index += 2) {
        const std::string& literal = segment.texts[index + 1];
        const bool last = index + 2 >= segment.texts.size();
        std::size_t length = 1;  // the shortest value, as templates are read from the left; the last literal must end the segment
        if (last) {
            if (text.size() <= literal.size()) return refuse();
            length = text.size() - literal.size();
        } else {
            while (length < text.size() && !startsWithIgnoreCase(text.substr(length), literal)) ++length;
        }
        if (length > text.size() || text.empty() || !startsWithIgnoreCase(text.substr(length), literal)) return refuse();
        values.push_back(text.substr(0, length));
        text.remove_prefix(length + literal.size());
    }
    return text.empty() || refuse();
}

}  // namespace mgc::gateway
