#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <memory>
#include <vector>

#include "ui/documents/checker.h"
#include "ui/documents/linked_history.h"
#include "ui/documents/journal.h"
#include "ui/documents/live_context.h"
#include "ui/documents/policy_file.h"
#include "ui/documents/workspace_snapshot.h"

namespace mgc::ui {

/// All open policy documents: which one is current, their journal, their files on disk, their checks. Lives as long as the window.
class DocumentStore : public QObject {
    Q_OBJECT
public:
    explicit DocumentStore(const policy::Catalog& catalog, QObject* parent = nullptr, const QString& journalFolder = {});
    ~DocumentStore() override;

    [[nodiscard]] const policy::Catalog& catalog() const { return m_catalog; }
    [[nodiscard]] WorkspaceSnapshot& workspace() { return m_workspace; }
    [[nodiscard]] Checker& checker() { return m_checker; }
    /// Commands that changed several documents at once.
    [[nodiscard]] LinkedHistory& links() { return m_links; }
    [[nodiscard]] const Journal& journal() const { return m_journal; }
    [[nodiscard]] LiveContext& live() { return m_live; }
    /// Closes what is open and not changed, and reads the folder's resources.
    void setWorkspace(const QString& folder);

    /// Opens (or shows) a document and makes it current. Error: the reason why it cannot be read.
    Result<PolicyFile*> open(const QString& path);
    [[nodiscard]] PolicyFile* find(const QString& path) const;
    [[nodiscard]] PolicyFile* current() const { return m_current; }
    void setCurrent(PolicyFile* file);
    [[nodiscard]] std::vector<PolicyFile*> files() const;
    /// Closes without asking; unsaved text is gone.
    void close(PolicyFile* file);
    [[nodiscard]] Result<void> save(PolicyFile& file);
    /// The file has another name on disk now.
    void renamed(const QString& from, const QString& to);

    /// What a crashed session left, apart from what is saved already.
    [[nodiscard]] QVector<Journal::Entry> recoverable() const;
    Result<PolicyFile*> restore(const Journal::Entry& entry);
    void discard(const Journal::Entry& entry);
    /// Writes the journal of every changed document now (focus loss, every 2 s).
    void writeJournal();
    static constexpr int journalMs = 2000;

signals:
    void opened(mgc::ui::PolicyFile* file);
    void closing(mgc::ui::PolicyFile* file);
    void currentChanged(mgc::ui::PolicyFile* file);
    /// Any document's dirty mark, path or state on disk.
    void marksChanged();
    void recoverableChanged();

private:
    void watch(const QString& path);

    const policy::Catalog& m_catalog;
    WorkspaceSnapshot m_workspace;
    Checker m_checker;
    Journal m_journal;
    LiveContext m_live;
    LinkedHistory m_links;
    QFileSystemWatcher m_watcher;
    QTimer m_tick;
    std::vector<std::unique_ptr<PolicyFile>> m_files;
    std::map<QString, quint64> m_journaled;  ///< revision in the journal, by path
    PolicyFile* m_current = nullptr;
};

}  // namespace mgc::ui
