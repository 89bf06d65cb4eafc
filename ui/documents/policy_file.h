#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QUndoStack>
#include <vector>

#include "policy/edit/change.h"
#include "ui/documents/edit_command.h"

namespace mgc::ui {

/// An open policy document: one lossless text, one history, one selection for all its views. Every edit is text patches; nothing else
/// changes. Offsets are bytes of the UTF-8 text. A file that is not UTF-8 is not opened, so that no byte is lost.
class PolicyFile : public QObject {
    Q_OBJECT
public:
    /// What is on disk now, compared with what was read or written last.
    enum class Disk { Same, Changed, Gone };

    /// Reads the file. Error: the system's reason, or that it is too large (16 MiB).
    [[nodiscard]] static Result<std::unique_ptr<PolicyFile>> open(const QString& path);
    PolicyFile(QString path, std::string text, QObject* parent = nullptr);

    [[nodiscard]] QString path() const { return m_path; }
    void setPath(const QString& path) { m_path = path; }
    [[nodiscard]] const policy::xml::Document& document() const { return m_document; }
    /// Counts up with every change of the text.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    [[nodiscard]] QUndoStack& history() { return m_history; }
    [[nodiscard]] bool isDirty() const { return !m_history.isClean() || m_recovered; }

    /// Makes a change that was worked out on document(); false where that is outdated or nothing changes. `text` names it in the undo
    /// menu. `typing` joins it with the entry before (see EditCommand).
    bool apply(const policy::edit::Change& change, const QString& text, DocumentView from, bool typing = false);
    /// Typing in the XML view: a patch that may leave the document broken.
    bool type(policy::xml::Patch patch, const QString& text);
    /// Replaces the whole text as one entry, patched where it differs only (reload, restore).
    void replaceText(const std::string& text, const QString& what);

    /// Starts of the selected nodes.
    [[nodiscard]] const std::vector<std::size_t>& selection() const { return m_selection; }
    void select(std::vector<std::size_t> places, DocumentView from);

    /// Writes the text (temporary file and rename). Error: the system's reason.
    [[nodiscard]] Result<void> save();
    [[nodiscard]] Disk disk() const { return m_disk; }
    /// Compares with the file; emits diskChanged() where that is news. An unchanged document follows the file at once.
    void lookAtDisk();
    void reload();
    /// What is here goes on; the next save overwrites the file.
    void keepMine();
    [[nodiscard]] std::string diskText() const;
    /// The text of a crashed session: unsaved, whatever the history says.
    void recover(const std::string& text);

signals:
    /// The text has changed; document() is the new one. `patches` lead from the old text to it.
    void patched(const std::vector<mgc::policy::xml::Patch>& patches, mgc::ui::DocumentView from);
    void selectionChanged(mgc::ui::DocumentView from);
    void dirtyChanged();
    void diskChanged();
    void saved();

private:
    friend class EditCommand;
    void replay(const std::vector<policy::xml::Patch>& patches, const std::vector<std::size_t>& selection);
    void take(policy::xml::Document document, const std::vector<policy::xml::Patch>& patches, DocumentView from);

    QString m_path;
    policy::xml::Document m_document;
    quint64 m_revision = 1;
    QUndoStack m_history;
    std::vector<std::size_t> m_selection;
    std::string m_diskText;  ///< as read or written last
    Disk m_disk = Disk::Same;
    bool m_recovered = false;
    QElapsedTimer m_clock;
};

}  // namespace mgc::ui
