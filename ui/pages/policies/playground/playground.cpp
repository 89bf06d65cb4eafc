#include "ui/pages/policies/playground/playground.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/documents/document_store.h"
#include "ui/documents/variables.h"
#include "ui/forms/expression_assist.h"
#include "ui/forms/expression_highlighter.h"
#include "ui/forms/expression_value.h"
#include "ui/pages/page.h"
#include "ui/pages/policies/playground/recorded_context.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int mostRequests = 100;

QPlainTextEdit* codeField(const QString& name, QWidget* parent) {
    auto* edit = new QPlainTextEdit(parent);
    edit->setAccessibleName(name);
    edit->setFont(Theme::instance().font(TextRole::Code));
    edit->setTabChangesFocus(true);
    return edit;
}

}  // namespace

Playground::Playground(PageContext& context, QWidget* parent) : QDialog(parent), m_context(context) {
    setObjectName(QStringLiteral("playground"));
    setWindowTitle(tr("Expression playground"));
    setAccessibleName(tr("Expression playground"));
    resize(px(760), px(520));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 8);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 12);
    head->addWidget(new Label(tr("Expression playground"), TextRole::SectionTitle, ColorRole::Text, this), 1);
    head->addWidget(new Label(tr("Against"), TextRole::Tab, ColorRole::Muted, this));
    m_requests = new QComboBox(this);
    m_requests->setAccessibleName(tr("Recorded request"));
    m_requests->setMinimumWidth(px(300));
    setFixedHeightMetric(m_requests, Metric::Control);
    head->addWidget(m_requests);
    column->addLayout(head);
    column->addWidget(new Label(tr("Expression"), TextRole::Tab, ColorRole::Text, this));
    m_code = codeField(tr("Expression"), this);
    new ExpressionHighlighter(m_code->document());
    column->addWidget(m_code, 1);
    auto* line = plainLayout<QHBoxLayout>();
    setSpacing(line, 8);
    line->addWidget(new Label(tr("Result"), TextRole::Tab, ColorRole::Text, this));
    m_type = new Chip({}, this);
    m_type->hide();
    line->addWidget(m_type);
    line->addStretch();
    column->addLayout(line);
    m_result = codeField(tr("Result"), this);
    m_result->setReadOnly(true);
    column->addWidget(m_result, 1);
    auto* foot = plainLayout<QHBoxLayout>();
    setSpacing(foot, 8);
    m_note = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    auto* close = new Button(tr("Close"), {}, ButtonKind::Normal, this);
    close->setAutoDefault(false);
    foot->addWidget(close);
    column->addLayout(foot);
    m_runner = new ExpressionRunner(this);
    m_recorded = new RecordedContext(context, this);
    m_assist = new ExpressionAssist(*m_code, [this] {
        const PolicyFile* file = m_context.documents.current();
        return file ? variablesOf(file->document(), m_context.documents.catalog()) : QStringList();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_code, &QPlainTextEdit::textChanged, this, &Playground::run);
    connect(m_runner, &ExpressionRunner::evaluated, this, &Playground::showValue);
    connect(m_requests, &QComboBox::activated, this, &Playground::choose);
    connect(&context.documents.live(), &LiveContext::changed, this, &Playground::run);
    setExpression(QStringLiteral("@(context.Request.Method)"));
    fillRequests();
    m_code->setFocus();
}

void Playground::setExpression(const QString& text) {
    m_code->setPlainText(text);
    m_code->moveCursor(QTextCursor::End);
    m_code->moveCursor(QTextCursor::Left);
}

void Playground::fillRequests() {
    m_requests->clear();
    const auto& traffic = m_context.gateway.traffic();
    for (int row = traffic.rowCount() - 1; row >= 0 && m_requests->count() < mostRequests; --row) {
        const auto& each = traffic.rowAt(row);
        m_requests->addItem(
            tr("#%1  %2 %3  %4").arg(each.id).arg(QString::fromStdString(each.method), QString::fromStdString(each.url)).arg(each.status),
            QVariant::fromValue<quint64>(each.id));
    }
    const bool any = m_requests->count() > 0;
    m_requests->setEnabled(any);
    if (!any) m_requests->addItem(tr("No request was recorded yet"));
    m_note->setText(any ? tr("Variables are worked out again from set-variable; secrets in headers are masked.")
                        : tr("Send a prompt (Ctrl+Enter) first; then expressions have something to work on."));
    if (any && !m_context.documents.live().json())
        choose();
    else
        run();
}

void Playground::choose() {
    const QVariant id = m_requests->currentData();
    if (!id.isValid()) return;
    m_context.gateway.client().fetchDetail(id.toULongLong(), this, [this](const Result<management::RequestDetail>& detail) {
        if (!detail) return m_note->setText(tr("The request cannot be read: %1").arg(QString::fromStdString(detail.error().message)));
        m_recorded->show(*detail, tr("request #%1").arg(detail->row.id));
    });
}

void Playground::run() { m_runner->run(m_code->toPlainText(), m_context.documents.live().json()); }

void Playground::showValue(const ExpressionValue& value) {
    m_type->setVisible(!value.type.isEmpty());
    m_type->setSpec({value.ok ? QStringLiteral("checkmark") : QStringLiteral("error_circle"), value.type,
                     value.ok ? paint::Tone::Ok : paint::Tone::Err});
    m_result->setPlainText(value.ok || value.line == 0 ? value.text
                                                       : tr("Line %1, column %2: %3").arg(value.line).arg(value.column).arg(value.text));
    m_note->setText(tr("For %1. Variables are worked out again from set-variable; secrets in headers are masked.")
                        .arg(m_context.documents.live().name()));
}

}  // namespace mgc::ui
