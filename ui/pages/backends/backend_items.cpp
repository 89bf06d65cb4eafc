#include "ui/pages/backends/backend_items.h"

#include <algorithm>
#include <cmath>

#include "ui/models/metrics_history.h"

namespace mgc::ui {

namespace {

constexpr qint64 minuteMs = 60'000;

void takeLive(BackendItem& item, const management::MetricsSnapshot& snapshot, const MetricsHistory& history) {
    item.isOpen = item.isHeld = false;
    item.closesInSeconds = 0;
    item.requests = item.failures = 0;
    for (const auto& state : snapshot.backends) {
        if (QString::fromStdString(state.id) != item.name) continue;
        item.isOpen = item.isOpen || state.state == "open";
        item.isHeld = item.isHeld || state.held;
        item.closesInSeconds = std::max(item.closesInSeconds, state.closesInSeconds);
        item.requests = std::max<quint64>(item.requests, state.requests);
        item.failures = std::max<quint64>(item.failures, state.failures);
    }
    const qint64 now = history.latestMs();
    item.callsPerMinute = static_cast<int>(std::lround(history.increase(QStringLiteral("backend/") + item.name, now - minuteMs, now)));
}

}  // namespace

QString BackendItem::stateText() const {
    if (isPool) {
        const auto members = static_cast<int>(definition->members.size());
        if (members == 0) return BackendItems::tr("no members");
        if (openMembers == members) return BackendItems::tr("out");
        if (openMembers > 0) return BackendItems::tr("degraded");
        return isIdle() ? BackendItems::tr("idle") : BackendItems::tr("closed");
    }
    if (isHeld) return BackendItems::tr("held open");
    if (isOpen)
        return closesInSeconds > 0 ? BackendItems::tr("open, %1 s left").arg(std::lround(std::ceil(closesInSeconds)))
                                   : BackendItems::tr("open");
    return requests == 0 ? BackendItems::tr("not used") : BackendItems::tr("closed");
}

void BackendItems::setWorkspace(std::shared_ptr<const resources::Workspace> workspace) {
    m_workspace = std::move(workspace);
    m_items.clear();
    if (m_workspace) {
        for (const auto& backend : m_workspace->backends) {
            BackendItem item;
            item.name = QString::fromStdString(backend.name);
            item.file = QString::fromStdString(backend.file);
            item.definition = &backend;
            item.isPool = backend.isPool;
            for (const auto& pool : m_workspace->backends)
                for (const auto& member : pool.members)
                    if (QString::fromStdString(member.backend).compare(item.name, Qt::CaseInsensitive) == 0)
                        item.pools << QString::fromStdString(pool.name);
            m_items.push_back(item);
        }
    }
    std::stable_sort(m_items.begin(), m_items.end(), [](const BackendItem& a, const BackendItem& b) {
        if (a.isPool != b.isPool) return a.isPool;
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    emit definitionsChanged();
}

void BackendItems::setLive(const management::MetricsSnapshot& snapshot, const MetricsHistory& history) {
    for (BackendItem& item : m_items)
        if (!item.isPool) takeLive(item, snapshot, history);
    for (BackendItem& pool : m_items) {
        if (!pool.isPool) continue;
        pool.openMembers = pool.callsPerMinute = 0;
        pool.requests = pool.failures = 0;
        for (const auto& member : pool.definition->members) {
            const BackendItem* item = find(QString::fromStdString(member.backend));
            if (!item) continue;
            pool.openMembers += item->isOpen ? 1 : 0;
            pool.callsPerMinute += item->callsPerMinute;
            pool.requests += item->requests;
            pool.failures += item->failures;
        }
        pool.isOpen = !pool.definition->members.empty() && pool.openMembers == static_cast<int>(pool.definition->members.size());
    }
    emit liveChanged();
}

const BackendItem* BackendItems::find(const QString& name) const {
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [&](const BackendItem& item) { return item.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == m_items.end() ? nullptr : &*found;
}

int BackendItems::observedShare(const BackendItem& pool, const QString& member) const {
    const BackendItem* item = find(member);
    if (!item || pool.callsPerMinute == 0) return -1;
    return static_cast<int>(std::lround(100.0 * item->callsPerMinute / pool.callsPerMinute));
}

int BackendItems::configuredShare(const BackendItem& pool, const QString& member) {
    const auto& members = pool.definition->members;
    if (members.empty()) return 0;
    const auto first =
        std::min_element(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.priority < b.priority; });
    double all = 0;
    double own = 0;
    for (const auto& each : members) {
        if (each.priority != first->priority) continue;
        const auto weight = static_cast<double>(each.weight.value_or(1));
        all += weight;
        if (QString::fromStdString(each.backend).compare(member, Qt::CaseInsensitive) == 0) own += weight;
    }
    return all <= 0 ? 0 : static_cast<int>(std::lround(100 * own / all));
}

}  // namespace mgc::ui
