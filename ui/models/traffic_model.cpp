#include "ui/models/traffic_model.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>
#include <algorithm>

#include "ui/models/cost_text.h"
#include "ui/models/metrics_history.h"

namespace mgc::ui {

namespace {

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

QString seconds(double milliseconds) {
    if (milliseconds >= 10000) return QLocale().toString(milliseconds / 1000, 'f', 1);
    return QLocale().toString(milliseconds / 1000, 'f', 2);
}

bool isNumeric(int column) {
    switch (column) {
        case TrafficModel::Number:
        case TrafficModel::FirstToken:
        case TrafficModel::Total:
        case TrafficModel::In:
        case TrafficModel::Out:
        case TrafficModel::Cost:
        case TrafficModel::PolicyTime:
            return true;
        default:
            return false;
    }
}

}  // namespace

QString clockTime(const std::string& isoTime, bool milliseconds) {
    const qint64 ms = millisecondsOf(isoTime);
    if (ms == 0) return {};
    return QDateTime::fromMSecsSinceEpoch(ms).toString(milliseconds ? QStringLiteral("HH:mm:ss.zzz") : QStringLiteral("HH:mm:ss"));
}

QString operationText(const management::TrafficRow& row) {
    const QString path = QUrl(text(row.url)).path();
    for (const char* known :
         {"chat/completions", "completions", "embeddings", "responses", "models", "images/generations", "deployments"}) {
        if (path.endsWith(QLatin1Char('/') + QLatin1String(known))) return QLatin1String(known);
    }
    if (!row.operationName.empty()) return text(row.operationName);
    if (!row.operationId.empty()) return text(row.operationId);
    return path;
}

QString notesText(const management::TrafficRow& row) {
    QStringList notes;
    if (row.stream) notes << TrafficModel::tr("stream");
    if (row.cachedTokens > 0) notes << TrafficModel::tr("cached %1").arg(row.cachedTokens);
    for (const std::string& flag : row.flags) {
        const QString word = text(flag);
        if (!notes.contains(word)) notes << word;
    }
    if (notes.isEmpty() && row.status >= 400 && !row.errorReason.empty()) notes << text(row.errorReason);
    return notes.join(QStringLiteral(", "));
}

TrafficModel::TrafficModel(QObject* parent) : QAbstractTableModel(parent) {}

int TrafficModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
int TrafficModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TrafficModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const management::TrafficRow& row = rowAt(index.row());
    if (role == IdRole) return static_cast<quint64>(row.id);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role == RawRole) {
        switch (index.column()) {
            case Number:
                return static_cast<quint64>(row.id);
            case Time:
                return text(row.time);
            case Status:
                return row.status;
            case FirstToken:
                return row.timeToFirstTokenMs;
            case Total:
                return row.totalMs;
            case In:
                return static_cast<qint64>(row.promptTokens);
            case Out:
                return static_cast<qint64>(row.completionTokens);
            case Cost:
                return row.cost.value_or(-1);
            case PolicyTime:
                return row.policyMs;
            default:
                break;
        }
    }
    if (role == Qt::ToolTipRole && index.column() == Operation) return text(row.url);
    if (role == Qt::ToolTipRole && index.column() == Cost) return costTip(row);
    if (role == Qt::ToolTipRole && index.column() == Notes) return notesText(row);
    if (role == Qt::AccessibleTextRole && index.column() == Status) return tr("status %1 %2").arg(row.status).arg(text(row.reason));
    if (role != Qt::DisplayRole && role != RawRole) return {};
    switch (index.column()) {
        case Number:
            return QString::number(row.id);
        case Time:
            return clockTime(row.time);
        case Method:
            return text(row.method);
        case Operation:
            return operationText(row);
        case Model:
            return text(row.model);
        case Status:
            return row.status > 0 ? QString::number(row.status) : tr("no answer");
        case FirstToken:
            return row.timeToFirstTokenMs > 0 ? QLocale().toString(row.timeToFirstTokenMs, 'f', 0) : QString();
        case Total:
            return seconds(row.totalMs);
        case In:
            return row.promptTokens > 0 ? QLocale().toString(static_cast<qlonglong>(row.promptTokens)) : QString();
        case Out:
            return row.completionTokens > 0 ? QLocale().toString(static_cast<qlonglong>(row.completionTokens)) : QString();
        case Cost:
            return costText(row);
        case Backend:
            return row.backendId.empty() ? tr("none") : text(row.backendId);
        case PolicyTime:
            return QLocale().toString(row.policyMs, 'f', 1);
        case Notes:
            return notesText(row);
        default:
            return {};
    }
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Number:
            return QStringLiteral("#");
        case Time:
            return tr("Time");
        case Method:
            return tr("Method");
        case Operation:
            return tr("Operation");
        case Model:
            return tr("Model");
        case Status:
            return tr("Status");
        case FirstToken:
            return tr("TTFT ms", "time to first token");
        case Total:
            return tr("Total s", "seconds");
        case In:
            return tr("In", "prompt tokens");
        case Out:
            return tr("Out", "completion tokens");
        case Cost:
            return tr("Cost");
        case Backend:
            return tr("Backend");
        case PolicyTime:
            return tr("Policy ms");
        case Notes:
            return tr("Notes");
        default:
            return {};
    }
}

int TrafficModel::find(quint64 id) const {
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), id, [](const auto& row, quint64 wanted) { return row.id < wanted; });
    return it != m_rows.end() && it->id == id ? static_cast<int>(it - m_rows.begin()) : -1;
}

void TrafficModel::append(const QVector<management::TrafficRow>& rows) {
    QVector<management::TrafficRow> fresh;
    fresh.reserve(rows.size());
    for (const auto& row : rows) {
        if (row.id <= m_lastId) continue;
        m_lastId = row.id;
        fresh.push_back(row);
    }
    if (fresh.isEmpty()) return;
    if (!m_isHeld) {
        insert(std::move(fresh));
        return;
    }
    m_held += fresh;
    if (m_held.size() > capacity) m_held.remove(0, m_held.size() - capacity);
    emit heldChanged(true, heldCount());
}

void TrafficModel::insert(QVector<management::TrafficRow> rows) {
    if (rows.size() > capacity) rows.remove(0, rows.size() - capacity);
    const int excess = static_cast<int>(m_rows.size()) + static_cast<int>(rows.size()) - capacity;
    if (excess > 0) {
        beginRemoveRows({}, 0, excess - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + excess);
        endRemoveRows();
    }
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void TrafficModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_held.clear();
    m_lastId = 0;  // a restarted engine counts from 1 again
    endResetModel();
    if (m_isHeld) emit heldChanged(true, 0);
}

void TrafficModel::ask(const QString& filter, quint64 id) {
    m_asked = {filter, id, true};
    emit asked();
}

TrafficModel::Asked TrafficModel::takeAsked() {
    const Asked taken = m_asked;
    m_asked = {};
    return taken;
}

void TrafficModel::setHeld(bool held) {
    if (held == m_isHeld) return;
    m_isHeld = held;
    QVector<management::TrafficRow> waiting;
    waiting.swap(m_held);
    if (!waiting.isEmpty()) insert(std::move(waiting));
    emit heldChanged(m_isHeld, 0);
}

}  // namespace mgc::ui
