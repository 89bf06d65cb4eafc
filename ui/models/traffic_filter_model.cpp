#include "ui/models/traffic_filter_model.h"

#include "ui/models/traffic_model.h"

namespace mgc::ui {

TrafficFilterModel::TrafficFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(TrafficModel::RawRole);
    setDynamicSortFilter(true);
}

void TrafficFilterModel::setFilter(const TrafficFilter& filter) {
    m_filter = filter;
    invalidateFilter();
}

void TrafficFilterModel::setGroup(Group group) {
    if (group == m_group) return;
    m_group = group;
    invalidateFilter();
}

bool TrafficFilterModel::inGroup(const management::TrafficRow& row, Group group) {
    switch (group) {
        case Group::Prompts:
            return row.promptTokens > 0 || row.completionTokens > 0 || row.stream;
        case Group::Throttled:
            return row.status == 429;
        case Group::Errors:
            return row.status == 0 || (row.status >= 400 && row.status != 429);
        default:
            return true;
    }
}

int TrafficFilterModel::count(Group group) const {
    const auto* model = qobject_cast<const TrafficModel*>(sourceModel());
    if (!model) return 0;
    int found = 0;
    for (int row = 0; row < model->rowCount(); ++row)
        if (inGroup(model->rowAt(row), group) && m_filter.accepts(model->rowAt(row))) ++found;
    return found;
}

bool TrafficFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex&) const {
    const auto* model = qobject_cast<const TrafficModel*>(sourceModel());
    if (!model) return true;
    const management::TrafficRow& row = model->rowAt(sourceRow);
    return inGroup(row, m_group) && m_filter.accepts(row);
}

}  // namespace mgc::ui
