#include "ui/pages/azure/observe_panels.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMap>
#include <QPlainTextEdit>
#include <QTableWidget>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"
#include "ui/widgets/charts/chart_panel.h"
#include "ui/widgets/charts/chart_plot.h"
#include "ui/widgets/charts/cursor_hub.h"

namespace mgc::ui {

namespace {

constexpr int mostRows = 1000, mostSeries = 6;
constexpr double minuteMs = 60'000;
constexpr std::array roles{ColorRole::Chart1, ColorRole::Chart4, ColorRole::Chart3,
                           ColorRole::Chart2, ColorRole::Chart5, ColorRole::Chart6};
constexpr std::array styles{LineStyle::Solid, LineStyle::Dash, LineStyle::Dot};

QComboBox* spans(QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(LogsPanel::tr("Time span"));
    box->addItem(LogsPanel::tr("last hour"), QStringLiteral("PT1H"));
    box->addItem(LogsPanel::tr("last 4 hours"), QStringLiteral("PT4H"));
    box->addItem(LogsPanel::tr("last day"), QStringLiteral("P1D"));
    box->addItem(LogsPanel::tr("last week"), QStringLiteral("P7D"));
    return box;
}

QString shown(const azure::Json& value) {
    return text(value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : value.dump());
}

bool isNumber(const std::string& type) {
    return type == "long" || type == "int" || type == "real" || type == "decimal" || type == "double";
}

void fit(ChartFrame& frame) {
    frame.fromMs = 0;
    for (const ChartSeries& series : frame.series)
        for (const QPointF& point : series.points) {
            frame.fromMs = frame.fromMs == 0 ? point.x() : qMin(frame.fromMs, point.x());
            frame.toMs = qMax(frame.toMs, point.x());
        }
    frame.toMs += frame.kind == ChartKind::StackedBars ? frame.bucketMs : 0;
    if (frame.toMs <= frame.fromMs) frame.toMs = frame.fromMs + minuteMs;
}

}  // namespace

ChartFrame chartOf(const azure::QueryTable& table) {
    ChartFrame frame;
    frame.gapMs = 1e15;  // bins without rows are not gaps
    int time = -1, name = -1;
    QVector<int> numbers;
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
        const std::string& type = table.types[static_cast<std::size_t>(i)];
        if (type == "datetime" && time < 0) time = i;
        if (type == "string" && name < 0) name = i;
        // Status codes are numbers that nobody draws.
        if (isNumber(type) && !table.columns[static_cast<std::size_t>(i)].ends_with("Code")) numbers << i;
    }
    if (time < 0 || numbers.isEmpty()) return frame;
    QMap<QString, ChartSeries> series;
    for (const auto& row : table.rows) {
        const QDateTime at = QDateTime::fromString(shown(row[static_cast<std::size_t>(time)]), Qt::ISODate);
        if (!at.isValid()) continue;
        for (const int column : numbers) {
            const azure::Json& value = row[static_cast<std::size_t>(column)];
            if (!value.is_number()) continue;
            QString key = text(table.columns[static_cast<std::size_t>(column)]);
            if (name >= 0) key = shown(row[static_cast<std::size_t>(name)]) + QLatin1Char(' ') + key;
            if (!series.contains(key) && series.size() >= mostSeries) continue;
            series[key].points << QPointF(static_cast<double>(at.toMSecsSinceEpoch()), value.get<double>());
        }
    }
    int index = 0;
    for (auto each = series.begin(); each != series.end(); ++each, ++index) {
        std::sort(each->points.begin(), each->points.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); });
        each->name = each.key();
        each->role = roles[static_cast<std::size_t>(index) % roles.size()];
        each->style = styles[static_cast<std::size_t>(index) % styles.size()];
        frame.series << *each;
    }
    fit(frame);
    return frame;
}

Result<std::string> logWorkspaceOf(azure::ArmClient& arm, const std::string& subscription, const std::string& group) {
    auto workspace = azure::findLogWorkspace(arm, subscription, group);
    if (!workspace && workspace.error().code == "WorkspaceNotFound" && !group.empty())
        return azure::findLogWorkspace(arm, subscription, {});
    return workspace;
}

