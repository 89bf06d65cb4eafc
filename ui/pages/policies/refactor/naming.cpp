#include "ui/pages/policies/refactor/naming.h"

#include <QRegularExpression>
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "policy/model/named_value_text.h"
#include "ui/documents/text.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::Span;

/// Visits every place that names something of a kind.
class Places {
public:
    using Visit = std::function<void(const QString& name, Span span)>;
    Places(const Document& document, const policy::Catalog& catalog) : m_document(document), m_catalog(catalog) {}

    void visit(NamedThing::Kind kind, const Visit& visit) const {
        if (kind == NamedThing::Kind::NamedValue) return namedValues(visit);
        attributes(kind, visit);
        if (kind == NamedThing::Kind::Variable) lookups(visit);
    }

private:
    void attributes(NamedThing::Kind kind, const Visit& visit) const {
        for (policy::xml::NodeId id = 1; id < m_document.tree().nodes.size(); ++id) {
            const auto* policy = m_document.isElement(id) ? m_catalog.find(m_document.name(id)) : nullptr;
            if (!policy) continue;
            for (const auto& attribute : m_document.attributes(id)) {
                const auto known = std::find_if(policy->element.attributes.begin(), policy->element.attributes.end(),
                                                [&](const auto& each) { return each.name == m_document.slice(attribute.name); });
                if (known == policy->element.attributes.end() || !m_document.expressions(attribute).empty()) continue;
                const bool variable = known->type == policy::AttributeType::VariableName || known->name.ends_with("variable-name");
                const bool fragment = known->type == policy::AttributeType::FragmentId;
                if (kind == NamedThing::Kind::Variable ? variable : fragment)
                    visit(toText(m_document.slice(attribute.value)), attribute.value);
            }
        }
    }

    /// Variables["x"], Variables.GetValueOrDefault<string>("x"): in expressions and in Liquid templates, quotes escaped or not.
    void lookups(const Visit& visit) const {
        static const QRegularExpression lookup(QStringLiteral(
            "Variables\\s*(?:\\[|\\.\\s*(?:GetValueOrDefault|ContainsKey|TryGetValue)\\s*(?:<[^()\"]*>|&lt;[^()\"]*&gt;)?\\s*\\()\\s*"
            "(?:\"|&quot;)([^\"&]*)(?:\"|&quot;)"));
        // Latin-1 keeps one character per byte, so that positions are bytes.
        const std::string_view text = m_document.text();
        const QString bytes = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
        for (auto matches = lookup.globalMatch(bytes); matches.hasNext();) {
            const auto match = matches.next();
            visit(QString::fromUtf8(match.captured(1).toLatin1()),
                  {static_cast<std::uint32_t>(match.capturedStart(1)), static_cast<std::uint32_t>(match.capturedEnd(1))});
        }
    }

    void namedValues(const Visit& visit) const {
        std::size_t from = 0;
        while (const auto token = policy::findNamedValue(m_document.text(), from)) {
            from = token->end;
            const std::string_view inside = m_document.text().substr(token->begin + 2, token->end - token->begin - 4);
            const std::string_view name = trimmed(inside);
            const auto begin = static_cast<std::uint32_t>(name.data() - m_document.text().data());
            visit(toText(name), {begin, begin + static_cast<std::uint32_t>(name.size())});
        }
    }

    const Document& m_document;
    const policy::Catalog& m_catalog;
};

}  // namespace

NamedThing namedAt(const Document& document, const policy::Catalog& catalog, std::size_t offset) {
    NamedThing found;
    const Places places(document, catalog);
    for (const auto kind : {NamedThing::Kind::NamedValue, NamedThing::Kind::Variable, NamedThing::Kind::Fragment})
        places.visit(kind, [&](const QString& name, Span span) {
            if (found.kind == NamedThing::Kind::None && offset >= span.begin && offset <= span.end && !name.isEmpty()) found = {kind, name};
        });
    return found;
}

std::vector<Span> placesOf(const NamedThing& thing, const Document& document, const policy::Catalog& catalog) {
    std::vector<Span> spans;
    // Azure tells named values apart without regard to case, variables with.
    const auto sensitivity = thing.kind == NamedThing::Kind::NamedValue ? Qt::CaseInsensitive : Qt::CaseSensitive;
    Places(document, catalog).visit(thing.kind, [&](const QString& name, Span span) {
        if (name.compare(thing.name, sensitivity) == 0) spans.push_back(span);
    });
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    return spans;
}

}  // namespace mgc::ui
