#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QVector>

namespace mgc::ui {

/// What a node of the workspace tree stands for; folder names as in the APIOps layout.
enum class WorkspaceKind {
    GlobalPolicy,
    Product,
    Api,
    Operation,
    Policy,
    Fragment,
    Backend,
    NamedValue,
    Subscription,
    Logger,
    Connection,
    Request,
    Test
};

struct WorkspaceNode {
    WorkspaceKind kind = WorkspaceKind::Policy;
    QString name;    ///< folder or file name
    QString detail;  ///< "POST /chat/completions", "policy.xml"
    QString path;    ///< file to open, absolute; empty where the node is only a heading
    QVector<WorkspaceNode> children;
};

/// The files of a workspace folder as the console's tree and locator show them. Read on a thread pool thread, again soon after a file
/// changes. Bounded: 20,000 entries, 8 levels.
class WorkspaceIndex : public QObject {
    Q_OBJECT
public:
    explicit WorkspaceIndex(QObject* parent = nullptr);

    void setFolder(const QString& folder);
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] const QVector<WorkspaceNode>& nodes() const { return m_nodes; }
    [[nodiscard]] bool isTruncated() const { return m_truncated; }
    /// Branch of the git checkout that holds the folder, empty where there is none.
    [[nodiscard]] QString branch() const { return m_branch; }
    /// Every node that is a policy document, depth first.
    [[nodiscard]] QVector<WorkspaceNode> policies() const;
    void refresh();

    struct Scan {
        QVector<WorkspaceNode> nodes;
        QStringList folders;  ///< to watch, at most 500
        QString branch;
        bool truncated = false;
    };
    /// Reads `folder` now, on the calling thread.
    [[nodiscard]] static Scan scan(const QString& folder);

signals:
    void changed();

private:
    QString m_folder, m_branch;
    QVector<WorkspaceNode> m_nodes;
    bool m_truncated = false;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    quint64 m_generation = 0;
};

}  // namespace mgc::ui
