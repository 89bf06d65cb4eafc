#include "ui/pages/traffic/detail_pane.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include "ui/models/traffic_model.h"
#include "ui/pages/page.h"
#include "ui/pages/traffic/code_view.h"
#include "ui/pages/traffic/detail_spans.h"
#include "ui/pages/traffic/json_text.h"
#include "ui/pages/traffic/message_highlighter.h"
#include "ui/pages/traffic/message_tab.h"
#include "ui/pages/traffic/overview_tab.h"
#include "ui/pages/traffic/stream_tab.h"
#include "ui/pages/traffic/tokens_tab.h"
#include "ui/pages/traffic/trace_tree.h"
#include "ui/pages/traffic/traffic_delegate.h"
#include "ui/pages/traffic/why_box.h"
#include "ui/session/gateway_session.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/charts/choice_bar.h"

namespace mgc::ui {

namespace {

constexpr int headerHeight = 40;

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

}  // namespace

DetailPane::DetailPane(PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_replay(new Button(tr("Replay"), QStringLiteral("arrow_counterclockwise"), ButtonKind::Ghost)),
      m_curl(new Button(tr("Copy as curl"), QStringLiteral("code"), ButtonKind::Ghost)),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_overview(new OverviewTab),
      m_request(new MessageTab(MessageTab::Side::Request)),
      m_response(new MessageTab(MessageTab::Side::Response)),
      m_stream(new StreamTab),
      m_trace(new TraceTree),
      m_timing(new SpanList(tr("Phases of the request"), tr("Phase"))),
      m_tokens(new TokensTab),
      m_raw(new CodeView(tr("Request and response as text"), true)),
      m_waiting(new EmptyState(QStringLiteral("arrow_swap"), tr("No request is selected"),
                               tr("Select a row to see its request, answer, policies and timing."))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->setSpacing(8);
    head->addStretch(1);
    m_replay->setKeyCap(tr("Ctrl+Enter"));
    m_replay->setAccessibleName(tr("Replay this request"));
    m_curl->setAccessibleName(tr("Copy this request as curl"));
    head->addWidget(m_replay);
    head->addWidget(m_curl);
    m_head = new QWidget;
    setFixedHeightScaled(m_head, headerHeight);
    m_head->setLayout(head);
    column->addWidget(m_head);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the request"));
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(8, 0, 8, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    column->addLayout(tabRow);
    column->addSpacing(1);
    column->addWidget(m_stack, 1);
    addPage(QStringLiteral("overview"), tr("Overview"), m_overview);
    addPage(QStringLiteral("request"), tr("Request"), m_request);
    addPage(QStringLiteral("response"), tr("Response"), m_response);
    addPage(QStringLiteral("stream"), tr("Stream"), m_stream);
    addPage(QStringLiteral("trace"), tr("Trace"), m_trace);
    addPage(QStringLiteral("policies"), tr("Policies"), buildPolicies());
    addPage(QStringLiteral("timing"), tr("Timing"), m_timing);
    addPage(QStringLiteral("tokens"), tr("Tokens"), m_tokens);
    addPage(QStringLiteral("raw"), tr("Raw"), m_raw);
    m_waitingPage = new QWidget;
    auto* waiting = new QVBoxLayout(m_waitingPage);
    waiting->setContentsMargins(0, 0, 0, 0);
    waiting->addWidget(m_waiting);
    waiting->addStretch(1);
    m_stack->addWidget(m_waitingPage);
    connect(m_tabs, &QTabBar::currentChanged, this, &DetailPane::tabChanged);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0) m_chosen = m_tabs->tabData(index).toString();
    });
    connect(m_replay, &QPushButton::clicked, this, [this] { emit replayRequested(m_id); });
    connect(m_curl, &QPushButton::clicked, this, [this] { emit curlRequested(m_id); });
    connect(m_overview, &OverviewTab::sameCauseRequested, this, &DetailPane::filterRequested);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    showRequest(0);
}

void DetailPane::addPage(const QString& name, const QString& title, QWidget* page) {
    m_pages.push_back({name, title, page});
    m_stack->addWidget(page);
}

