#include "ui/pages/azure/choice_steps.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSettings>
#include <QUrl>

#include "azure/browse.h"
#include "azure/json_text.h"
#include "azure/sign_in/jwt_claims.h"
#include "ui/pages/azure/note_list.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

/// A card whose body is a list between a filter and buttons.
NoteList* listIn(Card* card, const QString& name) {
    auto* list = new NoteList(name, card);
    card->setHeaderLine(true);
    card->body()->addWidget(list, 1);
    return list;
}

}  // namespace

SignInStep::SignInStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("signIn"), tr("Sign in"), parent) {
    auto* left = addColumn(560);
    auto* card = new Card(tr("Your account"), this);
    auto* body = card->body();
    setMargins(body, 16, 0, 16, 16);
    setSpacing(body, 12);
    m_method = new QComboBox(card);
    m_method->setObjectName(QStringLiteral("azureMethod"));
    m_method->addItem(tr("Azure CLI (its sign-in is used again)"), QStringLiteral("az"));
    m_method->addItem(tr("Azure Developer CLI"), QStringLiteral("azd"));
    m_method->addItem(tr("System browser"), QStringLiteral("browser"));
    m_method->addItem(tr("Device code"), QStringLiteral("device-code"));
    m_method->addItem(tr("Service principal of the environment"), QStringLiteral("service-principal"));
    m_clientId = new QLineEdit(card);
    m_clientId->setObjectName(QStringLiteral("azureClientId"));
    m_tenant = new QLineEdit(card);
    m_tenant->setPlaceholderText(tr("the account's own"));
    body->addWidget(field(tr("How to sign in"), m_method, card));
    auto* clientField = field(tr("Client id of your application registration"), m_clientId, card,
                              tr("A public client with the redirect address http://localhost. No foreign id is used in its place."));
    body->addWidget(clientField);
    body->addWidget(field(tr("Tenant"), m_tenant, card, tr("Tenant id or domain; needed only where the account is a guest.")));
    m_code = new Label({}, TextRole::BigNumber, ColorRole::Text, card);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy = new Button(tr("Copy code"), QStringLiteral("copy"), ButtonKind::Normal, card);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
    auto* codeRow = plainLayout<QHBoxLayout>();
    setSpacing(codeRow, 12);
    codeRow->addWidget(m_code);
    codeRow->addWidget(m_copy);
    codeRow->addStretch();
    body->addLayout(codeRow);
    m_copy->hide();
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_signIn = new Button(tr("Sign in"), QStringLiteral("cloud"), ButtonKind::Primary, card);
    m_signIn->setObjectName(QStringLiteral("azureSignIn"));
    m_signIn->setAccessibleName(tr("Sign in to Azure"));
    m_signOut = new Button(tr("Sign out"), {}, ButtonKind::Normal, card);
    row->addWidget(m_signIn);
    row->addWidget(m_signOut);
    row->addStretch();
    body->addLayout(row);
    left->addWidget(card);
    left->addStretch();
    auto* right = addColumn(0);
    auto* without = new Card(tr("What works without Azure"), this);
    auto* notes = listIn(without, tr("What works without Azure"));
    const auto fine = paint::Tone::Ok;
    const QString tick = QStringLiteral("checkmark_circle");
    notes->setNotes({{fine,
                      tick,
                      tr("Gateway, policies, debugger, traffic, live charts and tests"),
                      tr("Nothing on the other pages needs an account."),
                      {}},
                     {fine,
                      tick,
                      tr("Checking a Foundry connection against the local gateway"),
                      tr("The Connection step calls it exactly as Foundry would."),
                      {}},
                     {fine,
                      tick,
                      tr("Export as Bicep, ARM template, OpenAPI and APIOps"),
                      tr("model-gateway export, or the Connection step for connections."),
                      {}},
                     {paint::Tone::Info,
                      QStringLiteral("lock_closed"),
                      tr("Where tokens are kept"),
                      tr("In the system keychain, never in files; without a keychain in memory only, and a notice says so."),
                      {}}});
    notes->setMinimumHeight(px(230));
    right->addWidget(without);
    right->addStretch();
    connect(m_signIn, &QPushButton::clicked, this, &SignInStep::signIn);
    connect(m_signOut, &QPushButton::clicked, this, &SignInStep::signOut);
    connect(m_method, &QComboBox::currentIndexChanged, this, [this, clientField] {
        const QString method = m_method->currentData().toString();
        clientField->setEnabled(method == QLatin1String("browser") || method == QLatin1String("device-code"));
    });
    emit m_method->currentIndexChanged(0);
    connect(&state.work, &AzureWork::deviceCode, this, [this](const QString& address, const QString& code) {
        m_code->setText(code);
        m_copy->show();
        this->state().tell(paint::Tone::Info, tr("Enter the code %1").arg(code), tr("at %1").arg(address));
        QDesktopServices::openUrl(QUrl(address));
    });
    connect(&state.work, &AzureWork::browserNeeded, this, [](const QString& url) { QDesktopServices::openUrl(QUrl(url)); });
    if (state.work.isDemonstration())
        for (QWidget* each : {static_cast<QWidget*>(m_method), static_cast<QWidget*>(m_clientId), static_cast<QWidget*>(m_tenant)})
            each->setEnabled(false);
}

