#include "ui/widgets/charts/chart_table.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

QString csvField(QString text) {
    // A leading = + - @ makes spreadsheets run a formula; backend and key names come from requests.
    if (!text.isEmpty() && QStringLiteral("=+@").contains(text[0])) text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')) return text;
    return u'"' + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + u'"';
}

QString csvLine(const QVector<QString>& fields) {
    QStringList parts;
    for (const QString& field : fields) parts << csvField(field);
    return parts.join(u',') + QStringLiteral("\r\n");
}

}  // namespace

QString csvText(const ChartTable& table) {
    QString text = csvLine(table.columns);
    for (const auto& row : table.rawRows) text += csvLine(row);
    return text;
}

ChartTableDialog::ChartTableDialog(const QString& title, PanelContent* content, QWidget* parent)
    : QDialog(parent), m_content(content), m_table(new QTableWidget) {
    setWindowTitle(tr("%1 as a table").arg(title));
    resize(640, 520);
    auto* column = new QVBoxLayout(this);
    m_table->setAccessibleName(tr("Data of the chart %1").arg(title));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
    m_table->setShowGrid(false);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& text, auto action) {
        auto* button = new QPushButton(text);
        button->setAccessibleName(text);
        connect(button, &QPushButton::clicked, this, action);
        row->addWidget(button);
        return button;
    };
    add(tr("Refresh table"), [this] { fill(); });
    add(tr("Copy table as CSV"), [this] {
        if (m_content) QApplication::clipboard()->setText(csvText(m_content->table()));
    });
    row->addStretch(1);
    add(tr("Close table"), [this] { close(); })->setDefault(true);
    column->addLayout(row);
    fill();
}

void ChartTableDialog::fill() {
    if (!m_content) return;
    const ChartTable table = m_content->table();
    m_table->setColumnCount(static_cast<int>(table.columns.size()));
    m_table->setHorizontalHeaderLabels(QStringList(table.columns.begin(), table.columns.end()));
    m_table->setRowCount(static_cast<int>(table.rows.size()));
    for (int row = 0; row < table.rows.size(); ++row) {
        for (int column = 0; column < table.rows[row].size(); ++column) {
            auto* item = new QTableWidgetItem(table.rows[row][column]);
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            m_table->setItem(row, column, item);
        }
    }
    m_table->resizeColumnsToContents();
    m_table->scrollToBottom();
}

}  // namespace mgc::ui
