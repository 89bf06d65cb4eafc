#include "ui/pages/policies/refactor/change_tree.h"

#include <QHeaderView>

#include "policy/xml/source_text.h"
#include "ui/documents/text.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr int fileRole = Qt::UserRole + 1;
constexpr int changeRole = Qt::UserRole + 2;
constexpr int lineRole = Qt::UserRole + 3;

}  // namespace

ChangeTree::ChangeTree(QWidget* parent) : QTreeWidget(parent) {
    setObjectName(QStringLiteral("changeTree"));
    setAccessibleName(tr("Changes"));
    setColumnCount(3);
    setHeaderLabels({tr("Place"), tr("Now"), tr("Then")});
    header()->setAccessibleName(tr("Columns of the changes"));
    header()->setStretchLastSection(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem* item) {
        if (item->parent()) emit openFileAt(item->parent()->data(0, fileRole).toString(), item->data(0, lineRole).toInt());
    });
}

void ChangeTree::show(const QVector<FileChanges>& files, bool replaces) {
    clear();
    m_files = files;
    m_count = 0;
    setColumnHidden(2, !replaces);
    const QFont code = Theme::instance().font(TextRole::CodeSmall);
    for (qsizetype i = 0; i < files.size(); ++i) {
        const FileChanges& each = files[i];
        const policy::xml::SourceText source(each.file.text, {});
        auto* top = new QTreeWidgetItem(this, {each.file.relative, tr("%n places", nullptr, static_cast<int>(each.changes.size())), {}});
        top->setData(0, fileRole, each.file.path);
        top->setFlags(top->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
        for (qsizetype c = 0; c < each.changes.size(); ++c) {
            const TextChange& change = each.changes[c];
            const auto line = source.position(change.begin).line;
            const std::size_t begin = source.offset(line, 1);
            const std::string_view text = source.text();
            const std::size_t stop = std::min(text.find('\n', std::max(begin, change.end)), text.size());
            const QString before = toText(text.substr(begin, stop - begin));
            const QString after = toText(text.substr(begin, change.begin - begin)) + toText(change.replacement) +
                                  toText(text.substr(change.end, stop - change.end));
            auto* row = new QTreeWidgetItem(top, {tr("line %1").arg(line), before.trimmed(), after.trimmed()});
            row->setData(0, changeRole, static_cast<int>(c));
            row->setData(0, lineRole, static_cast<int>(line));
            row->setFlags(row->flags() | Qt::ItemIsUserCheckable);
            row->setCheckState(0, Qt::Checked);
            row->setFont(1, code);
            row->setFont(2, code);
            row->setToolTip(1, before.trimmed());
            row->setToolTip(2, after.trimmed());
            ++m_count;
        }
        top->setExpanded(true);
    }
    resizeColumnToContents(0);
    setColumnWidth(1, std::max(120, (viewport()->width() - columnWidth(0)) / (replaces ? 2 : 1)));
}

QVector<FileChanges> ChangeTree::chosen() const {
    QVector<FileChanges> files;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        FileChanges file{m_files[i].file, {}};
        for (int c = 0; c < topLevelItem(i)->childCount(); ++c)
            if (topLevelItem(i)->child(c)->checkState(0) == Qt::Checked) file.changes.push_back(m_files[i].changes[c]);
        if (!file.changes.isEmpty()) files.push_back(std::move(file));
    }
    return files;
}

}  // namespace mgc::ui
