#pragma once
#include <QPointer>
#include <QUndoStack>
#include <deque>
#include <vector>

namespace mgc::ui {

class DocumentStore;
class WorkspaceEdits;

/// Histories whose newest entries were made by one command, a rename over several documents for instance: undone in one of them, they
/// are undone in all. The 50 newest commands are remembered.
class LinkedHistory {
public:
    /// Undoes the newest entry of a history and what was made with it. False: some of it stays, because that document was edited since.
    bool undo(QUndoStack& history);
    bool redo(QUndoStack& history);

private:
    friend class LinkedEdit;
    struct Entry {
        QPointer<QUndoStack> history;
        const QUndoCommand* command;  ///< compared, never used: its history owns it
    };
    using Group = std::vector<Entry>;
    void add(Group group);
    [[nodiscard]] const Group* groupOf(const QUndoStack& history, const QUndoCommand* command) const;

    std::deque<Group> m_groups;
};

/// While it lives, new entries in the histories of the open documents and of the workspace's files become one command.
class LinkedEdit {
public:
    LinkedEdit(DocumentStore& store, WorkspaceEdits& edits);
    ~LinkedEdit();
    LinkedEdit(const LinkedEdit&) = delete;
    LinkedEdit& operator=(const LinkedEdit&) = delete;

private:
    DocumentStore& m_store;
    LinkedHistory::Group m_before;  ///< what was newest
};

}  // namespace mgc::ui
