#include "ui/pages/backends/new_backend_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/documents/workspace_edits.h"
#include "ui/pages/backends/backend_items.h"
#include "ui/pages/backends/backend_templates.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

QWidget* field(const QString& title, QWidget* control, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = plainLayout<QVBoxLayout>(box);
    setSpacing(column, 4);
    auto* label = new Label(title, TextRole::Tab, ColorRole::Text, box);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    return box;
}

}  // namespace

NewBackendDialog::NewBackendDialog(Kind kind, const BackendItems& items, WorkspaceEdits& edits, QStringList secretNames, QWidget* parent)
    : QDialog(parent), m_kind(kind), m_items(items), m_edits(edits) {
    const bool pool = kind == Kind::Pool;
    setWindowTitle(pool ? tr("New pool") : tr("New backend"));
    setAccessibleName(windowTitle());
    setMinimumWidthScaled(this, 460);
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 24);
    setSpacing(column, 14);
    column->addWidget(new Label(windowTitle(), TextRole::PageTitle, ColorRole::Text, this));
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the backend"));
    if (!pool) {
        m_template = new QComboBox(this);
        m_template->setAccessibleName(tr("Kind of backend"));
        for (const BackendTemplate& each : backendTemplates()) m_template->addItem(each.title);
        column->addWidget(field(tr("Kind"), m_template, this));
        m_hint = new Label({}, TextRole::Hint, ColorRole::Muted, this);
        m_hint->setWordWrap(true);
        column->addWidget(m_hint);
    }
    column->addWidget(field(tr("Name"), m_name, this));
    if (!pool) {
        m_url = new QLineEdit(this);
        m_url->setAccessibleName(tr("Address of the backend"));
        column->addWidget(field(tr("Address"), m_url, this));
        m_secret = new QComboBox(this);
        m_secret->setAccessibleName(tr("Named value that holds the key"));
        m_secret->addItem(tr("none yet"));
        m_secret->addItems(secretNames);
        m_secretField = field(tr("Key from named value"), m_secret, this);
        column->addWidget(m_secretField);
    }
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto* buttons = plainLayout<QHBoxLayout>();
    setSpacing(buttons, 8);
    buttons->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_create = new Button(pool ? tr("Create pool") : tr("Create backend"), {}, ButtonKind::Primary, this);
    m_create->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &NewBackendDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &NewBackendDialog::validate);
    if (!pool) {
        connect(m_url, &QLineEdit::textChanged, this, &NewBackendDialog::validate);
        connect(m_template, &QComboBox::currentIndexChanged, this, &NewBackendDialog::templateChosen);
        templateChosen();
    }
    validate();
    m_name->setFocus();
}

const BackendTemplate& NewBackendDialog::chosen() const { return backendTemplates()[std::max(0, m_template->currentIndex())]; }

void NewBackendDialog::templateChosen() {
    m_url->setText(chosen().url);
    m_hint->setText(chosen().hint);
    using Credential = BackendTemplate::Credential;
    m_secretField->setVisible(chosen().credential == Credential::ApiKeyHeader || chosen().credential == Credential::BearerKey);
    validate();
}

QString NewBackendDialog::problem() const {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) return tr("Give it a name.");
    if (const QString wrong = WorkspaceEdits::nameProblem(name); !wrong.isEmpty()) return wrong;
    if (m_items.find(name)) return tr("There is a backend named %1 already.").arg(name);
    if (m_kind == Kind::Pool) return {};
    const QString url = m_url->text().trimmed();
    if (url.contains(QLatin1Char('<'))) return tr("Fill in the name in angle brackets.");
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty() ||
        (parsed.scheme() != QLatin1String("https") && parsed.scheme() != QLatin1String("http")))
        return tr("The address must begin with https:// or http:// and name a host.");
    return {};
}

void NewBackendDialog::validate() {
    const QString wrong = problem();
    m_create->setEnabled(wrong.isEmpty());
    m_problem->setText(m_name->text().isEmpty() ? QString() : wrong);
}

void NewBackendDialog::accept() {
    if (!problem().isEmpty()) return;
    const QString name = m_name->text().trimmed();
    const bool pool = m_kind == Kind::Pool;
    const std::string text =
        pool ? poolJson()
             : backendJson(chosen(), m_url->text().trimmed(), m_secret->currentIndex() > 0 ? m_secret->currentText() : QString());
    const QString path = m_edits.folder() + QStringLiteral("/backends/") + name + QStringLiteral("/backendInformation.json");
    const auto made = m_edits.create({{path, text}}, pool ? tr("New pool %1").arg(name) : tr("New backend %1").arg(name));
    if (!made) {
        m_problem->setText(QString::fromStdString(made.error().message));
        return;
    }
    m_created = name;
    QDialog::accept();
}

}  // namespace mgc::ui
