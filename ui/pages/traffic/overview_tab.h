#pragma once
#include <QScrollArea>

#include "management/messages.h"

class QGridLayout;

namespace mgc::ui {

class StepStrip;
class WhyBox;

/// The facts of one request as name and value, and where its time went.
class OverviewTab : public QScrollArea {
    Q_OBJECT
public:
    explicit OverviewTab(QWidget* parent = nullptr);
    void setDetail(const management::RequestDetail& detail);

signals:
    void sameCauseRequested(const QString& filter);

private:
    void addFact(int column, const QString& name, const QString& value, bool code = false);

    WhyBox* m_why;
    StepStrip* m_strip;
    QWidget* m_facts;
    QGridLayout* m_grid;
    int m_rows[2] = {0, 0};
};

}  // namespace mgc::ui
