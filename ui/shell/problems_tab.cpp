#include "ui/shell/problems_tab.h"

#include <QDir>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/documents/document_store.h"
#include "ui/pages/page.h"
#include "ui/pages/policies/fix_popup.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace_index.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/messages.h"

namespace mgc::ui {

namespace {

constexpr int severityRole = Qt::UserRole + 1;
constexpr int fixColumn = 3;
constexpr qsizetype mostRows = 2000;

class ProblemDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected) painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        paint::horizontalLine(*painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), themeColor(ColorRole::Line));
        QRect rect = option.rect.adjusted(px(8), 0, -px(8), -1);
        const QString text = index.data().toString();
        if (index.column() == 0) {
            const auto severity = static_cast<Severity>(index.data(severityRole).toInt());
            const bool error = severity == Severity::Error;
            icons::paint(*painter, QRect(rect.x(), rect.y(), px(16), rect.height()),
                         error                           ? QStringLiteral("error_circle")
                         : severity == Severity::Warning ? QStringLiteral("warning")
                                                         : QStringLiteral("info"),
                         px(16),
                         error                           ? ColorRole::Err
                         : severity == Severity::Warning ? ColorRole::Warn
                                                         : ColorRole::Info,
                         icons::Style::Filled);
            paint::text(*painter, rect.adjusted(px(24), 0, 0, 0), text, TextRole::Body, ColorRole::Text);
        } else if (index.column() == fixColumn) {
            if (text.isEmpty()) return;
            const int width = std::min(rect.width(), QFontMetrics(Theme::instance().font(TextRole::Tab)).horizontalAdvance(text) + px(36));
            const QRect button(rect.right() - width, rect.y() + px(2), width, rect.height() - px(4));
            paint::box(*painter, button, themeColor(option.state.testFlag(QStyle::State_MouseOver) ? ColorRole::Hover : ColorRole::Card),
                       themeColor(ColorRole::Line2), px(4));
            icons::paint(*painter, QRect(button.x() + px(8), button.y(), px(16), button.height()), QStringLiteral("lightbulb"), px(16),
                         ColorRole::Muted);
            paint::text(*painter, button.adjusted(px(28), 0, -px(6), 0), text, TextRole::Tab, ColorRole::Text);
        } else {
            paint::text(*painter, rect, text, TextRole::CodeSmall, ColorRole::Muted,
                        index.column() == 2 ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        }
    }
};

}  // namespace

ProblemsTab::ProblemsTab(PageContext& context, QWidget* parent)
    : QStackedWidget(parent), m_context(context), m_table(new QTableView(this)), m_model(new QStandardItemModel(this)) {
    setAccessibleName(tr("Problems panel"));
    addWidget(new EmptyState(QStringLiteral("checkmark_circle"), tr("No problems"),
                             tr("Every file of the workspace was read and every policy is valid."), this));
    m_table->setObjectName(QStringLiteral("problemsTable"));
    m_table->setAccessibleName(tr("Problems"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ProblemDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setMouseTracking(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
    m_table->verticalHeader()->setMinimumSectionSize(Theme::instance().metric(Metric::TableRow));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(px(60));
    m_table->horizontalHeader()->setAccessibleName(tr("Columns of the problems"));
    addWidget(m_table);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { open(index.row()); });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == fixColumn && !index.data().toString().isEmpty())
            fix(index.row());
        else
            open(index.row());
    });
    connect(&context.gateway, &GatewaySession::statusChanged, this, &ProblemsTab::collect);
    connect(&context.documents.checker(), &Checker::checked, this, &ProblemsTab::collect);
    connect(&context.documents.checker(), &Checker::workspaceChecked, this, &ProblemsTab::collect);
    collect();
}

