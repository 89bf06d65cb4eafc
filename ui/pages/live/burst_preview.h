#pragma once
#include <QWidget>

#include "ui/pages/live/burst_estimate.h"

namespace mgc::ui {

/// The expected tokens per minute of a burst against the limit: a small chart over seconds since the start.
class BurstPreview : public QWidget {
    Q_OBJECT
public:
    explicit BurstPreview(QWidget* parent = nullptr);
    void setEstimate(const BurstEstimate& estimate, double limit);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BurstEstimate m_estimate;
    double m_limit = 0;
};

}  // namespace mgc::ui
