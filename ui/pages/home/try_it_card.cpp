#include "ui/pages/home/try_it_card.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/widgets/basic/answer_view.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/charts/step_strip.h"

namespace mgc::ui {

namespace {

QString seconds(double milliseconds) { return QLocale().toString(milliseconds / 1000.0, 'f', 2) + QStringLiteral(" s"); }

QString whole(double value) { return QLocale().toString(static_cast<qint64>(value + 0.5)); }

}  // namespace

TryItCard::TryItCard(PageContext& context, QWidget* parent) : Card(TryItCard::tr("Try it"), parent), m_context(context) {
    setObjectName(QStringLiteral("tryItCard"));
    buildHeader();
    buildPrompt();
    buildOutcome();
    PromptSession& prompt = context.prompt;
    connect(&prompt, &PromptSession::changed, this, &TryItCard::showSession);
    connect(&prompt, &PromptSession::started, this, &TryItCard::showStarted);
    connect(&prompt, &PromptSession::delta, m_answer, &AnswerView::append);
    connect(&prompt, &PromptSession::finished, this, &TryItCard::showResult);
    connect(&prompt, &PromptSession::detailReceived, this, &TryItCard::showDetail);
    showSession();
}

void TryItCard::buildHeader() {
    m_path = new Label({}, TextRole::CodeSmall, ColorRole::Muted, this);
    m_path->setElide(Qt::ElideMiddle);
    header()->addWidget(m_path, 1);
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("modelChooser"));
    m_model->setAccessibleName(tr("Model"));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMinimumWidthScaled(m_model, 176);
    header()->addWidget(m_model);
    m_stream = new QCheckBox(tr("Stream"), this);
    m_stream->setObjectName(QStringLiteral("streamSwitch"));
    m_stream->setAccessibleName(tr("Stream the answer"));
    header()->addWidget(m_stream);
    header()->setContentsMargins(px(16), 0, px(16), 0);
    setMargins(header(), 16, 0, 16, 0);
    connect(m_model, &QComboBox::activated, this,
            [this](int index) { m_context.prompt.setDeployment(m_model->itemData(index).toString()); });
    connect(m_stream, &QCheckBox::toggled, this, [this](bool on) { m_context.prompt.setStream(on); });
}

void TryItCard::buildPrompt() {
    auto* row = plainLayout<QHBoxLayout>();
    setMargins(row, 16, 0, 16, 12);
    setSpacing(row, 8);
    m_prompt = new QLineEdit(this);
    m_prompt->setObjectName(QStringLiteral("prompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setAccessibleDescription(tr("The text that is sent to the model; Enter sends it"));
    m_prompt->setPlaceholderText(tr("Ask the model something"));
    m_prompt->setMaxLength(100000);
    m_prompt->setText(m_context.prompt.text());
    setFixedHeightScaled(m_prompt, 36);
    m_send = new Button(tr("Send"), QStringLiteral("send"), ButtonKind::Primary, this);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setKeyCap(m_context.actions.keyText(QStringLiteral("prompt.send")));
    setFixedHeightScaled(m_send, 36);
    setMinimumWidthScaled(m_send, 156);
    row->addWidget(m_prompt, 1);
    row->addWidget(m_send);
    body()->addLayout(row);
    m_answer = new AnswerView(tr("Answer"), this);
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setHint(tr("The answer appears here, word by word."));
    setMinimumHeightScaled(m_answer, 96);
    auto* holder = plainLayout<QVBoxLayout>();
    setMargins(holder, 16, 0, 16, 12);
    holder->addWidget(m_answer, 1);
    body()->addLayout(holder, 1);
    connect(m_prompt, &QLineEdit::textEdited, this, [this](const QString& text) { m_context.prompt.setText(text); });
    // Text may also be set through the accessibility interface, which is no edit by key.
    connect(m_prompt, &QLineEdit::textChanged, this, [this](const QString& text) { m_context.prompt.setText(text); });
    connect(m_prompt, &QLineEdit::returnPressed, this, [this] { m_context.prompt.send(); });
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_context.prompt.isBusy())
            m_context.prompt.stop();
        else
            m_context.prompt.send();
    });
}

void TryItCard::fact(QHBoxLayout* row, const QString& name, Label** value) {
    if (row->count() > 0) {
        auto* line = new HairLine(Qt::Vertical, this, ColorRole::Line2);
        setFixedHeightScaled(line, 14);
        row->addWidget(line);
    }
    auto* pair = plainLayout<QHBoxLayout>();
    setSpacing(pair, 4);
    pair->addWidget(new Label(name, TextRole::Body, ColorRole::Muted, this));
    *value = new Label({}, TextRole::BodyMedium, ColorRole::Text, this);
    pair->addWidget(*value);
    row->addLayout(pair);
}

