#include "ui/pages/live/burst_strip.h"

#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <algorithm>
#include <cmath>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/split_bar.h"

namespace mgc::ui {

namespace {

QString number(double value) { return QLocale().toString(value, 'f', 0); }

}  // namespace

BurstStrip::BurstStrip(QWidget* parent)
    : QWidget(parent), m_bar(new SplitBar(this)), m_why(new QPushButton(this)), m_stop(new QPushButton(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_bar->setAccessibleName(tr("Progress of the burst"));
    m_why->setText(tr("Why throttled?"));
    m_why->setIcon(icons::get(QStringLiteral("question_circle")));
    m_why->setAccessibleName(tr("Why throttled? Shows the throttled requests"));
    m_stop->setAccessibleName(tr("Dismiss the burst's summary"));
    connect(m_why, &QPushButton::clicked, this, &BurstStrip::whyRequested);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_progress.running ? emit stopRequested() : emit dismissed(); });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        arrange();
    });
}

QSize BurstStrip::sizeHint() const { return {px(600), px(63)}; }

void BurstStrip::setProgress(const BurstProgress& progress) {
    m_progress = progress;
    const QLocale locale;
    m_bar->setParts({{tr("answered"), progress.answered, ColorRole::Ok},
                     {tr("throttled"), progress.throttled, ColorRole::Chart2},
                     {tr("failed"), progress.failed, ColorRole::Chart6}},
                    progress.total, tr("%1 of %2 sent").arg(locale.toString(progress.sent), locale.toString(progress.total)));
    m_why->setVisible(progress.throttled > 0);
    m_stop->setText(progress.running ? tr("Stop") : tr("Dismiss"));
    m_stop->setAccessibleName(progress.running ? tr("Stop the burst") : tr("Dismiss the burst's summary"));
    m_stop->setProperty("kind", progress.running ? QVariant(QStringLiteral("danger")) : QVariant());
    m_stop->setProperty("keycap", progress.running ? QVariant(tr("Esc")) : QVariant());
    m_stop->setIcon(progress.running ? icons::get(QStringLiteral("stop"), ColorRole::Err, icons::Style::Filled) : QIcon());
    setAccessibleName(progress.running ? tr("%1 is running").arg(progress.name) : tr("%1 has ended").arg(progress.name));
    arrange();
    update();
}

QString BurstStrip::subtitle() const {
    if (m_progress.running) {
        return m_progress.remainingSeconds >= 1 ? tr("%1, %2 s left").arg(m_progress.paceText, number(m_progress.remainingSeconds))
                                                : m_progress.paceText;
    }
    if (!m_progress.firstError.isEmpty()) return m_progress.firstError;
    return tr("%1, took %2 s").arg(m_progress.paceText, QLocale().toString(m_progress.elapsedSeconds, 'f', 1));
}

void BurstStrip::resizeEvent(QResizeEvent* event) {
    arrange();
    QWidget::resizeEvent(event);
}

void BurstStrip::arrange() {
    const QSize stop = m_stop->sizeHint();
    const QSize why = m_why->sizeHint();
    int right = width() - px(16);
    m_stop->setGeometry(right - stop.width(), (height() - stop.height()) / 2, stop.width(), stop.height());
    right -= stop.width() + px(24);
    if (!m_why->isHidden()) m_why->setGeometry(right - why.width(), (height() - why.height()) / 2, why.width(), why.height());
    const int left = px(208);
    const int wide = std::clamp(static_cast<int>(width() * 0.293), px(180), px(640));
    m_bar->setGeometry(left, px(14), std::min(wide, std::max(px(120), right - left - px(120))), px(34));
}

void BurstStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(ColorRole::Line), px(6));
    icons::paint(painter, QRect(px(16), 0, px(20), height()), QStringLiteral("flash"), px(20),
                 m_progress.running ? ColorRole::Accent : ColorRole::Muted, icons::Style::Filled);
    const QString title = m_progress.running   ? tr("%1 is running").arg(m_progress.name)
                          : m_progress.stopped ? tr("%1 was stopped").arg(m_progress.name)
                                               : tr("%1 has ended").arg(m_progress.name);
    const int textWidth = m_bar->x() - px(49) - px(12);
    paint::text(painter, QRect(px(49), px(13), textWidth, px(20)), title, TextRole::BodyStrong, ColorRole::Text);
    paint::text(painter, QRect(px(49), px(33), textWidth, px(16)), subtitle(), TextRole::Hint, ColorRole::Muted);

    int x = m_bar->geometry().right() + px(24);
    const int end = (m_why->isHidden() ? m_stop->x() : m_why->x()) - px(16);
    if (end - x < px(90)) return;
    paint::verticalLine(painter, x, px(16), height() - px(16), themeColor(ColorRole::Line2));
    x += px(24);
    const auto fact = [&](const QString& name, const QString& value) {
        if (value.isEmpty()) return;
        const int wide = std::max(QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(name),
                                  QFontMetrics(Theme::instance().font(TextRole::BodyMedium)).horizontalAdvance(value));
        if (x + wide > end) return;
        paint::text(painter, QRect(x, px(13), wide + px(2), px(18)), name, TextRole::Hint, ColorRole::Muted);
        paint::text(painter, QRect(x, px(31), wide + px(2), px(20)), value, TextRole::BodyMedium, ColorRole::Text);
        x += wide + px(24);
    };
    fact(tr("First 429"), m_progress.firstThrottledAt > 0 ? tr("request %1").arg(m_progress.firstThrottledAt) : tr("none"));
    if (m_progress.worstP95Ms > 0) fact(tr("Worst p95"), tr("%1 ms").arg(number(m_progress.worstP95Ms)));
    if (m_progress.retryAfterMax >= 0) {
        fact(tr("Retry-After seen"), m_progress.retryAfterMin == m_progress.retryAfterMax
                                         ? tr("%1 s").arg(m_progress.retryAfterMax)
                                         : tr("%1 to %2 s").arg(m_progress.retryAfterMin).arg(m_progress.retryAfterMax));
    }
    fact(tr("Tokens"), number(static_cast<double>(m_progress.tokens)));
}

}  // namespace mgc::ui