QWidget* DetailPane::buildPolicies() {
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    m_why = new WhyBox;
    m_policies = new SpanList(tr("Policies of the request"), tr("Policy"));
    column->addWidget(m_why);
    column->addWidget(m_policies, 1);
    connect(m_why, &WhyBox::sameCauseRequested, this, &DetailPane::filterRequested);
    splitter->addWidget(left);

    m_answerPane = new QWidget;
    auto* answerColumn = new QVBoxLayout(m_answerPane);
    answerColumn->setContentsMargins(0, 0, 0, 0);
    answerColumn->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 0, 8, 0);
    auto* which = new QTabBar;
    which->setDrawBase(false);
    which->setExpanding(false);
    which->setAccessibleName(tr("Message beside the policies"));
    which->addTab(tr("Response"));
    which->addTab(tr("Request"));
    bar->addWidget(which);
    bar->addStretch(1);
    auto* copy = new IconButton(QStringLiteral("copy"), tr("Copy the message"));
    bar->addWidget(copy);
    answerColumn->addLayout(bar);
    m_answer = new CodeView(tr("Message"), true);
    answerColumn->addWidget(m_answer, 1);
    splitter->addWidget(m_answerPane);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({px(1056), px(480)});
    const auto show = [this](int index) {
        if (m_detail) m_answer->showText(index == 0 ? responseText(m_detail->response, true) : requestText(m_detail->request, true));
    };
    connect(which, &QTabBar::currentChanged, this, show);
    which->setObjectName(QStringLiteral("policiesMessage"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_answer->toPlainText()); });
    return splitter;
}

void DetailPane::showRequest(quint64 id) {
    m_id = id;
    const auto& traffic = m_context.gateway.traffic();
    const int row = traffic.find(id);
    m_head->setVisible(id != 0);
    m_tabs->setVisible(id != 0);
    if (id == 0) {
        m_detail.reset();
        m_stack->setCurrentWidget(m_waitingPage);
        update();
        return;
    }
    // The row is known at once; the rest follows from the gateway.
    if (row >= 0 && (!m_detail || m_detail->row.id != id)) {
        management::RequestDetail known;
        known.row = traffic.rowAt(row);
        setDetail(known);
    }
    m_context.gateway.client().fetchDetail(id, this, [this, id](Result<management::RequestDetail> answer) {
        if (id != m_id) return;
        if (!answer) {
            m_waiting->setText(tr("The gateway has no details of request %1").arg(id), text(answer.error().message));
            m_stack->setCurrentWidget(m_waitingPage);
            m_tabs->hide();
            return;
        }
        setDetail(*answer);
    });
    update();
}

bool DetailPane::hasTab(const QString& name) const {
    const auto& detail = *m_detail;
    const bool loaded = !detail.request.method.empty() || detail.response.status != 0;
    if (name == QLatin1String("overview")) return true;
    if (!loaded) return false;
    if (name == QLatin1String("stream")) return !detail.chunks.empty();
    if (name == QLatin1String("policies")) return !detail.steps.empty();
    if (name == QLatin1String("timing")) return !detail.steps.empty() || !detail.backendCalls.empty();
    if (name == QLatin1String("tokens")) return detail.row.promptTokens + detail.row.completionTokens > 0;
    return true;
}

QStringList DetailPane::tabs() const {
    QStringList names;
    for (int i = 0; i < m_tabs->count(); ++i) names << m_tabs->tabData(i).toString();
    return names;
}

