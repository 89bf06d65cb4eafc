#include "ui/pages/azure/azure_page.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QStackedWidget>
#include <QUrl>

#include "azure/apim/undo.h"
#include "azure/browse.h"
#include "azure/json_text.h"
#include "azure/sign_in/jwt_claims.h"
#include "ui/pages/azure/azure_work.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/workspace_index.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/row_button.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

QString text(const std::string& value) { return QString::fromStdString(value); }

using Done = std::function<void()>;

}  // namespace

AzurePage::AzurePage(PageContext& context, QWidget* parent)
    : Surface(ColorRole::Canvas, parent), m_context(context), m_work(new AzureWork(qApp->property("demoAzure").toBool(), this)) {
    setObjectName(QStringLiteral("azurePage"));
    setAccessibleName(tr("Azure"));
    auto* column = plainLayout<QVBoxLayout>(this);
    column->addWidget(stepper());
    m_banner = new Banner(this);
    auto* bannerRow = plainLayout<QVBoxLayout>();
    setMargins(bannerRow, 24, 8, 24, 0);
    bannerRow->addWidget(m_banner);
    column->addLayout(bannerRow);
    m_steps = new QStackedWidget(this);
    for (QWidget* step : {signInStep(), chooseStep(), importStep(), pushStep()}) m_steps->addWidget(step);
    auto* middle = plainLayout<QHBoxLayout>();
    setMargins(middle, 24, 12, 24, 12);
    setSpacing(middle, 12);
    middle->addWidget(m_steps, 3);
    middle->addWidget(callsCard(), 1);
    column->addLayout(middle, 1);
    column->addWidget(workStrip());

    connect(m_work, &AzureWork::started, this, [this](const QString& title) {
        m_doing->setText(title);
        m_progress->setRange(0, 0);
        m_strip->show();
        updateButtons();
    });
    connect(m_work, &AzureWork::progressed, this, [this](int done, int total, const QString& what) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_doing->setText(what);
    });
    connect(m_work, &AzureWork::finished, this, [this](const QString& title, const QString& error) {
        m_strip->hide();
        if (!error.isEmpty()) m_banner->show(paint::Tone::Err, title, error);
        updateButtons();
    });
    connect(m_work, &AzureWork::called, this, [this](const QString&, const QString&, int status, const QString& line) {
        m_calls->appendPlainText(QStringLiteral("%1  %2").arg(status).arg(line));
    });
    connect(m_work, &AzureWork::deviceCode, this, [this](const QString& address, const QString& code) {
        m_code->setText(code);
        m_banner->show(paint::Tone::Info, tr("Enter the code %1").arg(code), tr("at %1").arg(address));
        QDesktopServices::openUrl(QUrl(address));
    });
    connect(m_work, &AzureWork::browserNeeded, this, [](const QString& url) { QDesktopServices::openUrl(QUrl(url)); });
    if (m_work->isDemonstration())
        m_banner->show(paint::Tone::Warn, tr("Demonstration"),
                       tr("Nothing here is in Azure: a made-up subscription answers inside this program, and its changes end with it."));
    else
        m_banner->hide();
    showStep(0);
    updateButtons();
}

AzurePage::~AzurePage() = default;

QString AzurePage::folder() const { return m_folder->text().trimmed(); }

QWidget* AzurePage::stepper() {
    auto* bar = new Surface(ColorRole::Bg, this);
    bar->setEdges(Qt::BottomEdge);
    auto* row = plainLayout<QHBoxLayout>(bar);
    setMargins(row, 16, 4, 16, 4);
    m_stepTitles = {tr("Sign in"), tr("Service"), tr("Import"), tr("Push")};
    for (int i = 0; i < m_stepTitles.size(); ++i) {
        auto* button = new RowButton(bar);
        button->setObjectName(QStringLiteral("azureStep%1").arg(i));
        button->setTopLine(false);
        button->setNumberMark(i + 1);
        button->setTexts(m_stepTitles[i], QString());
        connect(button, &RowButton::clicked, this, [this, i] { showStep(i); });
        row->addWidget(button, 1);
        m_stepButtons.push_back(button);
    }
    return bar;
}

