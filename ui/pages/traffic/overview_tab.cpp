#include "ui/pages/traffic/overview_tab.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLocale>

#include "ui/models/traffic_model.h"
#include "ui/pages/traffic/why_box.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/charts/step_strip.h"

namespace mgc::ui {

namespace {

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

QString bytes(std::uint64_t count) { return QLocale().formattedDataSize(static_cast<qint64>(count)); }

}  // namespace

OverviewTab::OverviewTab(QWidget* parent)
    : QScrollArea(parent), m_why(new WhyBox), m_strip(new StepStrip), m_facts(new QWidget), m_grid(new QGridLayout(m_facts)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Overview of the request"));
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_why);
    m_strip->setAccessibleName(tr("Where the time went"));
    column->addWidget(m_strip);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(3, 1);
    column->addWidget(m_facts);
    column->addStretch(1);
    setWidget(inside);
    viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    connect(m_why, &WhyBox::sameCauseRequested, this, &OverviewTab::sameCauseRequested);
}

void OverviewTab::addFact(int column, const QString& name, const QString& value, bool code) {
    if (value.isEmpty()) return;
    const int row = m_rows[column]++;
    m_grid->setRowMinimumHeight(row, px(20));  // elided labels would let themselves be squeezed
    m_grid->addWidget(new Label(name, TextRole::Body, ColorRole::Muted), row, column * 2);
    auto* shown = new Label(value, code ? TextRole::CodeSmall : TextRole::Body);
    shown->setElide(Qt::ElideMiddle);
    m_grid->addWidget(shown, row, column * 2 + 1);
}

void OverviewTab::setDetail(const management::RequestDetail& detail) {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows[0] = m_rows[1] = 0;
    m_why->setDetail(detail);
    const auto blocks = stepBlocks(detail);
    m_strip->setBlocks(blocks);
    m_strip->setVisible(!blocks.isEmpty());
    const auto& row = detail.row;
    const QLocale locale;
    addFact(0, tr("Status"), QStringLiteral("%1 %2").arg(row.status).arg(text(row.reason)).trimmed());
    addFact(0, tr("Received"), clockTime(row.time));
    addFact(0, tr("Total"), tr("%1 ms").arg(locale.toString(row.totalMs, 'f', row.totalMs < 100 ? 1 : 0)));
    if (row.timeToFirstTokenMs > 0) addFact(0, tr("Time to first token"), tr("%1 ms").arg(locale.toString(row.timeToFirstTokenMs, 'f', 0)));
    addFact(0, tr("Policies"), tr("%1 ms").arg(locale.toString(row.policyMs, 'f', 2)));
    if (row.promptTokens + row.completionTokens > 0)
        addFact(0, tr("Tokens"),
                tr("%1 in, %2 out")
                    .arg(locale.toString(static_cast<qlonglong>(row.promptTokens)),
                         locale.toString(static_cast<qlonglong>(row.completionTokens))));
    addFact(0, tr("Sizes"), tr("request %1, response %2").arg(bytes(row.requestBytes), bytes(row.responseBytes)));
    addFact(0, tr("Notes"), notesText(row));
    addFact(1, tr("API"), text(row.apiId));
    addFact(1, tr("Operation"), row.operationName.empty() ? text(row.operationId) : text(row.operationName));
    addFact(1, tr("Model"), text(row.model));
    addFact(1, tr("Subscription"), row.subscriptionId.empty() ? tr("none") : text(row.subscriptionId));
    addFact(1, tr("Backend"), row.backendId.empty() ? tr("none was called") : text(row.backendId));
    addFact(1, tr("Caller"), text(row.clientIp), true);
    addFact(1, tr("Request id"), text(row.requestId), true);
    addFact(1, tr("URL"), text(row.url), true);
}

}  // namespace mgc::ui
