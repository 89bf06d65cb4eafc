#include "ui/shell/palette_model.h"

#include <algorithm>

namespace mgc::ui {

namespace {

/// Lower is better; -1 where a word is missing.
int rank(const PaletteEntry& entry, const QStringList& words) {
    int score = 0;
    for (const QString& word : words) {
        const qsizetype inText = entry.text.indexOf(word, 0, Qt::CaseInsensitive);
        if (inText >= 0) {
            const bool start = inText == 0 || !entry.text[inText - 1].isLetterOrNumber();
            score += start ? static_cast<int>(std::min<qsizetype>(inText, 20)) : 40;
        } else if (entry.detail.contains(word, Qt::CaseInsensitive) || entry.group.contains(word, Qt::CaseInsensitive)) {
            score += 100;
        } else {
            return -1;
        }
    }
    return score;
}

}  // namespace

void PaletteModel::setEntries(QVector<PaletteEntry> entries) {
    m_all = std::move(entries);
    setFilter(m_words.join(QLatin1Char(' ')));
}

void PaletteModel::setFilter(const QString& words) {
    beginResetModel();
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    struct Match {
        int score;
        const PaletteEntry* entry;
    };
    QStringList groups;
    QVector<Match> matches;
    for (const PaletteEntry& entry : m_all) {
        const int score = rank(entry, m_words);
        if (score < 0) continue;
        matches.push_back({score, &entry});
        if (!groups.contains(entry.group)) groups << entry.group;
    }
    m_matches = static_cast<int>(matches.size());
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score < b.score; });
    if (matches.size() > maxShown) matches.resize(maxShown);
    m_shown.clear();
    if (matches.isEmpty()) m_shown.push_back({tr("Nothing matches"), {}, {}, {}, {}, {}, {}});
    for (const QString& group : groups) {
        bool headed = false;
        for (const Match& match : matches) {
            if (match.entry->group != group) continue;
            if (!headed) m_shown.push_back({group, {}, {}, {}, {}, {}, {}});
            headed = true;
            m_shown.push_back(*match.entry);
        }
    }
    endResetModel();
}

int PaletteModel::firstRow() const {
    for (int i = 0; i < m_shown.size(); ++i)
        if (!m_shown[i].isHeading()) return i;
    return -1;
}

int PaletteModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    const PaletteEntry& entry = m_shown[index.row()];
    if (role == Qt::DisplayRole) return entry.isHeading() ? entry.group : entry.text;
    if (role == Qt::AccessibleTextRole) {
        QString text = entry.isHeading() ? entry.group : entry.text;
        if (!entry.blocked.isEmpty())
            text += tr(", not available: %1").arg(entry.blocked);
        else if (!entry.detail.isEmpty())
            text += QStringLiteral(", ") + entry.detail;
        if (!entry.keys.isEmpty()) text += QStringLiteral(", ") + entry.keys;
        return text;
    }
    return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
    return m_shown[index.row()].isHeading() ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}  // namespace mgc::ui
