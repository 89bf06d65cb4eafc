#include "ui/pages/policies/xml/expression_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mgc::ui {

namespace {

constexpr auto entities = std::to_array<std::pair<std::string_view, char>>(
    {{"&quot;", '"'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&apos;", '\''}, {"&#34;", '"'}, {"&#39;", '\''}});

}  // namespace

std::size_t ExpressionText::offsetOf(std::size_t place) const {
    return static_cast<std::size_t>(std::lower_bound(source.begin(), source.end(), place) - source.begin());
}

ExpressionText expressionText(std::string_view document, std::size_t begin, std::size_t end) {
    ExpressionText made;
    end = std::min(end, document.size());
    for (std::size_t at = begin; at < end;) {
        made.source.push_back(static_cast<std::uint32_t>(at));
        const auto entity = std::find_if(entities.begin(), entities.end(),
                                         [&](const auto& each) { return document.substr(at, end - at).starts_with(each.first); });
        if (document[at] == '&' && entity != entities.end()) {
            made.text += entity->second;
            at += entity->first.size();
        } else {
            made.text += document[at++];
        }
    }
    made.source.push_back(static_cast<std::uint32_t>(end));
    return made;
}

policy::xml::Span expressionSpan(const policy::xml::Document& document, std::size_t offset) {
    policy::xml::NodeId id = document.nodeAt(offset);
    if (document.node(id).kind == policy::xml::NodeKind::Expression) return document.node(id).range;
    if (!document.isElement(id)) return {};
    for (const auto& attribute : document.attributes(id)) {
        if (offset < attribute.value.begin || offset > attribute.value.end) continue;
        for (const auto& expression : document.expressions(attribute))
            if (offset >= expression.begin && offset <= expression.end) return expression;
    }
    return {};
}

ExpressionText expressionAt(const policy::xml::Document& document, const XmlContext& context, std::size_t caret) {
    const policy::xml::Span whole = expressionSpan(document, caret);
    if (whole.begin == context.expressionBegin && whole.end >= caret) return expressionText(document.text(), whole.begin, whole.end);
    return expressionText(document.text(), context.expressionBegin, caret);
}

}  // namespace mgc::ui
