#pragma once
#include <QScrollArea>
#include <QVector>

class QGridLayout;

namespace mgc::ui {

/// Panels in three columns (two below 1,000, one below 640 device-independent pixels), each at least as high as it needs; scrolls when
/// they do not fit. Hidden panels leave no hole.
class PanelGrid : public QScrollArea {
    Q_OBJECT
public:
    explicit PanelGrid(QWidget* parent = nullptr);
    void add(QWidget* panel);
    void setShown(int index, bool shown);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    [[nodiscard]] int wantedColumns() const;

    QWidget* m_inside;
    QGridLayout* m_grid;
    QVector<QWidget*> m_panels;
    QVector<bool> m_shown;
    int m_columns = 0;
};

}  // namespace mgc::ui
