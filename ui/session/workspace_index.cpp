#include "ui/session/workspace_index.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>
#include <functional>

namespace mgc::ui {

namespace {

constexpr int maxEntries = 20000;
constexpr int maxWatched = 500;

class Scanner {
public:
    explicit Scanner(const QString& folder) : m_root(folder) {}

    WorkspaceIndex::Scan run() {
        watch(m_root.path());
        if (const QString global = policyIn(m_root); !global.isEmpty())
            add(m_scan.nodes, {WorkspaceKind::GlobalPolicy, QObject::tr("Global policy"), {}, global, {}});
        folderOf(WorkspaceKind::Product, {QStringLiteral("products")}, QStringLiteral("productInformation.json"));
        apis();
        folderOf(WorkspaceKind::Fragment,
                 {QStringLiteral("policy fragments"), QStringLiteral("policyFragments"), QStringLiteral("policy-fragments")},
                 QStringLiteral("policyFragmentInformation.json"));
        folderOf(WorkspaceKind::Backend, {QStringLiteral("backends")}, QStringLiteral("backendInformation.json"));
        folderOf(WorkspaceKind::NamedValue, {QStringLiteral("named values"), QStringLiteral("namedValues"), QStringLiteral("named-values")},
                 QStringLiteral("namedValueInformation.json"));
        folderOf(WorkspaceKind::Subscription, {QStringLiteral("subscriptions")}, QStringLiteral("subscriptionInformation.json"));
        folderOf(WorkspaceKind::Logger, {QStringLiteral("loggers")}, QStringLiteral("loggerInformation.json"));
        filesOf(WorkspaceKind::Connection, {QStringLiteral(".model-gateway/connections"), QStringLiteral("connections")});
        filesOf(WorkspaceKind::Request, {QStringLiteral(".model-gateway/requests"), QStringLiteral("requests")});
        filesOf(WorkspaceKind::Test, {QStringLiteral(".model-gateway/tests"), QStringLiteral("tests")});
        m_scan.branch = branch();
        return std::move(m_scan);
    }

private:
    void add(QVector<WorkspaceNode>& to, WorkspaceNode node) {
        if (m_count >= maxEntries) {
            m_scan.truncated = true;
            return;
        }
        ++m_count;
        to.push_back(std::move(node));
    }

    void watch(const QString& folder) {
        if (m_scan.folders.size() < maxWatched) m_scan.folders << folder;
    }

    static QString policyIn(const QDir& folder) {
        const QString path = folder.filePath(QStringLiteral("policy.xml"));
        return QFile::exists(path) ? path : QString();
    }

    /// The first of the spellings that exists (v6, v7 and camelCase layouts).
    [[nodiscard]] QString existing(const QStringList& names) const {
        for (const QString& name : names)
            if (m_root.exists(name)) return m_root.filePath(name);
        return {};
    }

    void folderOf(WorkspaceKind kind, const QStringList& names, const QString& information) {
        const QString path = existing(names);
        if (path.isEmpty()) return;
        watch(path);
        const QDir folder(path);
        for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            const QDir entry(folder.filePath(name));
            watch(entry.path());
            WorkspaceNode node{kind, name, {}, entry.exists(information) ? entry.filePath(information) : QString(), {}};
            if (const QString policy = policyIn(entry); !policy.isEmpty()) {
                if (kind == WorkspaceKind::Fragment)
                    node.path = policy;
                else
                    add(node.children, {WorkspaceKind::Policy, QObject::tr("Product policy"), name, policy, {}});
            }
            add(m_scan.nodes, std::move(node));
        }
    }

    void apis() {
        const QString path = existing({QStringLiteral("apis")});
        if (path.isEmpty()) return;
        watch(path);
        const QDir folder(path);
        for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            const QDir entry(folder.filePath(name));
            watch(entry.path());
            const QString information = QStringLiteral("apiInformation.json");
            WorkspaceNode api{WorkspaceKind::Api, name, {}, entry.exists(information) ? entry.filePath(information) : QString(), {}};
            if (const QString policy = policyIn(entry); !policy.isEmpty())
                add(api.children, {WorkspaceKind::Policy, QObject::tr("API policy"), name, policy, {}});
            const QDir operations(entry.filePath(QStringLiteral("operations")));
            if (operations.exists()) watch(operations.path());
            for (const QString& operation : operations.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
                const QDir at(operations.filePath(operation));
                watch(at.path());
                add(api.children, {WorkspaceKind::Operation, operation, name, policyIn(at), {}});
            }
            add(m_scan.nodes, std::move(api));
        }
    }

    void filesOf(WorkspaceKind kind, const QStringList& names) {
        const QString path = existing(names);
        if (path.isEmpty()) return;
        watch(path);
        const QDir folder(path);
        for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            add(m_scan.nodes, {kind, name, {}, folder.filePath(name), {}});
    }

    [[nodiscard]] QString branch() const {
        QDir at(m_root);
        for (int level = 0; level < 12; ++level) {
            QFile head(at.filePath(QStringLiteral(".git/HEAD")));
            if (head.open(QIODevice::ReadOnly)) {
                const QString text = QString::fromUtf8(head.read(512)).trimmed();
                const QString prefix = QStringLiteral("ref: refs/heads/");
                return text.startsWith(prefix) ? text.mid(prefix.size()) : text.left(8);
            }
            if (!at.cdUp()) break;
        }
        return {};
    }

    QDir m_root;
    WorkspaceIndex::Scan m_scan;
    int m_count = 0;
};

}  // namespace

WorkspaceIndex::WorkspaceIndex(QObject* parent) : QObject(parent) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &WorkspaceIndex::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
}

WorkspaceIndex::Scan WorkspaceIndex::scan(const QString& folder) { return Scanner(folder).run(); }

void WorkspaceIndex::setFolder(const QString& folder) {
    m_folder = folder;
    refresh();
}

void WorkspaceIndex::refresh() {
    const quint64 generation = ++m_generation;
    if (m_folder.isEmpty()) {
        m_nodes.clear();
        emit changed();
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer<WorkspaceIndex>(this), folder = m_folder, generation] {
        Scan scan = WorkspaceIndex::scan(folder);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, generation, scan = std::move(scan)]() mutable {
                if (!self || self->m_generation != generation) return;
                self->m_nodes = std::move(scan.nodes);
                self->m_branch = scan.branch;
                self->m_truncated = scan.truncated;
                if (const QStringList old = self->m_watcher.directories(); !old.isEmpty()) self->m_watcher.removePaths(old);
                if (!scan.folders.isEmpty()) self->m_watcher.addPaths(scan.folders);
                emit self->changed();
            },
            Qt::QueuedConnection);
    });
}

QVector<WorkspaceNode> WorkspaceIndex::policies() const {
    QVector<WorkspaceNode> found;
    const std::function<void(const QVector<WorkspaceNode>&)> visit = [&](const QVector<WorkspaceNode>& nodes) {
        for (const WorkspaceNode& node : nodes) {
            if (node.path.endsWith(QLatin1String("policy.xml"))) found.push_back(node);
            visit(node.children);
        }
    };
    visit(m_nodes);
    return found;
}

}  // namespace mgc::ui
