#pragma once
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/diagnostic.h"
#include "policy/model/catalog.h"
#include "policy/xml/document.h"
#include "ui/documents/workspace_snapshot.h"

namespace mgc::ui {

/// Checks policy documents with the gateway's own reader, validator and expression checker, on a thread of its own: an open document
/// as it stands in the editor, the others as they stand on disk. The newest text wins; a check that is outdated is thrown away.
class Checker : public QObject {
    Q_OBJECT
public:
    struct Finding {
        Diagnostics diagnostics;
        quint64 revision = 0;  ///< of the open document that was checked; 0: the file on disk
        double milliseconds = 0;
    };
    Checker(const policy::Catalog& catalog, WorkspaceSnapshot& workspace, QObject* parent = nullptr);
    ~Checker() override;

    /// Checks a text soon (after 40 ms without another one for this path).
    void check(const QString& path, const policy::xml::Document& document, quint64 revision);
    /// The document is no longer open: its file counts again.
    void forget(const QString& path);
    /// Documents are checked against what this tier offers; empty: against none.
    void setTier(const QString& id);
    [[nodiscard]] QString tier() const { return m_tier; }
    /// By path; only files that have been checked.
    [[nodiscard]] const std::map<QString, Finding>& findings() const { return m_findings; }
    [[nodiscard]] const Finding* finding(const QString& path) const;
    static constexpr int delayMs = 40;

signals:
    void checked(const QString& path);
    /// Files came or went.
    void workspaceChecked();

private:
    struct Job {
        QString path;
        policy::xml::Document document;
        quint64 revision = 0;
        QString tier = {};
    };
    /// What the compiler said about expressions, by their text: between two keys one of them changes. Used on the checking thread
    /// only; at most 20,000, then it starts anew.
    using ExpressionMemory = std::unordered_map<std::string, Diagnostics>;
    void run();
    void checkWorkspace();
    static Finding checkOne(const Job& job, const policy::Catalog& catalog, const WorkspaceSnapshot::Pointer& workspace,
                            ExpressionMemory& memory);

    const policy::Catalog& m_catalog;
    WorkspaceSnapshot& m_workspace;
    QThreadPool m_pool;
    QTimer m_soon;
    std::map<QString, Job> m_open;  ///< the newest text of every open document
    std::map<QString, Job> m_due;
    std::map<QString, Finding> m_findings;
    std::shared_ptr<ExpressionMemory> m_memory = std::make_shared<ExpressionMemory>();
    QString m_tier;
    bool m_running = false;
};

}  // namespace mgc::ui