void SignInStep::refresh() {
    setHeading(state().signedIn ? tr("Signed in as %1").arg(state().account) : tr("Sign in to Azure"),
               state().signedIn ? QString() : tr("for import, push, the lab and connections"));
    m_signIn->setEnabled(idle());
    m_signOut->setEnabled(idle() && state().signedIn);
}

void SignInStep::signIn() {
    if (!state().work.isDemonstration())
        state().work.setSignIn({m_method->currentData().toString().toStdString(), m_tenant->text().trimmed().toStdString(),
                                m_clientId->text().trimmed().toStdString()});
    struct Who {
        QString account, notice;
    };
    state().run<Who>(
        tr("Signing in"),
        [](azure::Session& session, const azure::ProgressHandler&) -> Result<Who> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            MGC_TRY_ASSIGN(const std::string token, arm->tokens().token(session.cloud().resourceManagerScope));
            const azure::TokenHolder holder = azure::holderOf(token);
            return Who{text(holder.account.empty() ? arm->tokens().credential().name() : holder.account), text(session.notice())};
        },
        [this](const Who& who) {
            state().signedIn = true;
            state().account = who.account;
            m_code->setText({});
            m_copy->hide();
            emit progressed(who.account, true);
            if (!who.notice.isEmpty()) state().tell(paint::Tone::Warn, tr("Signed in for now"), who.notice);
            state().touch();
            QMetaObject::invokeMethod(
                this, [this] { state().go(QStringLiteral("subscription")); }, Qt::QueuedConnection);
        });
}

void SignInStep::signOut() {
    const bool demonstration = state().work.isDemonstration();
    state().run<bool>(
        tr("Signing out"),
        [demonstration](azure::Session& session, const azure::ProgressHandler&) -> Result<bool> {
            return demonstration ? Result<bool>(true) : azure::signOut(session.context());
        },
        [this](bool) {
            state().signedIn = false;
            state().account.clear();
            state().subscription.clear();
            state().service.reset();
            state().foundryAccount.clear();
            emit progressed({}, false);
            state().work.setSignIn({});
            state().outdatePlan();
            state().touch();
        });
}

