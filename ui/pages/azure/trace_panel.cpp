#include "ui/pages/azure/trace_panel.h"

#include <QComboBox>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeWidget>

#include "azure/observe/trace_compare.h"
#include "ui/pages/azure/azure_step.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

QString milliseconds(const std::optional<azure::TraceStep>& step) { return step ? QString::number(step->elapsedMs, 'f', 1) : QString(); }

QWidget* labelled(const QString& title, QWidget* control, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = plainLayout<QVBoxLayout>(box);
    setSpacing(column, 4);
    column->addWidget(new Label(title, TextRole::Tab, ColorRole::Text, box));
    column->addWidget(control);
    control->setAccessibleName(title);
    return box;
}

}  // namespace

TracePanel::TracePanel(AzureState& state, QWidget* parent) : QWidget(parent), m_state(state) {
    auto* row = plainLayout<QHBoxLayout>(this);
    setSpacing(row, 12);
    auto* card = new Card(tr("Request"), this);
    setFixedWidthScaled(card, 400);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 10);
    m_api = new QComboBox(card);
    m_api->setEditable(true);
    m_api->lineEdit()->setAccessibleName(tr("API"));
    m_path = new QLineEdit(card);
    m_subscription = new QLineEdit(QStringLiteral("master"), card);
    m_body = new QPlainTextEdit(card);
    m_body->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_body->setTabChangesFocus(true);
    body->addWidget(labelled(tr("API"), m_api, card));
    body->addWidget(labelled(tr("Path below the gateway"), m_path, card));
    body->addWidget(labelled(tr("Key of the subscription"), m_subscription, card));
    body->addWidget(labelled(tr("Body"), m_body, card), 1);
    m_send = new Button(tr("Send through Azure"), QStringLiteral("send"), ButtonKind::Primary, card);
    auto* sendRow = plainLayout<QHBoxLayout>();
    sendRow->addWidget(m_send);
    sendRow->addStretch();
    body->addLayout(sendRow);
    auto* words =
        new Label(tr("Gets a token for tracing this API (an hour at most), sends the request to both gateways and reads both traces."),
                  TextRole::Hint, ColorRole::Muted, card);
    words->setWordWrap(true);
    body->addWidget(words);
    row->addWidget(card);
    auto* result = new Card(tr("Trace, step by step"), this);
    result->setHeaderLine(true);
    m_summary = new Label({}, TextRole::Body, ColorRole::Muted, result);
    m_summary->setElide(Qt::ElideRight);
    result->header()->addWidget(m_summary, 1);
    m_cloudState = new Label({}, TextRole::Hint, ColorRole::Muted, result);
    m_localState = new Label({}, TextRole::Hint, ColorRole::Muted, result);
    result->header()->addWidget(m_cloudState);
    result->header()->addWidget(m_localState);
    m_table = new QTreeWidget(result);
    m_table->setObjectName(QStringLiteral("azureTrace"));
    m_table->setAccessibleName(tr("Steps of the trace in Azure and here"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHeaderLabels({tr("Step"), tr("Section"), tr("Result"), tr("Azure ms"), tr("Here ms"), tr("What it says")});
    m_table->header()->setStretchLastSection(true);
    for (const auto& [column, width] : {std::pair{0, 230}, {1, 90}, {2, 120}, {3, 80}, {4, 80}}) m_table->setColumnWidth(column, px(width));
    m_table->setUniformRowHeights(true);
    result->body()->addWidget(m_table, 1);
    row->addWidget(result, 1);
    connect(m_send, &QPushButton::clicked, this, &TracePanel::send);
    connect(m_path, &QLineEdit::textChanged, this, &TracePanel::refresh);
}

void TracePanel::prefill() {
    if (m_prefilled) return;
    m_prefilled = true;
    const GatewaySession& gateway = m_state.context.gateway;
    for (const management::ApiSummary& api : gateway.status().apis) m_api->addItem(text(api.id));
    if (m_api->count() == 0) m_api->addItem(QStringLiteral("inference-api"));
    if (const management::ApiSummary* chat = gateway.chatApi()) m_api->setCurrentText(text(chat->id));
    const QString deployment = gateway.deployments().value(0, QStringLiteral("gpt-4.1-mini"));
    QString path = gateway.chatPath(deployment);
    if (path.isEmpty()) path = QStringLiteral("/inference/openai/deployments/%1/chat/completions").arg(deployment);
    if (!path.contains(QLatin1Char('?'))) path += QStringLiteral("?api-version=2024-12-01-preview");
    m_path->setText(path);
    m_body->setPlainText(QStringLiteral("{\n  \"messages\": [\n    {\"role\": \"user\", \"content\": \"Say hello.\"}\n  ]\n}"));
    refresh();
}

void TracePanel::refresh() {
    m_send->setEnabled(!m_state.work.isBusy() && m_state.service && !m_path->text().isEmpty());
    m_send->setToolTip(m_state.service ? QString() : tr("Choose a service first"));
}

Result<azure::TracedRequest> TracePanel::request() const {
    azure::TracedRequest request;
    request.api = m_api->currentText().trimmed().toStdString();
    request.path = m_path->text().trimmed().toStdString();
    request.body = m_body->toPlainText().toStdString();
    request.subscription = m_subscription->text().trimmed().toStdString();
    if (request.body.empty())
        request.method = "GET";
    else if (azure::Json::accept(request.body))
        request.headers.emplace_back("Content-Type", "application/json");
    else
        return fail("InvalidArgument", tr("The body is not JSON.").toStdString());
    return request;
}

void TracePanel::send() {
    const auto made = request();
    if (!made) return m_state.tell(paint::Tone::Err, tr("Not sent"), text(made.error().message));
    m_state.run<azure::CloudTrace>(
        tr("Sending through Azure"),
        [request = *made, service = *m_state.service](azure::Session& session, const azure::ProgressHandler&) -> Result<azure::CloudTrace> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            return azure::sendTraced(*arm, service, request);
        },
        [this, request = *made](const azure::CloudTrace& trace) {
            m_cloud = trace;
            show({});
            QMetaObject::invokeMethod(
                this, [this, request] { askLocally(request); }, Qt::QueuedConnection);
        });
}

