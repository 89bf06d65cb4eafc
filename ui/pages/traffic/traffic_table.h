#pragma once
#include <QTableView>

namespace mgc::ui {

class TrafficDelegate;
class TrafficFilterModel;

/// The list of finished requests. Follows the newest row while its end is in view and nothing is selected.
class TrafficTable : public QTableView {
    Q_OBJECT
public:
    explicit TrafficTable(TrafficFilterModel& model, QWidget* parent = nullptr);

    /// Id of the selected row, 0 for none.
    [[nodiscard]] quint64 currentId() const;
    void select(quint64 id);

signals:
    void currentIdChanged(quint64 id);
    void opened(quint64 id);
    void holdToggled();
    void replayRequested(quint64 id);
    void curlRequested(quint64 id);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void arrangeColumns();
    void hover(int row);
    [[nodiscard]] bool atEnd() const;

    TrafficFilterModel& m_model;
    TrafficDelegate* m_delegate;
    bool m_follow = true;
};

}  // namespace mgc::ui
