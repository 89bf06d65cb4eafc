#include "ui/pages/policies/compare_dialog.h"

#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int kindRole = Qt::UserRole + 1;
constexpr qsizetype mostLines = 20000;
constexpr int mostEdits = 2000;

class LineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {px(200), px(24)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto kind = static_cast<DiffLine::Kind>(index.data(kindRole).toInt());
        if (kind != DiffLine::Kind::Same)
            painter->fillRect(option.rect, themeColor(kind == DiffLine::Kind::Added ? ColorRole::DiffAdd : ColorRole::DiffDel));
        const QString sign = kind == DiffLine::Kind::Same    ? QString()
                             : kind == DiffLine::Kind::Added ? QStringLiteral("+")
                                                             : QStringLiteral("-");
        paint::text(*painter, option.rect.adjusted(px(12), 0, 0, 0), sign, TextRole::CodeSmall, ColorRole::Muted);
        QString text = index.data(Qt::UserRole).toString();
        text.replace(QLatin1Char('\t'), QStringLiteral("    "));
        paint::text(*painter, option.rect.adjusted(px(32), 0, -px(8), 0), text, TextRole::CodeSmall, ColorRole::Text);
        if (option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, option.rect, px(2));
    }
};

}  // namespace

QList<DiffLine> diffLines(const QStringList& before, const QStringList& after) {
    QList<DiffLine> lines;
    const auto whole = [&] {
        lines.clear();
        for (const QString& line : before) lines << DiffLine{DiffLine::Kind::Removed, line};
        for (const QString& line : after) lines << DiffLine{DiffLine::Kind::Added, line};
        return lines;
    };
    const int n = static_cast<int>(before.size());
    const int m = static_cast<int>(after.size());
    if (n > mostLines || m > mostLines) return whole();
    const int limit = std::min(n + m, mostEdits);
    std::vector<std::vector<int>> trace;
    std::vector<int> furthest(static_cast<std::size_t>(2 * limit + 3), 0);
    const auto at = [&](std::vector<int>& values, int k) -> int& { return values[static_cast<std::size_t>(k + limit + 1)]; };
    int edits = -1;
    for (int d = 0; d <= limit && edits < 0; ++d) {
        trace.push_back(furthest);
        for (int k = -d; k <= d; k += 2) {
            int x = k == -d || (k != d && at(furthest, k - 1) < at(furthest, k + 1)) ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
            int y = x - k;
            while (x < n && y < m && before[x] == after[y]) ++x, ++y;
            at(furthest, k) = x;
            if (x >= n && y >= m) {
                edits = d;
                break;
            }
        }
    }
    if (edits < 0) return whole();
    int x = n;
    int y = m;
    for (int d = edits; d > 0; --d) {
        auto& values = trace[static_cast<std::size_t>(d)];
        const int k = x - y;
        const int previous = k == -d || (k != d && at(values, k - 1) < at(values, k + 1)) ? k + 1 : k - 1;
        const int px = at(values, previous);
        const int py = px - previous;
        while (x > px && y > py) lines.prepend({DiffLine::Kind::Same, before[--x]}), --y;
        if (x > px)
            lines.prepend({DiffLine::Kind::Removed, before[--x]});
        else if (y > py)
            lines.prepend({DiffLine::Kind::Added, after[--y]});
    }
    while (x > 0) lines.prepend({DiffLine::Kind::Same, before[--x]});
    return lines;
}

CompareDialog::CompareDialog(const QString& title, const std::string& before, const std::string& after, QWidget* parent) : QDialog(parent) {
    setWindowTitle(title);
    setAccessibleName(title);
    resize(px(900), px(600));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 16, 16, 16, 16);
    setSpacing(column, 12);
    column->addWidget(new Label(title, TextRole::SectionTitle, ColorRole::Text, this));
    auto* list = new QListView(this);
    list->setAccessibleName(tr("Differences"));
    list->setUniformItemSizes(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setItemDelegate(new LineDelegate(list));
    auto* model = new QStandardItemModel(list);
    const auto lines = [](const std::string& text) {
        return QString::fromStdString(text).remove(QLatin1Char('\r')).split(QLatin1Char('\n'));
    };
    int removed = 0;
    int added = 0;
    QModelIndex first;
    for (const DiffLine& line : diffLines(lines(before), lines(after))) {
        auto* item = new QStandardItem;
        item->setData(line.text, Qt::UserRole);
        item->setData(static_cast<int>(line.kind), kindRole);
        const QString said = line.kind == DiffLine::Kind::Same    ? line.text
                             : line.kind == DiffLine::Kind::Added ? tr("added: %1").arg(line.text)
                                                                  : tr("removed: %1").arg(line.text);
        item->setData(said, Qt::AccessibleTextRole);
        removed += line.kind == DiffLine::Kind::Removed;
        added += line.kind == DiffLine::Kind::Added;
        model->appendRow(item);
        if (line.kind != DiffLine::Kind::Same && !first.isValid()) first = model->indexFromItem(item);
    }
    list->setModel(model);
    if (first.isValid()) {
        list->setCurrentIndex(first);
        list->scrollTo(first, QAbstractItemView::PositionAtCenter);
    }
    column->addWidget(list, 1);
    column->addWidget(new Label(tr("%1 removed, %2 added").arg(removed).arg(added), TextRole::Hint, ColorRole::Muted, this));
    m_buttons = plainLayout<QHBoxLayout>();
    setSpacing(m_buttons, 8);
    m_buttons->addStretch();
    auto* close = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_buttons->addWidget(close);
    column->addLayout(m_buttons);
}

void CompareDialog::addChoice(const QString& text) {
    auto* button = new Button(text, {}, m_count == 0 ? ButtonKind::Normal : ButtonKind::Primary, this);
    connect(button, &QPushButton::clicked, this, [this, index = m_count] {
        m_chosen = index;
        accept();
    });
    ++m_count;
    m_buttons->addWidget(button);
}

int CompareDialog::choose() { return exec() == Accepted ? m_chosen : -1; }

}  // namespace mgc::ui
