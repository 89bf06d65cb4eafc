#pragma once
#include <QString>
#include <QVector>
#include <memory>
#include <string>

#include "base/result.h"
#include "ui/documents/document_store.h"

namespace mgc::ui {

class WorkspaceEdits;

/// The text of one policy document of the workspace: as it stands in the editor where it is open, else as on disk.
struct WorkspaceText {
    QString path;      ///< absolute
    QString relative;  ///< to the workspace's folder
    std::string text;
};
/// Every policy document of the workspace that was read last.
[[nodiscard]] QVector<WorkspaceText> workspaceTexts(DocumentStore& store);

/// One replacement; offsets are bytes of the text it was worked out on.
struct TextChange {
    std::size_t begin = 0, end = 0;
    std::string replacement;
};
struct FileChanges {
    WorkspaceText file;
    QVector<TextChange> changes;  ///< in order, not overlapping

    /// The text with all changes made.
    [[nodiscard]] std::string after() const;
};

/// Makes changes of several documents. Open ones take them into their own history, unsaved; the others are written as one entry of the
/// workspace's history. Error: which document is another one by now; then nothing has been done.
[[nodiscard]] Result<void> applyChanges(DocumentStore& store, WorkspaceEdits& edits, const QVector<FileChanges>& files,
                                        const QString& what);

}  // namespace mgc::ui
