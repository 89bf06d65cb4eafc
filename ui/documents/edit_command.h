#pragma once
#include <QUndoCommand>
#include <vector>

#include "policy/xml/edit.h"

namespace mgc::ui {

class PolicyFile;

/// Which view an edit or a selection comes from, so that this view need not follow itself.
enum class DocumentView { Flow, Inspector, Xml, Other };

/// One entry of a document's history: text patches that have been made already when it is pushed. Typing at one place within 500 ms
/// becomes one entry.
class EditCommand : public QUndoCommand {
public:
    EditCommand(PolicyFile& file, std::vector<policy::xml::Patch> patches, const QString& text, bool typing, qint64 timeMs);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return m_typing ? 1 : -1; }
    bool mergeWith(const QUndoCommand* other) override;

    static constexpr qint64 mergeWithinMs = 500;

private:
    PolicyFile& m_file;
    std::vector<policy::xml::Patch> m_patches;
    std::vector<std::size_t> m_before;  ///< selected then
    bool m_typing;
    bool m_made = true;
    qint64 m_timeMs;
};

/// Both patches as one, where the second changes what the first put in, or goes on at one of its ends.
[[nodiscard]] std::optional<policy::xml::Patch> joined(const policy::xml::Patch& first, const policy::xml::Patch& second);

}  // namespace mgc::ui