void AzurePage::setState(int step, const QString& state, bool done) {
    m_stepButtons[step]->setTexts(m_stepTitles[step], state);
    m_stepButtons[step]->setDone(done);
    m_stepButtons[step]->update();
}

void AzurePage::showStep(int step) {
    m_steps->setCurrentIndex(step);
    if (step == 3 && m_service && !m_plan && !m_work->isBusy()) compare();
}

void AzurePage::updateButtons() {
    const bool idle = !m_work->isBusy();
    m_signIn->setEnabled(idle);
    m_signOut->setEnabled(idle && m_signedIn);
    m_import->setEnabled(idle && m_service && !folder().isEmpty());
    m_compare->setEnabled(idle && m_service && !folder().isEmpty());
    m_undo->setEnabled(idle && m_signedIn && !azure::snapshotIds(folder().toStdString()).empty());
    int ticked = 0;
    for (int i = 0; i < m_changes->count(); ++i) ticked += m_changes->item(i)->checkState() == Qt::Checked;
    m_push->setText(tr("Push %n change(s)", nullptr, ticked));
    m_push->setAccessibleName(m_push->text());
    m_push->setEnabled(idle && m_plan && ticked > 0 && m_read->isChecked());
}

void AzurePage::signIn() {
    if (!m_work->isDemonstration()) {
        const azure::SignInOptions options{
            m_method->currentData().toString().toStdString(), {}, m_clientId->text().trimmed().toStdString()};
        m_work->setSignIn(options);
    }
    m_work->start(tr("Signing in"), [this](azure::Session& session, const azure::ProgressHandler&) -> Result<Done> {
        MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
        MGC_TRY_ASSIGN(const std::string token, arm->tokens().token(session.cloud().resourceManagerScope));
        const azure::TokenHolder holder = azure::holderOf(token);
        MGC_TRY_ASSIGN(const auto subscriptions, azure::listSubscriptions(*arm));
        const QString notice = text(session.notice());
        const QString who = holder.account.empty() ? text(arm->tokens().credential().name()) : text(holder.account);
        return Done([this, who, notice, count = static_cast<int>(subscriptions.size())] {
            m_signedIn = true;
            m_code->setText({});
            setState(0, who, true);
            if (!notice.isEmpty()) m_banner->show(paint::Tone::Warn, tr("Signed in for now"), notice);
            if (count == 0)
                m_banner->show(paint::Tone::Warn, tr("No subscription"), tr("This account sees no subscription in its tenant."));
            QMetaObject::invokeMethod(
                this,
                [this] {
                    showStep(1);
                    listServices();
                },
                Qt::QueuedConnection);
        });
    });
}

void AzurePage::signOut() {
    m_work->start(tr("Signing out"), [this](azure::Session& session, const azure::ProgressHandler&) -> Result<Done> {
        if (!m_work->isDemonstration()) MGC_TRY(azure::signOut(session.context()));
        return Done([this] {
            m_signedIn = false;
            m_service.reset();
            m_plan.reset();
            m_services->clear();
            setState(0, {}, false);
            setState(1, {}, false);
            m_work->setSignIn({});
        });
    });
}

void AzurePage::listServices() {
    m_work->start(tr("Listing services"), [this](azure::Session& session, const azure::ProgressHandler&) -> Result<Done> {
        MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
        MGC_TRY_ASSIGN(auto services, azure::browse(*arm, "services", {}));
        std::vector<azure::ServiceRef> found;
        for (azure::Json& service : services)
            if (auto reference = azure::serviceOfId(azure::jsonText(service, "id"))) {
                reference->resource = std::move(service);
                found.push_back(std::move(*reference));
            }
        return Done([this, found] {
            m_found = found;
            m_services->clear();
            for (const azure::ServiceRef& service : m_found)
                m_services->addItem(
                    QStringLiteral("%1   %2, %3, %4")
                        .arg(text(service.name), text(service.resourceGroup), text(service.sku()), text(service.location())));
            if (m_found.size() == 1) m_services->setCurrentRow(0);
            if (m_found.empty())
                m_banner->show(paint::Tone::Info, tr("No API Management service"),
                               tr("The account sees none. model-gateway-console azure deploy-lab makes one with models behind it."));
        });
    });
}

