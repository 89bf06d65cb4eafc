#include "ui/documents/workspace_texts.h"

#include <QCoreApplication>
#include <QDir>

#include "resources/files.h"
#include "ui/documents/workspace_edits.h"

namespace mgc::ui {

QVector<WorkspaceText> workspaceTexts(DocumentStore& store) {
    QVector<WorkspaceText> texts;
    const auto workspace = store.workspace().current();
    if (!workspace) return texts;
    const QDir root(store.workspace().folder());
    const auto add = [&](const std::optional<resources::PolicyDocument>& policy) {
        if (!policy || policy->file.empty()) return;
        const QString path = QDir::cleanPath(QString::fromStdString(policy->file));
        const PolicyFile* open = store.find(path);
        texts.push_back({path, root.relativeFilePath(path), open ? std::string(open->document().text()) : *policy->text});
    };
    for (const auto& document : workspace->policies) add(document);
    for (const auto& product : workspace->products) add(product.policy);
    for (const auto& fragment : workspace->fragments) add(fragment.policy);
    for (const auto& api : workspace->apis) {
        add(api.policy);
        for (const auto& operation : api.operations) add(operation.policy);
    }
    return texts;
}

std::string FileChanges::after() const {
    std::string text = file.text;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        text.replace(change->begin, change->end - change->begin, change->replacement);
    return text;
}

Result<void> applyChanges(DocumentStore& store, WorkspaceEdits& edits, const QVector<FileChanges>& files, const QString& what) {
    std::vector<WorkspaceEdits::Rewrite> closed;
    for (const FileChanges& each : files) {
        const PolicyFile* open = store.find(each.file.path);
        if (!open) {
            closed.push_back({each.file.path, each.file.text, each.after()});
            continue;
        }
        if (open->document().text() != each.file.text)
            return fail("MGC2001", QCoreApplication::translate("WorkspaceTexts", "%1 has changed meanwhile; look again.")
                                       .arg(each.file.relative)
                                       .toStdString());
    }
    if (!closed.empty()) MGC_TRY(edits.rewrite(closed, what));
    for (const FileChanges& each : files) {
        PolicyFile* open = store.find(each.file.path);
        if (!open) continue;
        policy::edit::Change change{open->document(), {}, {}};
        // From the end, so that the changes before keep their places.
        for (auto next = each.changes.rbegin(); next != each.changes.rend(); ++next) {
            auto edit = policy::xml::applyPatch(
                change.document, {next->begin, each.file.text.substr(next->begin, next->end - next->begin), next->replacement});
            if (!edit) return tl::unexpected(edit.error());
            change.document = std::move(edit->document);
            change.patches.push_back(std::move(edit->patch));
        }
        open->apply(change, what, DocumentView::Other);
    }
    return {};
}

}  // namespace mgc::ui
