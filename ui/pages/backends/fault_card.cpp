#include "ui/pages/backends/fault_card.h"

#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QJsonObject>
#include <QLocale>
#include <QSpinBox>
#include <QTableWidget>
#include <algorithm>

#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

/// Faults that this card has started carry this mark in their id, so that rules of the workspace's profile are left alone.
const QString ours = QStringLiteral("console-");
constexpr int longestSeconds = 3600;
constexpr qsizetype keptFaults = 20;
/// Width of the card, unzoomed, at which all choices and buttons stand in one row.
constexpr int leastForOneRow = 700;

QString answerOf(const QJsonObject& fault) {
    if (fault.value(QStringLiteral("connectRefused")).toBool()) return FaultCard::tr("connection refused");
    if (const int status = fault.value(QStringLiteral("status")).toInt(); status > 0) {
        const int retryAfter = fault.value(QStringLiteral("retryAfterMs")).toInt();
        return retryAfter > 0 ? FaultCard::tr("%1 Retry-After %2").arg(status).arg(retryAfter / 1000) : QString::number(status);
    }
    if (const int latency = fault.value(QStringLiteral("latencyMs")).toInt(); latency > 0)
        return FaultCard::tr("first token + %1 ms").arg(latency);
    if (fault.contains(QStringLiteral("cutAfterChunk")))
        return FaultCard::tr("stream cut after %1 chunks").arg(fault.value(QStringLiteral("cutAfterChunk")).toInt());
    if (fault.contains(QStringLiteral("filterPrompt"))) return FaultCard::tr("400 content filter");
    return FaultCard::tr("other");
}

QDateTime timeOf(const QJsonObject& match, const QString& name) {
    return QDateTime::fromString(match.value(name).toString(), Qt::ISODateWithMs);
}

}  // namespace

FaultCard::FaultCard(GatewaySession& gateway, ActionRegistry& actions, QWidget* parent)
    : Card(tr("Try a failure"), parent), m_gateway(gateway) {
    auto* scope = m_scope = new Label(tr("simulated backends only; nothing in Azure is touched"), TextRole::Body, ColorRole::Muted, this);
    scope->setElide(Qt::ElideRight);
    header()->addWidget(scope);
    header()->addStretch();
    m_clear = new Button(tr("Clear faults"), QStringLiteral("arrow_reset"), ButtonKind::Normal, this);
    header()->addWidget(m_clear);
    auto* row = m_row = plainLayout<QHBoxLayout>();
    setMargins(row, 16, 0, 16, 12);
    setSpacing(row, 8);
    m_kind = new QComboBox(this);
    m_kind->setAccessibleName(tr("Kind of failure"));
    m_region = new QComboBox(this);
    for (QComboBox* box : {m_kind, m_region}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_region->setAccessibleName(tr("Simulated backend that fails"));
    m_seconds = new QSpinBox(this);
    m_seconds->setRange(1, longestSeconds);
    m_seconds->setValue(30);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setAccessibleName(tr("Seconds the failure lasts"));
    m_start = new Button(tr("Start fault"), QStringLiteral("flash"), ButtonKind::Normal, this);
    auto* send = m_send = new Button(tr("Send 50"), QStringLiteral("send"), ButtonKind::Primary, this);
    send->setAccessibleName(tr("Send 50 requests to the backends"));
    row->addWidget(m_kind);
    row->addWidget(new Label(tr("on"), TextRole::Body, ColorRole::Text, this));
    row->addWidget(m_region);
    row->addWidget(new Label(tr("for"), TextRole::Body, ColorRole::Text, this));
    row->addWidget(m_seconds);
    row->addWidget(m_start);
    row->addStretch();
    row->addWidget(send);
    body()->addLayout(row);
    m_failure = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_failure->setContentsMargins(px(16), 0, px(16), px(8));
    m_failure->hide();
    body()->addWidget(m_failure);
    m_table = new QTableWidget(0, 6, this);
    m_table->setAccessibleName(tr("Faults started here"));
    m_table->setHorizontalHeaderLabels({tr("Fault"), tr("Backend"), tr("Answer"), tr("Started"), tr("State"), tr("Calls hit")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int narrow : {2, 3, 4, 5}) m_table->horizontalHeader()->setSectionResizeMode(narrow, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setFocusPolicy(Qt::StrongFocus);
    m_table->hide();
    m_table->horizontalHeaderItem(5)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* inset = plainLayout<QVBoxLayout>();
    setMargins(inset, 10, 0, 10, 10);  // with the cells' own margin: the text stands under the title
    inset->addWidget(m_table);
    body()->addLayout(inset);
    m_none = new Label(tr("Nothing fails now. Start a fault, then send 50: retries, the breaker's trip and its recovery show above."),
                       TextRole::Hint, ColorRole::Muted, this);
    m_none->setElide(Qt::ElideRight);
    m_none->setContentsMargins(px(16), 0, px(16), px(14));
    body()->addWidget(m_none);
    connect(m_start, &QPushButton::clicked, this, &FaultCard::start);
    connect(m_clear, &QPushButton::clicked, this, &FaultCard::clear);
    connect(send, &QPushButton::clicked, this, [&actions] { actions.trigger(QStringLiteral("burst.start")); });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &FaultCard::refresh);
    connect(&gateway, &GatewaySession::stateChanged, this, &FaultCard::refresh);
}

void FaultCard::setBackend(const QString& name) {
    if (const int at = m_region->findText(name); at >= 0) m_region->setCurrentIndex(at);
}

void FaultCard::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    refresh();
    m_tick.start();
}

void FaultCard::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    m_tick.stop();
}

void FaultCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    const bool narrow = width() < px(leastForOneRow);
    if (narrow == m_narrow) return;
    m_narrow = narrow;
    // The choices keep their words; what sends moves up to what clears.
    m_scope->setVisible(!narrow);
    m_table->horizontalHeader()->setSectionResizeMode(1, narrow ? QHeaderView::ResizeToContents : QHeaderView::Stretch);
    (narrow ? m_row : header())->removeWidget(m_send);
    (narrow ? header() : m_row)->addWidget(m_send);
}

void FaultCard::refresh() {
    const bool runs = m_gateway.isRunning();
    m_start->setEnabled(runs && m_region->count() > 0);
    m_clear->setEnabled(runs && m_table->rowCount() > 0);
    if (!runs || !isVisible()) return;
    m_gateway.client().fetchSimulator(this, [this](Result<QJsonObject> answer) {
        if (answer) take(*answer);
    });
}

void FaultCard::take(const QJsonObject& simulator) {
    m_faults = simulator.value(QStringLiteral("faults")).toArray();
    if (m_kind->count() == 0) {
        m_presets = simulator.value(QStringLiteral("presets")).toArray();
        for (const auto& preset : m_presets) m_kind->addItem(preset.toObject().value(QStringLiteral("title")).toString());
    }
    QStringList regions;
    for (const auto& region : simulator.value(QStringLiteral("regions")).toArray())
        regions << region.toObject().value(QStringLiteral("id")).toString();
    QStringList shown;
    for (int i = 0; i < m_region->count(); ++i) shown << m_region->itemText(i);
    if (shown != regions) {
        const QString kept = m_region->currentText();
        m_region->clear();
        m_region->addItems(regions);
        setBackend(kept);
    }
    m_start->setEnabled(!regions.isEmpty());
    showRows(simulator.value(QStringLiteral("stats")).toObject().value(QStringLiteral("faults")).toObject());
}

void FaultCard::showRows(const QJsonObject& hits) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVector<QJsonObject> rules;
    for (const auto& value : m_faults)
        if (const QJsonObject rule = value.toObject(); rule.value(QStringLiteral("id")).toString().startsWith(ours)) rules.prepend(rule);
    m_table->setRowCount(static_cast<int>(rules.size()));
    m_table->setVisible(!rules.isEmpty());
    m_none->setVisible(rules.isEmpty());
    const int rowHeight = Theme::instance().metric(Metric::TableRow);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rowHeight * std::min(6, static_cast<int>(rules.size())) +
                            px(4));
    m_clear->setEnabled(!rules.isEmpty());
    for (int row = 0; row < rules.size(); ++row) {
        const QJsonObject& rule = rules[row];
        const QJsonObject match = rule.value(QStringLiteral("match")).toObject();
        const QDateTime until = timeOf(match, QStringLiteral("until"));
        const qint64 left = (now.msecsTo(until) + 999) / 1000;
        const QString texts[] = {rule.value(QStringLiteral("title")).toString(),
                                 match.value(QStringLiteral("region")).toString(),
                                 answerOf(rule.value(QStringLiteral("fault")).toObject()),
                                 QLocale().toString(timeOf(match, QStringLiteral("from")).toLocalTime().time(), QStringLiteral("HH:mm:ss")),
                                 left > 0 ? tr("active, %1 s left").arg(left) : tr("ended"),
                                 QLocale().toString(hits.value(rule.value(QStringLiteral("id")).toString()).toInt())};
        for (int column = 0; column < 6; ++column) {
            QTableWidgetItem* item = m_table->item(row, column);
            if (!item) m_table->setItem(row, column, item = new QTableWidgetItem);
            item->setText(texts[column]);
            if (column == 4) {
                item->setForeground(themeColor(left > 0 ? ColorRole::Err : ColorRole::Muted));
                item->setIcon(left > 0 ? icons::get(QStringLiteral("flash"), ColorRole::Err) : QIcon());
            }
            if (column == 5) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
    }
}

void FaultCard::start() {
    if (m_kind->currentIndex() < 0 || m_kind->currentIndex() >= m_presets.size()) return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonObject rule = m_presets[m_kind->currentIndex()].toObject();
    rule[QStringLiteral("id")] = ours + QString::number(now.toMSecsSinceEpoch());
    rule[QStringLiteral("enabled")] = true;
    QJsonObject match = rule.value(QStringLiteral("match")).toObject();
    match[QStringLiteral("region")] = m_region->currentText();
    match[QStringLiteral("from")] = now.toString(Qt::ISODateWithMs);
    match[QStringLiteral("until")] = now.addSecs(m_seconds->value()).toString(Qt::ISODateWithMs);
    rule[QStringLiteral("match")] = match;
    QJsonArray faults = m_faults;
    faults.append(rule);
    // Ended ones of this card make room first; rules of the profile stay.
    qsizetype count = 0;
    for (qsizetype i = faults.size() - 1; i >= 0; --i) {
        if (!faults[i].toObject().value(QStringLiteral("id")).toString().startsWith(ours)) continue;
        if (++count > keptFaults) faults.removeAt(i);
    }
    put(faults);
}

void FaultCard::clear() {
    QJsonArray kept;
    for (const auto& value : m_faults)
        if (!value.toObject().value(QStringLiteral("id")).toString().startsWith(ours)) kept.append(value);
    put(kept);
}

void FaultCard::put(const QJsonArray& faults) {
    m_gateway.client().putSimulator({{QStringLiteral("faults"), faults}}, this, [this](Result<QJsonObject> answer) {
        m_failure->setVisible(!answer);
        if (!answer) m_failure->setText(tr("The simulator refused it: %1").arg(QString::fromStdString(answer.error().message)));
        refresh();
    });
}

}  // namespace mgc::ui
