#pragma once
#include <QWidget>

#include "management/messages.h"

class QGridLayout;

namespace mgc::ui {

class Sparkline;
class SplitBar;

/// What the request cost: prompt, completion, cached; what the limit said; how fast the tokens came.
class TokensTab : public QWidget {
    Q_OBJECT
public:
    explicit TokensTab(QWidget* parent = nullptr);
    void setDetail(const management::RequestDetail& detail);

private:
    SplitBar* m_bar;
    QWidget* m_facts;
    QGridLayout* m_grid;
    QWidget* m_speedBox;
    Sparkline* m_speed;
};

}  // namespace mgc::ui
