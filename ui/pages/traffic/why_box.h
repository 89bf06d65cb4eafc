#pragma once
#include <QWidget>

#include "ui/pages/traffic/why.h"

class QLabel;
class QPushButton;

namespace mgc::ui {

/// A card with a state-coloured edge that says why a request was refused.
class WhyBox : public QWidget {
    Q_OBJECT
public:
    explicit WhyBox(QWidget* parent = nullptr);
    void setDetail(const management::RequestDetail& detail);

signals:
    void sameCauseRequested(const QString& filter);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QPushButton* m_same;
    QString m_filter;
    bool m_warn = true;
};

}  // namespace mgc::ui