void AzurePage::importService() {
    const azure::ServiceRef service = *m_service;
    const std::string where = folder().toStdString();
    m_work->start(tr("Importing"), [this, service, where](azure::Session& session, const azure::ProgressHandler& progress) -> Result<Done> {
        MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
        azure::Importer importer(*arm, service, where, progress);
        MGC_TRY_ASSIGN(const azure::ImportReport report, importer.run());
        return Done([this, report] {
            QString words = tr("%n file(s) written.", nullptr, static_cast<int>(report.written.size()));
            for (const azure::Drift& drift : report.drift) words += QLatin1Char('\n') + text(drift.what + ' ' + drift.id);
            for (const std::string& notice : report.notices) words += QLatin1Char('\n') + text(notice);
            if (report.error) m_banner->show(paint::Tone::Err, tr("Not complete"), text(report.error->fullMessage()));
            m_imported->setText(words);
            m_plan.reset();
            setState(2, tr("%n file(s)", nullptr, static_cast<int>(report.written.size())), report.complete);
        });
    });
}

void AzurePage::compare() {
    const azure::ServiceRef service = *m_service;
    const std::string where = folder().toStdString();
    m_work->start(tr("Comparing"), [this, service, where](azure::Session& session, const azure::ProgressHandler& progress) -> Result<Done> {
        MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
        const azure::SecretLookup secrets = [&session](const std::string& name) {
            auto stored = session.secrets().read(name);
            return stored ? *stored : std::nullopt;
        };
        MGC_TRY_ASSIGN(azure::Plan plan, azure::Planner(*arm, service, where, secrets, progress).run());
        return Done([this, plan = std::make_shared<azure::Plan>(std::move(plan))] {
            m_plan = plan;
            showPlan();
        });
    });
}

void AzurePage::showPlan() {
    m_changes->clear();
    m_diff->clear();
    m_read->setChecked(false);
    for (const azure::PlanItem& item : m_plan->items) {
        const QString mark = !item.conflict.empty() || !item.problem.empty() ? QStringLiteral("!")
                             : item.action == azure::PlanAction::Create      ? QStringLiteral("+")
                             : item.action == azure::PlanAction::Update      ? QStringLiteral("~")
                                                                             : QStringLiteral("-");
        auto* row = new QListWidgetItem(
            QStringLiteral("%1 %2   +%3 -%4").arg(mark, text(item.entity.file)).arg(item.added).arg(item.removed), m_changes);
        row->setToolTip(text(item.problem.empty() ? item.conflict : item.problem));
        row->setCheckState(item.conflict.empty() && item.problem.empty() ? Qt::Checked : Qt::Unchecked);
    }
    const int changes = static_cast<int>(m_plan->items.size());
    m_planned->setText(changes == 0 ? tr("The workspace and %1 say the same.").arg(text(m_plan->service.name))
                                    : tr("%1 to create, %2 to update, %3 to delete; %4 in conflict with Azure.")
                                          .arg(m_plan->count(azure::PlanAction::Create))
                                          .arg(m_plan->count(azure::PlanAction::Update))
                                          .arg(m_plan->count(azure::PlanAction::Delete))
                                          .arg(m_plan->conflicts()));
    setState(3, tr("%n change(s)", nullptr, changes), changes == 0);
    if (changes > 0) m_changes->setCurrentRow(0);
    updateButtons();
}

void AzurePage::showDiff(int row) {
    if (!m_plan || row < 0 || row >= static_cast<int>(m_plan->items.size())) return;
    const azure::PlanItem& item = m_plan->items[static_cast<std::size_t>(row)];
    QString shown = text(item.entity.file) + QLatin1Char('\n');
    if (!item.conflict.empty()) shown += tr("Azure is not as at the last import (%1).").arg(text(item.conflict)) + QLatin1Char('\n');
    if (!item.problem.empty()) shown += text(item.problem) + QLatin1Char('\n');
    m_diff->setPlainText(shown + text(azure::unifiedDiff(item.diff)));
}

