#include "ui/forms/expression_queries.h"

#include <QCoreApplication>

#include "expression/query/places.h"
#include "expression/query/query.h"
#include "ui/documents/text.h"

namespace mgc::ui {

namespace {

namespace query = expression::query;

constexpr int mostOverloads = 4;

QString translated(const char* source) { return QCoreApplication::translate("Expression", source); }

QString iconOf(query::CompletionKind kind) {
    switch (kind) {
        case query::CompletionKind::Method:
            return QStringLiteral("box");
        case query::CompletionKind::Local:
            return QStringLiteral("braces_variable");
        case query::CompletionKind::Type:
        case query::CompletionKind::Namespace:
            return QStringLiteral("layer");
        case query::CompletionKind::Keyword:
            return QStringLiteral("code");
        default:
            return QStringLiteral("tag");
    }
}

/// Start of the text literal around `offset` if it names a variable; npos otherwise.
std::size_t variableLiteral(const std::string& text, std::size_t offset) {
    const std::size_t quote = offset == 0 ? std::string::npos : text.rfind('"', offset - 1);
    if (quote == std::string::npos || text.find('\n', quote) < offset) return std::string::npos;
    const std::string_view before = std::string_view(text).substr(0, quote);
    const auto close = before.find_last_not_of(" \t");
    if (close == std::string_view::npos) return std::string::npos;
    if (before[close] == '[') return before.substr(0, close).ends_with("Variables") ? quote + 1 : std::string::npos;
    if (before[close] != '(') return std::string::npos;
    const auto call = before.rfind("Variables.");
    if (call == std::string_view::npos) return std::string::npos;
    const std::string_view name = before.substr(call + 10, close - call - 10);
    const bool looksUp = name.starts_with("GetValueOrDefault") || name == "ContainsKey" || name == "TryGetValue";
    return looksUp && name.find('(') == std::string_view::npos ? quote + 1 : std::string::npos;
}

QString marked(const query::Signature& signature, std::size_t active) {
    const QString whole = toText(signature.text);
    if (active >= signature.parameters.size()) return whole.toHtmlEscaped();
    const auto& range = signature.parameters[active];
    const auto part = [&](std::size_t begin, std::size_t end) {
        return toText(std::string_view(signature.text).substr(begin, end - begin)).toHtmlEscaped();
    };
    return part(0, range.begin) + QStringLiteral("<b>") + part(range.begin, range.end) + QStringLiteral("</b>") +
           part(range.end, signature.text.size());
}

}  // namespace

ExpressionCompletions expressionCompletions(const std::string& text, std::size_t offset, const QStringList& variables) {
    ExpressionCompletions found;
    if (const std::size_t begin = variableLiteral(text, offset); begin != std::string::npos) {
        found.begin = begin;
        for (const QString& name : variables)
            found.items.push_back({name, name, translated("variable"), QStringLiteral("braces_variable"), {}});
        return found;
    }
    const auto list = query::completions(text, offset);
    found.begin = list.replaces.begin;
    for (const auto& item : list.items) {
        const QString name = toText(item.label);
        QString detail = toText(item.signature);
        if (item.overloads > 1) detail = translated("%1 (+%2 overloads)").arg(detail).arg(item.overloads - 1);
        QString insert = name;
        if (item.kind == query::CompletionKind::Method) {
            const QString declared = toText(item.signature);
            // A type that nothing else names has to be written: As<JObject>().
            if (declared.startsWith(QLatin1String("T ")))
                insert += QStringLiteral("<|>()");
            else
                insert += declared.contains(QLatin1String("()")) && item.overloads == 1 ? QStringLiteral("()|") : QStringLiteral("(|)");
        }
        found.items.push_back({name, insert, detail, iconOf(item.kind), toText(item.help)});
    }
    return found;
}

QString signatureText(const std::string& text, std::size_t offset) {
    const auto help = query::signatures(text, offset);
    if (!help || help->overloads.empty()) return {};
    QStringList lines;
    const std::size_t active = std::min(help->active, help->overloads.size() - 1);
    lines << QStringLiteral("<code>%1</code>").arg(marked(help->overloads[active], help->activeParameter));
    for (std::size_t i = 0; i < help->overloads.size() && lines.size() < mostOverloads; ++i)
        if (i != active) lines << QStringLiteral("<code>%1</code>").arg(toText(help->overloads[i].text).toHtmlEscaped());
    if (help->overloads.size() > mostOverloads) lines << translated("and %1 more").arg(help->overloads.size() - mostOverloads);
    if (const auto& words = help->overloads[active].help; !words.empty()) lines << toText(words).toHtmlEscaped();
    return lines.join(QStringLiteral("<br>"));
}

QString hoverText(const std::string& text, std::size_t offset) {
    const auto about = query::describe(text, offset);
    if (!about) return {};
    QString words = QStringLiteral("<p><code>%1</code></p>").arg(toText(about->declaration).toHtmlEscaped());
    if (!about->help.empty()) words += QStringLiteral("<p>%1</p>").arg(toText(about->help).toHtmlEscaped());
    return words;
}

QVector<ExpressionFinding> expressionFindings(const std::string& text) {
    QVector<ExpressionFinding> list;
    for (const auto& finding : query::findings(text))
        list.push_back({finding.range.begin, std::max(finding.range.end, finding.range.begin + 1), toText(finding.message),
                        finding.severity == Severity::Error});
    return list;
}

QVector<ExpressionRange> expressionParts(std::string_view text) {
    QVector<ExpressionRange> parts;
    for (const auto& piece : query::piecesOf(text)) {
        ExpressionPart part = ExpressionPart::Plain;
        if (piece.isComment)
            part = ExpressionPart::Comment;
        else if (piece.isText)
            part = ExpressionPart::Text;
        else if (piece.kind == expression::TokenKind::Keyword || piece.text == "var")
            part = ExpressionPart::Keyword;
        else if (piece.kind == expression::TokenKind::Bad)
            part = ExpressionPart::Bad;
        if (part != ExpressionPart::Plain && piece.span.end > piece.span.begin) parts.push_back({piece.span.begin, piece.span.end, part});
    }
    return parts;
}

}  // namespace mgc::ui
