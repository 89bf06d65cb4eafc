#include "ui/models/traffic_filter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <optional>

#include "ui/models/metrics_history.h"
#include "ui/models/traffic_model.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::TrafficFilter)
};

using Term = TrafficFilter::Term;
constexpr int maxTerms = 32;

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

const QStringList textFields{QStringLiteral("api"),   QStringLiteral("backend"), QStringLiteral("flag"),
                             QStringLiteral("ip"),    QStringLiteral("key"),     QStringLiteral("method"),
                             QStringLiteral("model"), QStringLiteral("op"),      QStringLiteral("reason")};
const QStringList numberFields{QStringLiteral("bytes"),  QStringLiteral("cost"),   QStringLiteral("id"),     QStringLiteral("in"),
                               QStringLiteral("out"),    QStringLiteral("policy"), QStringLiteral("status"),
                               QStringLiteral("tokens"), QStringLiteral("total"),  QStringLiteral("ttft")};

/// Splits at spaces outside double quotes.
QStringList pieces(const QString& text) {
    QStringList found;
    QString current;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"') quoted = !quoted;
        if (c.isSpace() && !quoted) {
            if (!current.isEmpty()) found << current;
            current.clear();
        } else {
            current += c;
        }
    }
    if (!current.isEmpty()) found << current;
    return found;
}

std::optional<double> number(const QString& text) {
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// "429", "4xx", "400-499", ">10", "<=5".
bool readRange(QString value, Term& term) {
    static const QVector<QPair<QString, char>> signs{{QStringLiteral(">="), 'g'},
                                                     {QStringLiteral("<="), 'l'},
                                                     {QStringLiteral(">"), '>'},
                                                     {QStringLiteral("<"), '<'},
                                                     {QStringLiteral("="), '='}};
    term.compare = '=';
    for (const auto& [sign, code] : signs) {
        if (!value.startsWith(sign)) continue;
        term.compare = code;
        value.remove(0, sign.size());
        break;
    }
    if (value.size() == 3 && value.endsWith(QLatin1String("xx"), Qt::CaseInsensitive) && value[0].isDigit() && term.compare == '=') {
        term.compare = 'r';
        term.low = value[0].digitValue() * 100;
        term.high = term.low + 99;
        return true;
    }
    if (const qsizetype dash = value.indexOf(u'-'); dash > 0 && term.compare == '=') {
        const auto low = number(value.left(dash));
        const auto high = number(value.mid(dash + 1));
        if (!low || !high) return false;
        term.compare = 'r';
        term.low = *low;
        term.high = *high;
        return true;
    }
    const auto exact = number(value);
    if (exact) term.low = term.high = *exact;
    return exact.has_value();
}

/// "10:04", "10:04:00..10:04:30".
bool readTimes(const QString& value, Term& term) {
    const qsizetype dots = value.indexOf(QLatin1String(".."));
    const auto seconds = [](const QString& text) {
        QTime time = QTime::fromString(text, QStringLiteral("H:m:s"));
        if (!time.isValid()) time = QTime::fromString(text, QStringLiteral("H:m"));
        return time.isValid() ? time.msecsSinceStartOfDay() / 1000 : -1;
    };
    term.low = seconds(dots < 0 ? value : value.left(dots));
    term.high = dots < 0 ? term.low + (value.count(u':') > 1 ? 0 : 59) : seconds(value.mid(dots + 2));
    return term.low >= 0 && term.high >= 0;
}

double numberOf(const management::TrafficRow& row, const QString& field) {
    if (field == QLatin1String("status")) return row.status;
    if (field == QLatin1String("tokens")) return static_cast<double>(row.promptTokens + row.completionTokens);
    if (field == QLatin1String("in")) return static_cast<double>(row.promptTokens);
    if (field == QLatin1String("out")) return static_cast<double>(row.completionTokens);
    if (field == QLatin1String("cost")) return row.cost.value_or(-1);
    if (field == QLatin1String("ttft")) return row.timeToFirstTokenMs;
    if (field == QLatin1String("total")) return row.totalMs;
    if (field == QLatin1String("policy")) return row.policyMs;
    if (field == QLatin1String("bytes")) return static_cast<double>(row.requestBytes + row.responseBytes);
    return static_cast<double>(row.id);
}

QString textOf(const management::TrafficRow& row, const QString& field) {
    if (field == QLatin1String("api")) return text(row.apiId);
    if (field == QLatin1String("backend")) return row.backendId.empty() ? QStringLiteral("none") : text(row.backendId);
    if (field == QLatin1String("op")) return operationText(row) + u' ' + text(row.operationId);
    if (field == QLatin1String("model")) return text(row.model);
    if (field == QLatin1String("key")) return text(row.subscriptionId);
    if (field == QLatin1String("method")) return text(row.method);
    if (field == QLatin1String("ip")) return text(row.clientIp);
    if (field == QLatin1String("reason")) return text(row.reason) + u' ' + text(row.errorReason);
    return notesText(row);
}

bool holds(const Term& term, const management::TrafficRow& row) {
    if (term.kind == Term::Kind::Number) {
        const double value = numberOf(row, term.field);
        switch (term.compare) {
            case '<':
                return value < term.low;
            case '>':
                return value > term.low;
            case 'l':
                return value <= term.low;
            case 'g':
                return value >= term.low;
            default:
                return value >= term.low && value <= term.high;
        }
    }
    if (term.kind == Term::Kind::Time) {
        const QTime time = QDateTime::fromMSecsSinceEpoch(millisecondsOf(row.time)).time();
        const double at = time.msecsSinceStartOfDay() / 1000;  // whole seconds
        return term.low <= term.high ? at >= term.low && at <= term.high : at >= term.low || at <= term.high;
    }
    if (term.kind == Term::Kind::Text) return textOf(row, term.field).contains(term.value, Qt::CaseInsensitive);
    for (const std::string* part :
         {&row.url, &row.requestId, &row.model, &row.backendId, &row.operationName, &row.subscriptionId, &row.reason, &row.errorReason})
        if (text(*part).contains(term.value, Qt::CaseInsensitive)) return true;
    return notesText(row).contains(term.value, Qt::CaseInsensitive) || QString::number(row.status) == term.value;
}

}  // namespace

