#include "ui/pages/azure/diff_rows.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>
#include <QStringList>

namespace mgc::ui {

namespace {

QString shown(const std::string& text) {
    return QString::fromStdString(text).replace(QLatin1Char('\t'), QStringLiteral("    ")).remove(QLatin1Char('\r'));
}

/// Marks what is between the common head and the common tail of two lines.
void markWords(DiffRow& row) {
    const QString &a = row.beforeText, &b = row.afterText;
    const int most = static_cast<int>(qMin(a.size(), b.size()));
    int head = 0, tail = 0;
    while (head < most && a[head] == b[head]) ++head;
    while (tail < most - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    // Values are marked whole, with their quotes.
    const auto inWord = [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char('"');
    };
    while (head > 0 && inWord(a[head - 1])) --head;
    while (tail > 0 && inWord(a[a.size() - tail])) --tail;
    const bool mostlyOther = head + tail < most / 4;
    if (mostlyOther) return;
    row.beforeWord = {head, static_cast<int>(a.size()) - head - tail};
    row.afterWord = {head, static_cast<int>(b.size()) - head - tail};
}

/// Calls `block` for each run of removed and added lines, `same` for the others.
template <class Same, class Block>
void walk(const std::vector<azure::DiffLine>& lines, Same same, Block block) {
    for (std::size_t i = 0; i < lines.size();) {
        if (lines[i].mark == ' ') {
            same(lines[i++]);
            continue;
        }
        std::vector<const azure::DiffLine*> removed, added;
        for (; i < lines.size() && lines[i].mark != ' '; ++i) (lines[i].mark == '-' ? removed : added).push_back(&lines[i]);
        block(removed, added);
    }
}

DiffRow pairOf(const azure::DiffLine* before, const azure::DiffLine* after) {
    DiffRow row;
    row.kind = before && after ? DiffRow::Kind::Changed : before ? DiffRow::Kind::Removed : DiffRow::Kind::Added;
    if (before) row.before = before->before, row.beforeText = shown(before->text);
    if (after) row.after = after->after, row.afterText = shown(after->text);
    if (before && after) markWords(row);
    return row;
}

DiffRow sameRow(const azure::DiffLine& line) {
    return {DiffRow::Kind::Same, line.before, line.after, shown(line.text), shown(line.text), {}, {}};
}

struct Tag {
    QString name;
    QMap<QString, QString> attributes;
};

QVector<Tag> tagsOf(const QString& text) {
    static const QRegularExpression tag(QStringLiteral("<([A-Za-z][\\w.-]*)([^<>]*)"));
    static const QRegularExpression attribute(QStringLiteral("([\\w:.-]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')"));
    QVector<Tag> tags;
    for (auto found = tag.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        Tag one{match.captured(1), {}};
        for (auto each = attribute.globalMatch(match.captured(2)); each.hasNext();) {
            const auto value = each.next();
            one.attributes[value.captured(1)] = value.captured(2).mid(1, value.captured(2).size() - 2);
        }
        tags << one;
    }
    return tags;
}

QString words(const char* text) { return QCoreApplication::translate("mgc::ui::DiffView", text); }

}  // namespace

QVector<DiffRow> inlineRows(const std::vector<azure::DiffLine>& lines) {
    QVector<DiffRow> rows;
    walk(
        lines, [&](const azure::DiffLine& line) { rows << sameRow(line); },
        [&](const auto& removed, const auto& added) {
            QVector<DiffRow> plus;
            for (std::size_t i = 0; i < qMax(removed.size(), added.size()); ++i) {
                const DiffRow pair = pairOf(i < removed.size() ? removed[i] : nullptr, i < added.size() ? added[i] : nullptr);
                if (i < removed.size()) rows << DiffRow{DiffRow::Kind::Removed, pair.before, 0, pair.beforeText, {}, pair.beforeWord, {}};
                if (i < added.size()) plus << DiffRow{DiffRow::Kind::Added, 0, pair.after, {}, pair.afterText, {}, pair.afterWord};
            }
            rows += plus;
        });
    return rows;
}

QVector<DiffRow> sideBySideRows(const std::vector<azure::DiffLine>& lines) {
    QVector<DiffRow> rows;
    walk(
        lines, [&](const azure::DiffLine& line) { rows << sameRow(line); },
        [&](const auto& removed, const auto& added) {
            for (std::size_t i = 0; i < qMax(removed.size(), added.size()); ++i)
                rows << pairOf(i < removed.size() ? removed[i] : nullptr, i < added.size() ? added[i] : nullptr);
        });
    return rows;
}

QString diffInWords(const std::vector<azure::DiffLine>& lines) {
    constexpr int mostParts = 3;
    QStringList parts;
    walk(
        lines, [](const azure::DiffLine&) {},
        [&](const auto& removed, const auto& added) {
            QString before, after;
            for (const auto* line : removed) before += shown(line->text) + QLatin1Char('\n');
            for (const auto* line : added) after += shown(line->text) + QLatin1Char('\n');
            QVector<Tag> old = tagsOf(before);
            for (const Tag& now : tagsOf(after)) {
                const auto same = std::find_if(old.begin(), old.end(), [&](const Tag& tag) { return tag.name == now.name; });
                if (same == old.end()) {
                    parts << words("%1 is added").arg(now.name);
                    continue;
                }
                for (auto each = now.attributes.cbegin(); each != now.attributes.cend(); ++each)
                    if (!same->attributes.contains(each.key()))
                        parts << words("%1 gets %2 %3").arg(now.name, each.key(), each.value());
                    else if (same->attributes[each.key()] != each.value())
                        parts << words("%1 of %2 goes from %3 to %4").arg(each.key(), now.name, same->attributes[each.key()], each.value());
                for (auto each = same->attributes.cbegin(); each != same->attributes.cend(); ++each)
                    if (!now.attributes.contains(each.key())) parts << words("%1 loses %2").arg(now.name, each.key());
                old.erase(same);
            }
            for (const Tag& gone : old) parts << words("%1 is removed").arg(gone.name);
        });
    if (parts.isEmpty()) return {};
    const int more = static_cast<int>(parts.size()) - mostParts;
    QString text = parts.mid(0, mostParts).join(QStringLiteral("; "));
    if (more > 0) text += words("; and %1 more").arg(more);
    return text + QLatin1Char('.');
}

}  // namespace mgc::ui
