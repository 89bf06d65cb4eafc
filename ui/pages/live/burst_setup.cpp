#include "ui/pages/live/burst_setup.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/pages/live/burst_estimate.h"
#include "ui/pages/live/burst_preview.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/surfaces.h"
#include "ui/widgets/charts/choice_bar.h"
#include "ui/widgets/charts/prefix_combo.h"

namespace mgc::ui {

namespace {

constexpr int formWidth = 416;
constexpr int headerHeight = 48;
constexpr int footerHeight = 56;

void stretch(QWidget* widget) { widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

/// "c3f2••••9ab1": short, there is a caller's name beside it.
QString shortKey(const QString& key) {
    return key.size() < 12 ? QStringLiteral("••••") : key.left(4) + QStringLiteral("••••") + key.right(4);
}

QVBoxLayout* field(const QString& title, QWidget* control) {
    auto* column = new QVBoxLayout;
    column->setSpacing(px(4));
    auto* label = new Label(title, TextRole::Tab);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    return column;
}

}  // namespace

BurstSetup::BurstSetup(PageContext& context, QWidget* parent) : QDialog(parent), m_context(context) {
    setWindowTitle(tr("Send a burst"));
    setAccessibleName(tr("Send a burst"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, px(headerHeight), 0, 0);
    column->setSpacing(0);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(buildForm());
    middle->addWidget(buildExpectation(), 1);
    column->addLayout(middle, 1);
    column->addWidget(buildFooter());
    setMinimumWidth(px(846));
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this), &QShortcut::activated, this, &BurstSetup::accept);
    paceChanged();
    m_total->setFocus();
    m_total->selectAll();
}

QWidget* BurstSetup::buildForm() {
    auto* form = new QWidget;
    form->setFixedWidth(px(formWidth));
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(px(24), px(16), px(24), px(20));
    column->setSpacing(px(16));

    m_model = new PrefixCombo({}, tr("Model of the burst"));
    stretch(m_model);
    m_model->addItems(m_context.gateway.deployments());
    m_model->setCurrentText(m_context.prompt.deployment());
    m_model->setDetail(QStringLiteral("POST chat/completions"));
    column->addLayout(field(tr("Request"), m_model));

    m_total = new QSpinBox;
    m_total->setRange(1, 100000);
    m_total->setValue(m_context.settings.get(settings::burstTotal));
    m_total->setAccessibleName(tr("How many requests"));
    m_ramp = new QSpinBox;
    m_ramp->setRange(0, 600);
    m_ramp->setSuffix(tr(" s"));
    m_ramp->setAccessibleName(tr("Ramp up over, seconds"));
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(px(12));
    numbers->addLayout(field(tr("How many"), m_total), 1);
    numbers->addLayout(field(tr("Ramp up over"), m_ramp), 1);
    column->addLayout(numbers);

    m_pace = new ChoiceBar(tr("Pace"));
    m_pace->add(tr("Rate"), tr("Pace by rate"));
    m_pace->add(tr("Concurrency"), tr("Pace by requests at once"));
    m_pace->setCurrent(1);
    m_speed = new QDoubleSpinBox;
    m_speed->setDecimals(0);
    auto* pace = new QWidget;
    auto* paceRow = new QHBoxLayout(pace);
    paceRow->setContentsMargins(0, 0, 0, 0);
    paceRow->setSpacing(px(8));
    paceRow->addWidget(m_pace);
    paceRow->addWidget(m_speed, 1);
    column->addLayout(field(tr("Pace"), pace));

    column->addLayout(field(tr("Callers"), buildCallers()));

    m_prompts = new PrefixCombo({}, tr("Prompts of the burst"));
    stretch(m_prompts);
    m_prompts->addItems({tr("The prompt of Home"), tr("Mixed lengths")});
    column->addLayout(field(tr("Prompts"), m_prompts));

    auto* checks = new QHBoxLayout;
    m_stopOnError = new QCheckBox(tr("Stop at the first error"));
    m_stream = new QCheckBox(tr("Stream answers"));
    m_stream->setAccessibleName(tr("Stream the answers of the burst"));
    m_stream->setChecked(true);
    checks->addWidget(m_stopOnError);
    checks->addWidget(m_stream);
    column->addLayout(checks);
    column->addStretch(1);

    connect(m_pace, &ChoiceBar::chosen, this, &BurstSetup::paceChanged);
    for (QSpinBox* box : {m_total, m_ramp}) connect(box, &QSpinBox::valueChanged, this, &BurstSetup::estimate);
    connect(m_speed, &QDoubleSpinBox::valueChanged, this, &BurstSetup::estimate);
    for (QComboBox* box : {m_model, m_prompts}) connect(box, &QComboBox::currentIndexChanged, this, &BurstSetup::estimate);
    return form;
}

QWidget* BurstSetup::buildCallers() {
    auto* box = new QFrame;
    box->setFrameShape(QFrame::NoFrame);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(px(2));
    bool first = true;
    int shown = 0;
    for (const auto& subscription : m_context.gateway.status().subscriptions) {
        if (subscription.state != "active" || subscription.primaryKey.empty() || ++shown > 6) continue;
        const QString key = QString::fromStdString(subscription.primaryKey);
        addCaller(box, QString::fromStdString(subscription.id), key, shortKey(key), first ? 100 : 0);
        first = false;
    }
    if (first) addCaller(box, m_context.gateway.keyName(), m_context.gateway.key(), shortKey(m_context.gateway.key()), 100);
    addCaller(box, tr("no key"), {}, tr("expects 401"), 0);
    return box;
}

void BurstSetup::addCaller(QWidget* box, const QString& name, const QString& key, const QString& shownKey, int weight) {
    auto* row = new QHBoxLayout;
    row->setSpacing(px(8));
    Caller caller{new QCheckBox(name), new QSpinBox, name, key};
    caller.use->setAccessibleName(tr("Send as %1").arg(name));
    caller.use->setChecked(weight > 0);
    caller.weight->setRange(0, 100);
    caller.weight->setSuffix(tr(" %"));
    caller.weight->setValue(weight);
    caller.weight->setEnabled(weight > 0);
    caller.weight->setAccessibleName(tr("Share of %1, percent").arg(name));
    caller.weight->setFixedWidth(px(80));
    row->addWidget(caller.use);
    row->addWidget(new Label(shownKey, TextRole::CodeSmall, ColorRole::Muted));
    row->addStretch(1);
    row->addWidget(caller.weight);
    static_cast<QVBoxLayout*>(box->layout())->addLayout(row);
    connect(caller.use, &QCheckBox::toggled, this, [this, spin = caller.weight](bool on) {
        spin->setEnabled(on);
        if (on && spin->value() == 0) spin->setValue(30);
        estimate();
    });
    connect(caller.weight, &QSpinBox::valueChanged, this, &BurstSetup::estimate);
    m_callers.push_back(caller);
}

QWidget* BurstSetup::buildExpectation() {
    auto* side = new Surface(ColorRole::Dock);
    side->setEdges(Qt::LeftEdge);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(px(24), px(16), px(24), px(16));
    column->setSpacing(px(12));
    auto* head = new QHBoxLayout;
    head->addWidget(new Label(tr("Expected"), TextRole::SectionTitle));
    head->addStretch(1);
    head->addWidget(new Chip({QStringLiteral("info"), tr("Estimate"), paint::Tone::Neutral, false}));
    column->addLayout(head);
    m_sentence = new QLabel;
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setFont(Theme::instance().font(TextRole::Answer));
    m_sentence->setMinimumHeight(px(66));
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_sentence);
    m_preview = new BurstPreview;
    column->addWidget(m_preview);
    column->addSpacing(px(8));
    const auto row = [&](const QString& name, ColorRole role) {
        auto* line = new QHBoxLayout;
        line->addWidget(new Label(name, TextRole::Body, ColorRole::Muted));
        line->addStretch(1);
        auto* value = new Label({}, TextRole::BodyMedium, role);
        line->addWidget(value);
        column->addLayout(line);
        column->addWidget(new HairLine);
        return value;
    };
    column->setSpacing(px(6));
    m_answered = row(tr("Answered"), ColorRole::Ok);
    m_throttled = row(tr("Throttled by the gateway"), ColorRole::Warn);
    m_cost = row(tr("Cost"), ColorRole::Text);
    column->addStretch(1);
    return side;
}