LogsPanel::LogsPanel(AzureState& state, QWidget* parent) : QWidget(parent), m_state(state), m_hub(new CursorHub(this)) {
    auto* row = plainLayout<QHBoxLayout>(this);
    setSpacing(row, 12);
    auto* card = new Card(tr("Query"), this);
    setFixedWidthScaled(card, 400);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 10);
    m_saved = new QComboBox(card);
    m_saved->setAccessibleName(tr("Saved query"));
    for (const azure::SavedQuery& saved : azure::savedQueries())
        m_saved->addItem(text(std::string(saved.title)), text(std::string(saved.text)));
    m_span = spans(card);
    m_query = new QPlainTextEdit(card);
    m_query->setAccessibleName(tr("KQL"));
    m_query->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_query->setTabChangesFocus(true);
    m_run = new Button(tr("Run query"), QStringLiteral("play"), ButtonKind::Primary, card);
    m_copy = new Button(tr("Copy CSV"), QStringLiteral("copy"), ButtonKind::Normal, card);
    auto* buttons = plainLayout<QHBoxLayout>();
    setSpacing(buttons, 8);
    buttons->addWidget(m_run);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    body->addWidget(m_saved);
    body->addWidget(m_span);
    body->addWidget(m_query, 1);
    body->addLayout(buttons);
    row->addWidget(card);
    auto* right = plainLayout<QVBoxLayout>();
    setSpacing(right, 12);
    m_plot = new ChartPlot(*m_hub, tr("Answer over time"), this);
    m_chart = new ChartPanel(tr("Answer over time"), {}, m_plot, this);
    m_chart->setEmptyState({tr("Nothing to draw"),
                            tr("An answer with a time and a number column is drawn here, for example Tokens by model and minute."),
                            {}});
    right->addWidget(m_chart, 2);
    auto* rows = new Card(tr("Rows"), this);
    rows->setHeaderLine(true);
    m_count = new Label({}, TextRole::Body, ColorRole::Muted, rows);
    rows->header()->addWidget(m_count, 1);
    m_table = new QTableWidget(rows);
    m_table->setAccessibleName(tr("Rows of the answer"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(px(28));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    rows->body()->addWidget(m_table, 1);
    right->addWidget(rows, 3);
    row->addLayout(right, 1);
    connect(m_saved, &QComboBox::currentIndexChanged, this, [this] { m_query->setPlainText(m_saved->currentData().toString()); });
    m_query->setPlainText(m_saved->itemData(0).toString());
    connect(m_run, &QPushButton::clicked, this, &LogsPanel::run);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QStringList lines{QString()};
        for (const std::string& column : m_shown.columns) lines[0] += (lines[0].isEmpty() ? QString() : QStringLiteral(",")) + text(column);
        for (const auto& cells : m_shown.rows) {
            QStringList quoted;
            for (const azure::Json& cell : cells)
                quoted << QLatin1Char('"') + shown(cell).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
            lines << quoted.join(QLatin1Char(','));
        }
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    });
}

void LogsPanel::refresh() {
    m_run->setEnabled(!m_state.work.isBusy() && m_state.signedIn && !m_state.subscription.isEmpty());
    m_copy->setEnabled(!m_shown.rows.empty());
}

void LogsPanel::run() {
    const std::string subscription = m_state.subscription.toStdString(),
                      group = m_state.service ? m_state.service->resourceGroup : std::string();
    m_state.run<azure::QueryTable>(
        tr("Asking the logs"),
        [subscription, group, query = m_query->toPlainText().toStdString(), span = m_span->currentData().toString().toStdString()](
            azure::Session& session, const azure::ProgressHandler&) -> Result<azure::QueryTable> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            MGC_TRY_ASSIGN(const std::string workspace, logWorkspaceOf(*arm, subscription, group));
            return azure::runQuery(*arm, workspace, query, span);
        },
        [this](const azure::QueryTable& table) { show(table); });
}

