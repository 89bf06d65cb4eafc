#include "ui/pages/backends/backends_page.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

BackendRow::BackendRow(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

QSize BackendRow::sizeHint() const { return {px(480), px(64)}; }

void BackendRow::setState(const management::BackendState& state) {
    m_state = state;
    setAccessibleName(tr("%1: breaker %2, %3 percent of the calls of the last minute, %4 calls, %5 failures")
                          .arg(QString::fromStdString(state.id), QString::fromStdString(state.state))
                          .arg(std::lround(state.share * 100))
                          .arg(state.requests)
                          .arg(state.failures));
    update();
}

void BackendRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QLocale locale;
    const bool open = m_state.state == "open";
    paint::horizontalLine(painter, 1, width() - 1, 0, themeColor(ColorRole::Line));
    icons::paint(painter, QRect(px(16), 0, px(20), height()), QStringLiteral("server"), px(20), open ? ColorRole::Err : ColorRole::Muted);
    const int left = px(52);
    const int nameWidth = std::max(px(160), width() / 4);
    paint::text(painter, QRect(left, px(12), nameWidth, px(20)), QString::fromStdString(m_state.id), TextRole::BodyMedium, ColorRole::Text);
    const QString calls = m_state.requests == 0 ? tr("no call yet")
                                                : tr("%1 calls, %2 failed")
                                                      .arg(locale.toString(static_cast<qulonglong>(m_state.requests)),
                                                           locale.toString(static_cast<qulonglong>(m_state.failures)));
    paint::text(painter, QRect(left, px(32), nameWidth, px(18)), calls, TextRole::Hint, ColorRole::Muted);
    const int stateWidth = px(150);
    const int barLeft = left + nameWidth + px(16);
    const int barWidth = std::max(px(80), width() - barLeft - stateWidth - px(32));
    paint::text(painter, QRect(barLeft, px(12), barWidth, px(18)), tr("share of the last minute"), TextRole::Hint, ColorRole::Muted);
    paint::text(painter, QRect(barLeft, px(12), barWidth, px(18)), tr("%1 %").arg(std::lround(m_state.share * 100)), TextRole::BodyMedium,
                ColorRole::Text, Qt::AlignRight | Qt::AlignVCenter);
    const QRectF bar(barLeft, px(36), barWidth, px(8));
    paint::box(painter, bar, themeColor(ColorRole::Line2), QColor(), px(4));
    if (m_state.share > 0.01) {
        QRectF filled = bar;
        filled.setWidth(bar.width() * std::min(1.0, m_state.share));
        paint::box(painter, filled, themeColor(ColorRole::Info), QColor(), px(4));
    }
    const QString words =
        open ? (m_state.closesInSeconds > 0 ? tr("open, %1 s left").arg(std::lround(m_state.closesInSeconds)) : tr("open")) : tr("closed");
    const ColorRole role = open ? ColorRole::Err : ColorRole::Ok;
    const int wordsWidth = QFontMetrics(Theme::instance().font(TextRole::Body)).horizontalAdvance(words);
    const int right = width() - px(16);
    paint::text(painter, QRect(right - wordsWidth - 1, 0, wordsWidth + 2, height()), words, TextRole::Body, role);
    icons::paint(painter, QRect(right - wordsWidth - px(24), 0, px(16), height()),
                 open ? QStringLiteral("error_circle") : QStringLiteral("checkmark_circle"), px(16), role, icons::Style::Filled);
}