QWidget* BurstSetup::buildFooter() {
    auto* foot = new Surface(ColorRole::Dock);
    foot->setEdges(Qt::TopEdge);
    foot->setFixedHeight(px(footerHeight));
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(px(24), 0, px(24), 0);
    row->setSpacing(px(8));
    row->addStretch(1);
    m_runs = new Label({}, TextRole::Hint, ColorRole::Muted);
    row->addWidget(m_runs);
    auto* cancel = new Button(tr("Cancel"));
    cancel->setProperty("tall", true);
    m_start = new Button(tr("Start burst"), QStringLiteral("flash"), ButtonKind::Primary);
    m_start->setKeyCap(tr("Ctrl+Enter"));
    m_start->setProperty("tall", true);
    m_start->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_start);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &BurstSetup::accept);
    return foot;
}

void BurstSetup::paceChanged() {
    const bool rate = m_pace->current() == 0;
    const QSignalBlocker quiet(m_speed);
    m_speed->setRange(1, rate ? 1000 : BurstPlan::maxInFlight);
    m_speed->setSuffix(rate ? tr(" per second") : tr(" at once"));
    m_speed->setAccessibleName(rate ? tr("Requests per second") : tr("Requests at once"));
    m_speed->setValue(rate ? 10 : m_context.settings.get(settings::burstConcurrency));
    estimate();
}

