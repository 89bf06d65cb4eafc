#pragma once
#include <QObject>
#include <QUndoStack>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace mgc::ui {

/// Changes of a workspace's files outside of policy texts: resources made, renamed, deleted, members of their JSON changed. One history;
/// what is deleted lies in `.model-gateway/trash` and comes back by undo.
class WorkspaceEdits : public QObject {
    Q_OBJECT
public:
    explicit WorkspaceEdits(QObject* parent = nullptr);

    void setFolder(const QString& folder);
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QUndoStack& history() { return m_history; }

    struct NewFile {
        QString path;  ///< absolute
        std::string text;
    };
    /// Writes files that must not exist yet, as one entry. Error: which one exists, or the system's reason; then nothing is left behind.
    Result<void> create(const std::vector<NewFile>& files, const QString& what);
    /// Moves a folder or file to another name beside it. Error where that name is taken.
    Result<void> rename(const QString& path, const QString& name);
    /// Moves a folder or file to the trash.
    Result<void> remove(const QString& path);
    struct Rewrite {
        QString path;  ///< absolute
        std::string before, after;
    };
    /// Gives files other texts, as one entry. Error: which file is not as `before` says, or the system's reason; then none is changed.
    Result<void> rewrite(const std::vector<Rewrite>& files, const QString& what);
    /// Sets (or, with nullopt, removes) one member of a JSON file; `json` is its text.
    Result<void> setMember(const QString& file, const std::string& pointer, const std::optional<std::string>& json, const QString& what);

    /// "Letters, digits, - _ ." and not longer than 80; empty: fine; else what is wrong.
    [[nodiscard]] static QString nameProblem(const QString& name);

signals:
    /// Files of the workspace are different now.
    void changed();
    void moved(const QString& from, const QString& to);
    void failed(const QString& reason);

private:
    friend class WorkspaceCommand;
    [[nodiscard]] QString trashPlace(const QString& path) const;

    QString m_folder;
    QUndoStack m_history;
};

}  // namespace mgc::ui
