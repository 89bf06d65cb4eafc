#include "ui/pages/traffic/traffic_board.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

#include "ui/pages/traffic/detail_pane.h"
#include "ui/pages/traffic/filter_field.h"
#include "ui/pages/traffic/har_collector.h"
#include "ui/pages/traffic/har_export.h"
#include "ui/pages/traffic/json_text.h"
#include "ui/pages/traffic/traffic_table.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/charts/choice_bar.h"

namespace mgc::ui {

namespace {

using Group = TrafficFilterModel::Group;
constexpr int saidMs = 4000;

}  // namespace

TrafficBoard::TrafficBoard(PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_toolBar(new QWidget),
      m_filter(new FilterField),
      m_groups(new ChoiceBar(tr("Which requests"))),
      m_said(new Label({}, TextRole::Hint, ColorRole::Muted)),
      m_hold(new Button(tr("Hold list"), QStringLiteral("pause"))),
      m_clear(new Button(tr("Clear"), QStringLiteral("broom"))),
      m_export(new Button(tr("Export HAR"), QStringLiteral("arrow_export_ltr"))),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_list(new QStackedWidget),
      m_table(new TrafficTable(m_rows)),
      m_empty(new EmptyState(QStringLiteral("arrow_swap"), {}, {})),
      m_detail(new DetailPane(context)) {
    TrafficModel& traffic = m_context.gateway.traffic();
    m_rows.setSourceModel(&traffic);
    buildToolBar();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_toolBar);
    m_list->addWidget(m_table);
    auto* emptyPage = new QWidget;
    auto* emptyColumn = new QVBoxLayout(emptyPage);
    emptyColumn->setContentsMargins(0, 0, 0, 0);
    emptyColumn->addWidget(m_empty);
    emptyColumn->addStretch(1);
    m_list->addWidget(emptyPage);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({px(393), px(487)});
    column->addWidget(m_splitter, 1);
    m_empty->setAction(tr("Copy as curl command"), QStringLiteral("copy"), [this] {
        QApplication::clipboard()->setText(m_context.prompt.curl());
        say(tr("Copied. Paste it into a shell."));
    });

    connect(&traffic, &QAbstractItemModel::rowsInserted, this, &TrafficBoard::updateCounts);
    connect(&traffic, &QAbstractItemModel::modelReset, this, &TrafficBoard::updateCounts);
    connect(&traffic, &TrafficModel::heldChanged, this, &TrafficBoard::updateHold);
    connect(&traffic, &TrafficModel::asked, this, &TrafficBoard::takeAsked);
    connect(&m_context.gateway, &GatewaySession::stateChanged, this, &TrafficBoard::updateEmpty);
    connect(&m_context.gateway, &GatewaySession::statusChanged, this, &TrafficBoard::updateEmpty);
    connect(m_table, &TrafficTable::currentIdChanged, m_detail, &DetailPane::showRequest);
    connect(m_table, &TrafficTable::opened, this, [this] { m_detail->setFocus(); });
    connect(m_table, &TrafficTable::replayRequested, this, &TrafficBoard::replay);
    connect(m_table, &TrafficTable::curlRequested, this, &TrafficBoard::copyCurl);
    connect(m_table, &TrafficTable::holdToggled, this, [&traffic] { traffic.setHeld(!traffic.isHeld()); });
    connect(m_detail, &DetailPane::replayRequested, this, &TrafficBoard::replay);
    connect(m_detail, &DetailPane::curlRequested, this, &TrafficBoard::copyCurl);
    connect(m_detail, &DetailPane::filterRequested, this, &TrafficBoard::setFilter);
    updateHold();
    filterChanged();
    m_table->scrollToBottom();
    takeAsked();
}

void TrafficBoard::buildToolBar() {
    m_toolBar->setFixedHeight(Theme::instance().metric(Metric::PageToolBar));
    auto* row = new QHBoxLayout(m_toolBar);
    row->setContentsMargins(16, 0, 16, 1);
    row->setSpacing(8);
    m_filter->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_filter->setMaximumWidth(px(460));
    row->addWidget(m_filter, 3);
    m_groups->add(tr("All"), tr("Show all requests"));
    m_groups->add(tr("Prompts"), tr("Show prompts only"));
    m_groups->add(tr("Throttled"), tr("Show requests that were throttled"));
    m_groups->add(tr("Errors"), tr("Show errors only"));
    m_groups->setCurrent(0);
    row->addWidget(m_groups);
    m_said->setElide(Qt::ElideRight);
    row->addWidget(m_said, 1);
    m_hold->setKeyCap(tr("Space"));
    row->addWidget(m_hold);
    m_clear->setAccessibleName(tr("Clear the list"));
    row->addWidget(m_clear);
    m_export->setAccessibleName(tr("Export the shown requests as HAR"));
    row->addWidget(m_export);
    connect(m_filter, &FilterField::filterChanged, this, &TrafficBoard::filterChanged);
    connect(m_groups, &ChoiceBar::chosen, this, [this](int group) {
        m_rows.setGroup(static_cast<Group>(group));
        updateEmpty();
    });
    connect(m_hold, &QPushButton::clicked, this, [this] {
        TrafficModel& traffic = m_context.gateway.traffic();
        traffic.setHeld(!traffic.isHeld());
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { m_context.gateway.traffic().clear(); });
    connect(m_export, &QPushButton::clicked, this, &TrafficBoard::chooseHarFile);
}

void TrafficBoard::filterChanged() {
    const TrafficFilter filter = m_filter->filter();
    m_rows.setFilter(filter);
    m_said->setText(filter.errors().value(0));
    updateCounts();
}

void TrafficBoard::updateCounts() {
    // Counting ten thousand rows per batch of arrivals would be waste: at most four times a second.
    if (m_countsDue) return;
    m_countsDue = true;
    QTimer::singleShot(250, this, [this] {
        m_countsDue = false;
        const QLocale locale;
        for (const Group group : {Group::All, Group::Throttled, Group::Errors}) {
            const int count = m_rows.count(group);
            m_groups->setDetail(static_cast<int>(group), count > 0 ? locale.toString(count) : QString());
        }
    });
    updateEmpty();
}

void TrafficBoard::updateEmpty() {
    const bool any = m_context.gateway.traffic().rowCount() > 0;
    const bool shown = m_rows.rowCount() > 0;
    m_list->setCurrentIndex(shown ? 0 : 1);
    m_detail->setVisible(any);
    m_clear->setEnabled(any);
    m_export->setEnabled(shown);
    if (shown) return;
    if (any) {
        m_empty->setText(tr("No request fits the filter"), tr("Esc in the filter field shows all requests again."));
    } else if (m_context.gateway.isRunning()) {
        m_empty->setText(tr("No traffic yet"),
                         tr("Ctrl+Enter sends a prompt; so does a call to %1 with api-key %2.")
                             .arg(m_context.gateway.gatewayUrl().toString(), GatewaySession::masked(m_context.gateway.key())));
    } else {
        m_empty->setText(tr("No traffic: the gateway is not running"), tr("Requests appear here as soon as it runs and someone calls it."));
    }
}

void TrafficBoard::updateHold() {
    const TrafficModel& traffic = m_context.gateway.traffic();
    m_hold->setText(!traffic.isHeld()         ? tr("Hold list")
                    : traffic.heldCount() > 0 ? tr("Release %1").arg(QLocale().toString(traffic.heldCount()))
                                              : tr("Release"));
    m_hold->setIconName(traffic.isHeld() ? QStringLiteral("play") : QStringLiteral("pause"), ColorRole::Text);
    m_hold->setAccessibleName(traffic.isHeld() ? tr("Release the list, %1 requests wait").arg(traffic.heldCount()) : tr("Hold the list"));
    m_hold->updateGeometry();
}

void TrafficBoard::takeAsked() {
    const auto asked = m_context.gateway.traffic().takeAsked();
    if (!asked.pending) return;
    setFilter(asked.filter);
    if (asked.id != 0) {
        select(asked.id);
    } else if (m_rows.rowCount() > 0) {
        select(m_rows.index(m_rows.rowCount() - 1, 0).data(TrafficModel::IdRole).toULongLong());
    }
}

void TrafficBoard::setFilter(const QString& filter) {
    m_groups->setCurrent(0);
    m_rows.setGroup(Group::All);
    m_filter->setFilterText(filter);
}

void TrafficBoard::select(quint64 id) { m_table->select(id); }

void TrafficBoard::showThrottled() {
    setFilter(QStringLiteral("status:429"));
    m_detail->chooseTab(QStringLiteral("policies"));
    if (m_rows.rowCount() > 0) select(m_rows.index(m_rows.rowCount() - 1, 0).data(TrafficModel::IdRole).toULongLong());
}

void TrafficBoard::replay(quint64 id) {
    if (id == 0) return;
    m_context.gateway.client().replay(id, this, [this, id](Result<quint64> made) {
        if (!made) {
            say(tr("Request %1 could not be replayed. %2").arg(id).arg(QString::fromStdString(made.error().message)));
            return;
        }
        say(tr("Request %1 was sent again as %2.").arg(id).arg(*made));
        // Its row may arrive a moment later.
        QTimer::singleShot(400, this, [this, id = *made] { select(id); });
    });
}

void TrafficBoard::copyCurl(quint64 id) {
    const QString gateway = m_context.gateway.gatewayUrl().toString(QUrl::StripTrailingSlash);
    m_context.gateway.client().fetchDetail(id, this, [this, gateway](Result<management::RequestDetail> answer) {
        if (!answer) {
            say(QString::fromStdString(answer.error().message));
            return;
        }
        QApplication::clipboard()->setText(curlText(answer->request, gateway));
        say(tr("Copied as curl; put the key into the shell variable it names."));
    });
}

void TrafficBoard::chooseHarFile() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export requests"), QStringLiteral("traffic.har"), tr("HTTP Archive (*.har)"));
    if (!path.isEmpty()) exportHar(path);
}

void TrafficBoard::exportHar(const QString& path) {
    QVector<quint64> ids;
    for (int row = 0; row < m_rows.rowCount(); ++row) ids << m_rows.index(row, 0).data(TrafficModel::IdRole).toULongLong();
    auto* collector = new HarCollector(m_context.gateway.client(), ids, this);
    m_export->setEnabled(false);
    connect(collector, &HarCollector::progressed, this,
            [this](int done, int of) { say(tr("Reading %1 of %2 requests").arg(done).arg(of)); });
    connect(collector, &HarCollector::finished, this, [this, path](const QVector<management::RequestDetail>& details, int missing) {
        m_export->setEnabled(true);
        QSaveFile file(path);
        const QByteArray text = harText(details, m_context.gateway.gatewayUrl().toString(QUrl::StripTrailingSlash));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
            say(tr("%1 could not be written: %2").arg(path, file.errorString()));
            return;
        }
        say(missing == 0 ? tr("%1 requests exported.").arg(details.size())
                         : tr("%1 requests exported; %2 were no longer in the gateway's ring.").arg(details.size()).arg(missing));
    });
    collector->start();
}

void TrafficBoard::say(const QString& words) {
    m_said->setText(words);
    QTimer::singleShot(saidMs, this, [this, words] {
        if (m_said->text() == words) m_said->setText(m_filter->filter().errors().value(0));
    });
}

void TrafficBoard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        TrafficModel& traffic = m_context.gateway.traffic();
        traffic.setHeld(!traffic.isHeld());
    } else if (event->matches(QKeySequence::Find)) {
        m_filter->setFocus();
        m_filter->selectAll();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TrafficBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < px(1250);
    m_hold->setKeyCap(narrow ? QString() : tr("Space"));
}

void TrafficBoard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Bg));
    paint::horizontalLine(painter, 0, width(), m_toolBar->height() - 1, themeColor(ColorRole::Line));
}

}  // namespace mgc::ui
