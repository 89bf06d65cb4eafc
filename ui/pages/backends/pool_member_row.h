#pragma once
#include <QTimer>
#include <QWidget>

class QSlider;
class QSpinBox;

namespace mgc::ui {

class Chip;
class Label;
class ShareBar;
struct BackendItem;

/// A member of a pool: its weight as slider and number, its configured and observed share, its breaker. Alt+Up and Alt+Down ask for
/// another priority, Delete for its removal; both also stand in its menu. It can be dragged to another group.
class PoolMemberRow : public QWidget {
    Q_OBJECT
public:
    PoolMemberRow(QString name, int weight, QWidget* parent);
    [[nodiscard]] QString name() const { return m_name; }
    void setWeight(int weight);
    void setLive(const BackendItem& item, int configured, int observed);
    void setSelected(bool selected);

signals:
    void weightChosen(int weight);
    void moveAsked(int step);
    void removeAsked();
    void chosen();
    /// It was dragged far enough: the board starts the drag.
    void dragAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void showMenu(const QPoint& at);
    bool handleKey(const QKeyEvent& event);

    QString m_name;
    QSlider* m_slider;
    QSpinBox* m_number;
    ShareBar* m_share;
    Label *m_title, *m_detail;
    Chip* m_state;
    QTimer m_settle;  ///< a weight is written when it has stood still for a moment
    bool m_selected = false;
    QPoint m_pressedAt;
};

}  // namespace mgc::ui
