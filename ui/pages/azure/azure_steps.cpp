// How the steps of the Azure page look; what they do is in azure_page.cpp.
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>

#include "ui/pages/azure/azure_page.h"
#include "ui/pages/azure/azure_work.h"
#include "ui/pages/page.h"
#include "ui/session/workspace_index.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

QWidget* AzurePage::signInStep() {
    auto* card = new Card(tr("Sign in"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 8);
    auto* words = new Label(tr("Nothing on the other pages needs an account. Tokens go to the system keychain, never to files; without a "
                               "keychain they stay in memory."),
                            TextRole::Body, ColorRole::Muted, card);
    words->setWordWrap(true);
    body->addWidget(words);
    m_method = new QComboBox(card);
    m_method->setObjectName(QStringLiteral("azureMethod"));
    m_method->setAccessibleName(tr("How to sign in"));
    m_method->addItem(tr("Azure CLI (its sign-in is used again)"), QStringLiteral("az"));
    m_method->addItem(tr("Azure Developer CLI"), QStringLiteral("azd"));
    m_method->addItem(tr("System browser"), QStringLiteral("browser"));
    m_method->addItem(tr("Device code"), QStringLiteral("device-code"));
    m_method->addItem(tr("Service principal of the environment"), QStringLiteral("service-principal"));
    body->addWidget(m_method);
    m_clientId = new QLineEdit(card);
    m_clientId->setObjectName(QStringLiteral("azureClientId"));
    m_clientId->setAccessibleName(tr("Client id of your application registration"));
    m_clientId->setPlaceholderText(tr("Client id of your application registration (browser and device code)"));
    body->addWidget(m_clientId);
    m_code = new Label({}, TextRole::BigNumber, ColorRole::Text, card);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    body->addWidget(m_code);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_signIn = new Button(tr("Sign in"), QStringLiteral("cloud"), ButtonKind::Primary, card);
    m_signIn->setObjectName(QStringLiteral("azureSignIn"));
    connect(m_signIn, &QPushButton::clicked, this, &AzurePage::signIn);
    m_signOut = new Button(tr("Sign out"), {}, ButtonKind::Normal, card);
    m_signOut->setObjectName(QStringLiteral("azureSignOut"));
    connect(m_signOut, &QPushButton::clicked, this, &AzurePage::signOut);
    row->addWidget(m_signIn);
    row->addWidget(m_signOut);
    row->addStretch(1);
    body->addLayout(row);
    body->addStretch(1);
    if (m_work->isDemonstration()) m_method->setEnabled(false), m_clientId->setEnabled(false);
    return card;
}

QWidget* AzurePage::chooseStep() {
    auto* card = new Card(tr("API Management service"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 8);
    m_filter = new QLineEdit(card);
    m_filter->setObjectName(QStringLiteral("azureServiceFilter"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setPlaceholderText(tr("Filter by name, group or subscription"));
    m_services = new QListWidget(card);
    m_services->setObjectName(QStringLiteral("azureServices"));
    m_services->setAccessibleName(tr("API Management services"));
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& filter) {
        for (int i = 0; i < m_services->count(); ++i)
            m_services->item(i)->setHidden(!m_services->item(i)->text().contains(filter, Qt::CaseInsensitive));
    });
    connect(m_services, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0 || row >= static_cast<int>(m_found.size())) return;
        m_service = m_found[static_cast<std::size_t>(row)];
        m_plan.reset();
        setState(1, QString::fromStdString(m_service->name), true);
        updateButtons();
    });
    connect(m_services, &QListWidget::itemActivated, this, [this] { showStep(2); });
    body->addWidget(m_filter);
    body->addWidget(m_services, 1);
    auto* row = plainLayout<QHBoxLayout>();
    auto* again = new Button(tr("List again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, card);
    again->setObjectName(QStringLiteral("azureListServices"));
    connect(again, &QPushButton::clicked, this, &AzurePage::listServices);
    row->addWidget(again);
    row->addStretch(1);
    body->addLayout(row);
    return card;
}

QWidget* AzurePage::importStep() {
    auto* card = new Card(tr("Import into a workspace"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 8);
    auto* words = new Label(tr("APIs, policies, backends and the rest, as API Management has them. Secrets come as references. What was "
                               "edited here is never overwritten; cancelling keeps what is complete."),
                            TextRole::Body, ColorRole::Muted, card);
    words->setWordWrap(true);
    body->addWidget(words);
    m_folder = new QLineEdit(m_context.workspace.folder(), card);
    m_folder->setObjectName(QStringLiteral("azureFolder"));
    m_folder->setAccessibleName(tr("Workspace folder"));
    m_folder->setPlaceholderText(tr("Workspace folder"));
    connect(m_folder, &QLineEdit::textChanged, this, &AzurePage::updateButtons);
    body->addWidget(m_folder);
    m_imported = new Label({}, TextRole::Body, ColorRole::Text, card);
    m_imported->setObjectName(QStringLiteral("azureImported"));
    m_imported->setWordWrap(true);
    body->addWidget(m_imported);
    auto* row = plainLayout<QHBoxLayout>();
    m_import = new Button(tr("Import"), QStringLiteral("folder_open"), ButtonKind::Primary, card);
    m_import->setObjectName(QStringLiteral("azureImport"));
    connect(m_import, &QPushButton::clicked, this, &AzurePage::importService);
    row->addWidget(m_import);
    row->addStretch(1);
    body->addLayout(row);
    body->addStretch(1);
    return card;
}

QWidget* AzurePage::pushStep() {
    auto* card = new Card(tr("Push"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 8);
    m_planned = new Label(tr("Compare the workspace with Azure first."), TextRole::Body, ColorRole::Muted, card);
    m_planned->setObjectName(QStringLiteral("azurePlanned"));
    body->addWidget(m_planned);
    auto* halves = plainLayout<QHBoxLayout>();
    setSpacing(halves, 12);
    m_changes = new QListWidget(card);
    m_changes->setObjectName(QStringLiteral("azureChanges"));
    m_changes->setAccessibleName(tr("Changes"));
    connect(m_changes, &QListWidget::currentRowChanged, this, &AzurePage::showDiff);
    connect(m_changes, &QListWidget::itemChanged, this, &AzurePage::updateButtons);
    m_diff = new QPlainTextEdit(card);
    m_diff->setObjectName(QStringLiteral("azureDiff"));
    m_diff->setAccessibleName(tr("Difference between Azure and the workspace"));
    m_diff->setReadOnly(true);
    m_diff->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_diff->setFont(Theme::instance().font(TextRole::Code));
    halves->addWidget(m_changes, 2);
    halves->addWidget(m_diff, 3);
    body->addLayout(halves, 1);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_read = new QCheckBox(tr("I have read the differences"), card);
    m_read->setObjectName(QStringLiteral("azureRead"));
    connect(m_read, &QCheckBox::toggled, this, &AzurePage::updateButtons);
    m_compare = new Button(tr("Compare again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, card);
    m_compare->setObjectName(QStringLiteral("azureCompare"));
    connect(m_compare, &QPushButton::clicked, this, &AzurePage::compare);
    m_undo = new Button(tr("Undo push"), {}, ButtonKind::Normal, card);
    m_undo->setObjectName(QStringLiteral("azureUndo"));
    connect(m_undo, &QPushButton::clicked, this, &AzurePage::undo);
    m_push = new Button(tr("Push"), QStringLiteral("cloud"), ButtonKind::Primary, card);
    m_push->setObjectName(QStringLiteral("azurePush"));
    connect(m_push, &QPushButton::clicked, this, &AzurePage::push);
    row->addWidget(m_read);
    row->addStretch(1);
    row->addWidget(m_compare);
    row->addWidget(m_undo);
    row->addWidget(m_push);
    body->addLayout(row);
    return card;
}

QWidget* AzurePage::callsCard() {
    auto* card = new Card(tr("What was called"), this);
    m_calls = new QPlainTextEdit(card);
    m_calls->setObjectName(QStringLiteral("azureCalls"));
    m_calls->setAccessibleName(tr("Calls to Azure, each as az rest"));
    m_calls->setReadOnly(true);
    m_calls->setMaximumBlockCount(500);
    m_calls->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_calls->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_calls->setPlaceholderText(tr("Every call appears here as a line for the Azure CLI."));
    setMargins(card->body(), 16, 0, 16, 16);
    card->body()->addWidget(m_calls, 1);
    return card;
}

QWidget* AzurePage::workStrip() {
    auto* strip = new Surface(ColorRole::Bg, this);
    strip->setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(strip);
    setMargins(row, 24, 8, 24, 8);
    setSpacing(row, 12);
    m_doing = new Label({}, TextRole::Body, ColorRole::Text, strip);
    m_doing->setElide(Qt::ElideMiddle);
    m_progress = new QProgressBar(strip);
    m_progress->setAccessibleName(tr("Progress"));
    setFixedWidthScaled(m_progress, 220);
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, strip);
    cancel->setObjectName(QStringLiteral("azureCancel"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_work->cancel();
        m_doing->setText(tr("Stopping at the next safe point"));
    });
    row->addWidget(m_doing, 1);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    strip->hide();
    m_strip = strip;
    return strip;
}

}  // namespace mgc::ui
