#include "ui/pages/azure/deploy_step.h"

#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollArea>

#include "resources/files.h"
#include "template/inference_api.h"
#include "template/lab_template.h"
#include "ui/pages/azure/note_list.h"
#include "ui/pages/azure/text_table.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

std::optional<std::int64_t> number(const QString& text) {
    bool ok = false;
    const qlonglong value = text.toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

QString numberText(const std::optional<std::int64_t>& value) { return value ? QString::number(*value) : QString(); }

/// "Microsoft.ApiManagement/service apim-x/apis/inference-api" without the group.
QString shortId(const std::string& id) {
    const QString whole = text(id);
    const qsizetype at = whole.lastIndexOf(QLatin1String("/providers/"), -1, Qt::CaseInsensitive);
    return at < 0 ? whole.section(QLatin1Char('/'), -2) : whole.mid(at + 11);
}

}  // namespace

DeployStep::DeployStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("deploy"), tr("Deploy the lab"), parent) {
    m_open = new Button(tr("Open parameters…"), QStringLiteral("folder_open"), ButtonKind::Normal, this);
    m_whatIf = new Button(tr("What-if"), QStringLiteral("question_circle"), ButtonKind::Normal, this);
    m_deploy = new Button(tr("Deploy…"), QStringLiteral("cloud_arrow_up"), ButtonKind::Primary, this);
    m_deploy->setAccessibleName(tr("Deploy the lab"));
    addAction(modeSwitch(QStringLiteral("deploy")));
    for (Button* button : {m_open, m_whatIf, m_deploy}) addAction(button);
    addColumn(500)->addWidget(formCard(), 1);
    auto* right = addColumn(0);
    const auto list = [this, right](const QString& title, const QString& empty, int stretch, Label** heading = nullptr) {
        auto* card = new Card(title, this);
        card->setHeaderLine(true);
        if (heading) {
            *heading = new Label({}, TextRole::Body, ColorRole::Muted, card);
            card->header()->addWidget(*heading, 1);
        }
        auto* notes = new NoteList(title, card);
        notes->setEmptyText(empty);
        card->body()->addWidget(notes, 1);
        right->addWidget(card, stretch);
        return notes;
    };
    m_findings = list(tr("Parameters"), tr("The parameters have no fault."), 2);
    m_resources = list(tr("Resources"), tr("What-if asks Azure what would change; the deployment shows each resource as it is made."), 5,
                       &m_resourcesTitle);
    m_outputs = list(tr("Outputs"), tr("After the deployment. Keys go to the keychain, never into outputs."), 2);
    connect(m_open, &QPushButton::clicked, this, &DeployStep::openParameters);
    connect(m_whatIf, &QPushButton::clicked, this, &DeployStep::whatIf);
    connect(m_deploy, &QPushButton::clicked, this, &DeployStep::deploy);
    setParameters({});
}