SubscriptionStep::SubscriptionStep(AzureState& state, QWidget* parent)
    : AzureStep(state, QStringLiteral("subscription"), tr("Subscription"), parent) {
    m_again = new Button(tr("List again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, this);
    m_next = new Button(tr("Next"), {}, ButtonKind::Primary, this);
    m_next->setAccessibleName(tr("Next: services"));
    addAction(m_again);
    addAction(m_next);
    auto* column = addColumn(0);
    m_filter = new QLineEdit(this);
    m_filter->setAccessibleName(tr("Filter subscriptions"));
    m_filter->setPlaceholderText(tr("Filter by name or id"));
    column->addWidget(m_filter);
    auto* card = new Card(tr("Subscriptions of your tenant"), this);
    m_list = listIn(card, tr("Subscriptions"));
    m_list->setEmptyText(tr("Sign in first; then the subscriptions that the account sees are listed here."));
    column->addWidget(card, 1);
    connect(m_again, &QPushButton::clicked, this, &SubscriptionStep::list);
    connect(m_filter, &QLineEdit::textChanged, this, &SubscriptionStep::show);
    connect(m_next, &QPushButton::clicked, this, [this] { this->state().go(QStringLiteral("services")); });
    connect(m_list, &NoteList::rowChosen, this, [this](int row) {
        if (row < 0 || row >= m_shown.size() || this->state().subscription == m_shown[row].first) return;
        this->state().subscription = m_shown[row].first;
        this->state().subscriptionName = m_shown[row].second;
        this->state().service.reset();
        this->state().foundryAccount.clear();
        QSettings().setValue(QStringLiteral("azure/subscription"), m_shown[row].first);
        emit progressed(m_shown[row].second, true);
        this->state().outdatePlan();
        this->state().touch();
    });
    connect(m_list, &QAbstractItemView::activated, this, [this] { this->state().go(QStringLiteral("services")); });
}

void SubscriptionStep::shown() {
    if (state().signedIn && m_found.isEmpty() && idle()) list();
}

void SubscriptionStep::refresh() {
    setHeading(tr("Subscription"), state().subscriptionName);
    m_again->setEnabled(idle() && state().signedIn);
    m_next->setEnabled(!state().subscription.isEmpty());
    if (!state().signedIn && !m_found.isEmpty()) {
        m_found.clear();
        show();
        emit progressed({}, false);
    }
}

void SubscriptionStep::list() {
    state().run<std::vector<azure::Json>>(
        tr("Listing subscriptions"),
        [](azure::Session& session, const azure::ProgressHandler&) -> Result<std::vector<azure::Json>> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            return azure::listSubscriptions(*arm);
        },
        [this](const std::vector<azure::Json>& found) {
            m_found.clear();
            for (const azure::Json& each : found)
                m_found << qMakePair(text(azure::jsonText(each, "subscriptionId")), text(azure::jsonText(each, "displayName")));
            if (m_found.isEmpty())
                m_list->setEmptyText(
                    tr("This account sees no subscription in its tenant. Sign in with another tenant, or ask for a role."));
            show();
        });
}

void SubscriptionStep::show() {
    m_shown.clear();
    QVector<Note> notes;
    const QString filter = m_filter->text().trimmed();
    for (const auto& [id, name] : m_found)
        if (name.contains(filter, Qt::CaseInsensitive) || id.contains(filter, Qt::CaseInsensitive)) {
            m_shown << qMakePair(id, name);
            notes << Note{paint::Tone::Neutral, QStringLiteral("key"), name, {}, id};
        }
    m_list->setNotes(notes);
    const QString remembered = QSettings().value(QStringLiteral("azure/subscription")).toString();
    for (int row = 0; row < m_shown.size(); ++row)
        if (m_shown.size() == 1 || m_shown[row].first == remembered) m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

ServicesStep::ServicesStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("services"), tr("Services"), parent) {
    m_again = new Button(tr("List again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, this);
    m_next = new Button(tr("Next"), {}, ButtonKind::Primary, this);
    m_next->setAccessibleName(tr("Next: import"));
    addAction(m_again);
    addAction(m_next);
    auto* left = addColumn(0);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("azureServiceFilter"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setPlaceholderText(tr("Filter by name or group"));
    left->addWidget(m_filter);
    auto* services = new Card(tr("API Management services"), this);
    m_services = listIn(services, tr("API Management services"));
    m_services->setObjectName(QStringLiteral("azureServices"));
    m_services->setEmptyText(
        tr("There is none in this subscription. The Push step can deploy the lab: API Management in front of Foundry models."));
    left->addWidget(services, 3);
    auto* projects = new Card(tr("Foundry projects"), this);
    m_projects = listIn(projects, tr("Foundry projects"));
    m_projects->setEmptyText(tr("There is none. Connections and agents need a Foundry project; the lab makes one."));
    left->addWidget(projects, 2);
    connect(m_again, &QPushButton::clicked, this, &ServicesStep::list);
    connect(m_filter, &QLineEdit::textChanged, this, &ServicesStep::show);
    connect(m_next, &QPushButton::clicked, this, [this] { this->state().go(QStringLiteral("import")); });
    connect(m_services, &QAbstractItemView::activated, this, [this] { this->state().go(QStringLiteral("import")); });
    connect(m_services, &NoteList::rowChosen, this, [this](int row) {
        if (row < 0 || row >= static_cast<int>(m_shownServices.size())) return;
        this->state().service = m_shownServices[static_cast<std::size_t>(row)];
        this->state().outdatePlan();
        this->state().touch();
    });
    connect(m_projects, &NoteList::rowChosen, this, [this](int row) {
        if (row < 0 || row >= static_cast<int>(m_foundProjects.size())) return;
        const Project& project = m_foundProjects[static_cast<std::size_t>(row)];
        this->state().foundryAccount = project.account;
        this->state().foundryProject = project.project;
        this->state().touch();
    });
}

void ServicesStep::shown() {
    if (state().signedIn && !state().subscription.isEmpty() && m_listed != state().subscription && idle()) list();
}

void ServicesStep::refresh() {
    setHeading(tr("Services"), state().subscriptionName);
    m_again->setEnabled(idle() && !state().subscription.isEmpty());
    m_next->setEnabled(state().service.has_value());
    QString chosen = state().service ? text(state().service->name) : QString();
    if (!state().foundryAccount.isEmpty())
        chosen += (chosen.isEmpty() ? QString() : QStringLiteral(", ")) + state().foundryAccount.section(QLatin1Char('/'), -1);
    emit progressed(chosen, state().service.has_value());
}

void ServicesStep::list() {
    struct Found {
        std::vector<azure::ServiceRef> services;
        std::vector<Project> projects;
    };
    const std::string subscription = state().subscription.toStdString();
    state().run<Found>(
        tr("Listing services"),
        [subscription](azure::Session& session, const azure::ProgressHandler& progress) -> Result<Found> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            Found found;
            MGC_TRY_ASSIGN(auto services, azure::browse(*arm, "services", {subscription, {}, {}, {}}));
            for (azure::Json& service : services)
                if (auto reference = azure::serviceOfId(azure::jsonText(service, "id"))) {
                    reference->resource = std::move(service);
                    found.services.push_back(std::move(*reference));
                }
            MGC_TRY_ASSIGN(const auto accounts, azure::browse(*arm, "accounts", {subscription, {}, {}, {}}));
            std::size_t done = 0;
            for (const azure::Json& account : accounts) {
                const std::string id = azure::jsonText(account, "id"), name = azure::jsonText(account, "name");
                if (progress) progress({done++, accounts.size(), name});
                const QString place = text(azure::jsonText(account, "location"));
                MGC_TRY_ASSIGN(const auto projects, arm->list(id + "/projects", azure::foundryVersion, "Listing the projects of " + name));
                for (const azure::Json& project : projects)
                    found.projects.push_back(
                        {text(id), text(name), text(azure::jsonText(project, "name")).section(QLatin1Char('/'), -1), place});
                if (projects.empty()) found.projects.push_back({text(id), text(name), {}, place});
            }
            return found;
        },
        [this](const Found& found) {
            m_foundServices = found.services;
            m_foundProjects = found.projects;
            m_listed = state().subscription;
            show();
        });
}

void ServicesStep::show() {
    m_shownServices.clear();
    QVector<Note> services, projects;
    const QString filter = m_filter->text().trimmed();
    for (const azure::ServiceRef& service : m_foundServices) {
        const QString where = tr("%1, %2, %3").arg(text(service.resourceGroup), text(service.sku()), text(service.location()));
        if (!(text(service.name) + where).contains(filter, Qt::CaseInsensitive)) continue;
        m_shownServices.push_back(service);
        services << Note{paint::Tone::Neutral, QStringLiteral("cloud"), text(service.name), {}, where};
    }
    for (const Project& project : m_foundProjects)
        projects << Note{paint::Tone::Neutral,
                         QStringLiteral("sparkle"),
                         project.project.isEmpty() ? project.accountName : project.accountName + QStringLiteral(" / ") + project.project,
                         {},
                         project.project.isEmpty() ? tr("%1, no project").arg(project.location) : project.location};
    m_services->setNotes(services);
    m_projects->setNotes(projects);
    if (m_shownServices.size() == 1) m_services->setCurrentIndex(m_services->model()->index(0, 0));
    if (m_foundProjects.size() == 1) m_projects->setCurrentIndex(m_projects->model()->index(0, 0));
}

}  // namespace mgc::ui
