#include "ui/shell/burst_dialog.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QSpinBox>
#include <algorithm>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int guessedTokens = 56;  // of a prompt and its answer, while nothing has been measured

}  // namespace

BurstDialog::BurstDialog(PageContext& context, QWidget* parent) : QDialog(parent), m_context(context) {
    setObjectName(QStringLiteral("burstDialog"));
    setWindowTitle(tr("Send a burst"));
    setAccessibleName(tr("Send a burst"));
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* middle = plainLayout<QHBoxLayout>();
    middle->addWidget(form(), 12);
    middle->addWidget(expectation(), 13);
    column->addLayout(middle, 1);
    auto* foot = new Surface(ColorRole::Dock, this);
    foot->setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(foot);
    setMargins(row, 24, 12, 24, 12);
    setSpacing(row, 8);
    row->addWidget(new Label(tr("Esc closes; a running burst is stopped from the top bar"), TextRole::Hint, ColorRole::Muted, foot));
    row->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, foot);
    auto* go = new Button(tr("Start burst"), QStringLiteral("flash"), ButtonKind::Primary, foot);
    go->setKeyCap(QStringLiteral("Ctrl+Enter"));
    go->setDefault(true);
    setFixedHeightScaled(cancel, 32);
    setFixedHeightScaled(go, 32);
    row->addWidget(cancel);
    row->addWidget(go);
    column->addWidget(foot);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, &BurstDialog::start);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this), &QShortcut::activated, this, &BurstDialog::start);
    setMinimumWidth(px(720));
    estimate();
}

QWidget* BurstDialog::form() {
    auto* side = new QWidget(this);
    auto* grid = plainLayout<QGridLayout>(side);
    setMargins(grid, 24, 20, 24, 20);
    grid->setHorizontalSpacing(px(12));
    grid->setVerticalSpacing(px(4));
    const auto label = [&](const QString& text, QWidget* buddy, int row, int column) {
        auto* made = new Label(text, TextRole::Tab, ColorRole::Text, side);
        made->setBuddy(buddy);
        grid->addWidget(made, row, column);
        grid->addWidget(buddy, row + 1, column);
        grid->setRowMinimumHeight(row + 2, px(8));
    };
    m_total = new QSpinBox(side);
    m_total->setAccessibleName(tr("How many requests"));
    m_total->setRange(1, 100000);
    m_total->setValue(m_context.settings.get(settings::burstTotal));
    label(tr("How many"), m_total, 0, 0);
    m_ramp = new QSpinBox(side);
    m_ramp->setAccessibleName(tr("Ramp up over seconds"));
    m_ramp->setRange(0, 600);
    m_ramp->setSuffix(tr(" s"));
    label(tr("Ramp up over"), m_ramp, 0, 1);
    m_pace = new SegmentedSwitch(tr("Pace"), side);
    m_pace->addOption(QStringLiteral("concurrency"), tr("Concurrency"));
    m_pace->addOption(QStringLiteral("rate"), tr("Rate"));
    label(tr("Pace"), m_pace, 3, 0);
    auto* pace = new QWidget(side);
    auto* paceRow = plainLayout<QHBoxLayout>(pace);
    m_concurrency = new QSpinBox(pace);
    m_concurrency->setAccessibleName(tr("Requests at once"));
    m_concurrency->setRange(1, BurstPlan::maxInFlight);
    m_concurrency->setSuffix(tr(" at once"));
    m_concurrency->setValue(m_context.settings.get(settings::burstConcurrency));
    m_rate = new QDoubleSpinBox(pace);
    m_rate->setAccessibleName(tr("Requests per second"));
    m_rate->setRange(0.1, 1000);
    m_rate->setDecimals(1);
    m_rate->setSuffix(tr(" per second"));
    m_rate->setValue(10);
    m_rate->hide();
    paceRow->addWidget(m_concurrency);
    paceRow->addWidget(m_rate);
    label(tr("Speed"), pace, 3, 1);
    m_stopOnError = new QCheckBox(tr("Stop at the first error"), side);
    m_stream = new QCheckBox(tr("Stream answers"), side);
    m_stream->setAccessibleName(tr("Stream the burst's answers"));
    m_stream->setChecked(true);
    grid->addWidget(m_stopOnError, 6, 0);
    grid->addWidget(m_stream, 6, 1);
    grid->setRowStretch(7, 1);
    connect(m_pace, &SegmentedSwitch::currentChanged, this, [this](const QString& id) {
        m_concurrency->setVisible(id == QLatin1String("concurrency"));
        m_rate->setVisible(id == QLatin1String("rate"));
        estimate();
    });
    for (QSpinBox* box : {m_total, m_ramp, m_concurrency}) connect(box, &QSpinBox::valueChanged, this, &BurstDialog::estimate);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &BurstDialog::estimate);
    return side;
}