QWidget* DeployStep::formCard() {
    auto* card = new Card(tr("Lab: API Management in front of Foundry models"), this);
    card->setHeaderLine(true);
    auto* scroll = new QScrollArea(card);
    scroll->setAccessibleName(tr("Settings of the lab"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(scroll);
    auto* column = plainLayout<QVBoxLayout>(content);
    setMargins(column, 16, 8, 16, 16);
    setSpacing(column, 10);
    scroll->setWidget(content);
    card->body()->addWidget(scroll, 1);
    m_group = new QLineEdit(QString::fromLatin1(templates::labResourceGroup), content);
    m_location = new QLineEdit(content);
    m_sku = new QComboBox(content);
    m_sku->addItems({QStringLiteral("Basicv2"), QStringLiteral("Standardv2"), QStringLiteral("Developer"), QStringLiteral("Basic"),
                     QStringLiteral("Standard"), QStringLiteral("Premium"), QStringLiteral("Consumption")});
    m_type = new QComboBox(content);
    for (const templates::InferenceApiType& type : templates::inferenceApiTypes()) {
        m_type->addItem(text(std::string(type.name)));
        m_type->setItemData(m_type->count() - 1, text(std::string(type.help)), Qt::ToolTipRole);
    }
    m_path = new QLineEdit(content);
    m_project = new QLineEdit(content);
    m_publisher = new QLineEdit(content);
    const auto pair = [&](const QString& leftTitle, QWidget* left, const QString& rightTitle, QWidget* right) {
        auto* row = plainLayout<QHBoxLayout>();
        setSpacing(row, 12);
        row->addWidget(field(leftTitle, left, content), 1);
        row->addWidget(field(rightTitle, right, content), 1);
        column->addLayout(row);
    };
    pair(tr("Resource group"), m_group, tr("Region"), m_location);
    pair(tr("API Management tier"), m_sku, tr("Publisher's e-mail"), m_publisher);
    pair(tr("Inference API"), m_type, tr("API path"), m_path);
    column->addWidget(field(tr("Foundry project"), m_project, content));
    m_cost = new Label({}, TextRole::Hint, ColorRole::Warn, content);
    m_cost->setWordWrap(true);
    column->addWidget(m_cost);
    m_services = new TextTable(tr("Foundry accounts"), {tr("Name"), tr("Region"), tr("Weight"), tr("Priority")}, content);
    m_models = new TextTable(tr("Model deployments"), {tr("Model"), tr("Version"), tr("SKU"), tr("Capacity"), tr("Account")}, content);
    m_subscriptions = new TextTable(tr("API Management subscriptions"), {tr("Name"), tr("Display name")}, content);
    column->addWidget(field(tr("Foundry accounts"), m_services, content));
    column->addWidget(field(tr("Model deployments"), m_models, content));
    column->addWidget(field(tr("API Management subscriptions"), m_subscriptions, content));
    column->addStretch();
    for (QLineEdit* line : {m_group, m_location, m_path, m_project, m_publisher})
        connect(line, &QLineEdit::textChanged, this, &DeployStep::check);
    for (QComboBox* box : {m_sku, m_type}) connect(box, &QComboBox::currentIndexChanged, this, &DeployStep::check);
    for (TextTable* table : {m_services, m_models, m_subscriptions}) connect(table, &TextTable::edited, this, &DeployStep::check);
    return card;
}

void DeployStep::setParameters(const templates::LabParameters& parameters) {
    m_location->setText(text(parameters.location));
    m_sku->setCurrentText(text(parameters.apimSku));
    m_type->setCurrentText(text(parameters.inferenceType));
    m_path->setText(text(parameters.inferencePath));
    m_project->setText(text(parameters.projectName));
    m_publisher->setText(text(parameters.publisherEmail));
    QVector<QStringList> services, models, subscriptions;
    for (const auto& service : parameters.services)
        services << QStringList{text(service.name), text(service.location), numberText(service.weight), numberText(service.priority)};
    for (const auto& model : parameters.models)
        models << QStringList{text(model.name), text(model.version), text(model.sku), QString::number(model.capacity), text(model.service)};
    for (const auto& subscription : parameters.subscriptions)
        subscriptions << QStringList{text(subscription.name), text(subscription.displayName)};
    m_services->setRows(services);
    m_models->setRows(models);
    m_subscriptions->setRows(subscriptions);
}

azure::LabChoices DeployStep::choices() const {
    azure::LabChoices choices{
        state().subscription.toStdString(), m_group->text().trimmed().toStdString(), {}, state().folder.toStdString(), {}};
    templates::LabParameters& parameters = choices.parameters;
    parameters.location = m_location->text().trimmed().toStdString();
    parameters.apimSku = m_sku->currentText().toStdString();
    parameters.inferenceType = m_type->currentText().toStdString();
    parameters.inferencePath = m_path->text().trimmed().toStdString();
    parameters.projectName = m_project->text().trimmed().toStdString();
    parameters.publisherEmail = m_publisher->text().trimmed().toStdString();
    parameters.services.clear();
    parameters.models.clear();
    parameters.subscriptions.clear();
    for (const QStringList& row : m_services->rows())
        parameters.services.push_back({row[0].toStdString(), row[1].toStdString(), number(row[2]), number(row[3])});
    for (const QStringList& row : m_models->rows())
        parameters.models.push_back(
            {row[0].toStdString(), "OpenAI", row[1].toStdString(), row[2].toStdString(), number(row[3]).value_or(0), row[4].toStdString()});
    for (const QStringList& row : m_subscriptions->rows())
        parameters.subscriptions.push_back({row[0].toStdString(), row[1].isEmpty() ? row[0].toStdString() : row[1].toStdString()});
    return choices;
}

void DeployStep::openParameters() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Parameters of the lab"), state().folder, tr("JSON (*.json)"));
    if (file.isEmpty()) return;
    auto content = resources::readFile(file.toStdString());
    if (!content) return state().tell(paint::Tone::Err, tr("The file cannot be read"), text(content.error().message));
    const auto document = json::Document::parse(std::move(*content), file.toStdString());
    const auto parameters = document ? templates::readLabParameters(*document) : Result<templates::LabParameters>(fail(document.error()));
    if (!parameters) return state().tell(paint::Tone::Err, tr("These are no parameters of the lab"), text(parameters.error().message));
    setParameters(*parameters);
}

void DeployStep::check() {
    azure::LabChoices chosen = choices();
    chosen.parameters.suffix = templates::labSuffix(chosen.subscription, chosen.resourceGroup);
    const Diagnostics found = templates::checkLabParameters(chosen.parameters);
    QVector<Note> notes;
    if (chosen.resourceGroup.empty())
        notes << Note{paint::Tone::Err, QStringLiteral("error_circle"), tr("The resource group has no name"), {}, {}};
    for (const Diagnostic& each : found.all()) {
        const bool bad = each.severity == Severity::Error;
        notes << Note{bad ? paint::Tone::Err : paint::Tone::Warn,
                      bad ? QStringLiteral("error_circle") : QStringLiteral("warning"),
                      text(each.message),
                      {},
                      text(each.element)};
    }
    m_ok = !found.hasErrors() && !chosen.resourceGroup.empty();
    m_findings->setNotes(notes);
    m_cost->setText(text(templates::labCostNote(chosen.parameters)));
    refresh();
}

void DeployStep::shown() { check(); }

void DeployStep::refresh() {
    setHeading(tr("Deploy the lab"),
               state().subscription.isEmpty() ? tr("choose a subscription first") : tr("into %1").arg(state().subscriptionName));
    const bool ready = idle() && m_ok && state().signedIn && !state().subscription.isEmpty();
    m_whatIf->setEnabled(ready);
    m_deploy->setEnabled(ready);
    m_open->setEnabled(idle());
}

void DeployStep::whatIf() {
    state().run<std::vector<azure::WhatIfChange>>(
        tr("Asking what would change"),
        [chosen = choices()](azure::Session& session, const azure::ProgressHandler& progress) -> Result<std::vector<azure::WhatIfChange>> {
            MGC_TRY_ASSIGN(const azure::LabPlan plan, azure::prepareLab(session, chosen));
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::LabDeployer deployer(*arm, plan.target, plan.parameters, progress);
            return deployer.whatIf();
        },
        [this](const std::vector<azure::WhatIfChange>& changes) {
            QVector<Note> notes;
            int create = 0;
            for (const azure::WhatIfChange& change : changes) {
                const bool makes = change.change == "Create", removes = change.change == "Delete";
                create += makes;
                notes << Note{makes     ? paint::Tone::Ok
                              : removes ? paint::Tone::Err
                                        : paint::Tone::Neutral,
                              makes     ? QStringLiteral("add")
                              : removes ? QStringLiteral("dismiss")
                                        : QStringLiteral("edit"),
                              shortId(change.id),
                              {},
                              text(change.change)};
            }
            m_resources->setNotes(notes);
            m_resourcesTitle->setText(tr("what-if: %1 to create of %2").arg(create).arg(notes.size()));
        });
}

void DeployStep::deploy() {
    // The confirmation names what Azure foretells, so it is asked first.
    state().run<std::vector<azure::WhatIfChange>>(
        tr("Asking what would change"),
        [chosen = choices()](azure::Session& session, const azure::ProgressHandler& progress) -> Result<std::vector<azure::WhatIfChange>> {
            MGC_TRY_ASSIGN(const azure::LabPlan plan, azure::prepareLab(session, chosen));
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::LabDeployer deployer(*arm, plan.target, plan.parameters, progress);
            return deployer.whatIf();
        },
        [this](const std::vector<azure::WhatIfChange>& changes) {
            QMetaObject::invokeMethod(
                this, [this, changes] { confirmAndDeploy(changes); }, Qt::QueuedConnection);
        });
}

void DeployStep::confirmAndDeploy(const std::vector<azure::WhatIfChange>& changes) {
    const auto count = [&](const char* what) {
        return std::count_if(changes.begin(), changes.end(), [&](const auto& change) { return change.change == what; });
    };
    const QString group = m_group->text().trimmed(), question = tr("%1 resources are created, %2 changed, %3 deleted in %4.\n%5")
                                                                    .arg(count("Create"))
                                                                    .arg(count("Modify"))
                                                                    .arg(count("Delete"))
                                                                    .arg(group, m_cost->text());
    if (count("Delete") > 0) {
        bool ok = false;
        const QString typed = QInputDialog::getText(
            this, tr("Deploy the lab"), question + tr("\nType the name of the resource group to go on:"), QLineEdit::Normal, {}, &ok);
        if (!ok || typed != group) return state().tell(paint::Tone::Info, tr("Nothing was deployed"));
    } else if (QMessageBox::question(this, tr("Deploy the lab"), question) != QMessageBox::Yes) {
        return state().tell(paint::Tone::Info, tr("Nothing was deployed"));
    }
    m_outputs->setNotes({});
    state().run<azure::DeploymentReport>(
        tr("Deploying the lab"),
        [this, chosen = choices(), work = &state().work](azure::Session& session,
                                                         const azure::ProgressHandler& progress) -> Result<azure::DeploymentReport> {
            MGC_TRY_ASSIGN(const azure::LabPlan plan, azure::prepareLab(session, chosen));
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::LabDeployer deployer(*arm, plan.target, plan.parameters, progress);
            deployer.onResources([this, work](const std::vector<azure::DeployedResource>& resources) {
                work->post([this, resources] { showResources(resources); });
            });
            return deployer.deploy(session.secrets());
        },
        [this](const azure::DeploymentReport& report) { deployed(report); });
}

void DeployStep::showResources(const std::vector<azure::DeployedResource>& resources) {
    QVector<Note> notes;
    int done = 0, failed = 0;
    for (const azure::DeployedResource& resource : resources) {
        const bool fine = resource.state == "Succeeded", bad = resource.state == "Failed" || resource.state == "Canceled";
        done += fine;
        failed += bad;
        notes << Note{fine  ? paint::Tone::Ok
                      : bad ? paint::Tone::Err
                            : paint::Tone::Info,
                      fine  ? QStringLiteral("checkmark_circle")
                      : bad ? QStringLiteral("error_circle")
                            : QStringLiteral("arrow_sync"),
                      shortId(resource.id), text(resource.message), text(resource.state)};
    }
    m_resources->setNotes(notes);
    m_resources->scrollToBottom();
    m_resourcesTitle->setText(failed > 0 ? tr("%1 made, %2 failed").arg(done).arg(failed) : tr("%1 made").arg(done));
}

void DeployStep::deployed(const azure::DeploymentReport& report) {
    showResources(report.resources);
    QVector<Note> outputs;
    for (const auto& [name, value] : report.outputs.items())
        outputs << Note{paint::Tone::Neutral, {}, text(name), {}, text(value.is_string() ? value.get<std::string>() : value.dump())};
    for (const std::string& key : report.keys)
        outputs << Note{paint::Tone::Neutral,
                        QStringLiteral("key"),
                        tr("Key of %1").arg(text(key)),
                        {},
                        report.keysKept ? tr("in the keychain") : tr("in memory only")};
    m_outputs->setNotes(outputs);
    if (report.error)
        state().tell(paint::Tone::Err, tr("The deployment did not succeed"),
                     tr("%1 What was made is in the ledger: Clean up removes it, Deploy goes on.").arg(text(report.error->fullMessage())));
    else
        state().tell(paint::Tone::Ok, tr("The lab is deployed"),
                     tr("%n resource(s) in %1; Clean up knows them all.", nullptr, static_cast<int>(report.resources.size()))
                         .arg(text(report.ledger.resourceGroup)));
    emit progressed(report.ok() ? tr("lab deployed") : tr("lab failed"), report.ok());
}

}  // namespace mgc::ui
