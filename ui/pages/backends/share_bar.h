#pragma once
#include <QWidget>

namespace mgc::ui {

/// Configured against observed share: the fill is what the last minute saw, the upright tick what weights ask for.
class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(QWidget* parent);
    /// Percent; `observed` -1: nothing was sent.
    void setShares(int configured, int observed);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_configured = 0, m_observed = -1;
};

}  // namespace mgc::ui
