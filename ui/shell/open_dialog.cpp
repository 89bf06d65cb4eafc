#include "ui/shell/open_dialog.h"

#include <QCompleter>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFileSystemModel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/session/recents.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr qint64 firstBytes = 4096;
constexpr int mostRecents = 4;

}  // namespace

OpenDialog::OpenDialog(const QString& start, const Recents& recents, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("open"));
    setWindowTitle(tr("Open"));
    setAccessibleName(tr("Open"));
    setMinimumWidth(px(600));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 12);
    column->addWidget(new Label(tr("Open"), TextRole::SectionTitle, ColorRole::Text, this));
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_path = new QLineEdit(start, this);
    m_path->setAccessibleName(tr("Path to open"));
    m_path->setPlaceholderText(tr("A workspace folder, a policy (.xml) or an OpenAPI document"));
    setFixedHeightMetric(m_path, Metric::Control);
    auto* files = new QFileSystemModel(this);
    files->setRootPath({});
    files->setFilter(QDir::AllDirs | QDir::Files | QDir::NoDotAndDotDot);
    auto* completer = new QCompleter(files, this);
    m_path->setCompleter(completer);
    row->addWidget(m_path, 1);
    auto* folder = new Button(tr("Folder…"), QStringLiteral("folder_open"), ButtonKind::Normal, this);
    folder->setAccessibleName(tr("Choose a workspace folder"));
    auto* file = new Button(tr("File…"), QStringLiteral("document_text"), ButtonKind::Normal, this);
    file->setAccessibleName(tr("Choose a policy or OpenAPI file"));
    row->addWidget(folder);
    row->addWidget(file);
    column->addLayout(row);
    m_what = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_what->setWordWrap(true);
    column->addWidget(m_what);
    const auto all = recents.all();
    if (!all.isEmpty()) column->addWidget(new Label(tr("Opened before"), TextRole::Tab, ColorRole::Muted, this));
    for (const auto& recent : all.mid(0, mostRecents)) {
        auto* link = new LinkButton(QStringLiteral("%1   %2").arg(recent.name(), recent.where()), this);
        link->setAccessibleName(tr("Open %1").arg(recent.folder));
        connect(link, &QPushButton::clicked, this, [this, folder = recent.folder] {
            m_path->setText(folder);
            accept();
        });
        column->addWidget(link, 0, Qt::AlignLeft);
    }
    auto* buttons = plainLayout<QHBoxLayout>();
    setSpacing(buttons, 8);
    buttons->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_open = new Button(tr("Open"), {}, ButtonKind::Primary, this);
    m_open->setAccessibleName(tr("Open the path"));
    m_open->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_open);
    column->addLayout(buttons);
    connect(m_path, &QLineEdit::textChanged, this, &OpenDialog::check);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Workspace folder"), path());
        if (!chosen.isEmpty()) m_path->setText(chosen);
    });
    connect(file, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getOpenFileName(this, tr("Policy or OpenAPI file"), path(),
                                                            tr("Policies and OpenAPI (*.xml *.json *.yaml *.yml)"));
        if (!chosen.isEmpty()) m_path->setText(chosen);
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &QDialog::accept);
    m_path->setFocus();
    m_path->selectAll();
    check();
}

QString OpenDialog::path() const {
    QString text = m_path->text().trimmed();
    if (text.startsWith(QLatin1String("~/"))) text.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(text);
}

OpenDialog::What OpenDialog::whatIs(const QString& path) {
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists()) return What::Nothing;
    if (info.isDir()) return What::Workspace;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return What::Nothing;
    const QByteArray start = file.read(firstBytes);
    if (start.contains("<policies") || start.contains("<fragment")) return What::Policy;
    return start.contains("openapi") || start.contains("swagger") ? What::Api : What::Nothing;
}

void OpenDialog::check() {
    const What what = whatIs(path());
    m_open->setEnabled(what != What::Nothing);
    m_what->setText(what == What::Workspace ? tr("A folder: it is opened as workspace in the APIOps layout.")
                    : what == What::Policy  ? tr("A policy document: the next step asks where it goes and what its placeholders stand for.")
                    : what == What::Api     ? tr("An OpenAPI document: it becomes a new API of this workspace.")
                    : path().isEmpty() || !QFileInfo::exists(path()) ? tr("Nothing is at this path.")
                                                                     : tr("This is no folder, policy or OpenAPI document."));
}

}  // namespace mgc::ui
