#include "ui/pages/policies/refactor/rename_dialog.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/documents/workspace_texts.h"
#include "ui/forms/value_field.h"
#include "ui/pages/page.h"
#include "ui/pages/policies/refactor/change_tree.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

QString kindName(NamedThing::Kind kind) {
    switch (kind) {
        case NamedThing::Kind::Variable:
            return RenameDialog::tr("variable");
        case NamedThing::Kind::NamedValue:
            return RenameDialog::tr("named value");
        default:
            return RenameDialog::tr("fragment");
    }
}

}  // namespace

RenameDialog::RenameDialog(NamedThing thing, PageContext& context, QWidget* parent)
    : QDialog(parent), m_thing(std::move(thing)), m_context(context) {
    setObjectName(QStringLiteral("rename"));
    setWindowTitle(tr("Rename %1").arg(m_thing.name));
    setAccessibleName(windowTitle());
    resize(px(820), px(460));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 12);
    column->addWidget(
        new Label(tr("Rename the %1 %2").arg(kindName(m_thing.kind), m_thing.name), TextRole::SectionTitle, ColorRole::Text, this));
    FieldSpec spec;
    spec.name = tr("New name");
    spec.required = true;
    m_name = new ValueField(spec, this);
    m_name->setText(m_thing.name, true);
    column->addWidget(m_name);
    m_tree = new ChangeTree(this);
    column->addWidget(m_tree, 1);
    m_note = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    row->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_rename = new Button(tr("Rename"), {}, ButtonKind::Primary, this);
    m_rename->setAccessibleName(tr("Rename everywhere"));
    m_rename->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_rename);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_rename, &QPushButton::clicked, this, &RenameDialog::rename);
    connect(m_name, &ValueField::edited, this, &RenameDialog::preview);
    m_name->focusField();
    preview();
}

QString RenameDialog::problemOf(const QString& name) const {
    if (name.isEmpty()) return tr("A name is needed.");
    if (m_thing.kind == NamedThing::Kind::Variable) {
        static const QRegularExpression allowed(QStringLiteral("^[^\"'<>&{}\\s][^\"'<>&{}]*$"));
        return allowed.match(name).hasMatch() ? QString() : tr("Quotes, brackets and braces cannot stand in a name.");
    }
    if (const QString problem = WorkspaceEdits::nameProblem(name); !problem.isEmpty()) return problem;
    const auto workspace = m_context.documents.workspace().current();
    const bool other = name.compare(m_thing.name, Qt::CaseInsensitive) != 0;
    const bool taken = workspace && other &&
                       (m_thing.kind == NamedThing::Kind::NamedValue ? workspace->namedValue(name.toStdString(), "") != nullptr
                                                                     : workspace->fragment(name.toStdString(), "") != nullptr);
    return taken ? tr("That name is taken.") : QString();
}

void RenameDialog::preview() {
    const QString name = m_name->text();
    const QString problem = problemOf(name);
    m_name->setProblem(problem);
    QVector<FileChanges> files;
    for (const WorkspaceText& file : workspaceTexts(m_context.documents)) {
        FileChanges each{file, {}};
        const auto document = policy::xml::Document::parse(file.text, file.path.toStdString());
        for (const auto& span : placesOf(m_thing, document, m_context.documents.catalog()))
            each.changes.push_back({span.begin, span.end, name.toStdString()});
        if (!each.changes.isEmpty()) files.push_back(std::move(each));
    }
    m_tree->show(files, true);
    m_rename->setEnabled(problem.isEmpty() && name != m_thing.name);
    m_note->setText(tr("%n places. Open policies are changed in their editors and wait to be saved; the others are written.", nullptr,
                       m_tree->count()));
}

void RenameDialog::rename() {
    const QString name = m_name->text();
    const auto chosen = m_tree->chosen();
    const QString what = tr("Rename %1 to %2").arg(m_thing.name, name);
    const auto said = [this](const Result<void>& done) {
        if (!done) {
            m_note->setColor(ColorRole::Err);
            m_note->setText(QString::fromStdString(done.error().fullMessage()));
        }
        return done.has_value();
    };
    const auto workspace = m_context.documents.workspace().current();
    const LinkedEdit one(m_context.documents, m_context.edits);
    if (!chosen.isEmpty() && !said(applyChanges(m_context.documents, m_context.edits, chosen, what))) return;
    if (workspace && m_thing.kind == NamedThing::Kind::NamedValue)
        if (const auto* value = workspace->namedValue(m_thing.name.toStdString(), "")) {
            const QByteArray json = QJsonDocument(QJsonArray{name}).toJson(QJsonDocument::Compact);
            if (!said(m_context.edits.setMember(QString::fromStdString(value->file), "/properties/displayName",
                                                json.mid(1, json.size() - 2).toStdString(), what)))
                return;
        }
    if (workspace && m_thing.kind == NamedThing::Kind::Fragment)
        if (const auto* fragment = workspace->fragment(m_thing.name.toStdString(), "")) {
            const std::string& file = fragment->policy ? fragment->policy->file : fragment->file;
            if (!said(m_context.edits.rename(QFileInfo(QString::fromStdString(file)).path(), name))) return;
        }
    accept();
}

}  // namespace mgc::ui