void AzurePage::push() {
    azure::PushOptions options;
    options.skipConflicts = true;
    bool deletes = false;
    for (int i = 0; i < m_changes->count(); ++i) {
        if (m_changes->item(i)->checkState() != Qt::Checked) continue;
        const azure::PlanItem& item = m_plan->items[static_cast<std::size_t>(i)];
        options.only.push_back(item.entity.id);
        deletes = deletes || item.action == azure::PlanAction::Delete;
    }
    if (deletes && QMessageBox::question(this, tr("Push"),
                                         tr("Something will be deleted in %1. Push all the same?").arg(text(m_plan->service.name))) !=
                       QMessageBox::Yes)
        return;
    const std::string where = folder().toStdString();
    m_work->start(tr("Pushing"),
                  [this, options, where, plan = *m_plan](azure::Session& session, const azure::ProgressHandler& progress) -> Result<Done> {
                      MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
                      azure::Pusher pusher(*arm, where, options, progress);
                      MGC_TRY_ASSIGN(const azure::PushReport report, pusher.run(plan));
                      return Done([this, report] {
                          int applied = 0;
                          QString trouble;
                          for (const azure::SnapshotItem& item : report.snapshot.items) {
                              applied += item.outcome == azure::Outcome::Applied;
                              if (item.outcome == azure::Outcome::Failed || item.outcome == azure::Outcome::Unknown ||
                                  item.outcome == azure::Outcome::NotAttempted)
                                  trouble += text(std::string(azure::toText(item.outcome)) + ' ' + item.id + ' ' + item.errorMessage) +
                                             QLatin1Char('\n');
                          }
                          if (report.refused)
                              m_banner->show(paint::Tone::Err, tr("Nothing was pushed"), text(report.refused->message));
                          else if (trouble.isEmpty())
                              m_banner->show(paint::Tone::Ok, tr("Pushed %n change(s)", nullptr, applied),
                                             tr("Undo push puts back what was there (snapshot %1).").arg(text(report.snapshot.id)));
                          else
                              m_banner->show(paint::Tone::Err, tr("Pushed %n change(s), then stopped", nullptr, applied), trouble);
                          m_plan.reset();
                          QMetaObject::invokeMethod(this, &AzurePage::compare, Qt::QueuedConnection);
                      });
                  });
}

void AzurePage::undo() {
    auto snapshot = azure::readSnapshot(folder().toStdString(), {});
    if (!snapshot) return m_banner->show(paint::Tone::Info, tr("Nothing to undo"), text(snapshot.error().message));
    const auto service = azure::serviceOfId(snapshot->serviceId);
    if (!service) return;
    const std::string where = folder().toStdString();
    m_work->start(tr("Undoing the push"),
                  [this, where, snapshot = *snapshot, service = *service](azure::Session& session,
                                                                          const azure::ProgressHandler& progress) -> Result<Done> {
                      MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
                      azure::Undoer undoer(*arm, service, where, false, progress);
                      MGC_TRY_ASSIGN(const azure::UndoReport report, undoer.run(snapshot));
                      return Done([this, report] {
                          QString trouble;
                          for (const azure::SnapshotItem& item : report.snapshot.items)
                              if (!item.undoError.empty()) trouble += text(item.undoError) + QLatin1Char('\n');
                          if (trouble.isEmpty())
                              m_banner->show(paint::Tone::Ok, tr("The push is undone"),
                                             tr("Azure is as it was; your files are as you left them."));
                          else
                              m_banner->show(paint::Tone::Err, tr("Not all could be put back"), trouble);
                          m_plan.reset();
                          QMetaObject::invokeMethod(this, &AzurePage::compare, Qt::QueuedConnection);
                      });
                  });
}

const PageDescriptor& azure_page_descriptor();
const PageDescriptor& azure_page_descriptor() {
    static const PageDescriptor descriptor{
        "azure",
        QT_TRANSLATE_NOOP("Pages", "Azure"),
        "cloud",
        7,
        "Ctrl+7",
        DockPreset::None,
        [](PageContext& context, QWidget* parent) -> QWidget* { return new AzurePage(context, parent); }};
    return descriptor;
}

}  // namespace mgc::ui