void ProblemsTab::collect() {
    QVector<Row> rows;
    const auto& findings = m_context.documents.checker().findings();
    for (const auto& [path, finding] : findings)
        for (const auto& problem : finding.diagnostics.all()) {
            if (rows.size() >= mostRows) break;
            Row row{problem.severity,
                    QString::fromStdString(problem.code),
                    QString::fromStdString(problem.message),
                    path,
                    static_cast<int>(problem.range.begin.line),
                    static_cast<int>(problem.range.begin.column),
                    {},
                    finding.revision};
            for (const auto& fix : problem.fixes) row.fixes.push_back(fix);
            rows.push_back(std::move(row));
        }
    const QDir root(m_context.workspace.folder());
    for (const auto& problem : m_context.gateway.status().problems) {
        const QString file = root.absoluteFilePath(QString::fromStdString(problem.file));
        // A policy that is checked here is newer here.
        if (findings.count(file) > 0 || rows.size() >= mostRows) continue;
        rows.push_back({problem.severity == "error"     ? Severity::Error
                        : problem.severity == "warning" ? Severity::Warning
                                                        : Severity::Info,
                        QString::fromStdString(problem.code),
                        QString::fromStdString(problem.message),
                        problem.file.empty() ? QString() : file,
                        problem.line,
                        problem.column,
                        {},
                        0});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.severity < b.severity; });
    // While someone types, most checks find what the one before found.
    const bool same =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.looksLike(b); });
    m_rows = std::move(rows);
    if (same) return;
    m_errors =
        static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.severity == Severity::Error; }));
    m_warnings = static_cast<int>(m_rows.size()) - m_errors;
    fill();
    emit countsChanged(m_errors, m_warnings);
}

void ProblemsTab::fill() {
    const int current = m_table->currentIndex().row();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Problem"), tr("Code"), tr("Where"), tr("Fix")});
    const QDir root(m_context.workspace.folder());
    for (const Row& row : m_rows) {
        auto* text = new QStandardItem(row.message);
        text->setData(static_cast<int>(row.severity), severityRole);
        text->setToolTip(row.message);
        text->setData(tr("%1: %2").arg(row.severity == Severity::Error     ? tr("error")
                                       : row.severity == Severity::Warning ? tr("warning")
                                                                           : tr("note"),
                                       row.message),
                      Qt::AccessibleTextRole);
        const QString where =
            row.file.isEmpty() ? QString() : QStringLiteral("%1:%2:%3").arg(root.relativeFilePath(row.file)).arg(row.line).arg(row.column);
        m_model->appendRow({text, new QStandardItem(row.code), new QStandardItem(where),
                            new QStandardItem(row.fixes.isEmpty() ? QString() : QString::fromStdString(row.fixes.first().title))});
    }
    arrangeColumns();
    if (current >= 0 && current < m_rows.size()) m_table->setCurrentIndex(m_model->index(current, 0));
    setCurrentIndex(m_rows.isEmpty() ? 0 : 1);
}

bool ProblemsTab::Row::looksLike(const Row& other) const {
    return severity == other.severity && line == other.line && column == other.column && message == other.message && file == other.file &&
           code == other.code && fixes.size() == other.fixes.size() &&
           (fixes.isEmpty() || fixes.first().title == other.fixes.first().title);
}

void ProblemsTab::arrangeColumns() {
    if (m_table->horizontalHeader()->count() == 0) return;  // no rows yet, so no columns either
    m_table->verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
    // The message comes first: in a narrow window the others give way.
    const int width = this->width();
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setColumnHidden(1, width < px(620));
    m_table->setColumnHidden(2, width < px(480));
    m_table->setColumnWidth(1, px(80));
    m_table->setColumnWidth(2, std::min(px(230), width / 3));
    m_table->setColumnWidth(fixColumn, std::min(px(180), width / 3));
}

void ProblemsTab::resizeEvent(QResizeEvent* event) {
    QStackedWidget::resizeEvent(event);
    arrangeColumns();
}

void ProblemsTab::open(int row) {
    if (row >= 0 && row < m_rows.size() && !m_rows[row].file.isEmpty()) emit openAt(m_rows[row].file, m_rows[row].line);
}

void ProblemsTab::fix(int row) {
    if (row < 0 || row >= m_rows.size() || m_rows[row].fixes.isEmpty()) return;
    const Row chosen = m_rows[row];
    emit openAt(chosen.file, chosen.line);
    PolicyFile* file = m_context.documents.find(chosen.file);
    // A fix fits the text it was worked out on.
    if (file && (chosen.revision == 0 || chosen.revision == file->revision())) FixPopup::apply(*file, chosen.fixes.first());
}

}  // namespace mgc::ui
