#pragma once
#include <QWidget>

#include "ui/client/burst_runner.h"

class QPushButton;

namespace mgc::ui {

class SplitBar;

/// A burst under way, or the summary of the last one until it is dismissed.
class BurstStrip : public QWidget {
    Q_OBJECT
public:
    explicit BurstStrip(QWidget* parent = nullptr);
    void setProgress(const BurstProgress& progress);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void stopRequested();
    void whyRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    [[nodiscard]] QString subtitle() const;

    BurstProgress m_progress;
    SplitBar* m_bar;
    QPushButton* m_why;
    QPushButton* m_stop;
};

}  // namespace mgc::ui
