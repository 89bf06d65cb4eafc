#include "ui/pages/policies/open/placeholders_of.h"

#include <QCoreApplication>
#include <algorithm>

#include "policy/model/placeholders.h"
#include "ui/documents/text.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::NodeKind;
using policy::xml::Span;

constexpr qsizetype most = 100;

class Finder {
public:
    explicit Finder(const Document& document) : m_document(document) {}

    QVector<OpenPlaceholder> run() {
        for (NodeId id = 1; id < m_document.tree().nodes.size(); ++id) {
            const auto& node = m_document.node(id);
            if (node.kind == NodeKind::Element)
                attributes(id);
            else if (node.kind == NodeKind::Text)
                look(node.range, m_document.name(node.parent) == "set-body" ? policy::Braces::Free : policy::Braces::Tokens, node.parent,
                     {});
            else if (node.kind == NodeKind::Expression)
                look(node.range, policy::Braces::Free, node.parent, {});
        }
        return std::move(m_found);
    }

private:
    void attributes(NodeId id) {
        const auto braces = m_document.name(id) == "rewrite-uri" ? policy::Braces::UrlTemplate : policy::Braces::Tokens;
        for (const auto& attribute : m_document.attributes(id)) {
            std::uint32_t at = attribute.value.begin;
            for (const Span& expression : m_document.expressions(attribute)) {
                look({at, expression.begin}, braces, id, attribute.name);
                look(expression, policy::Braces::Free, id, attribute.name);
                at = expression.end;
            }
            look({at, attribute.value.end}, braces, id, attribute.name);
        }
    }

    void look(Span span, policy::Braces braces, NodeId element, Span attribute) {
        if (span.empty()) return;
        for (const auto& found : policy::findPlaceholders(m_document.slice(span), braces)) {
            const QString text = toText(found.text);
            auto known = std::find_if(m_found.begin(), m_found.end(), [&](const auto& each) { return each.text == text; });
            if (known == m_found.end()) {
                if (m_found.size() >= most) return;
                OpenPlaceholder made;
                made.text = text;
                made.name = text;
                made.name.remove(QLatin1Char('{')).remove(QLatin1Char('}')).remove(QLatin1Char('$')).remove(QStringLiteral("__"));
                made.name = made.name.trimmed();
                made.namedValue = found.namedValue;
                made.where = QCoreApplication::translate("OpenPolicy", "%1, line %2")
                                 .arg((toText(m_document.name(element)) + QLatin1Char(' ') + toText(m_document.slice(attribute))).trimmed())
                                 .arg(m_document.source().position(span.begin + found.begin).line);
                m_found.push_back(made);
                known = m_found.end() - 1;
            }
            known->places.push_back(
                {span.begin + static_cast<std::uint32_t>(found.begin), span.begin + static_cast<std::uint32_t>(found.end)});
        }
    }

    const Document& m_document;
    QVector<OpenPlaceholder> m_found;
};

}  // namespace

QVector<OpenPlaceholder> placeholdersOf(const Document& document) { return Finder(document).run(); }

QString simulatedValue(const QString& name, const QString& backend) {
    const QString low = name.toLower();
    const auto has = [&](std::initializer_list<const char*> words) {
        return std::any_of(words.begin(), words.end(), [&](const char* word) { return low.contains(QLatin1String(word)); });
    };
    if (has({"backend", "pool"}) && !backend.isEmpty()) return backend;
    if (has({"tenant", "client", "group", "app-id", "appid", "object-id"})) return QStringLiteral("00000000-0000-0000-0000-000000000000");
    if (has({"region", "location"})) return QStringLiteral("eastus");
    if (has({"audience", "resource", "scope"})) return QStringLiteral("https://cognitiveservices.azure.com");
    if (has({"url", "endpoint", "host"})) return QStringLiteral("https://aoai-eastus.openai.azure.com/openai");
    if (has({"model", "deployment"})) return QStringLiteral("gpt-4o-mini");
    if (has({"token", "limit", "tpm", "rate", "quota"})) return QStringLiteral("1000");
    if (has({"count", "retries", "retry", "attempt"})) return QStringLiteral("2");
    if (has({"interval", "period", "duration", "timeout"})) return QStringLiteral("60");
    return name;
}

std::string filledIn(const Document& document, const QVector<OpenPlaceholder>& placeholders, const QStringList& values) {
    std::vector<std::pair<Span, std::string>> changes;
    for (qsizetype i = 0; i < placeholders.size() && i < values.size(); ++i) {
        if (placeholders[i].namedValue) continue;
        for (const Span& place : placeholders[i].places) changes.emplace_back(place, values[i].toHtmlEscaped().toStdString());
    }
    // From the end, so that what comes before keeps its place.
    std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.first.begin > b.first.begin; });
    std::string text(document.text());
    for (const auto& [place, value] : changes) text.replace(place.begin, place.end - place.begin, value);
    return text;
}

}  // namespace mgc::ui