void DetailPane::setDetail(const management::RequestDetail& detail) {
    m_detail = detail;
    const bool refused = detail.row.status >= 400;
    const QString wanted = m_chosen.isEmpty() ? (refused ? QStringLiteral("policies") : QStringLiteral("overview")) : m_chosen;
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0) m_tabs->removeTab(0);
        for (const Page& page : m_pages) {
            if (!hasTab(page.name)) continue;
            QString title = page.title;
            if (page.name == QLatin1String("policies") && stoppedAt(detail) > 0)
                title += QStringLiteral("  ") + tr("stopped at %1").arg(stoppedAt(detail));
            if (page.name == QLatin1String("stream")) title += QStringLiteral("  %1").arg(detail.chunks.size());
            m_tabs->setTabData(m_tabs->addTab(title), page.name);
        }
    }
    m_overview->setDetail(detail);
    m_request->setDetail(detail);
    m_response->setDetail(detail);
    m_stream->setDetail(detail);
    m_why->setDetail(detail);
    m_policies->setSpans(policySpans(detail));
    m_timing->setSpans(timingSpans(detail));
    m_tokens->setDetail(detail);
    m_raw->showText(requestText(detail.request, false) + QStringLiteral("\n\n") + responseText(detail.response, false));
    m_answer->highlighter().setMarked(refused ? QStringList{QStringLiteral("Retry-After"), QStringLiteral("x-ratelimit-remaining-tokens")}
                                              : QStringList());
    auto* which = findChild<QTabBar*>(QStringLiteral("policiesMessage"));
    m_answer->showText(which && which->currentIndex() == 1 ? requestText(detail.request, true) : responseText(detail.response, true));
    m_tabs->show();
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->tabData(i).toString() == wanted) m_tabs->setCurrentIndex(i);
    tabChanged();
    update();
}

void DetailPane::chooseTab(const QString& name) {
    m_chosen = name;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->tabData(i).toString() == name) m_tabs->setCurrentIndex(i);
}

void DetailPane::tabChanged() {
    const QString name = m_tabs->tabData(m_tabs->currentIndex()).toString();
    for (const Page& page : m_pages)
        if (page.name == name) m_stack->setCurrentWidget(page.widget);
    if (name == QLatin1String("trace")) fetchTrace();
}

void DetailPane::fetchTrace() {
    m_trace->showWaiting();
    const quint64 id = m_id;
    m_context.gateway.client().fetchTrace(id, this, [this, id](Result<QJsonObject> answer) {
        if (id != m_id) return;
        if (answer) {
            m_trace->showTrace(*answer);
        } else {
            m_trace->showProblem(tr("The gateway kept no trace of this request. (%1)").arg(text(answer.error().message)));
        }
    });
}

void DetailPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_answerPane->setVisible(width() > px(900));
    m_replay->setKeyCap(width() > px(900) ? tr("Ctrl+Enter") : QString());
}

void DetailPane::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Bg));
    if (!m_head->isHidden()) painter.fillRect(QRect(0, 0, width(), px(headerHeight)), themeColor(ColorRole::Dock));
    paint::horizontalLine(painter, 0, width(), 0, themeColor(ColorRole::Line));
    if (!m_tabs->isHidden()) paint::horizontalLine(painter, 0, width(), m_stack->y() - 1, themeColor(ColorRole::Line));
    if (!m_detail) return;
    const auto& row = m_detail->row;
    const Theme& theme = Theme::instance();
    const StatusLook look = statusLook(row.status);
    const QRect line(px(16), 0, m_replay->x() - px(32), px(headerHeight));
    int x =
        line.left() +
        paint::runs(painter, line, {{QStringLiteral("#%1").arg(row.id), theme.font(TextRole::SectionTitle), themeColor(ColorRole::Text)}}) +
        px(12);
    icons::paint(painter, QRect(x, 0, px(16), px(headerHeight)), QLatin1String(look.icon), px(16), look.role, icons::Style::Filled);
    x += px(22);
    const QString status = row.status > 0 ? QStringLiteral("%1 %2").arg(row.status).arg(text(row.reason)) : tr("no answer");
    paint::runs(painter, QRect(x, 0, line.right() - x, px(headerHeight)),
                {{status, theme.font(TextRole::BodyMedium), themeColor(look.role)},
                 {QStringLiteral("   ") + text(row.method) + u' ' + QUrl(text(row.url)).path(), theme.font(TextRole::CodeSmall),
                  themeColor(ColorRole::Muted)}});
}

}  // namespace mgc::ui
