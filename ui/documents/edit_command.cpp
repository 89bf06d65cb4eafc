#include "ui/documents/edit_command.h"

#include "policy/edit/change.h"
#include "ui/documents/policy_file.h"

namespace mgc::ui {

std::optional<policy::xml::Patch> joined(const policy::xml::Patch& first, const policy::xml::Patch& second) {
    const std::size_t begin = first.offset;
    const std::size_t end = first.offset + first.inserted.size();
    // Backspace: the second removes what stands directly before.
    if (second.offset + second.removed.size() == begin && first.inserted.empty() && second.inserted.empty())
        return policy::xml::Patch{second.offset, second.removed + first.removed, {}};
    // Delete: the second removes what stands directly behind.
    if (second.offset == begin && first.inserted.empty() && second.inserted.empty())
        return policy::xml::Patch{begin, first.removed + second.removed, {}};
    if (second.offset < begin || second.offset + second.removed.size() > end) return std::nullopt;
    policy::xml::Patch both = first;
    both.inserted.replace(second.offset - begin, second.removed.size(), second.inserted);
    return both;
}

EditCommand::EditCommand(PolicyFile& file, std::vector<policy::xml::Patch> patches, const QString& text, bool typing, qint64 timeMs)
    : QUndoCommand(text), m_file(file), m_patches(std::move(patches)), m_before(file.selection()), m_typing(typing), m_timeMs(timeMs) {}

void EditCommand::undo() { m_file.replay(policy::edit::inverse(m_patches), m_before); }

void EditCommand::redo() {
    if (m_made) {
        m_made = false;
        return;
    }
    m_file.replay(m_patches, {});
}

bool EditCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const EditCommand*>(other);
    if (next->m_timeMs - m_timeMs > mergeWithinMs || m_patches.size() != 1 || next->m_patches.size() != 1) return false;
    const auto& typed = next->m_patches.front();
    // A new line starts a new entry.
    if (typed.inserted.find('\n') != std::string::npos && typed.removed.empty()) return false;
    auto both = joined(m_patches.front(), typed);
    if (!both) return false;
    m_patches.front() = std::move(*both);
    m_timeMs = next->m_timeMs;
    return true;
}

}  // namespace mgc::ui
