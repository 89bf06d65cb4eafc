#include "ui/shell/prompt_dock.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTextDocument>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/widgets/basic/answer_view.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

QPlainTextEdit* textField(const QString& name, const QString& hint, QWidget* parent) {
    auto* field = new QPlainTextEdit(parent);
    field->setAccessibleName(name);
    field->setPlaceholderText(hint);
    field->setProperty("field", true);
    field->document()->setDocumentMargin(px(6));
    field->setTabChangesFocus(true);
    field->viewport()->setAutoFillBackground(false);
    return field;
}

void addLabelled(QVBoxLayout* column, const QString& name, QWidget* control, QWidget* parent, int stretch = 0) {
    auto* label = new Label(name, TextRole::Tab, ColorRole::Text, parent);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control, stretch);
    column->addSpacing(px(4));
}

}  // namespace

PromptDock::PromptDock(PageContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("promptDock"));
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 12, 8, 12, 12);
    setSpacing(row, 16);
    // Narrower than its parts it is cut, rather than pushing the side docks away.
    setMinimumWidth(1);
    row->addWidget(parameters());
    row->addWidget(texts(), 5);
    row->addWidget(answer(), 6);
    PromptSession& prompt = context.prompt;
    connect(&prompt, &PromptSession::changed, this, &PromptDock::showSession);
    connect(&prompt, &PromptSession::started, this, [this] {
        m_answer->clearAnswer();
        m_answer->setStreaming(true);
        m_send->setText(tr("Stop"));
        m_status->setSpec({});
        m_facts->setText(tr("Waiting for the first token"));
    });
    connect(&prompt, &PromptSession::delta, m_answer, &AnswerView::append);
    connect(&prompt, &PromptSession::finished, this, &PromptDock::showResult);
    if (prompt.isBusy()) {
        m_answer->setStreaming(true);
        m_answer->append(prompt.answer());
        m_send->setText(tr("Stop"));
    } else if (prompt.hasResult()) {
        m_answer->append(prompt.answer());
        showResult(prompt.result());
    }
    showSession();
}

QWidget* PromptDock::parameters() {
    auto* side = new QWidget(this);
    setFixedWidthScaled(side, 184);
    auto* column = plainLayout<QVBoxLayout>(side);
    setSpacing(column, 4);
    m_model = new QComboBox(side);
    m_model->setAccessibleName(tr("Model of the prompt"));
    addLabelled(column, tr("Model"), m_model, side);
    m_maxTokens = new QSpinBox(side);
    m_maxTokens->setAccessibleName(tr("Longest answer in tokens"));
    m_maxTokens->setRange(0, 128000);
    m_maxTokens->setSpecialValueText(tr("the model's own"));
    m_maxTokens->setSingleStep(16);
    addLabelled(column, tr("Longest answer, tokens"), m_maxTokens, side);
    m_temperature = new QDoubleSpinBox(side);
    m_temperature->setAccessibleName(tr("Temperature"));
    m_temperature->setRange(-0.1, 2.0);
    m_temperature->setSingleStep(0.1);
    m_temperature->setDecimals(1);
    m_temperature->setSpecialValueText(tr("the model's own"));
    m_temperature->setValue(-0.1);
    addLabelled(column, tr("Temperature"), m_temperature, side);
    m_stream = new QCheckBox(tr("Stream"), side);
    m_stream->setAccessibleName(tr("Stream the prompt's answer"));
    column->addWidget(m_stream);
    column->addStretch();
    connect(m_model, &QComboBox::activated, this,
            [this](int index) { m_context.prompt.setDeployment(m_model->itemData(index).toString()); });
    connect(m_maxTokens, &QSpinBox::valueChanged, this,
            [this](int value) { m_context.prompt.setMaxTokens(value > 0 ? std::optional<int>(value) : std::nullopt); });
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_context.prompt.setTemperature(value >= -0.05 ? std::optional<double>(std::max(0.0, value)) : std::nullopt);
    });
    connect(m_stream, &QCheckBox::toggled, this, [this](bool on) { m_context.prompt.setStream(on); });
    return side;
}

