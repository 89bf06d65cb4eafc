#include "ui/pages/azure/text_table.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {
constexpr int mostRows = 50, shownRows = 3;
}

TextTable::TextTable(const QString& accessibleName, const QStringList& columns, QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(this)) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 4);
    setAccessibleName(accessibleName);
    m_table->setAccessibleName(accessibleName);
    m_table->setColumnCount(static_cast<int>(columns.size()));
    m_table->setHorizontalHeaderLabels(columns);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(px(28));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    setFixedHeightScaled(m_table, 28 * (shownRows + 1) + 2);
    column->addWidget(m_table);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 4);
    auto* more = new Button(tr("Add"), QStringLiteral("add"), ButtonKind::Ghost, this);
    more->setAccessibleName(tr("Add a row to %1").arg(accessibleName));
    auto* fewer = new Button(tr("Remove"), QStringLiteral("dismiss"), ButtonKind::Ghost, this);
    fewer->setAccessibleName(tr("Remove the chosen row of %1").arg(accessibleName));
    row->addWidget(more);
    row->addWidget(fewer);
    row->addStretch();
    column->addLayout(row);
    connect(more, &QPushButton::clicked, this, [this] {
        if (m_table->rowCount() >= mostRows) return;
        addRow({});
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->editItem(m_table->currentItem());
    });
    connect(fewer, &QPushButton::clicked, this, [this] {
        const int current = m_table->currentRow();
        m_table->removeRow(current < 0 ? m_table->rowCount() - 1 : current);
        emit edited();
    });
    connect(m_table, &QTableWidget::itemChanged, this, &TextTable::edited);
}

void TextTable::addRow(const QStringList& texts) {
    const QSignalBlocker quiet(m_table);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int i = 0; i < m_table->columnCount(); ++i) m_table->setItem(row, i, new QTableWidgetItem(texts.value(i)));
}

void TextTable::setRows(const QVector<QStringList>& rows) {
    {
        const QSignalBlocker quiet(m_table);
        m_table->setRowCount(0);
    }
    for (const QStringList& row : rows) addRow(row);
    emit edited();
}

QVector<QStringList> TextTable::rows() const {
    QVector<QStringList> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList texts;
        bool any = false;
        for (int i = 0; i < m_table->columnCount(); ++i) {
            const QTableWidgetItem* item = m_table->item(row, i);
            texts << (item ? item->text().trimmed() : QString());
            any = any || !texts.last().isEmpty();
        }
        if (any) rows << texts;
    }
    return rows;
}

}  // namespace mgc::ui