void TracePanel::askLocally(const azure::TracedRequest& request) {
    const GatewaySession& gateway = m_state.context.gateway;
    if (!gateway.isRunning()) {
        m_localState->setText(tr("here: the gateway does not run"));
        return;
    }
    m_state.run<azure::CloudTrace>(
        tr("Sending to the local gateway"),
        [request, work = &m_state.work, url = gateway.gatewayUrl().toString(QUrl::StripTrailingSlash).toStdString(),
         key = gateway.key().toStdString()](azure::Session&, const azure::ProgressHandler&) -> Result<azure::CloudTrace> {
            MGC_TRY_ASSIGN(const auto network, work->network());
            return azure::sendLocally(*network, url, request, key);
        },
        [this](const azure::CloudTrace& local) {
            m_localState->setText(tr("here %1").arg(local.status));
            m_state.context.gateway.client().fetchTraceOf(text(local.traceId), this, [this](Result<QJsonObject> trace) {
                if (!trace) return m_state.tell(paint::Tone::Warn, tr("No local trace"), text(trace.error().message));
                show(azure::Json::parse(QJsonDocument(*trace).toJson(QJsonDocument::Compact).toStdString(), nullptr, false));
            });
        });
}

void TracePanel::show(const azure::Json& local) {
    m_cloudState->setText(tr("Azure %1").arg(m_cloud.status));
    m_table->clear();
    const auto pairs = azure::alignTraces(m_cloud.trace, local);
    const bool both = local.is_object();
    int differences = 0;
    using Kind = azure::TracePair::Kind;
    for (const azure::TracePair& pair : pairs) {
        const azure::TraceStep& step = pair.cloud ? *pair.cloud : *pair.local;
        const Kind kind = both ? pair.kind : Kind::Same;
        differences += kind != Kind::Same;
        const QString word = !both                     ? QString()
                             : kind == Kind::Same      ? tr("same")
                             : kind == Kind::Different ? tr("different")
                             : kind == Kind::OnlyCloud ? tr("only in Azure")
                                                       : tr("only here");
        auto* item = new QTreeWidgetItem(
            m_table, {text(step.source), text(step.section), word, milliseconds(pair.cloud), milliseconds(pair.local), text(step.message)});
        for (const int column : {3, 4}) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(5, text(step.data.dump(2)).left(4000));
        if (kind != Kind::Same) {
            const ColorRole ground = kind == Kind::OnlyCloud   ? ColorRole::DiffDel
                                     : kind == Kind::OnlyLocal ? ColorRole::DiffAdd
                                                               : ColorRole::WarnTint;
            for (int column = 0; column < m_table->columnCount(); ++column) item->setBackground(column, themeColor(ground));
        }
        for (const std::string& difference : pair.differences) {
            auto* child = new QTreeWidgetItem(item, {text(difference)});
            child->setFirstColumnSpanned(true);
            child->setToolTip(0, text(difference));
        }
    }
    m_summary->setText(!both ? tr("%n step(s) in Azure", nullptr, static_cast<int>(pairs.size()))
                             : tr("%n step(s)", nullptr, static_cast<int>(pairs.size())) + QStringLiteral(", ") +
                                   tr("%n differ", nullptr, differences));
    if (both) emit compared(differences);
}

}  // namespace mgc::ui
