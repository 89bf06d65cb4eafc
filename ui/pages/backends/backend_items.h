#pragma once
#include <QObject>
#include <QString>
#include <QVector>
#include <memory>

#include "management/messages.h"
#include "resources/workspace.h"

namespace mgc::ui {

class MetricsHistory;

/// A backend or pool as the page shows it: what its file says, and what the gateway reports of it now.
struct BackendItem {
    QString name, file;
    const resources::Backend* definition = nullptr;  ///< of the workspace reading that BackendItems holds
    bool isPool = false;
    QStringList pools;  ///< that name it as member
    // Live figures of a single backend; of a pool they are sums over its members.
    bool isOpen = false;
    bool isHeld = false;  ///< open until it is released by hand
    double closesInSeconds = 0;
    int openMembers = 0;
    int callsPerMinute = 0;
    quint64 requests = 0, failures = 0;  ///< since the gateway started
    /// "closed", "open, 4 s left", "held open", "idle", "2 of 3 open".
    [[nodiscard]] QString stateText() const;
    /// True where nothing has been sent to it within the last minute.
    [[nodiscard]] bool isIdle() const { return callsPerMinute == 0; }
};

/// All backends of the workspace, pools first, both in the order of their names. Keeps the reading that the definitions point into.
class BackendItems : public QObject {
    Q_OBJECT
public:
    explicit BackendItems(QObject* parent = nullptr) : QObject(parent) {}

    void setWorkspace(std::shared_ptr<const resources::Workspace> workspace);
    void setLive(const management::MetricsSnapshot& snapshot, const MetricsHistory& history);

    [[nodiscard]] const QVector<BackendItem>& all() const { return m_items; }
    [[nodiscard]] const BackendItem* find(const QString& name) const;
    /// Share of a pool's calls of the last minute that went to `member`, in percent; -1 where the pool was idle.
    [[nodiscard]] int observedShare(const BackendItem& pool, const QString& member) const;
    /// Share that weight and priority give `member` while every backend of the pool is closed, in percent. Members without a weight count
    /// as 1.
    [[nodiscard]] static int configuredShare(const BackendItem& pool, const QString& member);

signals:
    void definitionsChanged();
    void liveChanged();

private:
    std::shared_ptr<const resources::Workspace> m_workspace;
    QVector<BackendItem> m_items;
};

}  // namespace mgc::ui
