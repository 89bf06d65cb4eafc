#include "ui/documents/document_store.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace mgc::ui {

DocumentStore::DocumentStore(const policy::Catalog& catalog, QObject* parent, const QString& journalFolder)
    : QObject(parent), m_catalog(catalog), m_checker(catalog, m_workspace), m_journal(journalFolder) {
    m_tick.setInterval(journalMs);
    connect(&m_tick, &QTimer::timeout, this, &DocumentStore::writeJournal);
    m_tick.start();
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
        if (PolicyFile* file = find(path)) file->lookAtDisk();
        // Editors replace the file, which ends the watch.
        if (QFile::exists(path) && !m_watcher.files().contains(path)) m_watcher.addPath(path);
    });
    connect(&m_workspace, &WorkspaceSnapshot::changed, this, [this] {
        for (const auto& file : m_files) watch(file->path());
    });
}

DocumentStore::~DocumentStore() {
    writeJournal();
    for (const auto& file : m_files) file->disconnect(this);
}

void DocumentStore::setWorkspace(const QString& folder) {
    if (folder != m_workspace.folder())
        for (PolicyFile* file : files())
            if (!file->isDirty()) close(file);
    m_workspace.setFolder(folder);
}

void DocumentStore::watch(const QString& path) {
    if (QFile::exists(path) && !m_watcher.files().contains(path)) m_watcher.addPath(path);
}

PolicyFile* DocumentStore::find(const QString& path) const {
    const QString wanted = QDir::cleanPath(path);
    const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const auto& file) { return file->path() == wanted; });
    return found == m_files.end() ? nullptr : found->get();
}

Result<PolicyFile*> DocumentStore::open(const QString& path) {
    const QString clean = QDir::cleanPath(path);
    if (PolicyFile* known = find(clean)) {
        setCurrent(known);
        return known;
    }
    MGC_TRY_ASSIGN(std::unique_ptr<PolicyFile> read, PolicyFile::open(clean));
    PolicyFile* file = read.get();
    m_files.push_back(std::move(read));
    watch(clean);
    connect(file, &PolicyFile::patched, this, [this, file] { m_checker.check(file->path(), file->document(), file->revision()); });
    connect(file, &PolicyFile::dirtyChanged, this, &DocumentStore::marksChanged);
    connect(file, &PolicyFile::diskChanged, this, &DocumentStore::marksChanged);
    m_checker.check(clean, file->document(), file->revision());
    emit opened(file);
    setCurrent(file);
    return file;
}

void DocumentStore::setCurrent(PolicyFile* file) {
    if (file == m_current) return;
    m_current = file;
    emit currentChanged(file);
}

std::vector<PolicyFile*> DocumentStore::files() const {
    std::vector<PolicyFile*> all;
    for (const auto& file : m_files) all.push_back(file.get());
    return all;
}

void DocumentStore::close(PolicyFile* file) {
    const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const auto& each) { return each.get() == file; });
    if (found == m_files.end()) return;
    emit closing(file);
    const auto index = static_cast<std::size_t>(found - m_files.begin());
    m_journal.remove(file->path());
    m_journaled.erase(file->path());
    m_watcher.removePath(file->path());
    const std::unique_ptr<PolicyFile> kept = std::move(*found);
    m_files.erase(found);
    if (m_current == file) setCurrent(m_files.empty() ? nullptr : m_files[std::min(index, m_files.size() - 1)].get());
    m_checker.forget(file->path());
}

Result<void> DocumentStore::save(PolicyFile& file) {
    MGC_TRY(file.save());
    watch(file.path());
    m_journal.remove(file.path());
    m_journaled.erase(file.path());
    m_workspace.refresh();
    return {};
}

void DocumentStore::renamed(const QString& from, const QString& to) {
    PolicyFile* file = find(from);
    if (!file) return;
    m_journal.remove(from);
    m_journaled.erase(from);
    m_checker.forget(from);
    file->setPath(QDir::cleanPath(to));
    watch(file->path());
    m_checker.check(file->path(), file->document(), file->revision());
    emit marksChanged();
}

QVector<Journal::Entry> DocumentStore::recoverable() const {
    QVector<Journal::Entry> left;
    for (const Journal::Entry& entry : m_journal.entries()) {
        if (m_journaled.contains(entry.path)) continue;  // of this session
        QFile file(entry.path);
        const bool saved = file.open(QIODevice::ReadOnly) && file.readAll().toStdString() == entry.text;
        if (!saved) left.push_back(entry);
    }
    return left;
}

Result<PolicyFile*> DocumentStore::restore(const Journal::Entry& entry) {
    MGC_TRY_ASSIGN(PolicyFile * file, open(entry.path));
    file->recover(entry.text);
    m_journaled[file->path()] = file->revision();
    emit recoverableChanged();
    return file;
}

void DocumentStore::discard(const Journal::Entry& entry) {
    m_journal.remove(entry.path);
    emit recoverableChanged();
}

void DocumentStore::writeJournal() {
    for (const auto& file : m_files) {
        const auto journaled = m_journaled.find(file->path());
        if (!file->isDirty()) {
            if (journaled != m_journaled.end()) {
                m_journal.remove(file->path());
                m_journaled.erase(journaled);
            }
            continue;
        }
        if (journaled != m_journaled.end() && journaled->second == file->revision()) continue;
        if (m_journal.write(file->path(), file->document().text())) m_journaled[file->path()] = file->revision();
    }
}

}  // namespace mgc::ui