void LogsPanel::show(const azure::QueryTable& table) {
    m_shown = table;
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(table.columns.size()));
    QStringList heads;
    for (const std::string& column : table.columns) heads << text(column);
    m_table->setHorizontalHeaderLabels(heads);
    const int count = qMin(mostRows, static_cast<int>(table.rows.size()));
    m_table->setRowCount(count);
    for (int row = 0; row < count; ++row)
        for (int column = 0; column < m_table->columnCount(); ++column) {
            const auto& cells = table.rows[static_cast<std::size_t>(row)];
            auto* item =
                new QTableWidgetItem(column < static_cast<int>(cells.size()) ? shown(cells[static_cast<std::size_t>(column)]) : QString());
            if (isNumber(table.types[static_cast<std::size_t>(column)])) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(item->text());
            m_table->setItem(row, column, item);
        }
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_count->setText(count == static_cast<int>(table.rows.size()) ? tr("%n row(s)", nullptr, count)
                                                                  : tr("%1 of %2 rows").arg(count).arg(table.rows.size()));
    m_plot->resetAxis();
    m_plot->setFrame(chartOf(table));
    m_chart->refresh();
    if (!table.partialError.empty()) m_state.tell(paint::Tone::Warn, tr("The answer is not complete"), text(table.partialError));
}

MetricsPanel::MetricsPanel(AzureState& state, QWidget* parent) : QWidget(parent), m_state(state), m_hub(new CursorHub(this)) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 12);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_span = spans(this);
    m_read = new Button(tr("Read metrics"), QStringLiteral("arrow_clockwise"), ButtonKind::Primary, this);
    row->addWidget(m_span);
    row->addWidget(m_read);
    row->addWidget(new Label(tr("Azure Monitor, by minute; minutes without calls are missing"), TextRole::Hint, ColorRole::Muted, this));
    row->addStretch();
    column->addLayout(row);
    m_requestsPlot = new ChartPlot(*m_hub, tr("Requests"), this);
    m_requests = new ChartPanel(tr("Requests"), tr("per minute"), m_requestsPlot, this);
    m_durationPlot = new ChartPlot(*m_hub, tr("Duration"), this);
    m_durations = new ChartPanel(tr("Duration"), tr("ms, average"), m_durationPlot, this);
    for (ChartPanel* panel : {m_requests, m_durations}) {
        panel->setEmptyState({tr("Not read yet"), tr("Read metrics asks Azure Monitor about the chosen service."), {}});
        column->addWidget(panel, 1);
    }
    connect(m_read, &QPushButton::clicked, this, &MetricsPanel::read);
}

void MetricsPanel::refresh() { m_read->setEnabled(!m_state.work.isBusy() && m_state.service.has_value()); }

void MetricsPanel::read() {
    m_state.run<std::vector<azure::MetricSeries>>(
        tr("Reading metrics"),
        [id = m_state.service->id(), span = m_span->currentData().toString().toStdString()](
            azure::Session& session, const azure::ProgressHandler&) -> Result<std::vector<azure::MetricSeries>> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            return azure::readServiceMetrics(*arm, id, span);
        },
        [this](const std::vector<azure::MetricSeries>& series) { show(series); });
}

void MetricsPanel::show(const std::vector<azure::MetricSeries>& series) {
    ChartFrame requests, durations;
    requests.kind = ChartKind::StackedBars;
    requests.bucketMs = minuteMs;
    durations.gapMs = 10 * minuteMs;
    for (const azure::MetricSeries& one : series) {
        ChartFrame& frame = one.metric == "Requests" ? requests : durations;
        if (frame.series.size() >= mostSeries) continue;
        ChartSeries drawn;
        drawn.name = one.label.empty() ? text(one.metric) : text(one.label);
        // The same colours as on the Live page: answered, throttled or refused, failed.
        drawn.role = one.label.starts_with("2")   ? ColorRole::Chart3
                     : one.label.starts_with("4") ? ColorRole::Chart2
                     : one.label.starts_with("5") ? ColorRole::Chart6
                                                  : roles[static_cast<std::size_t>(frame.series.size()) % roles.size()];
        drawn.style = styles[static_cast<std::size_t>(frame.series.size()) % styles.size()];
        for (const azure::MetricPoint& point : one.points) drawn.points << QPointF(static_cast<double>(point.time), point.value);
        frame.series << drawn;
    }
    fit(requests);
    fit(durations);
    m_requestsPlot->setFrame(requests);
    m_durationPlot->setFrame(durations);
    m_requests->refresh();
    m_durations->refresh();
    if (series.empty()) m_state.tell(paint::Tone::Info, tr("No metrics"), tr("Azure Monitor has nothing of this service in that time."));
}

}  // namespace mgc::ui
