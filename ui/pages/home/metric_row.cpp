#include "ui/pages/home/metric_row.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <cmath>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/charts/sparkline.h"

namespace mgc::ui {

namespace {

constexpr qint64 windowMs = 5 * 60 * 1000;
constexpr int points = 230;
constexpr double nearLimit = 0.9;

}  // namespace

MetricCard::MetricCard(const QString& title, ColorRole line, QWidget* parent)
    : QAbstractButton(parent), m_title(title), m_sparkline(new Sparkline(line, this)) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_sparkline->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void MetricCard::setFigure(const QString& number, const QString& unit, const QString& note) {
    if (number == m_number && unit == m_unit && note == m_note) return;
    m_number = number;
    m_unit = unit;
    m_note = note;
    QWidget::update();
}

void MetricCard::setChip(const paint::ChipSpec& chip) {
    m_chip = chip;
    QWidget::update();
}

void MetricCard::setLink(LinkButton* link) {
    m_link = link;
    place();
}

QSize MetricCard::sizeHint() const { return {px(300), px(106)}; }

void MetricCard::place() {
    const int width = std::min(px(230), this->width() / 2);
    m_sparkline->setGeometry(this->width() - width - px(16), px(38), width, px(56));
    if (m_link) m_link->setGeometry(this->width() - m_link->sizeHint().width() - px(16), px(11), m_link->sizeHint().width(), px(24));
}

void MetricCard::resizeEvent(QResizeEvent* event) {
    QAbstractButton::resizeEvent(event);
    place();
}

void MetricCard::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
        place();
    }
}

void MetricCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(underMouse() ? ColorRole::Line2 : ColorRole::Line), px(6));
    if (hasFocus()) paint::focusRing(painter, rect(), px(6));
    const int left = px(16);
    paint::text(painter, QRect(left, px(13), width() - 2 * left, px(20)), m_title, TextRole::Body, ColorRole::Muted);
    if (!m_chip.text.isEmpty()) {
        const QSize size = paint::chipSize(m_chip);
        paint::chip(painter, QRect(width() - px(16) - size.width(), px(13), size.width(), px(20)), m_chip);
    }
    const int room = m_sparkline->x() - left - px(12);
    paint::runs(painter, QRect(left, px(43), room, px(34)),
                {{m_number, Theme::instance().font(TextRole::BigNumber), themeColor(ColorRole::Text)},
                 {m_unit.isEmpty() ? QString() : QStringLiteral(" ") + m_unit, Theme::instance().font(TextRole::Body),
                  themeColor(ColorRole::Muted)}});
    paint::text(painter, QRect(left, px(76), room, px(18)), m_note, TextRole::Hint, ColorRole::Muted);
}

MetricRow::MetricRow(PageContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    auto* row = plainLayout<QHBoxLayout>(this);
    setSpacing(row, 12);
    m_latency = new MetricCard(tr("Latency, p95"), ColorRole::Chart1, this);
    m_tokens = new MetricCard(tr("Tokens per minute"), ColorRole::Chart2, this);
    m_throttled = new MetricCard(tr("Throttled"), ColorRole::Chart6, this);
    m_latency->setObjectName(QStringLiteral("latencyFigure"));
    m_tokens->setObjectName(QStringLiteral("tokensFigure"));
    m_throttled->setObjectName(QStringLiteral("throttledFigure"));
    m_latency->sparkline()->setAccessibleName(tr("Line of the latency, last 5 minutes"));
    m_tokens->sparkline()->setAccessibleName(tr("Line of the tokens, last 5 minutes"));
    m_throttled->sparkline()->setAccessibleName(tr("Line of refused requests, last 5 minutes"));
    m_why = new LinkButton(tr("Why?"), m_throttled);
    m_why->setAccessibleName(tr("Why were requests refused?"));
    m_why->hide();
    m_throttled->setLink(m_why);
    for (MetricCard* card : {m_latency, m_tokens, m_throttled}) {
        row->addWidget(card, 1);
        connect(card, &QAbstractButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("go.live")); });
    }
    connect(m_why, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("traffic.whyThrottled")); });
    connect(&context.gateway, &GatewaySession::snapshotReceived, this, &MetricRow::update);
    connect(&context.gateway, &GatewaySession::statusChanged, this, &MetricRow::update);
    connect(&context.gateway, &GatewaySession::stateChanged, this, &MetricRow::update);
    update();
}

