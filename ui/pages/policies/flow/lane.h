#pragma once
#include <QWidget>

namespace mgc::ui {

class Button;
class FlowCommands;
class FlowModel;
class IconButton;
class Label;
class LaneView;

/// A section with its heading, its cards and the place to add one. A lane with nothing of its own folds to a narrow strip.
class Lane : public QWidget {
    Q_OBJECT
public:
    Lane(FlowModel& model, FlowCommands& commands, const QString& section, QWidget* parent);

    [[nodiscard]] LaneView* view() const { return m_view; }
    [[nodiscard]] QString section() const { return m_section; }
    /// Reads count, time and state from the model again.
    void refresh();
    /// Split view: full width, folded to its heading where asked.
    void setStacked(bool stacked);
    /// Side by side with others.
    [[nodiscard]] int leastWidth() const;
    [[nodiscard]] bool isFolded() const { return m_folded; }
    void setFolded(bool folded);
    /// Only <base/> or nothing in it.
    [[nodiscard]] bool isBare() const;

signals:
    void addWanted(const QModelIndex& section);
    void foldChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    FlowModel& m_model;
    QString m_section;
    LaneView* m_view;
    Label *m_title, *m_count, *m_time, *m_empty;
    QWidget *m_head, *m_body;
    IconButton *m_add, *m_fold;
    Button* m_addCard;
    bool m_stacked = false, m_folded = false, m_touched = false;
};

}  // namespace mgc::ui
