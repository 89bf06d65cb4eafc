#include "ui/documents/linked_history.h"

#include <algorithm>

#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"

namespace mgc::ui {

namespace {

constexpr std::size_t mostGroups = 50;

const QUndoCommand* done(const QUndoStack& history) { return history.index() > 0 ? history.command(history.index() - 1) : nullptr; }
const QUndoCommand* undone(const QUndoStack& history) { return history.canRedo() ? history.command(history.index()) : nullptr; }

}  // namespace

void LinkedHistory::add(Group group) {
    // One entry alone needs no link.
    if (group.size() < 2) return;
    m_groups.push_back(std::move(group));
    if (m_groups.size() > mostGroups) m_groups.pop_front();
}

const LinkedHistory::Group* LinkedHistory::groupOf(const QUndoStack& history, const QUndoCommand* command) const {
    if (!command) return nullptr;
    for (auto group = m_groups.rbegin(); group != m_groups.rend(); ++group)
        for (const Entry& entry : *group)
            if (entry.history == &history && entry.command == command) return &*group;
    return nullptr;
}

bool LinkedHistory::undo(QUndoStack& history) {
    const Group* group = groupOf(history, done(history));
    if (!group) {
        history.undo();
        return true;
    }
    bool all = true;
    for (auto entry = group->rbegin(); entry != group->rend(); ++entry) {
        if (!entry->history) continue;  // closed meanwhile
        if (done(*entry->history) == entry->command)
            entry->history->undo();
        else
            all = false;
    }
    return all;
}

bool LinkedHistory::redo(QUndoStack& history) {
    const Group* group = groupOf(history, undone(history));
    if (!group) {
        history.redo();
        return true;
    }
    bool all = true;
    for (const Entry& entry : *group) {
        if (!entry.history) continue;
        if (undone(*entry.history) == entry.command)
            entry.history->redo();
        else
            all = false;
    }
    return all;
}

LinkedEdit::LinkedEdit(DocumentStore& store, WorkspaceEdits& edits) : m_store(store) {
    m_before.push_back({&edits.history(), done(edits.history())});
    for (PolicyFile* file : store.files()) m_before.push_back({&file->history(), done(file->history())});
}

LinkedEdit::~LinkedEdit() {
    LinkedHistory::Group made;
    for (const auto& [history, newest] : m_before) {
        if (!history) continue;
        int at = history->index();
        while (at > 0 && history->command(at - 1) != newest) --at;
        for (; at < history->index(); ++at) made.push_back({history, history->command(at)});
    }
    m_store.links().add(std::move(made));
}

}  // namespace mgc::ui