void TryItCard::buildOutcome() {
    auto* heading = plainLayout<QHBoxLayout>();
    setMargins(heading, 16, 0, 16, 4);
    m_happened = new Label(tr("What happened"), TextRole::DockTitle, ColorRole::Text, this);
    m_summary = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    heading->addWidget(m_happened);
    heading->addStretch();
    heading->addWidget(m_summary);
    body()->addLayout(heading);
    m_strip = new StepStrip(this);
    m_strip->setAccessibleName(tr("Steps of the last request"));
    auto* stripRow = plainLayout<QHBoxLayout>();
    setMargins(stripRow, 16, 0, 16, 0);
    stripRow->addWidget(m_strip, 1);
    body()->addLayout(stripRow);
    auto* row = plainLayout<QHBoxLayout>();
    setMargins(row, 16, 10, 12, 12);
    setSpacing(row, 8);
    m_status = new Chip({}, this);
    row->addWidget(m_status);
    m_facts = new QWidget(this);
    auto* facts = plainLayout<QHBoxLayout>(m_facts);
    setSpacing(facts, 8);
    fact(facts, tr("TTFT"), &m_ttft);
    fact(facts, tr("Total"), &m_total);
    fact(facts, tr("Tokens"), &m_tokens);
    fact(facts, tr("Backend"), &m_backend);
    fact(facts, tr("Policies"), &m_policies);
    row->addWidget(m_facts);
    row->addStretch();
    m_trace = new Button(tr("Open trace"), QStringLiteral("list_bar_tree"), ButtonKind::Ghost, this);
    connect(m_trace, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("prompt.openTrace")); });
    row->addWidget(m_trace);
    auto* holder = new QWidget(this);
    setFixedHeightScaled(holder, 52);
    holder->setLayout(row);
    body()->addWidget(holder);
    m_facts->hide();
    m_trace->setEnabled(false);
    m_summary->setText(tr("Nothing sent yet"));
}

void TryItCard::showSession() {
    PromptSession& prompt = m_context.prompt;
    m_path->setText(QStringLiteral("POST ") + m_context.gateway.chatPath(prompt.deployment()));
    const QStringList names = m_context.gateway.deployments();
    QStringList shown;
    for (int i = 0; i < m_model->count(); ++i) shown << m_model->itemData(i).toString();
    const QSignalBlocker quiet(m_model);
    if (names != shown) {
        m_model->clear();
        for (const QString& name : names)
            m_model->addItem(m_context.gateway.status().simulatedDeployments.empty() ? name : tr("%1 (simulated)").arg(name), name);
    }
    m_model->setCurrentIndex(m_model->findData(prompt.deployment()));
    if (m_prompt->text() != prompt.text()) m_prompt->setText(prompt.text());
    m_stream->setChecked(prompt.stream());
    const QString blocked = prompt.blockedReason();
    m_send->setEnabled(prompt.isBusy() || blocked.isEmpty());
    m_send->setToolTip(blocked);
}

void TryItCard::showStarted() {
    m_answer->clearAnswer();
    m_answer->setStreaming(true);
    m_status->setSpec({});
    m_facts->hide();
    m_strip->setBlocks({});
    m_trace->setEnabled(false);
    m_summary->setText(tr("Waiting for the first token"));
    m_send->setText(tr("Stop"));
    m_send->setIconName(QStringLiteral("stop"), ColorRole::OnAccent, icons::Style::Filled);
    m_send->setAccessibleDescription(tr("Stops the answer"));
}

void TryItCard::showResult(const PromptResult& result) {
    m_answer->setStreaming(false);
    m_send->setText(tr("Send"));
    m_send->setIconName(QStringLiteral("send"), ColorRole::OnAccent, icons::Style::Filled);
    m_send->setAccessibleDescription({});
    if (!result.error.isEmpty() && result.text.isEmpty()) {
        QString text = result.error;
        if (result.throttled() && result.retryAfterSeconds >= 0 && !text.contains(QString::number(result.retryAfterSeconds)))
            text += tr(" The next request can pass in %1 s.").arg(result.retryAfterSeconds);
        m_answer->setAnswer(text, result.throttled() || result.cancelled ? ColorRole::Warn : ColorRole::Err);
    } else if (!result.error.isEmpty()) {
        m_answer->append(QStringLiteral("\n") + result.error);
    }
    if (result.status == 0)
        m_status->setSpec({QStringLiteral("error_circle"), result.cancelled ? tr("stopped") : tr("no answer"),
                           result.cancelled ? paint::Tone::Neutral : paint::Tone::Err});
    else if (result.answered())
        m_status->setSpec({QStringLiteral("checkmark"), QStringLiteral("%1 %2").arg(result.status).arg(result.reason), paint::Tone::Ok});
    else
        m_status->setSpec({result.throttled() ? QStringLiteral("gauge") : QStringLiteral("error_circle"),
                           QStringLiteral("%1 %2").arg(result.status).arg(result.reason),
                           result.throttled() ? paint::Tone::Warn : paint::Tone::Err});
    m_ttft->setText(result.firstTokenMs > 0 ? tr("%1 ms").arg(whole(result.firstTokenMs)) : tr("none"));
    m_total->setText(seconds(result.totalMs));
    m_tokens->setText(result.hasUsage ? tr("%1 in, %2 out").arg(result.promptTokens).arg(result.completionTokens) : tr("none"));
    m_backend->setText(result.backendId.isEmpty() ? tr("none") : result.backendId);
    m_policies->setText(tr("…"));
    m_facts->setVisible(result.status != 0);
    m_summary->setText(seconds(result.totalMs));
}

void TryItCard::showDetail() {
    const auto& detail = m_context.prompt.detail();
    if (!detail) return;
    m_strip->setBlocks(stepBlocks(*detail));
    const auto& row = detail->row;
    m_trace->setEnabled(true);
    if (!row.backendId.empty()) m_backend->setText(QString::fromStdString(row.backendId));
    m_policies->setText(tr("%1 ms").arg(QLocale().toString(row.policyMs, 'f', 1)));
    m_summary->setText(tr("%1, policies took %2 ms of it").arg(seconds(row.totalMs), QLocale().toString(row.policyMs, 'f', 1)));
    if (row.promptTokens + row.completionTokens > 0) m_tokens->setText(tr("%1 in, %2 out").arg(row.promptTokens).arg(row.completionTokens));
}

}  // namespace mgc::ui