void BurstSetup::setTotal(int total) { m_total->setValue(total); }

void BurstSetup::setRate(double perSecond, int rampSeconds) {
    m_pace->setCurrent(0);
    paceChanged();
    m_speed->setValue(perSecond);
    m_ramp->setValue(rampSeconds);
}

QVector<QString> BurstSetup::mixedPrompts() {
    // From a dozen to about two hundred tokens, so that a limit is met by sizes as they come in practice.
    QVector<QString> prompts{
        tr("Say hello in three languages."),
        tr("What is the capital of France?"),
        tr("Summarise in one sentence why gateways limit tokens instead of requests."),
        tr("List five checks before an API goes live, one line each."),
        tr("Explain to a new colleague what a circuit breaker does, with an example from an online shop."),
    };
    const QString detail = tr("Write the answer as a numbered list and give a reason for each point. ");
    for (int length = 2; length <= 10; length += 2) prompts << tr("Compare two regions for a chat service. ") + detail.repeated(length);
    return prompts;
}

BurstPlan BurstSetup::plan() const {
    BurstPlan plan;
    plan.request = m_context.gateway.request(m_model->currentText());
    plan.request.text = m_context.prompt.text().isEmpty() ? mixedPrompts().first() : m_context.prompt.text();
    plan.request.stream = m_stream->isChecked();
    plan.total = m_total->value();
    plan.rampSeconds = m_ramp->value();
    plan.pace = m_pace->current() == 0 ? BurstPlan::Pace::Rate : BurstPlan::Pace::Concurrency;
    plan.perSecond = m_speed->value();
    plan.concurrency = static_cast<int>(m_speed->value());
    plan.stopOnFirstError = m_stopOnError->isChecked();
    if (m_prompts->currentIndex() == 1) plan.prompts = mixedPrompts();
    for (const Caller& caller : m_callers)
        if (caller.use->isChecked() && caller.weight->value() > 0)
            plan.callers.push_back({caller.name, caller.key, caller.weight->value()});
    return plan;
}