void MetricRow::update() {
    const qint64 now = m_context.gateway.history().latestMs();
    if (Theme::instance().reduceMotion() && m_drawn.isValid() && m_drawn.elapsed() < 1000) return;
    m_drawn.start();
    updateLatency(now);
    updateTokens(now);
    updateThrottled(now);
}

void MetricRow::updateLatency(qint64 now) {
    const QLocale locale;
    const auto& minute = m_context.gateway.snapshot().latency.minute;
    if (minute.count == 0) {
        m_latency->setFigure(tr("none"), {}, tr("no answers in the last 60 s"));
        m_latency->setAccessibleName(tr("Latency, p95: no answers in the last 60 seconds"));
    } else {
        const QString p95 = locale.toString(static_cast<qint64>(std::llround(minute.p95)));
        const QString p50 = locale.toString(static_cast<qint64>(std::llround(minute.p50)));
        m_latency->setFigure(p95, tr("ms"), tr("p50 %1 ms over 60 s").arg(p50));
        m_latency->setAccessibleName(tr("Latency, p95: %1 milliseconds, p50 %2 milliseconds over 60 seconds").arg(p95, p50));
    }
    if (now == 0) return;
    m_latency->sparkline()->setRange(static_cast<double>(now - windowMs), static_cast<double>(now));
    m_latency->sparkline()->setPoints(m_context.gateway.history().points(QStringLiteral("latency/p95"), now - windowMs, now, points));
}

void MetricRow::updateTokens(qint64 now) {
    const QLocale locale;
    const auto& tokens = m_context.gateway.snapshot().tokensPerMinute;
    const auto used = static_cast<qint64>(tokens.prompt + tokens.completion);
    const qint64 limit = m_context.gateway.tokenLimit();
    m_tokens->setFigure(locale.toString(used), limit > 0 ? tr("of %1").arg(locale.toString(limit)) : QString(),
                        limit > 0 ? tr("%1 % of the limit").arg(used * 100 / limit) : tr("no token limit in an active policy"));
    m_tokens->setAccessibleName(limit > 0 ? tr("Tokens per minute: %1 of %2").arg(used).arg(limit)
                                          : tr("Tokens per minute: %1, no limit").arg(used));
    paint::ChipSpec chip;
    if (limit > 0 && used >= limit)
        chip = {QStringLiteral("gauge"), tr("At the limit"), paint::Tone::Err};
    else if (limit > 0 && static_cast<double>(used) >= nearLimit * static_cast<double>(limit))
        chip = {QStringLiteral("warning"), tr("Near limit"), paint::Tone::Warn};
    m_tokens->setChip(chip);
    if (now == 0) return;
    m_tokens->sparkline()->setRange(static_cast<double>(now - windowMs), static_cast<double>(now));
    m_tokens->sparkline()->setLimit(limit > 0 ? static_cast<double>(limit) : std::numeric_limits<double>::quiet_NaN());
    m_tokens->sparkline()->setPoints(m_context.gateway.history().points(QStringLiteral("minute/all"), now - windowMs, now, points));
}

void MetricRow::updateThrottled(qint64 now) {
    const auto total = static_cast<qint64>(m_context.gateway.snapshot().throttled);
    const int recent = m_context.gateway.throttledLastMinute();
    const BurstProgress& burst = m_context.gateway.burst().progress();
    QString note;
    if (total == 0)
        note = tr("no request was refused");
    else if (burst.firstThrottledAt > 0 && recent > 0)
        note = tr("first at request %1 of %2").arg(burst.firstThrottledAt).arg(burst.name);
    else
        note = tr("%1 since the start").arg(QLocale().toString(total));
    m_throttled->setFigure(QLocale().toString(recent), tr("in 60 s"), note);
    // Outside checks read the first number: the total, which never falls while the gateway runs.
    m_throttled->setAccessibleName(tr("Throttled %1 requests since the start, %2 in the last 60 seconds").arg(total).arg(recent));
    m_why->setVisible(total > 0);
    if (now == 0) return;
    m_throttled->sparkline()->setRange(static_cast<double>(now - windowMs), static_cast<double>(now));
    m_throttled->sparkline()->setPoints(m_context.gateway.history().rates(QStringLiteral("total/throttled"), now - windowMs, now, 4000));
}

}  // namespace mgc::ui