QWidget* BurstDialog::expectation() {
    auto* side = new Surface(ColorRole::Dock, this);
    side->setEdges(Qt::LeftEdge);
    auto* column = plainLayout<QVBoxLayout>(side);
    setMargins(column, 24, 20, 24, 20);
    setSpacing(column, 10);
    auto* row = plainLayout<QHBoxLayout>();
    row->addWidget(new Label(tr("Expected"), TextRole::SectionTitle, ColorRole::Text, side));
    row->addStretch();
    row->addWidget(new Chip({QStringLiteral("info"), tr("Estimate"), paint::Tone::Info}, side));
    column->addLayout(row);
    m_sentence = new Label({}, TextRole::Body, ColorRole::Text, side);
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    const auto figure = [&](const QString& name, Label** value) {
        column->addWidget(new HairLine(Qt::Horizontal, side));
        auto* line = plainLayout<QHBoxLayout>();
        line->addWidget(new Label(name, TextRole::Body, ColorRole::Muted, side));
        line->addStretch();
        *value = new Label({}, TextRole::BodyMedium, ColorRole::Text, side);
        line->addWidget(*value);
        column->addLayout(line);
    };
    figure(tr("Answered"), &m_answered);
    figure(tr("Throttled by the gateway"), &m_throttled);
    figure(tr("Sending takes"), &m_duration);
    column->addStretch();
    return side;
}

void BurstDialog::estimate() {
    const QLocale locale;
    const PromptResult& last = m_context.prompt.result();
    const qint64 each = last.hasUsage ? std::max<qint64>(1, last.promptTokens + last.completionTokens) : guessedTokens;
    const qint64 limit = m_context.gateway.tokenLimit();
    const auto& used = m_context.gateway.snapshot().tokensPerMinute;
    const qint64 left = std::max<qint64>(0, limit - static_cast<qint64>(used.prompt + used.completion));
    const int total = m_total->value();
    if (limit <= 0) {
        m_sentence->setText(tr("No active policy sets a token limit, so nothing should be refused."));
        m_answered->setText(tr("all %1").arg(locale.toString(total)));
        m_throttled->setText(tr("none expected"));
        m_throttled->setColor(ColorRole::Text);
    } else {
        const qint64 pass = std::min<qint64>(total, (left + each - 1) / each);
        m_sentence->setText(pass >= total ? tr("The limit of %1 tokens a minute is not reached: %2 requests need about %3 tokens.")
                                                .arg(locale.toString(limit), locale.toString(total), locale.toString(total * each))
                                          : tr("The limit of %1 tokens a minute is reached after about %2 requests of %3 tokens each.")
                                                .arg(locale.toString(limit), locale.toString(pass), locale.toString(each)));
        m_answered->setText(tr("about %1").arg(locale.toString(pass)));
        m_throttled->setText(pass >= total ? tr("none expected") : tr("about %1").arg(locale.toString(total - pass)));
        m_throttled->setColor(pass >= total ? ColorRole::Text : ColorRole::Warn);
    }
    m_duration->setText(m_pace->current() == QLatin1String("rate") ? tr("%1 s").arg(locale.toString(total / m_rate->value(), 'f', 1))
                                                                   : tr("as long as the answers"));
}

void BurstDialog::start() {
    BurstPlan plan;
    plan.request = m_context.gateway.request(m_context.prompt.deployment());
    plan.request.text = m_context.prompt.text();
    plan.request.stream = m_stream->isChecked();
    plan.total = m_total->value();
    plan.pace = m_pace->current() == QLatin1String("rate") ? BurstPlan::Pace::Rate : BurstPlan::Pace::Concurrency;
    plan.concurrency = m_concurrency->value();
    plan.perSecond = m_rate->value();
    plan.rampSeconds = m_ramp->value();
    plan.stopOnFirstError = m_stopOnError->isChecked();
    if (m_context.gateway.burst().start(plan)) {
        accept();
        m_context.actions.trigger(QStringLiteral("go.live"));
    } else {
        m_sentence->setText(tr("A burst is running already. Stop it first."));
    }
}

void BurstDialog::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Raised));
}

}  // namespace mgc::ui