QStringList TrafficFilter::fields() { return textFields + numberFields + QStringList{QStringLiteral("time")}; }

TrafficFilter TrafficFilter::parse(const QString& input) {
    TrafficFilter filter;
    for (QString piece : pieces(input)) {
        if (filter.m_terms.size() >= maxTerms) {
            filter.m_errors << Words::tr("Only the first %1 terms are used.").arg(maxTerms);
            break;
        }
        Term term;
        term.source = piece;
        if (piece.startsWith(u'-') && piece.size() > 1) {
            term.negated = true;
            piece.remove(0, 1);
        }
        const auto sign =
            std::find_if(piece.begin(), piece.end(), [](QChar c) { return c == u':' || c == u'<' || c == u'>' || c == u'='; });
        const QString field = QString(piece.constData(), sign - piece.begin()).toLower();
        const bool named = sign != piece.end() && !field.isEmpty() && !field.contains(u'"') && !field.contains(u'/');
        QString value = named ? piece.mid(field.size() + (*sign == u':' ? 1 : 0)) : piece;
        value.remove(u'"');
        if (named && numberFields.contains(field)) {
            term.kind = Term::Kind::Number;
            term.field = field;
            if (!readRange(value, term)) {
                filter.m_errors << Words::tr("\"%1\" needs a number, for example %2:>10.").arg(term.source, field);
                continue;
            }
        } else if (named && field == QLatin1String("time")) {
            term.kind = Term::Kind::Time;
            term.field = field;
            if (!readTimes(value, term)) {
                filter.m_errors << Words::tr("\"%1\" needs a time of day, for example time:10:04:00..10:04:30.").arg(term.source);
                continue;
            }
        } else if (named && textFields.contains(field)) {
            if (value.startsWith(u'=')) value.remove(0, 1);
            if (value.isEmpty()) continue;  // being typed
            term.kind = Term::Kind::Text;
            term.field = field;
            term.value = value;
        } else if (named && *sign == u':' && field != QLatin1String("http") && field != QLatin1String("https")) {
            filter.m_errors << Words::tr("There is no field \"%1\". Known: %2.").arg(field, fields().join(QStringLiteral(", ")));
            continue;
        } else {
            term.value = value;
        }
        filter.m_terms.push_back(term);
    }
    return filter;
}

bool TrafficFilter::accepts(const management::TrafficRow& row) const {
    return std::all_of(m_terms.begin(), m_terms.end(), [&row](const Term& term) { return holds(term, row) != term.negated; });
}

}  // namespace mgc::ui