QWidget* PromptDock::texts() {
    auto* side = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(side);
    setSpacing(column, 4);
    m_system = textField(tr("System text"), tr("How the model should behave; empty: nothing is sent"), side);
    addLabelled(column, tr("System"), m_system, side, 2);
    m_text = textField(tr("Prompt text"), tr("Ask the model something"), side);
    addLabelled(column, tr("User"), m_text, side, 3);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_history = new Button(tr("History"), QStringLiteral("history"), ButtonKind::Normal, side);
    m_history->setAccessibleName(tr("Prompt history"));
    auto* curl = new IconButton(QStringLiteral("code"), tr("Copy the prompt as curl"), side);
    m_send = new Button(tr("Send"), QStringLiteral("send"), ButtonKind::Primary, side);
    m_send->setAccessibleName(tr("Send prompt"));
    m_send->setKeyCap(m_context.actions.keyText(QStringLiteral("prompt.send")));
    row->addWidget(m_history);
    row->addWidget(curl);
    row->addStretch();
    row->addWidget(m_send);
    column->addLayout(row);
    connect(m_system, &QPlainTextEdit::textChanged, this, [this] { m_context.prompt.setSystemText(m_system->toPlainText()); });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_context.prompt.setText(m_text->toPlainText()); });
    connect(m_history, &QPushButton::clicked, this, &PromptDock::showHistory);
    connect(curl, &QToolButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("gateway.copyCurl")); });
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_context.prompt.isBusy())
            m_context.prompt.stop();
        else
            m_context.prompt.send();
    });
    return side;
}

QWidget* PromptDock::answer() {
    auto* side = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(side);
    setSpacing(column, 4);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    row->addWidget(new Label(tr("Assistant"), TextRole::Tab, ColorRole::Text, side));
    m_status = new Chip({}, side);
    row->addWidget(m_status);
    m_facts = new Label(tr("Nothing sent yet"), TextRole::Hint, ColorRole::Muted, side);
    m_facts->setElide(Qt::ElideRight);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_facts, 1);
    column->addLayout(row);
    m_answer = new AnswerView(tr("Answer text"), side);
    m_answer->setHint(tr("The answer appears here, word by word."));
    column->addWidget(m_answer, 1);
    return side;
}

void PromptDock::showSession() {
    const PromptSession& prompt = m_context.prompt;
    QStringList shown;
    for (int i = 0; i < m_model->count(); ++i) shown << m_model->itemData(i).toString();
    if (const QStringList names = m_context.gateway.deployments(); names != shown) {
        const QSignalBlocker quiet(m_model);
        m_model->clear();
        for (const QString& name : names) m_model->addItem(name, name);
    }
    m_model->setCurrentIndex(m_model->findData(prompt.deployment()));
    if (m_text->toPlainText() != prompt.text()) m_text->setPlainText(prompt.text());
    if (m_system->toPlainText() != prompt.systemText()) m_system->setPlainText(prompt.systemText());
    m_stream->setChecked(prompt.stream());
    m_send->setEnabled(prompt.isBusy() || prompt.blockedReason().isEmpty());
    m_send->setToolTip(prompt.blockedReason());
}

void PromptDock::showResult(const PromptResult& result) {
    m_answer->setStreaming(false);
    m_send->setText(tr("Send"));
    if (!result.error.isEmpty() && result.text.isEmpty())
        m_answer->setAnswer(result.error, result.throttled() ? ColorRole::Warn : ColorRole::Err);
    const QString words = result.status == 0 ? tr("no answer") : QStringLiteral("%1 %2").arg(result.status).arg(result.reason);
    m_status->setSpec({result.answered() ? QStringLiteral("checkmark") : QStringLiteral("error_circle"), words,
                       result.answered()    ? paint::Tone::Ok
                       : result.throttled() ? paint::Tone::Warn
                                            : paint::Tone::Err});
    QString facts = tr("%1 s").arg(QLocale().toString(result.totalMs / 1000.0, 'f', 2));
    if (result.hasUsage) facts += tr(", %1 in, %2 out").arg(result.promptTokens).arg(result.completionTokens);
    m_facts->setText(facts);
}

void PromptDock::showHistory() {
    QMenu menu(this);
    const QStringList all = m_context.prompt.history();
    for (const QString& text : all.mid(0, 20)) {
        const QString line = text.simplified();
        menu.addAction(line.size() > 80 ? line.left(80) + QChar(0x2026) : line, this, [this, text] { m_context.prompt.setText(text); });
    }
    if (all.isEmpty()) menu.addAction(tr("Prompts you send are listed here"))->setEnabled(false);
    menu.addSeparator();
    QAction* clear = menu.addAction(icons::get(QStringLiteral("broom"), ColorRole::Muted), tr("Clear the history"), &m_context.prompt,
                                    &PromptSession::clearHistory);
    clear->setEnabled(!all.isEmpty());
    menu.exec(m_history->mapToGlobal(QPoint(0, m_history->height() + 2)));
}

}  // namespace mgc::ui
