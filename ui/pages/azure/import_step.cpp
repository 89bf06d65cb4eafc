#include <QFileDialog>
#include <QLineEdit>

#include "azure/apim/importer.h"
#include "ui/pages/azure/choice_steps.h"
#include "ui/pages/azure/note_list.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

ImportStep::ImportStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("import"), tr("Import"), parent) {
    auto* left = addColumn(460);
    auto* card = new Card(tr("Into a workspace folder"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 12);
    auto* words = new Label(tr("APIs, policies, backends and the rest, as API Management has them. Secrets come as references. What was "
                               "edited here is never overwritten; cancelling keeps what is complete."),
                            TextRole::Body, ColorRole::Muted, card);
    words->setWordWrap(true);
    body->addWidget(words);
    m_folder = new QLineEdit(state.folder, card);
    m_folder->setObjectName(QStringLiteral("azureFolder"));
    auto* choose = new Button(tr("Choose…"), QStringLiteral("folder"), ButtonKind::Normal, card);
    choose->setAccessibleName(tr("Choose the workspace folder"));
    body->addWidget(field(tr("Workspace folder"), m_folder, card));
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_import = new Button(tr("Import"), QStringLiteral("cloud_arrow_down"), ButtonKind::Primary, card);
    m_import->setObjectName(QStringLiteral("azureImport"));
    m_import->setAccessibleName(tr("Import the service"));
    m_open = new Button(tr("Open it here"), QStringLiteral("folder_open"), ButtonKind::Normal, card);
    m_open->setToolTip(tr("The gateway and all pages use the imported workspace"));
    row->addWidget(m_import);
    row->addWidget(choose);
    row->addWidget(m_open);
    row->addStretch();
    body->addLayout(row);
    left->addWidget(card);
    left->addStretch();
    auto* right = addColumn(0);
    auto* result = new Card(tr("Imported"), this);
    result->setHeaderLine(true);
    m_result = new NoteList(tr("What was imported"), result);
    m_result->setObjectName(QStringLiteral("azureImported"));
    m_result->setEmptyText(tr("Nothing yet. A second import shows what has changed in Azure since the first one."));
    result->body()->addWidget(m_result, 1);
    right->addWidget(result, 1);
    connect(m_folder, &QLineEdit::textChanged, this, [this](const QString& folder) {
        this->state().folder = folder.trimmed();
        this->state().outdatePlan();
        refresh();
    });
    connect(choose, &QPushButton::clicked, this, &ImportStep::browse);
    connect(m_import, &QPushButton::clicked, this, &ImportStep::import);
    connect(m_open, &QPushButton::clicked, this, [this] { this->state().context.gateway.openWorkspace(this->state().folder); });
}

void ImportStep::refresh() {
    setHeading(tr("Import"), state().service ? text(state().service->name) : tr("choose a service first"));
    if (m_folder->text().trimmed() != state().folder && !m_folder->hasFocus()) m_folder->setText(state().folder);
    m_import->setEnabled(idle() && state().service && !state().folder.isEmpty());
    m_open->setEnabled(idle() && !state().folder.isEmpty() && QFileInfo(state().folder).isDir() &&
                       state().context.gateway.workspace() != state().folder && state().context.gateway.ownsEngine());
}

void ImportStep::browse() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Workspace folder"), state().folder);
    if (!folder.isEmpty()) m_folder->setText(folder);
}

void ImportStep::import() {
    const azure::ServiceRef service = *state().service;
    const std::string where = state().folder.toStdString();
    state().run<azure::ImportReport>(
        tr("Importing %1").arg(text(service.name)),
        [service, where](azure::Session& session, const azure::ProgressHandler& progress) -> Result<azure::ImportReport> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::Importer importer(*arm, service, where, progress);
            return importer.run();
        },
        [this](const azure::ImportReport& report) {
            QVector<Note> notes;
            const QString files = tr("%n file(s) written", nullptr, static_cast<int>(report.written.size()));
            if (report.error) {
                notes << Note{paint::Tone::Err, QStringLiteral("error_circle"), tr("Not complete"), text(report.error->fullMessage()), {}};
                state().tell(paint::Tone::Err, tr("Not complete"),
                             tr("What was read till then is kept; import again to go on. %1").arg(text(report.error->fullMessage())));
            }
            notes << Note{paint::Tone::Ok, QStringLiteral("checkmark_circle"), files, {}, text(report.folder)};
            for (const azure::Drift& drift : report.drift) {
                const bool kept = drift.what == "changedOnBoth" || drift.what == "removedHere" || drift.what == "existsHere";
                notes << Note{kept ? paint::Tone::Warn : paint::Tone::Info,
                              kept ? QStringLiteral("warning") : QStringLiteral("info"),
                              text(drift.id),
                              kept ? tr("%1: your file is kept").arg(text(drift.what)) : text(drift.what),
                              text(drift.file),
                              true};
            }
            for (const std::string& notice : report.notices) notes << Note{paint::Tone::Info, QStringLiteral("info"), text(notice), {}, {}};
            for (const auto& [kind, count] : report.counts) notes << Note{paint::Tone::Neutral, {}, text(kind), {}, QString::number(count)};
            m_result->setNotes(notes);
            emit progressed(files, report.complete);
            state().outdatePlan();
            state().touch();
        });
}

}  // namespace mgc::ui
