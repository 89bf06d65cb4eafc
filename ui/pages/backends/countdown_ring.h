#pragma once
#include <QWidget>

namespace mgc::ui {

/// Seconds that are left, in a ring that empties.
class CountdownRing : public QWidget {
    Q_OBJECT
public:
    explicit CountdownRing(QWidget* parent = nullptr);
    /// `left` of `whole` seconds; both at least 0.
    void setSeconds(double left, double whole);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_left = 0, m_whole = 0;
};

}  // namespace mgc::ui