void BurstSetup::estimate() {
    if (!m_runs) return;  // still being built
    const BurstPlan asked = plan();
    BurstExpectation expectation;
    const auto& snapshot = m_context.gateway.snapshot();
    const auto good = snapshot.requestsByStatus.find("200");
    double completion = 42;
    if (good != snapshot.requestsByStatus.end() && good->second > 0)
        completion = std::max(8.0, static_cast<double>(snapshot.tokens.completion) / static_cast<double>(good->second));
    double characters = 0;
    const QVector<QString> prompts = asked.prompts.isEmpty() ? QVector<QString>{asked.request.text} : asked.prompts;
    for (const QString& prompt : prompts) characters += static_cast<double>(prompt.size());
    expectation.tokensPerRequest = characters / static_cast<double>(prompts.size()) / 4 + 7 + completion;
    expectation.tokensPerMinute = static_cast<double>(m_context.gateway.tokenLimit());
    for (const auto& limit : m_context.gateway.status().limits)
        if (limit.unit.find("token") != std::string::npos)
            expectation.limitPerCaller = limit.counterKey.find("ubscription") != std::string::npos;
    if (snapshot.latency.minute.count > 0) expectation.answerSeconds = std::max(0.02, snapshot.latency.minute.p50 / 1000);
    const BurstEstimate expected = estimateBurst(asked, expectation);
    const QLocale locale;
    const auto bold = [](const QString& words) { return QStringLiteral("<b>") + words.toHtmlEscaped() + QStringLiteral("</b>"); };
    const QString limit = locale.toString(expectation.tokensPerMinute, 'f', 0);
    const QString who = expected.busiest.isEmpty() ? tr("all callers") : expected.busiest;
    if (expectation.tokensPerMinute <= 0) {
        m_sentence->setText(tr("No token limit is active, so the gateway should let all of it through."));
    } else if (expected.limitAfter > 0) {
        m_sentence->setText(
            tr("The limit of %1 tokens a minute for %2 is reached after about %3, %4 in.")
                .arg(limit, bold(who), bold(tr("%1 of its requests").arg(locale.toString(expected.limitAfter))),
                     bold(tr("%1 s").arg(locale.toString(expected.limitSeconds, 'f', expected.limitSeconds < 10 ? 1 : 0)))));
    } else {
        m_sentence->setText(tr("The limit of %1 tokens a minute for %2 is not reached.").arg(limit, bold(who)));
    }
    m_preview->setEstimate(expected, expectation.tokensPerMinute);
    m_answered->setText(tr("about %1").arg(locale.toString(expected.answered)));
    m_throttled->setText(expected.throttled > 0 ? tr("about %1").arg(locale.toString(expected.throttled)) : tr("none expected"));
    const bool simulated = !m_context.gateway.status().simulatedDeployments.empty();
    m_cost->setText(simulated ? tr("0, simulated backends")
                              : tr("about %1 tokens").arg(locale.toString(expected.answered * expectation.tokensPerRequest, 'f', 0)));
    m_runs->setText(tr("runs about %1 s, Esc on Live stops it").arg(locale.toString(std::max(1.0, expected.seconds), 'f', 0)));
    const bool running = m_context.gateway.burst().isRunning();
    m_start->setEnabled(m_context.gateway.isRunning() && !running && !asked.callers.isEmpty());
    update();
}

void BurstSetup::accept() {
    if (!m_start->isEnabled() || !m_context.gateway.burst().start(plan())) return;
    QDialog::accept();
}

void BurstSetup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Raised));
    icons::paint(painter, QRect(px(24), 0, px(20), px(headerHeight)), QStringLiteral("flash"), px(20), ColorRole::Accent,
                 icons::Style::Filled);
    QFont title = Theme::instance().font(TextRole::SectionTitle);
    title.setPixelSize(px(16));
    const BurstRunner& runner = m_context.gateway.burst();
    QString words = tr("burst %1").arg(runner.nextNumber());
    if (!m_context.gateway.isRunning()) words = tr("the gateway is not running");
    if (runner.isRunning()) words = tr("burst %1 can start when burst %2 has ended").arg(runner.nextNumber()).arg(runner.nextNumber() - 1);
    paint::runs(painter, QRect(px(52), 0, width() - px(100), px(headerHeight)),
                {{tr("Send a burst") + QStringLiteral("  "), title, themeColor(ColorRole::Text)},
                 {words, Theme::instance().font(TextRole::Body), themeColor(ColorRole::Muted)}});
    paint::horizontalLine(painter, 0, width(), px(headerHeight) - 1, themeColor(ColorRole::Line));
}

}  // namespace mgc::ui