BackendsPage::BackendsPage(PageContext& context, QWidget* parent) : QScrollArea(parent), m_context(context) {
    setObjectName(QStringLiteral("backendsPage"));
    setAccessibleName(tr("Backends"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* canvas = new Surface(ColorRole::Canvas, this);
    auto* column = plainLayout<QVBoxLayout>(canvas);
    setMargins(column, 24, 16, 24, 24);
    setSpacing(column, 12);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 12);
    head->addWidget(new Label(tr("Backends"), TextRole::PageTitle, ColorRole::Text, canvas));
    m_summary = new Label({}, TextRole::Body, ColorRole::Muted, canvas);
    m_summary->setElide(Qt::ElideRight);
    head->addWidget(m_summary, 1);
    auto* reset = new Button(tr("Reset breakers and counters"), QStringLiteral("arrow_reset"), ButtonKind::Normal, canvas);
    connect(reset, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.resetCounters")); });
    head->addWidget(reset);
    auto* burst = new Button(tr("Send 50"), QStringLiteral("send"), ButtonKind::Primary, canvas);
    burst->setAccessibleName(tr("Send 50 requests to the backends"));
    connect(burst, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("burst.start")); });
    head->addWidget(burst);
    column->addLayout(head);
    m_cards = plainLayout<QVBoxLayout>();
    setSpacing(m_cards, 12);
    column->addLayout(m_cards);
    auto* later = new Card(tr("What will be here"), canvas);
    later->header()->addWidget(new Chip({{}, tr("not built yet"), paint::Tone::Neutral}, later));
    later->header()->addStretch();
    for (const QString& text : {tr("Pools with weights and priorities to edit, breaker rules per backend, a timeline of trips."),
                                tr("Faults of simulated regions from here: outage, slow first token, rate limit. Today they are set in the "
                                   "workspace's simulator profile.")}) {
        auto* words = new Label(text, TextRole::Body, ColorRole::Muted, later);
        words->setWordWrap(true);
        words->setContentsMargins(px(16), 0, px(16), px(10));
        later->body()->addWidget(words);
    }
    column->addWidget(later);
    column->addStretch(1);
    setWidget(canvas);
    connect(&context.gateway, &GatewaySession::snapshotReceived, this, &BackendsPage::showSnapshot);
    connect(&context.gateway, &GatewaySession::stateChanged, this, &BackendsPage::showSnapshot);
    rebuild();
    showSnapshot();
}

void BackendsPage::rebuild() {
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    m_rows.clear();
    const auto& backends = m_context.gateway.snapshot().backends;
    if (backends.empty()) {
        auto* card = new Card(widget());
        card->body()->addWidget(
            new EmptyState(QStringLiteral("server_multiple"),
                           m_context.gateway.isRunning() ? tr("No backend has been called yet") : tr("The gateway is not running"),
                           tr("Backends appear with their share, calls and breaker state as soon as the gateway sends to them."), card));
        m_cards->addWidget(card);
        return;
    }
    QStringList pools;
    for (const auto& backend : backends)
        if (const QString pool = QString::fromStdString(backend.pool); !pools.contains(pool)) pools << pool;
    for (const QString& pool : pools) {
        auto* card = new Card(pool.isEmpty() ? tr("Single backends") : pool, widget());
        if (!pool.isEmpty()) card->header()->addWidget(new Label(tr("pool"), TextRole::Body, ColorRole::Muted, card));
        card->header()->addStretch();
        for (const auto& backend : backends) {
            if (QString::fromStdString(backend.pool) != pool) continue;
            auto* row = new BackendRow(card);
            row->setObjectName(QString::fromStdString(backend.id));
            m_rows.push_back(row);
            card->body()->addWidget(row);
        }
        m_cards->addWidget(card);
    }
}

void BackendsPage::showSnapshot() {
    const auto& backends = m_context.gateway.snapshot().backends;
    QStringList shape{m_context.gateway.isRunning() ? QStringLiteral("up") : QStringLiteral("down")};
    for (const auto& backend : backends) shape << QString::fromStdString(backend.pool + '/' + backend.id);
    if (shape != m_shape) {
        m_shape = shape;
        rebuild();
    }
    int open = 0;
    for (const auto& backend : backends) {
        open += backend.state == "open" ? 1 : 0;
        for (BackendRow* row : m_rows)
            if (row->objectName() == QString::fromStdString(backend.id)) row->setState(backend);
    }
    const auto& status = m_context.gateway.status();
    QString text = tr("%n backend(s)", nullptr, static_cast<int>(backends.size()));
    if (!backends.empty()) text += open == 0 ? tr(", all closed") : tr(", %1 open").arg(open);
    if (!status.simulatedRegions.empty()) {
        QStringList regions;
        for (const auto& region : status.simulatedRegions) regions << QString::fromStdString(region);
        text += tr(". Simulated regions: %1").arg(regions.join(QStringLiteral(", ")));
    }
    m_summary->setText(text);
}

namespace {
QWidget* createBackends(PageContext& context, QWidget* parent) { return new BackendsPage(context, parent); }
}  // namespace

const PageDescriptor& backends_page_descriptor();
const PageDescriptor& backends_page_descriptor() {
    static const PageDescriptor descriptor{
        "backends", QT_TRANSLATE_NOOP("Pages", "Backends"), "server_multiple", 4, "Ctrl+4", DockPreset::None, &createBackends};
    return descriptor;
}

}  // namespace mgc::ui
