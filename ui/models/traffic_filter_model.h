#pragma once
#include <QSortFilterProxyModel>

#include "ui/models/traffic_filter.h"

namespace mgc::ui {

/// The rows of a TrafficModel that a filter and a quick group let through. Sorts by raw values.
class TrafficFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Group { All, Prompts, Throttled, Errors };
    Q_ENUM(Group)

    explicit TrafficFilterModel(QObject* parent = nullptr);

    void setFilter(const TrafficFilter& filter);
    void setGroup(Group group);
    [[nodiscard]] Group group() const { return m_group; }
    [[nodiscard]] const TrafficFilter& filter() const { return m_filter; }
    [[nodiscard]] static bool inGroup(const management::TrafficRow& row, Group group);
    /// Rows of the source that the filter lets through, group by group.
    [[nodiscard]] int count(Group group) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    TrafficFilter m_filter;
    Group m_group = Group::All;
};

}  // namespace mgc::ui
