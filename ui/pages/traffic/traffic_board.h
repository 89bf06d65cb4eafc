#pragma once
#include <QWidget>

#include "ui/models/traffic_filter_model.h"
#include "ui/pages/page.h"

class QSplitter;
class QStackedWidget;

namespace mgc::ui {

class Button;
class ChoiceBar;
class DetailPane;
class EmptyState;
class FilterField;
class Label;
class TrafficTable;

/// The list of finished requests with its filter, and the details of the selected one.
class TrafficBoard : public QWidget {
    Q_OBJECT
public:
    TrafficBoard(PageContext& context, QWidget* parent);

    /// Shows what was throttled, the newest one with its policies (called by name from the shell).
    Q_INVOKABLE void showThrottled();
    void setFilter(const QString& filter);
    Q_INVOKABLE void select(quint64 id);
    [[nodiscard]] TrafficTable& table() { return *m_table; }
    [[nodiscard]] DetailPane& detail() { return *m_detail; }
    [[nodiscard]] TrafficFilterModel& rows() { return m_rows; }
    /// Writes the rows that the filter lets through as HTTP Archive.
    void exportHar(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildToolBar();
    void filterChanged();
    void updateCounts();
    void updateEmpty();
    void updateHold();
    void takeAsked();
    void replay(quint64 id);
    void copyCurl(quint64 id);
    void chooseHarFile();
    void say(const QString& words);

    PageContext& m_context;
    TrafficFilterModel m_rows;
    QWidget* m_toolBar;
    FilterField* m_filter;
    ChoiceBar* m_groups;
    Label* m_said;
    Button *m_hold, *m_clear, *m_export;
    QSplitter* m_splitter;
    QStackedWidget* m_list;
    TrafficTable* m_table;
    EmptyState* m_empty;
    DetailPane* m_detail;
    bool m_countsDue = false;
};

}  // namespace mgc::ui
